package enforcement

import "testing"

func TestSplit(t *testing.T) {
	const id = "arn:aws:bedrock:us-east-1:000000000000:guardrail/abc"
	for text, want := range map[string][2]string{
		id: {id, ""}, id + ":3": {id, "3"}, id + ":DRAFT": {id, "DRAFT"}, id + ":": {id + ":", ""}, "a:b": {"a:b", ""}, "": {"", ""},
	} {
		if id, version := split(text); [2]string{id, version} != want {
			t.Errorf("split(%q) = %q, %q, want %q", text, id, version, want)
		}
	}
}
