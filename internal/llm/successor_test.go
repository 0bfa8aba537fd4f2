package llm

import "testing"

func TestNewest(t *testing.T) {
	entries := []Entry{
		{Publisher: "Anthropic", Name: "claude-3-haiku", Date: "20240307", Unusable: "is legacy"},
		{Publisher: "Anthropic", Name: "claude-3-5-haiku", Date: "20241022", Unusable: "retired on 2026-06-19"},
		{Publisher: "Anthropic", Name: "claude-haiku-4-5", Date: "20251001"},
		{Publisher: "Anthropic", Name: "claude-opus-4-1", Date: "20250805", Unusable: "is legacy"},
		{Publisher: "Anthropic", Name: "claude-opus-4-5", Date: "20251101"},
		{Publisher: "Anthropic", Name: "claude-opus-5"},
		{Publisher: "Anthropic", Name: "claude-opus-4-8"},
		{Publisher: "Meta", Name: "llama3-1-405b-instruct"},
		{Publisher: "Meta", Name: "llama3-3-70b-instruct"},
		{Publisher: "Meta", Name: "llama4-maverick-17b-instruct"},
		{Publisher: "Mistral AI", Name: "mistral-small-2503"},
		{Publisher: "Mistral AI", Name: "mistral-small-2506"},
		{Publisher: "Mistral AI", Name: "mistral-small-2512", Unusable: "is not sold here"},
		{Publisher: "Amazon", Name: "nova-lite"},
		{Publisher: "Amazon", Name: "nova-2-lite"},
		{Publisher: "Cohere", Name: "command-r", Unusable: "is legacy"},
		{Publisher: "OpenAI", Name: "gpt-4o-mini", Date: "20240718", Unusable: "is closed"},
		{Publisher: "OpenAI", Name: "gpt-5-mini", Date: "20250807"},
		{Publisher: "Other", Name: "claude-haiku-9"},
	}
	for name, want := range map[string]string{
		"claude-3-haiku":         "claude-haiku-4-5", // over what is closed itself
		"claude-opus-4-1":        "claude-opus-5",    // a whole number is later than the numbers of the one before
		"llama3-1-405b-instruct": "llama3-3-70b-instruct",
		"mistral-small-2503":     "mistral-small-2506",
		"nova-lite":              "nova-2-lite",
		"gpt-4o-mini":            "gpt-5-mini",
		"command-r":              "", // nothing of the family is left
		"claude-haiku-4-5":       "", // it is the newest itself
		"nova-2-lite":            "",
	} {
		t.Run("after "+name, func(t *testing.T) {
			var of Entry
			for _, e := range entries {
				if e.Name == name {
					of = e
				}
			}
			got, found := Newest(of, entries)
			if got.Name != want || found != (want != "") {
				t.Errorf("%q, want %q", got.Name, want)
			}
		})
	}
}
