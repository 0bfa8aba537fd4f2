//go:build unix

package acceptance_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// window tells the points at which nothing can be done: the create has taken
// its own mark off with its last write, and terraform has not heard of it.
func (u undisturbed) window(g stage, p point) bool {
	if !g.resumes() || u.creates == 0 {
		return false
	}
	last := 0
	for i, call := range u.calls {
		if changes(call) && call.Method != http.MethodDelete {
			last = i
		}
	}
	return p.n > last || p.n == last && p.at != beforeSend
}

// paste puts the import block of a refusal where it says: that brings back what
// was lost, writes nothing but the version of a half-made guardrail, and plans nothing where the configuration says no
// more than a cloud does: no gateway stores how an endpoint authenticates.
func (a attempt) paste(g stage, refused said, lost []string) {
	t := a.w.t
	t.Helper()
	if len(lost) != 1 {
		t.Fatalf("the apply after the kill failed, though state lacks %v:\n%s", lost, refused.output)
	}
	refused.tells(t, "error", "exists already", "import {", lost[0])
	main, err := os.ReadFile(filepath.Join(a.s.dir, "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	a.configure(string(main) + pasted(t, refused))
	before := len(a.w.writes())
	planned := a.s.run("plan", "-json", "-input=false", "-out=plan").must(t, 0)
	if g.operation == "create" && g.typeName == deploymentType && planned.actions[g.address()] != "import" {
		t.Errorf("the plan of the import is to %s:\n%s", planned.actions[g.address()], a.s.run("show", "-no-color", "plan").output)
	}
	a.s.run("apply", "-json", "-input=false", "plan").must(t, 0)
	if sent := a.w.writes()[before:]; len(sent) > 0 && (!g.isUnclaimed() || !a.published(sent)) {
		t.Errorf("the import wrote:\n%s", strings.Join(sent, "\n"))
	}
	a.s.run("plan", "-json", "-input=false", "-detailed-exitcode").must(t, 0)
	if g.isComposite() {
		a.leavesNothing()
	}
}

// published reports whether all that was written is the version of a half-made
// guardrail, its first.
func (a attempt) published(sent []string) bool {
	const guardrailAndVersion = 2
	return len(sent) == 1 && strings.HasPrefix(sent[0], http.MethodPost+" /guardrails/") && a.creates() == guardrailAndVersion
}

// onlySecond fails the test unless all that the kill has left is the one object
// that nobody can tell from a stranger's: under a prefix the next apply takes the
// next name, since the first may be what another address holds.
func (a attempt) onlySecond(lost []string) bool {
	t := a.w.t
	t.Helper()
	ids, _ := a.w.clouds()
	now := readStored(t, a.s.dir)
	if diff := cmp.Diff(lost, lacking(ids, now.ids)); diff != "" || len(lost) != 1 || len(now.ids) != 1 || len(now.broken) > 0 {
		t.Errorf("state holds %v %v, and unknown to it are (-want +got):\n%s", now.ids, now.broken, diff)
	}
	return true
}

// judge compares what stands with what an undisturbed run leaves.
func (a attempt) judge(u undisturbed, imported bool) (orphans, duplicates int) {
	t := a.w.t
	t.Helper()
	now := readStored(t, a.s.dir)
	ids, cloud := a.w.clouds()
	if len(now.broken) > 0 {
		t.Errorf("state holds what is to be destroyed: %v", now.broken)
	}
	if diff := cmp.Diff(now.ids, ids); diff != "" {
		t.Errorf("state and clouds differ (-state +clouds):\n%s", diff)
	}
	if diff := cmp.Diff(u.cloud, cloud); diff != "" {
		t.Errorf("the clouds hold something else than without a kill (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(u.stored.content, now.content); diff != "" && !imported {
		t.Errorf("state holds something else than without a kill (-want +got):\n%s", diff)
	}
	return len(lacking(ids, now.ids)), max(0, a.creates()-u.creates)
}
