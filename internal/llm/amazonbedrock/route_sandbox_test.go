package amazonbedrock

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const routePatience = 10 * time.Minute

// gatewayWorld is a sandbox with routes on its gateway, and the client behind them for what others do.
type gatewayWorld struct {
	*llm.Routes

	sb *sandbox.Sandbox
	c  *client
	g  gateway
}

func newGatewayWorld(t *testing.T) gatewayWorld {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(time.Second))
	platform := NewPlatform(sandboxConfig(sb, sandbox.AWSRegion))
	c, err := platform.client(t.Context(), sandbox.AWSRegion)
	if err != nil {
		t.Fatal(err)
	}
	g, err := parseGateway(sandbox.AgentCoreGatewayARN())
	if err != nil {
		t.Fatal(err)
	}
	return gatewayWorld{llm.NewRoutes(platform.Routes(), sb.Now), sb, c, g}
}

func (w gatewayWorld) create(t *testing.T, spec llm.RouteSpec) *llm.Composite {
	t.Helper()
	made, err := w.Create(t.Context(), spec, routePatience)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func (w gatewayWorld) update(t *testing.T, have *llm.Composite, spec llm.RouteSpec) *llm.Composite {
	t.Helper()
	have, err := w.Update(t.Context(), have, spec, routePatience)
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// writes are the requests since the last look that changed something.
func (w gatewayWorld) writes() (lines []string) {
	ids := regexp.MustCompile(`/(targets|rules|rate-limits)/[^/]+`)
	for _, c := range w.sb.Calls() {
		if isAgentCoreWrite(c) {
			lines = append(lines, c.Method+" "+ids.ReplaceAllString(strings.TrimPrefix(c.Path, "/gateways/"+w.g.ID), "/$1/ID"))
		}
	}
	w.sb.ResetCalls()
	return lines
}

func TestRoute_weightsMoveByOnePatchEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGatewayWorld(t)
		have := w.create(t, sandboxRoute())
		made := []string{
			"POST /targets/", "POST /targets/", "POST /targets/", "POST /targets/", "POST /targets/", "POST /rate-limits", "POST /rules",
		}
		if diff := cmp.Diff(made, w.writes()); diff != "" {
			t.Errorf("a create (-want +got):\n%s", diff)
		}
		for _, shares := range [][2]int64{{50, 50}, {0, 100}, {100, 0}, {90, 10}} {
			have = w.update(t, have, weighted(sandboxRoute(), shares[0], shares[1]))
			if diff := cmp.Diff([]string{"PATCH /rules/ID"}, w.writes()); diff != "" {
				t.Errorf("to %v (-want +got):\n%s", shares, diff)
			}
		}
		if err := w.Delete(t.Context(), have.ID, nil, routePatience); err != nil {
			t.Fatal(err)
		}
		gone := []string{
			"DELETE /rules/ID", "DELETE /rate-limits/ID", "DELETE /targets/ID/", "DELETE /targets/ID/", "DELETE /targets/ID/", "DELETE /targets/ID/", "DELETE /targets/ID/",
		}
		if diff := cmp.Diff(gone, w.writes()); diff != "" {
			t.Errorf("a delete (-want +got):\n%s", diff)
		}
	})
}

// TestRoute_anotherDefinitionIsMadeBesideTheOneThatServes shows the order: new target, rule, old target.
func TestRoute_anotherDefinitionIsMadeBesideTheOneThatServes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGatewayWorld(t)
		have := w.create(t, sandboxRoute())
		w.writes()
		w.update(t, have, sandboxRoute(target("blue", func(t *llm.RouteTarget) { t.Endpoint.Model = "amazon.nova-pro-v1:0" })))
		if diff := cmp.Diff([]string{"POST /targets/", "PATCH /rules/ID", "DELETE /targets/ID/"}, w.writes()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestRoute_lostAnswers loses the answer of every write once: the SDK repeats it with its token, and nothing is made twice.
func TestRoute_lostAnswers(t *testing.T) {
	for name, hook := range map[string]func(func(*http.Request) bool) sandbox.Hook{
		"before it was sent": sandbox.ResetBeforeSend, "after it was done": sandbox.ResetAfterCommit,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newGatewayWorld(t)
				for _, path := range []string{"/targets/$", "/rules$", "/rate-limits$"} {
					h := hook(sandbox.On(http.MethodPost, path))
					h.Times = 1
					w.sb.Hook(h)
				}
				have := w.create(t, sandboxRoute())
				if got, want := len(have.Children), len(w.Render(sandboxRoute())); got != want {
					t.Errorf("%d children, want %d", got, want)
				}
				lost := hook(sandbox.On(http.MethodDelete, ""))
				lost.Times = 3
				w.sb.Hook(lost)
				if err := w.Delete(t.Context(), have.ID, nil, routePatience); err != nil {
					t.Fatal(err)
				}
				expectNothing(t, w)
			})
		})
	}
}

// expectNothing fails where the gateway holds anything.
func expectNothing(t *testing.T, w gatewayWorld) {
	t.Helper()
	held, err := (&routeDriver{}).look(t.Context(), w.c, w.g)
	if err != nil {
		t.Fatal(err)
	}
	if len(held.targets)+len(held.rules) > 0 || held.limit != nil {
		t.Errorf("left: %d targets, %d rules, rate limit %v", len(held.targets), len(held.rules), held.limit)
	}
}

func TestRoute_importByRule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGatewayWorld(t)
		made := w.create(t, sandboxRoute())
		id, err := w.ParseID(made.Child(childRule).ID)
		if err != nil {
			t.Fatal(err)
		}
		have, err := w.Get(t.Context(), id, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(made, have); diff != "" {
			t.Errorf("(-made +found by its rule):\n%s", diff)
		}
		ids, err := llmtest.Listed(w.List(t.Context(), llm.Filter{}))
		if diff := cmp.Diff([]string{made.ID.Value}, ids); err != nil || diff != "" {
			t.Errorf("list: %v (-want +got):\n%s", err, diff)
		}
	})
}

func TestRoute_endpoint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := newGatewayWorld(t).create(t, sandboxRoute())
		want := llm.Endpoint{
			Platform: llm.Bedrock, Location: sandbox.AWSRegion, Model: "assistant",
			URLs: llm.URLs{OpenAI: "https://sandbox-0000000000.gateway.bedrock-agentcore.us-east-1.amazonaws.com/inference/v1"},
			Auth: llm.Auth{Schemes: []string{"sigv4"}, SigningService: "bedrock-agentcore", Resources: []string{sandbox.AgentCoreGatewayARN()}},
		}
		if diff := cmp.Diff(want, made.Endpoint); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestRoute_sandboxAndCloudRefuseEachOthersIDs: never with "not found".
func TestRoute_sandboxAndCloudRefuseEachOthersIDs(t *testing.T) {
	inSandbox := newGatewayWorld(t)
	for name, tt := range map[string]struct {
		driver llm.RouteDriver
		arn    string
	}{
		"the sandbox is asked for a real route": {inSandbox.RouteDriver, testGateway},
		"the cloud is asked for a sandbox's":    {testRoutes(), sandbox.AgentCoreGatewayARN()},
		"another account's is asked for":        {testRoutes(), strings.Replace(testGateway, testAccount, "999999999999", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			id := llm.ID{Value: tt.arn + "/route/a", Parent: tt.arn, Name: "a"}
			have := &llm.Composite{ID: id, Name: "a", Place: tt.arn, Children: []llm.Child{{Name: childRule, ID: tt.arn + "/rule/x"}}}
			_, get := tt.driver.Get(t.Context(), id, nil)
			_, put := tt.driver.Put(t.Context(), routeSpec(), have, childRule)
			for op, err := range map[string]error{
				"get": get, "put": put, "remove": tt.driver.Remove(t.Context(), have, childRule),
			} {
				if llm.CodeOf(err) != llm.CodeRefused {
					t.Errorf("%s: %v, want a refusal", op, err)
				}
			}
		})
	}
}

// TestRoute_aReadCosts the gateway, its three lists, and each of the route's own targets.
func TestRoute_aReadCosts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGatewayWorld(t)
		made := w.create(t, sandboxRoute())
		w.create(t, sandboxRoute(func(s *llm.RouteSpec) { s.Name = "neighbour" }))
		time.Sleep(time.Minute) // the rate at which a gateway may be asked has recovered
		w.sb.ResetCalls()
		if _, err := w.Get(t.Context(), made.ID, nil); err != nil {
			t.Fatal(err)
		}
		if got, want := len(w.sb.Calls()), 4+5; got != want {
			t.Errorf("%d calls, want %d", got, want)
		}
	})
}
