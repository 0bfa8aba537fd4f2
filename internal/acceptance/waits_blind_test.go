//go:build unix

package acceptance_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// A wait that cannot look is no reason to destroy what it waited for: whatever
// hides the object for as long as a create waits, the next apply that can look
// goes on with the same object.
func TestAccWait_blindCreateDestroysNothing(t *testing.T) {
	for sentence, a := range costly() {
		for blinded, answer := range map[string]func(match func(*http.Request) bool) sandbox.Hook{
			"by a lack of permission": func(match func(*http.Request) bool) sandbox.Hook {
				return sandbox.Hook{Match: match, Before: denied}
			},
			"by a service that is down": func(match func(*http.Request) bool) sandbox.Hook {
				return sandbox.Fault(match, http.StatusServiceUnavailable, `{"error":{"code":"ServiceUnavailable","message":"down"},"message":"down"}`, nil)
			},
			"by a proxy's page": func(match func(*http.Request) bool) sandbox.Hook {
				return sandbox.Fault(match, http.StatusOK, "<html>log in</html>", http.Header{"Content-Type": {"text/html"}})
			},
			"by lost connections": sandbox.ResetBeforeSend,
			"by not found": func(match func(*http.Request) bool) sandbox.Hook {
				return sandbox.Fault(match, http.StatusNotFound, `{"error":{"code":"ResourceNotFound","message":"gone"},"message":"gone"}`,
					http.Header{"X-Amzn-Errortype": {"ResourceNotFoundException"}})
			},
		} {
			t.Run(sentence+" "+blinded, func(t *testing.T) {
				w := newWorld(t, sandbox.ProvisioningTime(time.Hour))
				made := false
				w.sb.Hook(sandbox.Hook{Match: creates, After: func(_ *http.Request, resp *http.Response) *http.Response {
					made = true
					return resp
				}})
				see := w.sb.Hook(answer(func(r *http.Request) bool { return made && looks(r) }))
				c := w.terraform()
				c.configure(a.block("chat"))
				c.apply().must(t, 0).tells(t, "warning", "Still in progress", "Apply again")
				see()
				id := w.only()
				c.apply().must(t, 0).tells(t, "warning", "Still in progress")
				c.unharmed(id)
				if err := w.sb.Advance(2 * time.Hour); err != nil {
					t.Fatal(err)
				}
				c.apply().must(t, 0)
				c.unharmed(id)
				c.plan().must(t, 0)
			})
		}
	}
}

// To resume an interrupted create and be refused is no reason to destroy what
// it left either: the next apply resumes it again.
func TestAccWait_refusedResumeDestroysNothing(t *testing.T) {
	tagged := args{"tags": `{ team = "search" }`}
	for sentence, row := range map[string]struct{ from, change args }{
		"of tags on Azure":   {costly()["provisioned on Azure"], tagged},
		"of units on Azure":  {costly()["provisioned on Azure"], args{"throughput": `{ mode = "provisioned", units = 20 }`}},
		"of tags on Bedrock": {costly()["provisioned on Bedrock"], tagged},
		"of the committed":   {costly()["committed on Bedrock"], tagged},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.interrupt(owned(row.from.block("chat")))
			c.configure(owned(row.from.with(row.change).block("chat")))
			allow := w.sb.Hook(sandbox.Hook{Before: func(r *http.Request) *http.Response {
				if r.Method == http.MethodGet || !changes(callOf(r)) {
					return nil
				}
				return denied(r)
			}})
			c.apply().must(t, 1).tells(t, "error", "not any more")
			allow()
			c.apply().must(t, 0)
			c.unharmed(id)
			c.plan().must(t, 0)
		})
	}
}
