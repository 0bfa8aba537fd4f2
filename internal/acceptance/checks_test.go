package acceptance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// The pipeline of the guide to drift fails on what its checks are about, and on
// nothing else, while a plan and an apply go on.
func TestAccChecks_failThePipeline(t *testing.T) {
	for sentence, row := range map[string]struct {
		happens func(w *world)
		words   string // of the check's own message; empty where all pass
	}{
		"not while all is well":         {func(*world) {}, ""},
		"not for a model without haste": {func(w *world) { w.retires(200) }, ""},
		"when a deployment has failed":  {func(w *world) { w.fails("Failed")(azureID("assistant")) }, "assistant does not serve: Failed"},
		"when it is disabled":           {func(w *world) { w.fails("Disabled")(azureID("assistant")) }, "assistant does not serve: Disabled"},
		"when its model retires soon":   {func(w *world) { w.retires(100) }, "The model of assistant retires on "},
		"when its model has retired":    {func(w *world) { w.retires(-1) }, "The model of assistant retires on "},
		"when the platform moved it":    {func(w *world) { w.ok(w.sb.UpgradeDeployment(azureID("assistant"), "2026-01-01")) }, "The platform moved the model"},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			w.retires(1000) // by this machine's clock, which plantimestamp tells
			c := w.terraform()
			c.copied("health-checks", nil)
			c.apply().must(t, 0)
			w.age()
			row.happens(w)
			w.forget()
			s := c.pipeline()
			if failed := s.exit != 0; failed != (row.words != "") || !strings.Contains(s.output, row.words) {
				t.Errorf("exit code %d, and it says:\n%s", s.exit, s.output)
			}
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
		})
	}
}

// A plan alone says a check's failure as a warning: that is why the guide has a
// script. A refusal of terraform itself fails the script too.
func TestAccChecks_whatTheScriptIsFor(t *testing.T) {
	w := newWorld(t)
	w.retires(1000)
	c := w.terraform()
	c.copied("health-checks", nil)
	c.apply().must(t, 0)
	w.retires(30)
	c.plan().must(t, 0).tells(t, "warning", "The model of assistant retires on ")
	w.sb.Hook(sandbox.Fault(sandbox.On("GET", "/deployments"), 403, `{"error":{"code":"AuthorizationFailed","message":"no"}}`, nil))
	if s := c.pipeline(); s.exit == 0 || !strings.Contains(s.output, "AuthorizationFailed") {
		t.Errorf("exit code %d:\n%s", s.exit, s.output)
	}
}

// retires moves the retirement of the example's model to so many days from now,
// by the machine's clock.
func (w *world) retires(days int) {
	w.t.Helper()
	w.ok(w.sb.RetireModel("OpenAI", "gpt-5.6-sol", "2026-07-09", time.Now().Add(time.Duration(days)*24*time.Hour)))
}

// pipeline runs the example's script as a pipeline does, in the working
// directory and with terraform on the path.
func (c *cli) pipeline() said {
	c.w.t.Helper()
	bin := c.w.t.TempDir()
	if err := os.Symlink(terraformPath(c.w.t), filepath.Join(bin, "terraform")); err != nil {
		c.w.t.Fatal(err)
	}
	return c.command("/usr/bin/env", "PATH="+bin+":"+os.Getenv("PATH"), "./checks.sh")
}
