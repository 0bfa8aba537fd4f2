package amazonbedrock

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	claudeModel = "anthropic.claude-haiku-4-5-20251001-v1:0"
)

func claudeSpec() llm.DeploymentSpec {
	return profileSpec(func(s *llm.DeploymentSpec) { s.Model, s.Scope = "anthropic/claude-haiku-4-5", llm.ScopeGlobal })
}

// looked are the calls about access so far.
func looked(sb *sandbox.Sandbox) []string {
	var calls []string
	for _, c := range sb.Calls() {
		if strings.Contains(c.Path, "/foundation-model-availability/") || strings.Contains(c.Path, "/use-case-for-model-access") {
			calls = append(calls, c.Path)
		}
	}
	return calls
}

func preflightOf(t *testing.T, d *llm.Deployments, have *llm.Deployment, spec llm.DeploymentSpec) []llm.Problem {
	t.Helper()
	native, err := d.Resolve(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	return d.Preflight(t.Context(), have, spec, native)
}

// What an account needs before the first call of a model is looked up where a model is new, and told with the way to it.
func TestPreflight_access(t *testing.T) {
	agreement := func(status string) func(*sandbox.Sandbox) error {
		return func(sb *sandbox.Sandbox) error { return sb.SetModelAgreement(claudeModel, status) }
	}
	answering := func(member, value string) func(*sandbox.Sandbox) error {
		return func(sb *sandbox.Sandbox) error {
			sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, "/foundation-model-availability/"), 200, strings.Replace(fmt.Sprintf(
				`{"modelId":%q,"agreementAvailability":{"status":"AVAILABLE"},"authorizationStatus":"AUTHORIZED","entitlementAvailability":"AVAILABLE","regionAvailability":"AVAILABLE"}`,
				claudeModel), member, value, 1), nil))
			return nil
		}
	}
	refusing := func(path string) func(*sandbox.Sandbox) error {
		return func(sb *sandbox.Sandbox) error {
			sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, path), 403, `{"__type":"AccessDeniedException","message":"no"}`, nil))
			return nil
		}
	}
	for sentence, c := range map[string]struct {
		happens  func(*sandbox.Sandbox) error
		severity llm.Severity
		summary  string // empty: nothing is told
		words    []string
		calls    int
	}{
		"the account has everything":                {func(*sandbox.Sandbox) error { return nil }, 0, "", nil, 1},
		"there is no agreement":                     {agreement("NOT_AVAILABLE"), llm.Warning, "Model agreement missing", []string{"NOT_AVAILABLE", "first call makes it", "create-foundation-model-agreement", "aws-marketplace:Subscribe"}, 2},
		"the agreement failed":                      {agreement("ERROR"), llm.Warning, "Model agreement missing", []string{"ERROR: The agreement for", "console"}, 2},
		"the agreement is being made":               {agreement("PENDING"), llm.Warning, "Model agreement pending", []string{claudeModel}, 2},
		"Anthropic's form was not sent":             {func(sb *sandbox.Sandbox) error { return sb.SetUseCaseSubmitted(false) }, llm.Warning, "Use case not submitted", []string{"management account", "put-use-case-for-model-access", "Submit use case details"}, 2},
		"the form may not be looked for":            {refusing("/use-case"), 0, "", nil, 1},
		"access may not be looked for":              {refusing("/foundation-model-availability/"), llm.Warning, "Model access not checked", []string{"bedrock:GetFoundationModelAvailability"}, 1},
		"there is no entitlement":                   {answering(`"entitlementAvailability":"AVAILABLE"`, `"entitlementAvailability":"NOT_AVAILABLE"`), llm.Warning, "No entitlement to the model", []string{"console"}, 2},
		"who plans is not authorized":               {answering("AUTHORIZED", "NOT_AUTHORIZED"), llm.Warning, "Not authorized for the model", []string{"bedrock:InvokeModel"}, 1},
		"it is not in the region it is routed from": {answering(`"regionAvailability":"AVAILABLE"`, `"regionAvailability":"NOT_AVAILABLE"`), 0, "", nil, 1},
		"a word that nobody knows":                  {answering(`"status":"AVAILABLE"`, `"status":"NEW_WORD"`), 0, "", nil, 2},
	} {
		t.Run(sentence, func(t *testing.T) {
			sb, d := opened(t)
			if err := c.happens(sb); err != nil {
				t.Fatal(err)
			}
			for range 3 { // however many deployments of the model a plan has
				problems := preflightOf(t, d, nil, claudeSpec())
				if c.summary == "" {
					if len(problems) > 0 {
						t.Errorf("problems: %+v", problems)
					}
					continue
				}
				if len(problems) != 1 || problems[0].Summary != c.summary || problems[0].Severity != c.severity || problems[0].Field != llm.FieldModel {
					t.Fatalf("problems: %+v", problems)
				}
				for _, word := range c.words {
					if text := problems[0].Detail + " " + problems[0].Fix; !strings.Contains(text, word) {
						t.Errorf("%q does not say %q", text, word)
					}
				}
			}
			if calls := looked(sb); len(calls) != c.calls {
				t.Errorf("calls %q, want %d", calls, c.calls)
			}
		})
	}
}

// What stands has been called already: a change of it asks nothing about access.
func TestPreflight_accessOfWhatStands(t *testing.T) {
	sb, d := opened(t)
	made, _ := mustCreate(t, d, claudeSpec())
	if err := sb.SetModelAgreement(claudeModel, "NOT_AVAILABLE"); err != nil {
		t.Fatal(err)
	}
	d = reopened(sb)
	sb.ResetCalls()
	changed := claudeSpec()
	changed.Tags = map[string]string{"other": "tag"}
	if problems := preflightOf(t, d, made, changed); len(problems) > 0 {
		t.Errorf("problems: %+v", problems)
	}
	if calls := looked(sb); len(calls) != 0 {
		t.Errorf("calls %q", calls)
	}
}
