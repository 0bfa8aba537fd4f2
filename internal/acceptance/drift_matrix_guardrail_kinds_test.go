package acceptance_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// resourceOf is the resource that a kind is one of.
func resourceOf(kind drift.Kind) drift.Resource {
	switch kind {
	case drift.PlainPolicy, drift.ListedPolicy, drift.SmallGuardrail, drift.WholeGuardrail:
		return drift.Guardrail
	case drift.Enforced:
		return drift.Enforcement
	}
	if isRoute(kind) {
		return drift.Route
	}
	return drift.Deployment
}

// hasChildren tells what is made of several objects from deployments.
func hasChildren(kind drift.Kind) bool { return resourceOf(kind) != drift.Deployment }

const guardedTimes = "{\n    create = \"3m\"\n    update = \"3m\"\n    delete = \"3m\"\n  }"

// guardrailOfKind is a guardrail of a kind, as its user writes it.
func (m *driftMatrix) guardrailOfKind(c *driftCell) args {
	a := args{"tags": `{ team = "search", unit = "lab" }`, "timeouts{}": guardedTimes, "platform": `"bedrock"`}
	if onAzureSide(c.kind) {
		a = a.with(args{"platform": `"azure"`, "azure": fmt.Sprintf("{ account_id = %q }", c.account)})
	}
	return a.with(guardrailKind(c.kind)).with(c.change.with).named(c.label)
}

func guardrailKind(kind drift.Kind) args {
	switch kind {
	case drift.PlainPolicy:
		return args{"filters": `{ hate = { input = "high", output = "low" }, prompt_attack = { input = "high" } }`}
	case drift.ListedPolicy:
		return args{
			"filters": `{ hate = { input = "high", output = "low" }, violence = { input = "low", output = "high" }, indirect_attack = { input = "high" }, ` +
				`ungrounded_material = { output = "high" } }`,
			"blocked_words": `["alpha", "beta", "gamma delta"]`, "blocked_patterns": `["ab+c"]`, "profanity": "true",
		}
	case drift.SmallGuardrail:
		return args{"filters": `{ hate = { input = "high", output = "low" } }`, "blocked_words": `["alpha"]`}
	}
	side := `{ input = "high", output = "low" }`
	return args{
		"filters":       fmt.Sprintf(`{ hate = %s, insults = %s, sexual = %s, violence = %s, misconduct = %s, prompt_attack = { input = "high" } }`, side, side, side, side, side),
		"blocked_words": `["alpha", "beta", "gamma delta"]`, "profanity": "true",
		"blocked_topics": `{ tax = { definition = "How to pay less of it.", examples = ["What is off shore?", "Who need not pay?"] }, law = { definition = "What a court would say." } }`,
		"pii": `{ entities = { email = "block", phone = "mask" }, patterns = { ticket = { pattern = "T-[0-9]+", description = "A ticket.", action = "mask" }, ` +
			`badge = { pattern = "B-[0-9]+", description = "A badge." } } }`,
		"grounding": `{ grounding = 0.5, relevance = 0.7 }`, "messages": `{ input = "Not this.", output = "Not that." }`,
		"bedrock": `{ description = "Everything.", tier = "standard", images = true, guardrail_profile = "us.guardrail.v1:0" }`,
	}
}

// enforcedRegions are where the matrix enforces guardrails: a region has one.
func enforcedRegions() []string {
	return []string{"us-east-1", "us-east-2", "us-west-2", "eu-central-1", "eu-west-1", "ap-northeast-1", "ap-southeast-2", "ca-central-1"}
}

// enforcementOf is an enforced guardrail, as its user writes it.
func (m *driftMatrix) enforcementOf(c *driftCell) args {
	return args{
		"region": quoted(c.region), "guardrail": quoted(m.taken["one "+c.region] + ":1"), "system_prompts": `"selective"`, "guarded_messages": `"selective"`,
		"included_models": `["amazon.nova-lite-v1:0", "amazon.nova-pro-v1:0"]`, "excluded_models": `["amazon.nova-micro-v1:0"]`, "timeouts{}": guardedTimes,
	}.with(c.change.with)
}

// enforceable makes two guardrails in a region, the first of which has two
// versions.
func (m *driftMatrix) enforceable(region string) {
	for _, name := range []string{"one", "two"} {
		m.taken[name+" "+region] = m.w.published(region, name)
	}
	m.w.do("POST", guardrailIn(region, m.taken["one "+region]), "{}")
}

// published makes a guardrail of Bedrock by hand, with one version.
func (w *world) published(region, name string) (arn string) {
	w.t.Helper()
	answer := w.do("POST", aws(region, "/guardrails"), fmt.Sprintf(
		`{"name":%q,"blockedInputMessaging":"a","blockedOutputsMessaging":"b","wordPolicyConfig":{"wordsConfig":[{"text":"w"}]}}`, name))
	arn = regexp.MustCompile(`arn:[^"]*`).FindString(answer)
	w.do("POST", guardrailIn(region, arn), "{}")
	return arn
}

// guardrailIn is where Bedrock has a guardrail of a region.
func guardrailIn(region, arn string) string {
	return aws(region, "/guardrails/"+arn[strings.LastIndex(arn, "/")+1:])
}

// judgePublished expects that a version was published once for each cell whose
// published content is not what it should be, and never for another.
func (m *driftMatrix) judgePublished(ids map[string]string) {
	for _, c := range m.cells {
		if sideOf(c.kind) != "guardrail" || c.row.Plan == drift.Create {
			continue
		}
		want, got := 0, 0
		if c.row.Object == drift.GuardrailVersion && c.row.Plan == drift.Update {
			want = 1
		}
		for _, call := range m.w.sb.Calls() {
			if call.Method == http.MethodPost && call.Status < 300 && strings.HasPrefix(call.Path, "/guardrails/") && strings.Contains(call.Path, ids[c.label][strings.LastIndex(ids[c.label], "/")+1:]) {
				got++
			}
		}
		if got != want {
			m.fault("%v (%s): %d versions were published, want %d", c, c.label, got, want)
		}
	}
}
