package amazonbedrock

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// TestRoute_onlyTheServiceSaysThatARouteIsGone: whatever call fails, and however, the route stays in state.
func TestRoute_onlyTheServiceSaysThatARouteIsGone(t *testing.T) {
	calls := map[string]string{
		"gateway": "^/gateways/[^/]+/$", "targets": "/targets/$", "target": "/targets/[^/]+/$", "rules": "/rules$", "rate limits": "/rate-limits$",
	}
	faults := map[string]struct {
		status int
		body   string
		header http.Header
	}{
		"denied":            {403, `{"message":"no"}`, typed("AccessDeniedException")},
		"expired":           {403, `{"message":"old"}`, typed("ExpiredTokenException")},
		"a proxy's 404":     {404, `<html>not here</html>`, nil},
		"an untyped 404":    {404, `{}`, nil},
		"a proxy's page":    {200, `<html>sign in</html>`, nil},
		"a cut answer":      {200, `{"items":[`, nil},
		"a failure":         {500, `{"message":"oops"}`, typed("InternalServerException")},
		"too many requests": {429, `{"message":"slow"}`, typed("ThrottlingException")},
	}
	cells := 0
	for call, path := range calls {
		for fault, answer := range faults {
			t.Run(call+": "+fault, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := newGatewayWorld(t)
					made := w.create(t, sandboxRoute())
					w.sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, path), answer.status, answer.body, answer.header))
					ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
					defer cancel()
					_, err := w.Get(ctx, made.ID, nil)
					told, ok := errors.AsType[*llm.Error](err)
					if err == nil || llm.IsNotFound(err) || !ok || told.Op == "" {
						t.Errorf("get: %v, want an error that is not NotFound", err)
					}
				})
			})
			cells++
		}
	}
	t.Logf("%d cells", cells)
}

// TestRoute_aGatewayThatIsGoneTakesItsRoutesAlong: to a read that is "not found", to a delete it is done.
func TestRoute_aGatewayThatIsGoneTakesItsRoutesAlong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGatewayWorld(t)
		made := w.create(t, sandboxRoute())
		w.sb.Hook(sandbox.Fault(sandbox.On("", "^/gateways/"), 404, `{"message":"Gateway does not exist"}`, typed("ResourceNotFoundException")))
		if _, err := w.Get(t.Context(), made.ID, nil); !llm.IsNotFound(err) {
			t.Errorf("get: %v", err)
		}
		if err := w.Remove(t.Context(), made, childRule); err != nil {
			t.Errorf("remove: %v", err)
		}
		if _, err := w.Put(t.Context(), sandboxRoute(), made, childRule); err == nil || llm.IsNotFound(err) {
			t.Errorf("put: %v, want an error that does not give the route up", err)
		}
	})
}

// TestRoute_waitsForOthers: what others do on the gateway at the same time is waited out.
func TestRoute_waitsForOthers(t *testing.T) {
	tests := map[string]func(t *testing.T, w gatewayWorld){
		"five target operations of others": func(t *testing.T, w gatewayWorld) {
			t.Helper()
			for i := range 5 {
				in := targetOf("spare")
				in.Name, in.Description = new("theirs-"+strconv.Itoa(i)), nil
				if err := putTarget(t.Context(), w.c, w.g, "", in); err != nil {
					t.Fatal(err)
				}
			}
		},
		"an update of the gateway": func(t *testing.T, w gatewayWorld) {
			t.Helper()
			if err := w.sb.SetAgentCoreStatus(w.g.String(), "UPDATING"); err != nil {
				t.Fatal(err)
			}
			time.AfterFunc(20*time.Second, func() { _ = w.sb.SetAgentCoreStatus(w.g.String(), "READY") })
		},
	}
	for name, others := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newGatewayWorld(t)
				others(t, w)
				refused := false
				w.sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodPost, "/targets/$"), After: func(_ *http.Request, resp *http.Response) *http.Response {
					refused = refused || resp.StatusCode >= 400 && resp.StatusCode != http.StatusTooManyRequests
					return resp
				}})
				w.create(t, sandboxRoute())
				if !refused {
					t.Error("nothing was in the way")
				}
			})
		})
	}
}

func TestRoute_refusalsNameTheArgument(t *testing.T) {
	tests := []struct {
		name, path, code, message string
		status                    int
		field                     llm.Field
		fix                       string
	}{
		{"a quota", "/targets/$", "ServiceQuotaExceededException", "100 targets", 402, "targets.blue.endpoint", "Service Quotas"},
		{"an endpoint", "/targets/$", "ValidationException", "endpoint cannot be reached", 400, "targets.blue.endpoint", ""},
		{"an unknown priority conflict", "/rules$", "ConflictException", "The priority 5 is taken", 409, llm.FieldPriority, "Set priority"},
		{"a rule", "/rules$", "ValidationException", "no", 400, llm.FieldTargets, ""},
		{"a rate limit", "/rate-limits$", "ValidationException", "no", 400, llm.FieldRateLimit, ""},
		{"no permission", "/targets/$", "AccessDeniedException", "not authorized to perform: bedrock-agentcore:CreateGatewayTarget", 403, "", "Allow the bedrock-agentcore action"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newGatewayWorld(t)
				w.sb.Hook(sandbox.Fault(sandbox.On(http.MethodPost, tt.path), tt.status, `{"message":"`+tt.message+`"}`, typed(tt.code)))
				_, err := w.Create(t.Context(), sandboxRoute(), routePatience)
				told, ok := errors.AsType[*llm.Error](err)
				if !ok || told.Field != tt.field || !strings.Contains(told.Fix, tt.fix) || !strings.Contains(told.Error(), tt.message) {
					t.Errorf("%+v, want field %q and a way out with %q", err, tt.field, tt.fix)
				}
				if strings.Contains(told.Fix, "Amazon Bedrock in Service Quotas") {
					t.Error("the quota of another service")
				}
			})
		})
	}
}

// TestRoute_anAnswerAboutAnotherGatewayIsNone: a proxy that mixes answers up must not show another gateway's routes.
func TestRoute_anAnswerAboutAnotherGatewayIsNone(t *testing.T) {
	inner := gatewayHolds(t, true)
	mixed := &stub{answer: func(r *http.Request, body string) (int, string, http.Header) {
		status, answer, header := inner.answer(r, body)
		return status, strings.ReplaceAll(answer, testGateway, strings.Replace(testGateway, "main", "other", 1)), header
	}}
	id := routeID(gateway{"aws", testRegion, testAccount, "main-abcdefghij"}, "assistant")
	if _, err := wireRoutes(mixed).Get(t.Context(), id, nil); llm.CodeOf(err) != llm.CodeProtocol {
		t.Errorf("get: %v, want an answer that is not the service's", err)
	}
}
