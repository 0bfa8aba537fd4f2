package azureopenai

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/proof"
)

// replay is one location on its way through the days.
type replay struct {
	t        *testing.T
	location string
	days     *days
	now      time.Time
	rows     map[string]row
	standing map[string]*standing // by the name of the deployment
	counts   replayed
}

// replayed counts what was tried: reads of what stands, warnings among them, fresh resolutions; deployments that another
// resolution would have moved; those whose model ended, and of them those of which the catalog had told nothing the day before.
type replayed struct {
	days, models, deployments, reads, warnings, fresh, moved, ended, unannounced int
}

// standing is one deployment that was resolved once and serves on.
type standing struct {
	spec   llm.DeploymentSpec
	choice *llm.Choice
	model  string
	warned bool
	moved  bool
	gone   bool
}

const replayAccount = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acct"

// TestCatalogReplay takes the recorded lists of two locations through every recorded change of 12 weeks: whatever the catalog says,
// what was resolved stays what it is, its end is told as soon as it is near and known, and what is open is never refused.
func TestCatalogReplay(t *testing.T) {
	var all replayed
	cells := 0
	for _, location := range []string{"eastus2", "swedencentral"} {
		for reading, of := range replicas(t, location) {
			if !proof.Full() && (location == "eastus2") != (reading == "among the first") {
				continue
			}
			t.Run(location+" "+reading, func(t *testing.T) {
				r := &replay{t: t, location: location, days: of, rows: cloned(of.rows), standing: map[string]*standing{}}
				for _, date := range of.dates {
					r.day(date)
				}
				r.counts.deployments, r.counts.models = len(r.standing), len(r.rows)
				for _, s := range r.standing {
					if s.moved {
						r.counts.moved++
					}
				}
				t.Logf("%+v, of %d happenings %d say nothing of this location", r.counts, len(happenings(t)), of.unused)
				if r.counts.deployments < 300 || r.counts.warnings == 0 || r.counts.ended == 0 || r.counts.moved == 0 {
					t.Errorf("%+v prove too little", r.counts)
				}
				all.add(r.counts)
				cells++
			})
		}
	}
	proof.Report(t, proof.Count{Of: "replays", N: cells}, proof.Count{Of: "days", N: all.days}, proof.Count{Of: "models", N: all.models},
		proof.Count{Of: "deployments", N: all.deployments}, proof.Count{Of: "reads", N: all.reads}, proof.Count{Of: "warnings", N: all.warnings},
		proof.Count{Of: "fresh", N: all.fresh}, proof.Count{Of: "moved", N: all.moved}, proof.Count{Of: "ended", N: all.ended}, proof.Count{Of: "unannounced", N: all.unannounced})
}

func (c *replayed) add(o replayed) {
	c.days, c.models, c.deployments, c.reads = c.days+o.days, c.models+o.models, c.deployments+o.deployments, c.reads+o.reads
	c.warnings, c.fresh, c.moved, c.ended, c.unannounced = c.warnings+o.warnings, c.fresh+o.fresh, c.moved+o.moved, c.ended+o.ended, c.unannounced+o.unannounced
}

// day lets a day's changes happen, and then looks at everything as a new process does.
func (r *replay) day(date string) {
	now, err := time.Parse(time.DateOnly, date)
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = now
	r.counts.days++
	changed := map[string]bool{}
	for _, e := range r.days.changes[date] {
		if !carryOut(r.rows, e) {
			r.t.Fatalf("%s: %+v does not follow", date, e)
		}
		changed[e.model] = true
	}
	p := r.platform()
	d := llm.NewDeployments(p.Deployments(), p.cfg.Now)
	for _, name := range slices.Sorted(maps.Keys(r.standing)) {
		r.look(d, name, r.standing[name], changed)
	}
	for _, key := range slices.Sorted(maps.Keys(r.rows)) {
		if date == firstDay || changed[key] || proof.Full() {
			r.deploy(d, key)
		}
	}
}

// deploy resolves a model of the day in every scope, with its version and without: new where nothing stands yet, and else only to
// see what a new deployment would meet.
func (r *replay) deploy(d *llm.Deployments, key string) {
	of := r.rows[key]
	ref := DecomposeModel(of.text("format"), of.text("publisher"), of.text("name"), of.text("version")).Reference()
	loose := ref
	loose.Version = ""
	for _, scope := range llm.Scopes() {
		for _, model := range []string{ref.String(), loose.String()} {
			spec := llm.DeploymentSpec{
				Name: fmt.Sprintf("d%03d", len(r.standing)), Model: model, Scope: scope, VersionUpgrade: llm.Pinned,
				Throughput: llm.Throughput{Mode: llm.OnDemand},
			}
			if of.text("format") == formatAnthropic {
				spec.Azure.Attestation = llm.Attestation{Organization: "o", CountryCode: "DE", Industry: "retail"}
			}
			native, err := d.Resolve(r.t.Context(), spec)
			r.counts.fresh++
			if model == ref.String() {
				r.judge(of, scope, native, err)
			}
			if err == nil && !r.stands(model, scope) {
				r.standing[spec.Name] = &standing{spec: spec, model: nativeID(native.Format, native.Name, native.Version), choice: &llm.Choice{Native: native, VersionUpgrade: llm.Pinned}}
			}
		}
	}
}

func (r *replay) stands(model string, scope llm.Scope) bool {
	for _, s := range r.standing {
		if s.spec.Model == model && s.spec.Scope == scope {
			return true
		}
	}
	return false
}

// judge holds a resolution to the row itself: open, and sold within the scope by a way that has not ended.
func (r *replay) judge(of row, scope llm.Scope, native llm.Native, err error) {
	r.t.Helper()
	widths := map[llm.Scope][]string{llm.ScopeRegion: {"Standard"}, llm.ScopeGeo: {"Standard", "DataZoneStandard"}, llm.ScopeGlobal: {"Standard", "DataZoneStandard", "GlobalStandard"}}
	sold := slices.ContainsFunc(of.skus(), func(s map[string]any) bool {
		name, _ := s["name"].(string)
		usage, _ := s["usageName"].(string)
		day, _ := s["deprecationDate"].(string)
		return slices.Contains(widths[scope], name) && !strings.HasSuffix(usage, "-finetune") && !r.over(day)
	})
	open := of.listed && slices.Contains([]string{"GenerallyAvailable", "Preview", "Legacy", "Stable"}, of.text("lifecycleStatus")) && !r.over(of.retires())
	if good := open && sold; good != (err == nil) {
		r.t.Errorf("%s: %s within %s: open %t, sold %t, and it says %v", r.now.Format(time.DateOnly), of.key(), scope, open, sold, err)
	}
	if err == nil && nativeID(native.Format, native.Name, native.Version) != of.key() {
		r.t.Errorf("%s: %s is taken for %+v", r.now.Format(time.DateOnly), of.key(), native)
	}
}

// over reports whether a date of the list has come; "never" and none have not.
func (r *replay) over(day string) bool {
	at, err := time.Parse(time.RFC3339, day)
	return err == nil && at.Year() < noDate && !r.now.Before(at)
}

// look reads a deployment as every plan does, and holds what a plan would do and say to the rows.
func (r *replay) look(d *llm.Deployments, name string, s *standing, changed map[string]bool) {
	r.t.Helper()
	id, err := d.ParseID(replayAccount + "/deployments/" + name)
	if err != nil {
		r.t.Fatal(err)
	}
	have, choice, events, err := d.Read(r.t.Context(), id, s.choice, nil)
	if err != nil {
		r.t.Fatalf("%s: read %s: %v", r.now.Format(time.DateOnly), s.model, err)
	}
	r.counts.reads++
	if s.choice.Created == "" {
		s.choice = choice // as the create would have noted it
	}
	change := d.Diff(have, llm.Draft{Spec: s.spec, Kept: choice})
	if change.Action != llm.Same || !choice.Native.SameModel(s.choice.Native) || choice.Native.Serving != s.choice.Native.Serving {
		r.t.Errorf("%s: %s became %s %v: %+v", r.now.Format(time.DateOnly), s.model, change.Action, change.Fields, choice.Native)
	}
	for _, event := range events {
		if event.Class != llm.DriftUnverified {
			r.t.Errorf("%s: %s drifts: %+v", r.now.Format(time.DateOnly), s.model, event)
		}
	}
	if !s.moved && slices.ContainsFunc(slices.Collect(maps.Keys(changed)), func(key string) bool { return sameName(key, s.model) }) {
		native, err := d.Resolve(r.t.Context(), s.spec) // what asking the catalog at every plan would have made of it
		s.moved = err != nil || !native.SameModel(s.choice.Native) || native.Serving != s.choice.Native.Serving
	}
	r.hear(d, have, s)
}

// sameName reports whether two native ids differ in nothing but the version.
func sameName(a, b string) bool {
	return a[:strings.LastIndexByte(a, '/')] == b[:strings.LastIndexByte(b, '/')]
}

// hear holds the warning of a read, and the refusal of a change, to the rows.
func (r *replay) hear(d *llm.Deployments, have *llm.Deployment, s *standing) {
	r.t.Helper()
	life, err := d.Lifecycle(r.t.Context(), have)
	if err != nil {
		r.t.Fatal(err)
	}
	of := r.rows[s.model]
	near, ended := r.endOf(of, have.Native.Serving)
	if life.Due(r.now) != near {
		r.t.Errorf("%s: %s as %s: warned %t, want %t: %+v", r.now.Format(time.DateOnly), s.model, have.Native.Serving, life.Due(r.now), near, life)
	}
	if near {
		r.counts.warnings++
	}
	if ended && !s.gone {
		s.gone = true
		r.counts.ended++
		if !s.warned {
			r.counts.unannounced++ // nothing in the catalog had said so before this day
		}
	}
	s.warned = s.warned || near
	retagged := s.spec
	retagged.Tags = map[string]string{"team": "ads"}
	for _, problem := range d.Preflight(r.t.Context(), have, retagged, have.Native) {
		if problem.Severity == llm.Blocking {
			r.t.Errorf("%s: new tags of %s are refused: %+v", r.now.Format(time.DateOnly), s.model, problem)
		}
	}
}

// endOf reads the rows: whether the end is told to be within 90 days or has come, and whether it has come.
func (r *replay) endOf(of row, serving string) (near, ended bool) {
	status := of.text("lifecycleStatus")
	dates := []string{of.retires()}
	for _, sku := range of.skus() {
		usage, _ := sku["usageName"].(string)
		if day, _ := sku["deprecationDate"].(string); sku["name"] == serving && !strings.HasSuffix(usage, "-finetune") {
			dates = append(dates, day)
		}
	}
	known := false
	for _, day := range dates {
		at, err := time.Parse(time.RFC3339, day)
		if err != nil || at.Year() >= noDate {
			continue
		}
		known, near, ended = true, near || at.Sub(r.now) <= 90*24*time.Hour, ended || !r.now.Before(at)
	}
	ended = ended || !of.listed || status == "Deprecated"
	return near || ended || status == "Deprecating" && !known, ended
}
