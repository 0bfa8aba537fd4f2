package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// secretWord is in every pattern below: no refusal may repeat it.
const secretWord = "project-x"

func TestBlocklistItem_refusalsNeverRepeatAPattern(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", blocklistID("words"), `{}`)
	for name, c := range map[string]struct{ item, body, code string }{
		"a name with a tilde":      {"a~b", word(secretWord), "InvalidResourceName"},
		"a name of 65 characters":  {strings.Repeat("a", 65), word(secretWord), "InvalidResourceName"},
		"no pattern":               {"one", word(""), "InvalidRequestContent"},
		"no properties":            {"one", `{}`, "InvalidRequestContent"},
		"a pattern that is a list": {"one", `{"properties":{"pattern":["` + secretWord + `"]}}`, "InvalidRequestContent"},
		"a regex that is a word":   {"one", `{"properties":{"pattern":"x","isRegex":"` + secretWord + `"}}`, "InvalidRequestContent"},
		"text that is no JSON":     {"one", `{"properties":{"pattern":"` + secretWord, "InvalidRequestContent"},
		"1,001 characters":         {"one", word(secretWord + strings.Repeat("é", 1001-len(secretWord))), "InvalidResourceProperties"},
		"a regex with no end":      {"one", `{"properties":{"pattern":"(` + secretWord + `","isRegex":true}}`, "InvalidResourceProperties"},
		"a regex that looks ahead": {"one", `{"properties":{"pattern":"` + secretWord + `(?=y)","isRegex":true}}`, "InvalidResourceProperties"},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			got := b.send("PUT", itemsOf("words")+"/"+c.item, c.body)
			wantRefusal(t, got, 400, c.code, "")
			if strings.Contains(got.text, secretWord) {
				t.Errorf("the refusal repeats the pattern: %s", got.text)
			}
			batch := `[` + strings.Replace(c.body, "{", fmt.Sprintf(`{"name":%q,`, c.item), 1) + `]`
			if got := b.send("POST", blocklistID("words")+"/addRaiBlocklistItems", batch); got.status != 400 || strings.Contains(got.text, secretWord) {
				t.Errorf("a batch with it answers %d %s", got.status, got.text)
			}
		})
	}
	for _, call := range b.Calls() {
		if strings.Contains(fmt.Sprintf("%+v", call), secretWord) {
			t.Errorf("the log of calls holds the pattern: %+v", call)
		}
	}
	wantStatus(t, b.send("PUT", itemsOf("words")+"/one", word(strings.Repeat("é", 1000))), 201)
	wantStatus(t, b.send("PUT", itemsOf("words")+"/two", word(strings.Repeat("é", 1000))), 201)
}

func TestBlocklistItem_tenThousandInABlocklist(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", blocklistID("words"), `{}`)
	for i := range 99 {
		b.must("POST", blocklistID("words")+"/addRaiBlocklistItems", strings.ReplaceAll(batchOf(100), "item-", fmt.Sprintf("item-%d-", i)))
	}
	b.must("POST", blocklistID("words")+"/addRaiBlocklistItems", batchOf(99))
	wantRefusal(t, b.send("POST", blocklistID("words")+"/addRaiBlocklistItems", strings.ReplaceAll(batchOf(2), "item-", "more-")), 400, "InvalidResourceProperties", "more than 10000 items")
	wantStatus(t, b.send("PUT", itemsOf("words")+"/Last", word("alpha")), 201)
	wantStatus(t, b.send("PUT", itemsOf("words")+"/last", word("beta")), 200)
	wantRefusal(t, b.send("PUT", itemsOf("words")+"/more", word("alpha")), 400, "InvalidResourceProperties", "more than 10000 items")
}

func TestBlocklist_writesTakeTheAccountsTurn(t *testing.T) {
	quick := newARMBox(t)
	quick.must("PUT", blocklistID("words"), `{}`)
	quick.must("PUT", itemsOf("words")+"/one", word("alpha"))
	slow := newARMBox(t, WriteTime(time.Minute))
	slow.must("PUT", blocklistID("words"), `{}`)
	slow.edits(func(a *armAccount) {
		a.Written, a.Blocklists["words"].Items = time.Time{}, quick.account().Blocklists["words"].Items
	})
	slow.must("PUT", policyID("mine"), filtersOf("", ""))
	for name, c := range map[string]struct{ method, path, body string }{
		"a policy":            {"PUT", policyID("other"), filtersOf("", "")},
		"its delete":          {"DELETE", policyID("mine"), ""},
		"a blocklist":         {"PUT", blocklistID("words"), `{}`},
		"its delete, too":     {"DELETE", blocklistID("words"), ""},
		"an item":             {"PUT", itemsOf("words") + "/one", word("alpha")},
		"the item's delete":   {"DELETE", itemsOf("words") + "/one", ""},
		"a batch":             {"POST", blocklistID("words") + "/addRaiBlocklistItems", batchOf(1)},
		"a batch of deletes":  {"POST", blocklistID("words") + "/deleteRaiBlocklistItems", `["one"]`},
		"a deployment beside": {"PUT", deploymentID("chat"), standardModel(1)},
	} {
		t.Run(name+" conflicts with a write before it", func(t *testing.T) {
			wantRefusal(t, slow.send(c.method, c.path, c.body), 409, "RequestConflict", AzureAccountID())
		})
	}
	wantStatus(t, slow.send("GET", itemsOf("words")+"/one", ""), 200)
}

// account returns the seeded account.
func (b *armBox) account() *armAccount {
	b.t.Helper()
	var found *armAccount
	b.edits(func(a *armAccount) { found = a })
	return found
}

// edits changes the seeded account behind everybody's back.
func (b *armBox) edits(change func(*armAccount)) {
	b.t.Helper()
	if err := b.edit(func(st *state) error {
		change(st.Azure.Accounts[accountKey(AzureResourceGroup, AzureAccount)])
		return nil
	}); err != nil {
		b.t.Fatal(err)
	}
}
