package acceptance_test

import (
	"maps"
	"strings"
)

// publish makes a version of the draft as it stands.
func (s *driftScene) publish() { s.m.w.do("POST", guardrailPath(s.id), "{}") }

// unpublish deletes versions.
func (s *driftScene) unpublish(numbers ...string) {
	for _, number := range numbers {
		s.m.w.do("DELETE", guardrailPath(s.id)+"?guardrailVersion="+number, "")
	}
}

// publishOther makes a version of other content, and leaves the draft as it was.
func (s *driftScene) publishOther() {
	is := guardrailBody(draftOf(s).read())
	other := maps.Clone(is)
	other["blockedInputMessaging"] = "By hand."
	s.must("PUT", guardrailPath(s.id), other)
	s.publish()
	s.must("PUT", guardrailPath(s.id), is)
}

func versionChanges() map[[2]string]fieldChange {
	table := map[[2]string]fieldChange{}
	maps.Copy(table, lifeChanges(versionOf))
	maps.Copy(table, map[[2]string]fieldChange{
		{"(the whole)", "the only one deleted"}: goes(func(s *driftScene) { s.unpublish("1") }),
		{"(the whole)", "the newest one deleted, an older one of other content left"}: goes(func(s *driftScene) {
			s.publishOther()
			s.publish()
			s.unpublish("3", "1")
		}),
		{"(the whole)", "a newer one published of the same content"}: goes(func(s *driftScene) { s.publish() }),
		{"(the whole)", "the only one deleted, another published of the same content"}: goes(func(s *driftScene) {
			s.publish()
			s.unpublish("1")
		}),
		{"(the whole)", "a newer one published of other content"}: goes(func(s *driftScene) { s.publishOther() }),

		{"guardrailArn", ""}: shownUntilApply(versionOf, "guardrailArn", otherGuardrail),
		{"version", ""}:      shownUntilApply(versionOf, "version", "7"),
		{"name", ""}:         goes(func(s *driftScene) { versionOf(s).write("name", strings.ToUpper(s.cell.label), true) }),
	})
	return table
}
