package acceptance_test

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// hostility counts what became of hostile input.
type hostility struct {
	t                                                 *testing.T
	inputs, stopped, accepted, writes, escapes, vague int
	routes, guardrails, shown                         int // inputs to routes and guardrails; secrets in diagnostics
	closedSeen                                        int
}

func (h *hostility) failf(counter *int, format string, args ...any) {
	*counter++
	if *counter <= 40 {
		h.t.Errorf(format, args...)
	}
}

// judge tries one configuration and holds it to what its site says.
func (h *hostility) judge(what string, s site, text string, providerBlock, resource tree) {
	h.t.Helper()
	h.inputs++
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	p := speakOf(h.t, cmp.Or(s.typeName, deploymentType), provider.WithSandbox(sb))
	planned, configured := p.through(providerBlock, resource)
	accepted := s.accepts != nil && s.accepts(text)
	if s.secret != "" && strings.Contains(shownIn(planned.diagnostics), s.secret) {
		h.failf(&h.shown, "%s: a diagnostic repeats the secret: %s", what, told(planned.diagnostics))
	}
	switch {
	case accepted && planned.stopped():
		h.t.Errorf("%s: is valid, and was stopped: %s", what, told(planned.diagnostics))
	case accepted:
		h.accepted++
		h.roundTrip(what, p, planned)
		return
	case !planned.stopped():
		h.failf(&h.escapes, "%s: was planned", what)
	default:
		h.stopped++
		if fault := vague(s.argument, planned.diagnostics); fault != "" {
			h.failf(&h.vague, "%s: %s: %s", what, fault, told(planned.diagnostics))
		}
	}
	h.nothingSent(what, sb, configured)
}

// through takes a configuration as far as core would: it stops at the first step
// that ends in an error.
func (p *protocol) through(providerBlock, resource tree) (planned, bool) {
	p.t.Helper()
	early := p.validate(resource)
	if early.stopped() {
		return early, false
	}
	if diagnostics := p.configure(providerBlock); len(errorsOf(diagnostics)) > 0 {
		return planned{diagnostics: diagnostics}, false
	}
	return p.plan(early.config, nil, nil), true
}

// nothingSent looks at every request that the plan sent: none may write, and
// none may go anywhere that a plan has no business with.
func (h *hostility) nothingSent(what string, sb *sandbox.Sandbox, configured bool) {
	h.t.Helper()
	for _, call := range sb.Calls() {
		sent := call.Method + " " + call.Path
		switch {
		case changes(call):
			h.failf(&h.writes, "%s: wrote %s", what, sent)
		case !configured || !reads.MatchString(sent):
			h.failf(&h.escapes, "%s: asked %s", what, sent)
		}
	}
}

// reads is all that a plan of something new may ask.
var reads = regexp.MustCompile(`^GET /subscriptions/[0-9a-f-]{36}/(resourceGroups/([A-Za-z0-9_().-]|%[C-F][0-9A-F](%[89AB][0-9A-F])+)+/)?providers/Microsoft\.CognitiveServices/` +
	`(accounts/[A-Za-z0-9._-]+(/deployments(/[A-Za-z0-9._-]{2,64})?|/raiPolicies(/[A-Za-z0-9._-]+)?|/models)?|locations/[a-z0-9]+/(models|usages))\?[^/]*$` +
	`|^GET /(foundation-models|inference-profiles|provisioned-model-throughputs|custom-models/arn%3Aaws%3Abedrock%3A[a-z0-9-]+%3A[0-9]{12}%3Acustom-model%2F[A-Za-z0-9%.-]+)(\?[^/]*)?$` +
	`|^GET /(foundation-model-availability/[a-z0-9.-]+(%3A[a-z0-9]+){0,2}|use-case-for-model-access)$` +
	`|^POST /$` + routeReads + guardrailReads)

// routeReads is all that a plan of a route may ask beside that.
const routeReads = `|^GET /subscriptions/[0-9a-f-]{36}/resourceGroups/[A-Za-z0-9_().-]+/providers/Microsoft\.ApiManagement/service/[A-Za-z0-9-]+` +
	`(/namedValues/[A-Za-z0-9._-]+)?\?[^/]*$|^GET /gateways/[a-z0-9-]+/(rules|targets/)?(\?[^/]*)?$|^POST /identities/Get(ApiKey|Oauth2)CredentialProvider$`

// guardrailReads is all that a plan of a guardrail, or of what names one, may ask
// beside that.
const guardrailReads = `|^GET /guardrails(/[A-Za-z0-9%.-]+)?(\?[^/]*)?$`

// vague says what an error does not: which argument, and the way out; empty for
// nothing. What it says has to be readable, whatever was written. Of arguments
// with a bar between them one has to be named.
func vague(arguments string, diagnostics []*tfprotov6.Diagnostic) string {
	for _, d := range errorsOf(diagnostics) {
		text := d.Summary + "\n" + d.Detail
		if strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), unreadable) || len(text) > 4000 {
			return "the error is not readable"
		}
	}
	fault := ""
	for argument := range strings.SplitSeq(arguments, "|") {
		if fault = unnamed(argument, diagnostics); fault == "" {
			return ""
		}
	}
	return fault
}

func unnamed(argument string, diagnostics []*tfprotov6.Diagnostic) string {
	root, _, nested := strings.Cut(argument, ".")
	leaf := argument[strings.LastIndex(argument, ".")+1:]
	for _, d := range errorsOf(diagnostics) {
		steps := attributeSteps(d.Attribute)
		if len(steps) == 0 || steps[0] != root && !strings.Contains(d.Detail, argument) {
			continue
		}
		if nested && !strings.Contains(d.Detail+strings.Join(steps, "."), leaf) {
			continue
		}
		if !wayOut.MatchString(d.Detail) {
			return "the error shows no way out"
		}
		return ""
	}
	return "no error points at " + argument
}

var wayOut = regexp.MustCompile(`(?i)\b(use|set|write|give|remove|choose|shorten|add|must|change|ask|correct|name|widen|spell|allow|check)\b`)

func unreadable(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }

func attributeSteps(path *tftypes.AttributePath) []string {
	var steps []string
	for _, step := range path.Steps() {
		steps = append(steps, fmt.Sprintf("%v", step))
	}
	return steps
}

// shownIn is all that diagnostics of any severity say.
func shownIn(diagnostics []*tfprotov6.Diagnostic) string {
	var all strings.Builder
	for _, d := range diagnostics {
		all.WriteString(d.Summary + "\n" + d.Detail + "\n")
	}
	return all.String()
}

func told(diagnostics []*tfprotov6.Diagnostic) string {
	var all []string
	for _, d := range errorsOf(diagnostics) {
		all = append(all, fmt.Sprintf("[%s] %.300q %.600q", d.Attribute, d.Summary, d.Detail))
	}
	return strings.Join(all, "\n")
}

func TestHostileInput(t *testing.T) {
	h := &hostility{t: t}
	h.words()
	h.references()
	h.combinations()
	h.closedModels()
	h.otherWorld()
	h.terraform()
	h.imports()
	h.onRoutes()
	h.onGuardrails()
	if h.inputs-h.accepted < 500 {
		t.Errorf("%d hostile inputs are too few", h.inputs-h.accepted)
	}
	proof.Report(t, proof.Count{Of: "inputs", N: h.inputs}, proof.Count{Of: "stopped", N: h.stopped}, proof.Count{Of: "accepted", N: h.accepted},
		proof.Count{Of: "writes", N: h.writes}, proof.Count{Of: "escapes", N: h.escapes}, proof.Count{Of: "vague", N: h.vague},
		proof.Count{Of: "inputs_to_routes", N: h.routes}, proof.Count{Of: "inputs_to_guardrails", N: h.guardrails}, proof.Count{Of: "secrets_shown", N: h.shown})
}

// words puts every hostile word at every site; in a quick run one word of every
// family, another one at every site.
func (h *hostility) words() {
	for i, s := range allSites() {
		h.wordsAt(i, s, bases)
	}
}

// wordsAt puts the words at one site; of is what else the configuration says.
func (h *hostility) wordsAt(turn int, s site, of func() map[string]tree) {
	h.t.Helper()
	words := hostileWords()
	if !proof.Full() {
		words = oneOfEach(words, turn)
	}
	h.try(words, s, of)
}

// try puts words at one site.
func (h *hostility) try(words []word, s site, of func() map[string]tree) {
	h.t.Helper()
	for _, w := range words {
		text := strings.ReplaceAll(s.form, "%s", w.text)
		providerBlock, resource := tree{}, of()[s.base]
		s.put(providerBlock, resource, text)
		h.judge(fmt.Sprintf("%s = %q on %s: %s", s.argument, s.form, s.base, w.brief()), s, text, providerBlock, resource)
	}
}

// oneOfEach takes the turn-th word of every family.
func oneOfEach(words []word, turn int) []word {
	families := map[string][]word{}
	for _, w := range words {
		families[w.family] = append(families[w.family], w)
	}
	var chosen []word
	for _, family := range slices.Sorted(maps.Keys(families)) {
		chosen = append(chosen, families[family][turn%len(families[family])])
	}
	return chosen
}

func allSites() []site { return append(append(hostileSites(), tagSites()...), providerSites()...) }

// roundTrip applies what is accepted and plans again.
func (h *hostility) roundTrip(what string, p *protocol, plan planned) {
	h.t.Helper()
	applied := p.apply(plan)
	if len(errorsOf(applied.Diagnostics)) > 0 {
		h.t.Errorf("%s: planned and not applied: %s", what, told(applied.Diagnostics))
		return
	}
	read := p.refresh(applied.NewState, applied.Private)
	if len(errorsOf(read.Diagnostics)) > 0 {
		h.t.Errorf("%s: not read: %s", what, told(read.Diagnostics))
		return
	}
	again := p.plan(plan.config, read.NewState, read.Private)
	if again.stopped() || !p.read(again.state).Equal(p.read(read.NewState)) {
		h.t.Errorf("%s: does not come back as it was sent: %s", what, told(again.diagnostics))
	}
}
