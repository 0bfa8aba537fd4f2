//go:build unix

package acceptance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// victim is the process that is killed.
type victim string

const (
	theProvider  victim = "the provider"
	theTerraform victim = "terraform"
)

func victims() []victim { return []victim{theProvider, theTerraform} }

// point is one kill: of whom, at which call, and when in its course.
type point struct {
	n    int // of the call, from 0
	call sandbox.Call
	at   moment
	who  victim
}

func (p point) String() string {
	name := p.call.Method + " " + p.call.Path[strings.LastIndex(p.call.Path, "/")+1:]
	if _, operation, found := strings.Cut(p.call.Target, "."); found {
		name = operation
	}
	return fmt.Sprintf("%s is killed at call %d (%s) %s", p.who, p.n+1, name, p.at)
}

// kill runs the operation up to the point.
func (a attempt) kill(g stage, p point) {
	a.w.t.Helper()
	ready := make(chan *command, 1)
	a.set(&trap{call: p.n, at: p.at, kill: func() {
		c := <-ready
		if p.who == theProvider {
			c.killProvider()
			return
		}
		c.killTerraform()
	}})
	c := a.s.start(g.killed...)
	ready <- c
	answer, left := c.wait()
	if left != nil {
		a.w.t.Error(left)
	}
	calls, sprung := a.heard()
	if !sprung {
		a.w.t.Errorf("call %d never came, only %v:\n%s", p.n+1, calls, answer.output)
	}
	a.set(nil)
}

// verdict is what came of one point.
type verdict struct {
	window              bool
	lost                int // objects that state did not know after the kill
	resumed, imported   bool
	second              bool // under a prefix: the next free name was taken
	orphans, duplicates int
}

// try kills at the point, applies again, and judges what stands then.
func (g stage) try(t *testing.T, u undisturbed, p point) verdict {
	t.Helper()
	a := g.open(t)
	a.kill(g, p)
	ids, _ := a.w.clouds()
	lost := lacking(ids, readStored(t, a.s.dir).ids)
	again := a.apply()
	v := verdict{window: u.window(g, p), lost: len(lost), imported: again.exit != 0}
	v.resumed = len(lost) > 0 && !v.imported
	if g.byPrefix && v.window && v.resumed {
		return verdict{window: true, lost: len(lost), second: a.onlySecond(lost)}
	}
	switch {
	case v.imported && g.resumes() && !v.window:
		t.Errorf("it could have been resumed, and it took an import:\n%s", again.output)
	case v.resumed && g.typeName == deploymentType:
		again.tells(t, "warning", resumedWarning, lost[0])
	}
	if v.imported {
		a.paste(g, again, lost)
	}
	if v.imported && g.isComposite() {
		return v // an import, and then the destroy, have proved that nothing is left
	}
	v.orphans, v.duplicates = a.judge(u, v.imported)
	return v
}
