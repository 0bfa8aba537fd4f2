package azureopenai

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// watched notes method and body of every write from now on.
func watched(t *testing.T, sb *sandbox.Sandbox) func() (methods, bodies []string) {
	t.Helper()
	var mu sync.Mutex
	var methods, bodies []string
	sb.Hook(sandbox.Hook{Before: func(r *http.Request) *http.Response {
		if r.Method == http.MethodGet {
			return nil
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		mu.Lock()
		defer mu.Unlock()
		methods, bodies = append(methods, r.Method), append(bodies, string(body))
		return nil
	}})
	return func() ([]string, []string) {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(methods), slices.Clone(bodies)
	}
}

// retired is a platform with a deployment whose model has retired since.
func retired(t *testing.T, spec llm.DeploymentSpec) (*Platform, *sandbox.Sandbox, *llm.Deployments, *llm.Deployment, *llm.Choice) {
	t.Helper()
	p, sb, _ := sandboxed(t)
	all, have, choice := mustCreate(t, p, spec)
	n := have.Native
	if err := sb.RetireModel(n.Format, n.Name, n.Version, sb.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	p.catalogs.Forget()
	return p, sb, all, have, choice
}

func TestUpdate_ofTagsAlone(t *testing.T) {
	for name, spec := range map[string]llm.DeploymentSpec{
		"on demand": onDemand(), "provisioned": provisioned(), "router": router(), "claude": claude(),
	} {
		t.Run(name, func(t *testing.T) {
			_, sb, all, have, choice := retired(t, spec)
			written := watched(t, sb)
			spec.Tags = map[string]string{"team": "ads", "cost": "1"}
			after, _, err := all.Update(t.Context(), have, spec, choice, time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(spec.Tags, after.Tags); diff != "" {
				t.Errorf("tags (-want +have):\n%s", diff)
			}
			methods, bodies := written()
			if !slices.Equal(methods, []string{http.MethodPatch}) || bodies[0] != `{"tags":{"cost":"1","team":"ads"}}` {
				t.Errorf("sent %v %v", methods, bodies)
			}
		})
	}
}

// TestUpdate_tagThatGoes holds whether a PATCH replaces the tags or merges them,
// which no source tells.
func TestUpdate_tagThatGoes(t *testing.T) {
	for name, c := range map[string]struct {
		merges bool
		want   []string
	}{
		"a service that replaces": {false, []string{"PATCH"}},
		"a service that merges":   {true, []string{"PATCH", "PUT"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			all, have, choice := mustCreate(t, p, onDemand())
			written := watched(t, sb)
			if c.merges {
				sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodPatch, "/deployments/"), Before: func(r *http.Request) *http.Response {
					_, body := sb.Do(http.MethodGet, have.ID.Value, "")
					return reply(r, http.StatusOK, body)
				}})
			}
			spec := onDemand()
			spec.Tags = nil
			after, _, err := all.Update(t.Context(), have, spec, choice, time.Minute)
			if err != nil || len(after.Tags) > 0 {
				t.Errorf("tags %v, %v", after.Tags, err)
			}
			if methods, _ := written(); !slices.Equal(methods, c.want) {
				t.Errorf("sent %v, want %v", methods, c.want)
			}
		})
	}
}

func TestUpdate_ofMoreThanTags(t *testing.T) {
	for name, change := range map[string]func(*llm.DeploymentSpec, *llm.Deployment){
		"a capacity":                 func(s *llm.DeploymentSpec, _ *llm.Deployment) { s.Throughput.TokensPerMinute = new(int64(60_000)) },
		"a guardrail":                func(s *llm.DeploymentSpec, _ *llm.Deployment) { s.Guardrail = policyID("Microsoft.Nil") },
		"a pause":                    func(s *llm.DeploymentSpec, _ *llm.Deployment) { s.Azure.Paused = true },
		"a repair":                   func(_ *llm.DeploymentSpec, h *llm.Deployment) { h.Phase = llm.Failed },
		"an attestation set by hand": func(_ *llm.DeploymentSpec, h *llm.Deployment) { h.Azure.Attestation.Industry = "i" },
		"a version":                  func(_ *llm.DeploymentSpec, h *llm.Deployment) { h.Native.Version = "older" },
		"a capacity that nobody asked for": func(s *llm.DeploymentSpec, h *llm.Deployment) {
			s.Throughput.TokensPerMinute, h.Native.Capacity = nil, 40
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			_, have, _ := mustCreate(t, p, onDemand())
			wanted, spec := have.Native, onDemand()
			spec.Tags = map[string]string{"team": "ads"}
			change(&spec, have)
			written := watched(t, sb)
			if err := p.Deployments().Update(t.Context(), have, spec, wanted); err != nil {
				t.Fatal(err)
			}
			if methods, _ := written(); slices.Contains(methods, http.MethodPatch) || len(methods) == 0 {
				t.Errorf("sent %v", methods)
			}
		})
	}
}

// TestPreflight_retiredModel: Azure refuses to write a deployment whose model
// has retired, but for its tags.
func TestPreflight_retiredModel(t *testing.T) {
	_, _, all, have, _ := retired(t, onDemand())
	bigger := onDemand()
	bigger.Throughput.TokensPerMinute = new(int64(60_000))
	wantProblem(t, all.Preflight(t.Context(), have, bigger, have.Native), llm.Blocking, llm.FieldModel, "retired on", "tags", "another version")
	broken := *have
	broken.Phase = llm.Failed
	wantProblem(t, all.Preflight(t.Context(), &broken, onDemand(), have.Native), llm.Blocking, llm.FieldModel, "retired on")
	retagged := onDemand()
	retagged.Tags = map[string]string{"team": "ads"}
	for _, spec := range []llm.DeploymentSpec{onDemand(), retagged} {
		problems := all.Preflight(t.Context(), have, spec, have.Native)
		wantProblem(t, problems, llm.Warning, llm.FieldModel, "retired on")
		if len(problems) != 1 {
			t.Errorf("problems: %+v", problems)
		}
	}
}
