package llm

import "testing"

// FuzzMatch: a reference means something of the catalog or an error, whatever it
// and the aliases say; what it means comes out of the catalog.
func FuzzMatch(f *testing.F) {
	for _, seed := range [][2]string{
		{"openai/gpt-4o", ""},
		{"openai/gpt-4o@2024-11-20", "openai/gpt-4o"},
		{"acme/house", "acme/house"},
		{"acme/house", "id-1"},
		{"a/b@c", "a/b@d"},
		{"meta/llama-3.3-70b-instruct", "x/y-2024-01-01"},
		{"/", "@"},
		{"openai/gpt-4o-latest", "\x00"},
	} {
		f.Add(seed[0], seed[1])
	}
	catalog := []Entry{
		{NativeID: "id-1", Publisher: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Date: "20241120"},
		{NativeID: "id-2", Publisher: "OpenAI", Name: "gpt-4o", Version: "2024-08-06", Date: "20240806"},
		{NativeID: "id-3", Publisher: "Meta", Name: "llama3-3-70b-instruct", Version: "v1:0", Revision: 1000},
	}
	f.Fuzz(func(t *testing.T, text, target string) {
		ref, err := ParseReference(text)
		if err != nil {
			return
		}
		for _, aliases := range []map[string]string{nil, {text: target}, {text: target, target: text}} {
			matched, err := Match(ref, aliases, catalog)
			if err != nil {
				continue
			}
			known := false
			for _, entry := range catalog {
				known = known || entry.NativeID == matched.Entry.NativeID
			}
			if !known {
				t.Errorf("%q means %+v, which is not in the catalog", text, matched.Entry)
			}
		}
	})
}
