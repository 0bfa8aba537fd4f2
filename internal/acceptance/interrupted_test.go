package acceptance_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	resumedWarning = "Interrupted create resumed"
	unfinishedTag  = "llm:unfinished"
)

// owned puts an owner over the configuration.
func owned(config string) string { return providerBlock(`owner = "platform/prod"`) + config }

// creates matches the calls that make a deployment.
func creates(r *http.Request) bool {
	path := r.URL.EscapedPath()
	return r.Method == http.MethodPut && strings.Contains(path, "/deployments/") ||
		r.Method == http.MethodPost && (strings.HasSuffix(path, "/inference-profiles") || strings.HasSuffix(path, "/provisioned-model-throughput"))
}

// untags matches the last call of a create.
func untags(r *http.Request) bool {
	return r.Method == http.MethodPatch || strings.HasSuffix(r.URL.EscapedPath(), "/untagResource")
}

// denied is what both clouds answer to who may not do something.
func denied(r *http.Request) *http.Response {
	return &http.Response{
		StatusCode: http.StatusForbidden, Request: r, ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}, "X-Amzn-Errortype": {"AccessDeniedException"}},
		Body:   io.NopCloser(bytes.NewReader([]byte(`{"message":"not any more","error":{"code":"AuthorizationFailed","message":"not any more"}}`))),
	}
}

// interrupt applies the configuration and lets nobody hear of the create after
// the cloud has committed it: its answer, every later call and the state are
// lost. It returns the id of what was left.
func (c *cli) interrupt(config string) string {
	c.w.t.Helper()
	var dead atomic.Bool
	heal := c.w.sb.Hook(sandbox.Hook{
		Before: func(r *http.Request) *http.Response {
			if dead.Load() {
				return denied(r)
			}
			return nil
		},
		After: func(r *http.Request, resp *http.Response) *http.Response {
			if creates(r) && resp.StatusCode < http.StatusMultipleChoices {
				dead.Store(true)
				return sandbox.Lost()
			}
			return resp
		},
	})
	c.configure(config)
	c.apply() // an error, or the warning that it could not be waited for
	heal()
	for _, name := range []string{"terraform.tfstate", "terraform.tfstate.backup"} {
		if err := os.Remove(filepath.Join(c.dir, name)); err != nil && !os.IsNotExist(err) {
			c.w.t.Fatal(err)
		}
	}
	id := c.w.only()
	if held := c.w.cloud(id); !strings.Contains(held, unfinishedTag) || !strings.Contains(held, "platform/prod") {
		c.w.t.Fatalf("what was left is not marked: %s", held)
	}
	return id
}

// unfinished applies a deployment called chat of which the last call is refused,
// so that state holds an object that bears the mark.
func (c *cli) unfinished(a args) string {
	c.w.t.Helper()
	heal := c.w.sb.Hook(sandbox.Hook{Match: untags, Before: denied})
	c.configure(owned(a.block("chat")))
	c.apply().must(c.w.t, 0).tells(c.w.t, "warning", "Not marked as finished", unfinishedTag)
	heal()
	return c.w.only()
}

// resumed reports whether the command took on an interrupted create.
func (s said) resumed() bool { return strings.Contains(s.output, resumedWarning) }

// onBoth runs a test on either platform, and where the name is made.
func onBoth(t *testing.T, test func(t *testing.T, a args)) {
	t.Helper()
	for sentence, a := range map[string]args{
		"on Azure": onAzure().named("chat"), "on Bedrock": onBedrock().named("chat"),
		"on Azure provisioned": provisionedAzure().named("chat"), "on Bedrock provisioned": provisionedBedrock().named("chat"),
	} {
		t.Run(sentence, func(t *testing.T) { test(t, a) })
	}
}

// One re-apply takes on what an interrupted create has left: one object, in
// state, without the mark.
func TestAccInterrupted_resumedByTheNextApply(t *testing.T) {
	resumes := func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		config := owned(a.block("chat"))
		id := c.interrupt(config)
		c.apply().must(t, 0).tells(t, "warning", resumedWarning, id)
		c.plan().must(t, 0)
		c.stands(id)
		if held := w.cloud(id); strings.Contains(held, unfinishedTag) {
			t.Errorf("the mark is still there: %s", held)
		}
		c.apply("-destroy").must(t, 0)
		if err := w.leftover(); err != nil {
			t.Error(err)
		}
	}
	onBoth(t, resumes)
	for sentence, a := range map[string]args{"on Azure by prefix": onAzure(), "on Bedrock by prefix": onBedrock()} {
		t.Run(sentence, func(t *testing.T) { resumes(t, a.with(args{"name_prefix": `"chat-"`})) })
	}
}

// What the configuration says by then is brought about in the same apply.
func TestAccInterrupted_resumedToAChangedPlan(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		id := c.interrupt(owned(a.block("chat")))
		c.configure(owned(a.with(args{"tags": `{ team = "search" }`}).block("chat")))
		c.apply().must(t, 0).tells(t, "warning", resumedWarning)
		c.plan().must(t, 0)
		c.stands(id)
		if held := w.cloud(id); !strings.Contains(held, "search") || strings.Contains(held, unfinishedTag) {
			t.Errorf("the cloud holds %s", held)
		}
	})
}

// What is not surely this configuration's own is left alone, and the error says
// why and holds the import block.
func TestAccInterrupted_notResumed(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		other := map[string]string{`"azure"`: `"openai/gpt-5.1"`, `"bedrock"`: `"amazon/nova-micro"`}[a["platform"]]
		if strings.Contains(a["throughput"], "provisioned") && a["platform"] == `"bedrock"` {
			other = `"amazon.nova-micro-v1:0:24k"`
		}
		for sentence, row := range map[string]struct {
			config string
			words  []string
		}{
			"for another owner": {providerBlock(`owner = "platform/test"`) + a.block("chat"), []string{"platform/prod", "platform/test", "import {"}},
			"without an owner":  {a.block("chat"), []string{"exists already", "import {"}},
			"for another model": {owned(a.with(args{"model": other}).block("chat")), []string{"cannot be changed in place", "model", "import {"}},
		} {
			t.Run(sentence, func(t *testing.T) {
				w := newWorld(t)
				c := w.terraform()
				id := c.interrupt(owned(a.block("chat")))
				before := w.cloud(id)
				w.forget()
				c.configure(row.config)
				if s := c.apply().must(t, 1).tells(t, "error", row.words...); s.resumed() {
					t.Errorf("resumed:\n%s", s.output)
				}
				if err := w.noWrites(); err != nil {
					t.Error(err)
				}
				if after := w.cloud(id); after != before {
					t.Errorf("it became %s, was %s", after, before)
				}
			})
		}
	})
}

// A mark that could not be removed taints nothing: the next apply removes it.
func TestAccInterrupted_lastCallFails(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		id := c.unfinished(a)
		if s := c.plan().must(t, 2); s.actions[chat] != "update" {
			t.Errorf("planned %q for the mark, want an update", s.actions[chat])
		}
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		c.stands(id)
		c.apply("-destroy").must(t, 0)
		if err := w.leftover(); err != nil {
			t.Error(err)
		}
	})
}

// An import of what was left ends in a plan that removes the mark alone.
func TestAccInterrupted_imported(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		id := c.interrupt(owned(a.block("chat")))
		c.configure(owned(a.block("chat")) + "import {\n  to = " + chat + "\n  id = \"" + id + "\"\n}\n")
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		c.stands(id)
		if held := w.cloud(id); strings.Contains(held, unfinishedTag) {
			t.Errorf("the mark is still there: %s", held)
		}
	})
}
