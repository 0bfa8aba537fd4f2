package amazonbedrock

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/proof"
)

// replayed counts what was tried: reads of what stands, warnings among them, fresh resolutions; deployments that another
// resolution would have moved; those whose model ended, and of them those of which the lists had told nothing the day before.
type replayed struct {
	days, deployments, reads, warnings, fresh, moved, ended, unannounced int
}

// standing is one deployment that was resolved once and serves on.
type standing struct {
	spec                llm.DeploymentSpec
	choice              *llm.Choice
	warned, moved, gone bool
}

// replay takes regions through the days.
type replay struct {
	t        *testing.T
	regions  []string
	lists    *lists
	now      time.Time
	standing map[string]*standing // by ARN
	counts   replayed
}

// TestCatalogReplay takes the recorded lists of regions through every recorded change of half a year: whatever the lists say, what
// was resolved stays what it is, its end is told as soon as it is near and known, and what is open is never refused.
func TestCatalogReplay(t *testing.T) {
	first, events, unused := firstLists(t)
	r := &replay{t: t, regions: []string{"us-east-1", "eu-central-1"}, lists: first, standing: map[string]*standing{}}
	if proof.Full() {
		r.regions = append(r.regions, "us-west-2", "ap-northeast-1", "eu-west-2", "ap-southeast-2", "ca-central-1", "sa-east-1")
	}
	r.day("2026-02-08", nil)
	for len(events) > 0 {
		n := slices.IndexFunc(events, func(e happening) bool { return e.day != events[0].day })
		if n < 0 {
			n = len(events)
		}
		r.day(events[0].day, events[:n])
		events = events[n:]
	}
	c := r.counts
	c.deployments = len(r.standing)
	for _, s := range r.standing {
		if s.moved {
			c.moved++
		}
	}
	if c.deployments < 150 || c.warnings == 0 || c.ended == 0 || c.moved == 0 {
		t.Errorf("%+v prove too little", c)
	}
	t.Logf("%d happenings say nothing of one region", unused)
	proof.Report(t, proof.Count{Of: "regions", N: len(r.regions)}, proof.Count{Of: "days", N: c.days}, proof.Count{Of: "models", N: len(r.lists.models)},
		proof.Count{Of: "deployments", N: c.deployments}, proof.Count{Of: "reads", N: c.reads}, proof.Count{Of: "warnings", N: c.warnings},
		proof.Count{Of: "fresh", N: c.fresh}, proof.Count{Of: "moved", N: c.moved}, proof.Count{Of: "ended", N: c.ended}, proof.Count{Of: "unannounced", N: c.unannounced})
}

// day lets a day's changes happen, and then looks at everything as a new process does.
func (r *replay) day(date string, events []happening) {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = at
	r.counts.days++
	changed := map[string]bool{}
	for _, e := range events {
		if !r.lists.turn(e, false) {
			r.t.Fatalf("%s: %+v does not follow", date, e)
		}
		_, model, _ := strings.Cut(e.id, ".")
		changed[e.id], changed[model] = true, true
	}
	cfg := testConfig(&stub{answer: r.answer})
	cfg.Now = func() time.Time { return at }
	d := llm.NewDeployments(NewPlatform(cfg).Deployments(), cfg.Now)
	for _, arn := range slices.Sorted(maps.Keys(r.standing)) {
		r.look(d, arn, r.standing[arn], changed)
	}
	for _, id := range slices.Sorted(maps.Keys(r.lists.models)) {
		if len(events) == 0 || changed[id] || proof.Full() {
			r.deploy(d, id)
		}
	}
}

// deploy resolves a model of the day everywhere in every scope, by its id and by its portable name.
func (r *replay) deploy(d *llm.Deployments, id string) {
	for _, region := range r.regions {
		for _, scope := range llm.Scopes() {
			for _, model := range slices.Compact([]string{id, referenceOf(id)}) {
				spec := profileSpec(func(s *llm.DeploymentSpec) {
					s.Model, s.Scope, s.Bedrock.Region = model, scope, region
					s.Name = fmt.Sprintf("d%d", len(r.standing))
				})
				native, err := d.Resolve(r.t.Context(), spec)
				r.counts.fresh++
				if model == id {
					r.judge(region, scope, id, err)
				}
				if err == nil && !r.stands(spec) {
					arn := fmt.Sprintf("arn:aws:bedrock:%s:%s:application-inference-profile/d%011d", region, testAccount, len(r.standing))
					r.standing[arn] = &standing{spec: spec, choice: &llm.Choice{Native: native, VersionUpgrade: llm.Pinned}}
				}
			}
		}
	}
}

func (r *replay) stands(spec llm.DeploymentSpec) bool {
	for _, s := range r.standing {
		if s.spec.Model == spec.Model && s.spec.Scope == spec.Scope && s.spec.Bedrock.Region == spec.Bedrock.Region {
			return true
		}
	}
	return false
}

// judge holds a resolution to the lists themselves: active, not past its end, and to be called on demand within the scope.
func (r *replay) judge(region string, scope llm.Scope, id string, err error) {
	r.t.Helper()
	m := r.lists.models[id]
	_, variant := DecomposeModelID(id)
	near, _ := r.endOf(id, region)
	open := !m.Gone && slices.Contains(m.Regions, region) && variant == "" && m.Life["status"] == "ACTIVE"
	called := slices.Contains(m.waysIn(region), "ON_DEMAND")
	for _, p := range r.lists.profiles {
		geo, model, _ := strings.Cut(p.ID, ".")
		fits := scope == llm.ScopeGlobal || scope == llm.ScopeGeo && geo != "global"
		called = called || !p.Gone && p.Region == region && model == id && fits
	}
	if want := open && called && !near; want != (err == nil) {
		r.t.Errorf("%s: %s in %s within %s: open %t, called %t, and it says %v", r.now.Format(time.DateOnly), id, region, scope, open, called, err)
	}
}

// look reads a deployment as every plan does, and holds what a plan would do and say to the lists.
func (r *replay) look(d *llm.Deployments, arn string, s *standing, changed map[string]bool) {
	r.t.Helper()
	id, err := d.ParseID(arn)
	if err != nil {
		r.t.Fatal(err)
	}
	have, choice, events, err := d.Read(r.t.Context(), id, s.choice, nil)
	if err != nil {
		r.t.Fatalf("%s: read %+v: %v", r.now.Format(time.DateOnly), s.choice.Native, err)
	}
	r.counts.reads++
	if s.choice.Created == "" {
		s.choice = choice // as the create would have noted it
	}
	change := d.Diff(have, llm.Draft{Spec: s.spec, Kept: choice})
	if change.Action != llm.Same || !choice.Native.SameModel(s.choice.Native) || choice.Native.Serving != s.choice.Native.Serving {
		r.t.Errorf("%s: %+v became %s %v: %+v", r.now.Format(time.DateOnly), s.choice.Native, change.Action, change.Fields, choice.Native)
	}
	for _, event := range events {
		if event.Class != llm.DriftUnverified {
			r.t.Errorf("%s: %+v drifts: %+v", r.now.Format(time.DateOnly), s.choice.Native, event)
		}
	}
	if !s.moved && len(changed) > 0 && changed[s.choice.Native.Name] {
		native, err := d.Resolve(r.t.Context(), s.spec) // what asking the lists at every plan would have made of it
		s.moved = err != nil || !native.SameModel(s.choice.Native) || native.Serving != s.choice.Native.Serving
	}
	r.hear(d, have, s)
}

// hear holds the warning of a read to the lists.
func (r *replay) hear(d *llm.Deployments, have *llm.Deployment, s *standing) {
	r.t.Helper()
	life, err := d.Lifecycle(r.t.Context(), have)
	if err != nil {
		r.t.Fatal(err)
	}
	near, ended := r.endOf(have.Native.Name, have.Location)
	if life.Due(r.now) != near {
		r.t.Errorf("%s: %s: warned %t, want %t: %+v", r.now.Format(time.DateOnly), have.Native.Name, life.Due(r.now), near, life)
	}
	if near {
		r.counts.warnings++
	}
	if ended && !s.gone {
		s.gone = true
		r.counts.ended++
		if !s.warned {
			r.counts.unannounced++
		}
	}
	s.warned = s.warned || near
	if problems := d.Preflight(r.t.Context(), have, s.spec, have.Native); len(problems) > 0 {
		r.t.Errorf("%s: a change of %s is told: %+v", r.now.Format(time.DateOnly), have.Native.Name, problems)
	}
}

// endOf reads the lists: whether the end is told to be within 90 days, is sure and has no day yet, or has come; and whether it has.
func (r *replay) endOf(id, region string) (near, ended bool) {
	m := r.lists.models[id]
	if m == nil || m.Gone || !slices.Contains(m.Regions, region) {
		return true, true
	}
	text, _, _ := strings.Cut(m.Life["endOfLifeTime"], " ")
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return m.Life["status"] == "LEGACY", false
	}
	return day.Sub(r.now) <= 90*24*time.Hour, !r.now.Before(day.AddDate(0, 0, 1))
}

// answer is what AWS says on this day.
func (r *replay) answer(req *http.Request, _ string) (int, string, http.Header) {
	region := strings.Split(req.URL.Host, ".")[1]
	var answer any = map[string]any{"tags": []any{map[string]string{"key": "team", "value": "search"}}}
	switch path := req.URL.Path; {
	case path == "/foundation-models":
		answer = r.lists.modelsIn(region)
	case path == "/inference-profiles":
		answer = r.lists.profilesIn(region)
	case strings.HasPrefix(path, "/inference-profiles/"):
		arn, _ := url.PathUnescape(strings.TrimPrefix(req.URL.EscapedPath(), "/inference-profiles/"))
		answer = r.profile(region, arn)
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return http.StatusInternalServerError, "{}", nil
	}
	return http.StatusOK, string(text), nil
}

// profile is a deployment as it was made.
func (r *replay) profile(region, arn string) map[string]any {
	s := r.standing[arn]
	var models []map[string]string
	for _, location := range s.choice.Native.Locations {
		if location == llm.Anywhere {
			models = append(models, map[string]string{"modelArn": modelIn("", s.choice.Native.Name)})
			location = region
		}
		models = append(models, map[string]string{"modelArn": modelIn(location, s.choice.Native.Name)})
	}
	return map[string]any{
		"inferenceProfileArn": arn, "inferenceProfileId": arn[strings.LastIndexByte(arn, '/')+1:], "inferenceProfileName": s.spec.Name,
		"models": models, "status": "ACTIVE", "type": "APPLICATION", "createdAt": "2026-02-08T00:00:00Z", "updatedAt": "2026-02-08T00:00:00Z",
	}
}
