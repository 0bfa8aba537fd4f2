package amazonbedrock

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const patience = 20 * time.Second

// opened is a new sandbox with a driver that repeats calls until the deadline.
func opened(t *testing.T) (*sandbox.Sandbox, *llm.Deployments) {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	return sb, llm.NewDeployments(NewPlatform(sandboxConfig(sb, sandbox.AWSRegion)).Deployments(), sb.Now)
}

func mustCreate(t *testing.T, d *llm.Deployments, spec llm.DeploymentSpec) (*llm.Deployment, *llm.Choice) {
	t.Helper()
	have, choice, err := d.Create(t.Context(), spec, patience)
	if err != nil {
		t.Fatal(err)
	}
	return have, choice
}

func count(t *testing.T, d *llm.Deployments) (n int) {
	t.Helper()
	for _, err := range d.List(t.Context(), llm.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func hourly(s *llm.DeploymentSpec) { s.Throughput.Commitment = "" }

// TestCreate_answerLost: a create whose answer is lost is repeated with its token and makes one object.
func TestCreate_answerLost(t *testing.T) {
	for name, spec := range map[string]llm.DeploymentSpec{"a profile": profileSpec(), "a throughput": unitsSpec(hourly)} {
		t.Run(name, func(t *testing.T) {
			for fault, hook := range map[string]func(func(*http.Request) bool) sandbox.Hook{
				"before it was sent": sandbox.ResetBeforeSend, "after it was done": sandbox.ResetAfterCommit,
			} {
				sb, d := opened(t)
				h := hook(sandbox.On(http.MethodPost, "^/(inference-profiles|provisioned-model-throughput)$"))
				h.Times = 1
				sb.Hook(h)
				mustCreate(t, d, spec)
				if n := count(t, d); n != 1 {
					t.Errorf("lost %s: %d objects, want 1", fault, n)
				}
			}
		})
	}
}

// TestCreate_answerLostForGood: where no repeat helps, the name finds what was made.
func TestCreate_answerLostForGood(t *testing.T) {
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	cfg := sandboxConfig(sb, sandbox.AWSRegion)
	cfg.MaxRetries = new(0)
	d := llm.NewDeployments(NewPlatform(cfg).Deployments(), sb.Now)
	sb.Hook(sandbox.ResetAfterCommit(sandbox.On(http.MethodPost, "^/inference-profiles$")))
	have, _, err := d.Create(t.Context(), profileSpec(), patience)
	if have == nil || have.ID.Value == "" {
		t.Fatalf("the object is lost: %v", err)
	}
	if n := count(t, d); n != 1 {
		t.Errorf("%d objects, want 1", n)
	}
}

func TestGet_deniedIsNotGone(t *testing.T) {
	sb, d := opened(t)
	made, _ := mustCreate(t, d, profileSpec())
	for status, exception := range map[int]string{403: "AccessDeniedException", 401: "ExpiredTokenException"} {
		remove := sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, "^/inference-profiles/"), status, `{"message":"no"}`, typed(exception)))
		if _, err := d.Get(t.Context(), made.ID); err == nil || llm.IsNotFound(err) {
			t.Errorf("%s: %v, want an error that is not NotFound", exception, err)
		}
		remove()
	}
}

func TestRead_catalogDenied(t *testing.T) {
	sb, d := opened(t)
	made, choice := mustCreate(t, d, profileSpec())
	again := llm.NewDeployments(NewPlatform(sandboxConfig(sb, sandbox.AWSRegion)).Deployments(), sb.Now)
	sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, "^/foundation-models$"), 403, `{"message":"no"}`, typed("AccessDeniedException")))
	have, err := again.Get(t.Context(), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if change := again.Diff(have, llm.Draft{Spec: profileSpec(), Kept: choice}); change.Action != llm.Same {
		t.Errorf("change = %+v, want none", change)
	}
}

// TestGet_calls bounds what a read costs beside the lists that a region needs once.
func TestGet_calls(t *testing.T) {
	sb, d := opened(t)
	made, _ := mustCreate(t, d, profileSpec())
	sb.ResetCalls()
	for range 5 {
		if _, err := d.Get(t.Context(), made.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(sb.Calls()); got != 10 {
		t.Errorf("5 reads took %d calls, want a read and its tags each", got)
	}
}

func TestPreflight(t *testing.T) {
	tests := []struct {
		name     string
		spec     llm.DeploymentSpec
		field    llm.Field
		severity llm.Severity
		problems int
	}{
		{"nothing asked for", profileSpec(), "", 0, 0},
		{"tokens within the quota", profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(1000)) }), "", 0, 0},
		{"tokens beyond the quota", profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(1 << 40)) }), llm.FieldTokensPerMinute, llm.Blocking, 1},
		{"global tokens beyond the quota", profileSpec(func(s *llm.DeploymentSpec) {
			s.Model, s.Throughput.TokensPerMinute = "amazon/nova-2-lite", new(int64(1<<40))
		}), llm.FieldTokensPerMinute, llm.Blocking, 1},
		{"regional tokens beyond the quota", profileSpec(func(s *llm.DeploymentSpec) {
			s.Scope, s.Throughput.TokensPerMinute = llm.ScopeRegion, new(int64(1<<40))
		}), llm.FieldTokensPerMinute, llm.Blocking, 1},
		{"units within the quota", unitsSpec(hourly), "", 0, 0},
		{"units beyond the quota", unitsSpec(hourly, func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(1000)) }), llm.FieldUnits, llm.Blocking, 1},
		{"a custom model that is not there", customSpec(func(s *llm.DeploymentSpec) {
			s.Bedrock.ModelID = strings.Replace(tunedModel, testAccount, SandboxAccount, 1)
		}), llm.FieldModelID, llm.Blocking, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, d := opened(t)
			native, err := d.Resolve(t.Context(), tt.spec)
			if err != nil {
				t.Fatal(err)
			}
			problems := d.Preflight(t.Context(), nil, tt.spec, native)
			if len(problems) != tt.problems {
				t.Fatalf("problems = %+v, want %d", problems, tt.problems)
			}
			if tt.problems > 0 && (problems[0].Field != tt.field || problems[0].Severity != tt.severity || problems[0].Fix == "") {
				t.Errorf("problem = %+v", problems[0])
			}
		})
	}
}

func TestPreflight_withoutPermission(t *testing.T) {
	sb, d := opened(t)
	sb.Hook(sandbox.Fault(sandbox.On(http.MethodPost, "ServiceQuotas"), 400, `{"__type":"AccessDeniedException","message":"no"}`, nil))
	spec := profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(1 << 40)) })
	native, err := d.Resolve(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	problems := d.Preflight(t.Context(), nil, spec, native)
	if len(problems) != 1 || problems[0].Severity != llm.Warning || !strings.Contains(problems[0].Fix, "servicequotas:ListServiceQuotas") {
		t.Errorf("problems = %+v, want one warning that says what to allow", problems)
	}
}

// TestPreflight_standing: a quota that has shrunk does not stop changes to what stands.
func TestPreflight_standing(t *testing.T) {
	_, d := opened(t)
	spec := profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(1 << 40)) })
	made, _ := mustCreate(t, d, profileSpec())
	problems := d.Preflight(t.Context(), made, spec, made.Native)
	if len(problems) != 1 || problems[0].Severity != llm.Warning {
		t.Errorf("problems = %+v, want one warning", problems)
	}
}
