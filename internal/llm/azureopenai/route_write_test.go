package azureopenai

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// isWriteOf matches the writes of a part of a service.
func isWriteOf(segment string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		return r.Method != http.MethodGet && strings.Contains(strings.ToLower(r.URL.Path), "/"+strings.ToLower(segment))
	}
}

// once runs f while a hook acts on the first request that matches, and fails
// where none does.
func (d driftOf) once(hook func(func(*http.Request) bool) sandbox.Hook, match func(*http.Request) bool, f func()) {
	d.Helper()
	done := false
	remove := d.sb.Hook(hook(func(r *http.Request) bool {
		if done || !match(r) {
			return false
		}
		done = true
		return true
	}))
	f()
	if remove(); !done {
		d.Error("no request met the fault")
	}
}

func TestRouteWrite_everyFaultIsOutlived(t *testing.T) {
	for fault, hook := range map[string]func(func(*http.Request) bool) sandbox.Hook{
		"a connection lost before it was sent":       sandbox.ResetBeforeSend,
		"an answer lost after it was committed":      sandbox.ResetAfterCommit,
		"another writer's ETag":                      refusal(http.StatusPreconditionFailed, "PreconditionFailed", "Resource was modified since last retrieval."),
		"another operation under way":                refusal(http.StatusConflict, "PessimisticConcurrencyConflict", "Operation on the API is in progress"),
		"throttling":                                 refusal(http.StatusTooManyRequests, "TooManyRequests", "slow down"),
		"a failure of the service, which is to pass": refusal(http.StatusInternalServerError, "InternalServerError", "try again"),
	} {
		for _, segment := range []string{"namedValues/", "backends/", "apis/llm-chat-v2-", "operations/", "policies/"} {
			t.Run(fault+" of "+segment, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					d, _ := drifting(t, sharedRoute()) // a neighbour
					d.T, d.spec = t, translatedRoute()
					var have *llm.Composite
					d.once(hook, isWriteOf(segment), func() {
						made, err := d.routes.Create(t.Context(), d.spec, 5*time.Minute)
						if have = made; err != nil {
							t.Fatal(err)
						}
					})
					have = d.noticedNothing(have)
					d.once(hook, isWriteOf(segment), func() {
						if err := d.routes.Delete(t.Context(), have.ID, namesOf(have), 5*time.Minute); err != nil {
							t.Fatal(err)
						}
					})
					if _, err := d.routes.Get(t.Context(), have.ID, namesOf(have)); !llm.IsNotFound(err) {
						t.Errorf("left behind: %v", err)
					}
				})
			})
		}
	}
}

func refusal(status int, code, message string) func(func(*http.Request) bool) sandbox.Hook {
	return func(match func(*http.Request) bool) sandbox.Hook {
		return sandbox.Fault(match, status, `{"error":{"code":"`+code+`","message":"`+message+`","details":null}}`,
			http.Header{"Content-Type": {"application/json"}})
	}
}

// noticedNothing reads the route and wants no difference.
func (d driftOf) noticedNothing(have *llm.Composite) *llm.Composite {
	d.Helper()
	seen, err := d.routes.Read(d.Context(), have.ID, namesOf(have))
	if err != nil {
		d.Fatal(err)
	}
	if changes := d.routes.Diff(seen, llm.RouteDraft{Spec: d.spec}).Children; len(changes) > 0 {
		d.Errorf("differences %+v", changes)
	}
	return seen
}

func TestRouteWrite_refusesWhatIsSomebodyElses(t *testing.T) {
	for child, body := range map[string]string{
		"apis/llm-chat":               `{"displayName":"mine","path":"mine"}`,
		"backends/chat-blue-HASH":     `{"url":"https://example.com","protocol":"http"}`,
		"backends/chat-pool-HASH":     `{"url":"https://example.com","protocol":"http"}`,
		"namedValues/chat-green-HASH": `{"displayName":"mine","value":"x"}`,
	} {
		t.Run("a create leaves "+child+" alone", func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			spec := sharedRoute()
			set(&spec, "green", func(target *llm.RouteTarget) { target.Credential = vaultSecret })
			all := llm.NewRoutes(p.Routes(), sb.Now)
			id := sandbox.APIManagementID() + "/" + named(all.Render(spec), child)
			if status, answer := sb.Do(http.MethodPut, id, `{"properties":`+body+`}`); status >= 300 {
				t.Fatalf("%d %s", status, answer)
			}
			_, before := sb.Do(http.MethodGet, id, "")
			have, err := all.Create(t.Context(), spec, time.Minute)
			if llm.CodeOf(err) != llm.CodeExists || !strings.Contains(err.Error(), "was not made by a route") {
				t.Errorf("create: %v", err)
			}
			if have != nil {
				if err := all.Delete(t.Context(), have.ID, namesOf(have), time.Minute); err != nil {
					t.Error(err)
				}
			}
			if _, after := sb.Do(http.MethodGet, id, ""); after != before {
				t.Errorf("it was changed:\n%s\n%s", before, after)
			}
		})
	}
}

// named gives a path its real hash.
func named(children []llm.Child, path string) string {
	begin, found := strings.CutSuffix(path, "HASH")
	for _, c := range children {
		if at := strings.Index(c.ID, "/"+begin); found && at >= 0 {
			return c.ID[at+1:]
		}
	}
	return path
}

func TestRouteWrite_tellsWhatWasRefusedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, sb, _ := sandboxed(t, sandbox.ProvisioningTime(time.Second))
		spec := sharedRoute()
		set(&spec, "green", func(target *llm.RouteTarget) { target.Credential = vaultSecret })
		all := llm.NewRoutes(p.Routes(), sb.Now)
		taken := strings.TrimPrefix(named(all.Render(spec), "namedValues/chat-green-HASH"), "namedValues/")
		body := `{"properties":{"displayName":"` + taken + `","value":"x","secret":true}}`
		if status, answer := sb.Do(http.MethodPut, sandbox.APIManagementID()+"/namedValues/mine", body); status >= 300 {
			t.Fatalf("%d %s", status, answer)
		}
		time.Sleep(2 * time.Second)
		_, err := all.Create(t.Context(), spec, time.Minute)
		if known, ok := errors.AsType[*llm.Error](err); !ok || !strings.Contains(known.Message, "same name already exist") {
			t.Errorf("create: %v", err)
		}
	})
}

func TestRouteWrite_tellsOfAChangeMeanwhile(t *testing.T) {
	d, have := drifting(t, sharedRoute())
	child := have.Children[0]
	d.change(child.ID, put("url", "https://other.openai.azure.com/openai/v1"))
	d.spec.CircuitBreaker = false
	_, err := d.routes.Put(t.Context(), d.spec, have, child.Name)
	if llm.CodeOf(err) != llm.CodeConflict || !strings.Contains(err.Error(), "while this was under way") {
		t.Errorf("put: %v", err)
	}
}

func TestRouteRead_aGatewayThatIsNotThere(t *testing.T) {
	d, have := drifting(t, sharedRoute())
	elsewhere := strings.Replace(have.ID.Value, "/service/sandbox", "/service/other", 1)
	id, err := d.routes.ParseID(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.routes.Get(t.Context(), id, nil); !llm.IsNotFound(err) {
		t.Errorf("get: %v", err)
	}
}

func TestRouteList(t *testing.T) {
	d, have := drifting(t, sharedRoute())
	if status, answer := d.sb.Do(http.MethodPut, sandbox.APIManagementID()+"/apis/llm-other", `{"properties":{"displayName":"x","path":"x"}}`); status >= 300 {
		t.Fatalf("%d %s", status, answer)
	}
	ids, err := llmtest.Listed(d.routes.List(t.Context(), llm.Filter{Parent: sandbox.APIManagementID()}))
	if err != nil || len(ids) != 1 || ids[0] != have.ID.Value {
		t.Errorf("%v, %v", ids, err)
	}
}
