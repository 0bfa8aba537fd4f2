package acceptance_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// costly are the kinds that cost to make again, where nothing protects them but
// the rule that a wait destroys nothing.
func costly() map[string]args {
	short := args{"timeouts{}": "{\n create = \"2s\"\n update = \"2s\"\n delete = \"2s\"\n }"}
	return map[string]args{
		"provisioned on Azure":   provisionedAzure().named("chat").with(short),
		"provisioned on Bedrock": provisionedBedrock().named("chat").with(short),
		"committed on Bedrock":   committed().with(short),
	}
}

// looks matches the reads of a deployment by its id.
func looks(r *http.Request) bool {
	path := r.URL.EscapedPath()
	return r.Method == http.MethodGet && (strings.HasSuffix(path, "/deployments/chat") || strings.Contains(path, "/provisioned-model-throughput/"))
}

// deletes are the calls that would have destroyed something.
func (w *world) deletes() []string {
	var sent []string
	for _, call := range w.writes() {
		if strings.HasPrefix(call, http.MethodDelete) {
			sent = append(sent, call)
		}
	}
	return sent
}

// unharmed fails the test unless what was made still stands and nobody tried to
// destroy it.
func (c *cli) unharmed(id string) {
	c.w.t.Helper()
	c.stands(id)
	if sent := c.w.deletes(); len(sent) > 0 {
		c.w.t.Errorf("it was to be destroyed: %v", sent)
	}
}

// patient lets what is under way come to its end.
func (w *world) patient() {
	w.t.Helper()
	if err := w.sb.Advance(2 * time.Hour); err != nil {
		w.t.Fatal(err)
	}
}

// An update that takes longer than it may is kept, and waited for by the next
// apply, which sends nothing again.
func TestAccWait_slowUpdateIsResumed(t *testing.T) {
	for sentence, model := range map[string]bool{"of units on Azure": false, "of the model on Bedrock": true} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t, sandbox.ProvisioningTime(time.Hour))
			a := costly()["provisioned on Azure"]
			change := args{"throughput": `{ mode = "provisioned", units = 20 }`}
			if model {
				a = costly()["provisioned on Bedrock"].with(args{"model": quoted(w.customModel("first"))})
				change = args{"model": quoted(w.customModel("second"))}
			}
			c := w.terraform()
			c.configure(a.block("chat"))
			c.apply().must(t, 0)
			w.patient()
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			id := w.only()
			c.configure(a.with(change).block("chat"))
			c.apply().must(t, 0).tells(t, "warning", "Still in progress")
			w.forget()
			if s := c.plan().must(t, 2); s.actions[chat] != "update" {
				t.Errorf("planned %q for what is pending, want an update", s.actions[chat])
			}
			c.apply().must(t, 0).tells(t, "warning", "Still in progress")
			w.patient()
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
		})
	}
}

// What fails after its create was no longer waited for is repaired in place, or
// told; it is never destroyed for it.
func TestAccWait_failureAfterTheWaitDestroysNothing(t *testing.T) {
	for sentence, a := range costly() {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t, sandbox.ProvisioningTime(time.Hour))
			c := w.terraform()
			c.configure(a.block("chat"))
			c.apply().must(t, 0).tells(t, "warning", "Still in progress")
			id := w.only()
			if strings.HasPrefix(id, "arn:") {
				w.ok(w.sb.FailThroughput(id, "no capacity"))
			} else {
				w.fails("Failed")(id)
			}
			for range 2 {
				c.apply()
				w.patient()
			}
			c.plan().must(t, 0)
			c.unharmed(id)
		})
	}
}

// What is still being made is not sent a delete: the destroy waits for it, and
// says so where it may not wait as long.
func TestAccWait_destroyWaitsForTheCreate(t *testing.T) {
	for sentence, a := range costly() {
		if sentence == "committed on Bedrock" {
			continue // nothing destroys it
		}
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t, sandbox.ProvisioningTime(time.Hour))
			c := w.terraform()
			c.configure(a.block("chat"))
			c.apply().must(t, 0)
			id := w.only()
			c.apply("-destroy").must(t, 1).tells(t, "error", "Still in progress")
			c.unharmed(id)
			if s := c.run("state", "list"); !strings.Contains(s.output, chat) {
				t.Errorf("it is not in state any more:\n%s", s.output)
			}
			w.patient()
			c.apply("-destroy").must(t, 0)
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

// What fails while it is waited for is an error, and tainted. What is protected
// or committed is not destroyed for that; freed of the taint it is repaired in
// place where the platform can.
func TestAccWait_failureInTheWaitDestroysNothing(t *testing.T) {
	for sentence, a := range costly() {
		if sentence != "committed on Bedrock" {
			a = a.with(args{"deletion_protection": ""}) // protected by default
		}
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t, sandbox.ProvisioningTime(time.Hour))
			c := w.terraform()
			w.sb.Hook(sandbox.Hook{Match: creates, Times: 1, After: func(_ *http.Request, resp *http.Response) *http.Response {
				if id := w.only(); strings.HasPrefix(id, "arn:") {
					w.ok(w.sb.FailThroughput(id, "no capacity"))
				} else {
					w.fails("Failed")(id)
				}
				return resp
			}})
			c.configure(a.block("chat"))
			c.apply().must(t, 1).tells(t, "error", "failed")
			id := w.only()
			c.apply().must(t, 1).tells(t, "error", "untaint")
			c.unharmed(id)
			c.run("untaint", chat).must(t, 0)
			c.apply()
			w.patient()
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			c.unharmed(id)
		})
	}
}
