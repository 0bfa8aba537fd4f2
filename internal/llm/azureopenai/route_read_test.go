package azureopenai

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What cannot be read of a route is an error, and never a route that lacks it:
// the next apply would make again what is there, or destroy would leave it.
func TestRouteRead_isWholeOrAnError(t *testing.T) {
	faults := map[string]struct {
		status int
		body   string
	}{
		"no permission":          {http.StatusForbidden, `{"error":{"code":"AuthorizationFailed","message":"x"}}`},
		"expired credentials":    {http.StatusUnauthorized, `{"error":{"code":"ExpiredAuthenticationToken","message":"x"}}`},
		"a page that is not ARM": {http.StatusNotFound, "<html>not found</html>"},
		"a bare not found":       {http.StatusNotFound, ""},
		"a login page":           {http.StatusOK, "<html>sign in</html>"},
		"an empty object":        {http.StatusOK, "{}"},
		"half an answer":         {http.StatusOK, `{"value":[{"id":`},
		"a failing service":      {http.StatusServiceUnavailable, `{"error":{"code":"ServiceUnavailable","message":"x"}}`},
	}
	paths := []string{
		"/service/sandbox$", "/apis$", "/apis/llm-chat$", "/operations$", "/operations/responses$", "/policies/policy$", "/backends$", "/namedValues$",
	}
	cells := 0
	for name, fault := range faults {
		for _, path := range paths {
			cells++
			t.Run(name+" at "+path, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					d, have := drifting(t, sharedRoute())
					p, _, _ := sandboxed(t)
					p.cfg.Transport = transportOf(d.sb)
					met := false
					match := sandbox.On(http.MethodGet, path)
					defer d.sb.Hook(sandbox.Fault(func(r *http.Request) bool {
						hit := match(r)
						met = met || hit
						return hit
					}, fault.status, fault.body, http.Header{"Content-Type": {"application/json"}}))()
					ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
					defer cancel()
					seen, err := p.Routes().Get(ctx, have.ID, namesOf(have))
					if err == nil || llm.IsNotFound(err) || seen != nil || !met {
						t.Errorf("met %v: %v, %v", met, seen, err)
					}
				})
			})
		}
	}
	t.Logf("cells=%d", cells)
}
