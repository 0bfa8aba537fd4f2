package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// blocklistID is the path of a blocklist in the seeded account.
func blocklistID(name string) string { return AzureAccountID() + "/raiBlocklists/" + name }

// itemsOf is the path of a blocklist's items.
func itemsOf(blocklist string) string { return blocklistID(blocklist) + "/raiBlocklistItems" }

func word(pattern string) string {
	return `{"properties":{"pattern":"` + pattern + `","isRegex":false}}`
}

func TestBlocklist_lifecycle(t *testing.T) {
	b := newARMBox(t)
	created := b.send("PUT", blocklistID("Words"), `{"tags":{"a":"b"},"properties":{"description":"for tests"}}`)
	wantStatus(t, created, 201)
	for path, want := range map[string]string{
		"id": blocklistID("Words"), "type": "Microsoft.CognitiveServices/accounts/raiBlocklists", "name": "Words",
		"properties/description": "for tests", "tags/a": "b", "etag": created.header.Get("Etag"),
	} {
		if got := created.at(strings.Split(path, "/")...); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if diff := cmp.Diff(created.json, b.send("GET", blocklistID("words"), "").json); diff != "" {
		t.Errorf("GET differs from PUT (-put +get):\n%s", diff)
	}
	b.must("PUT", itemsOf("words")+"/one", word("alpha"))
	replaced := b.send("PUT", blocklistID("words"), `{"properties":{}}`)
	wantStatus(t, replaced, 200)
	if replaced.at("properties") != "map[]" || replaced.at("tags") != "" || replaced.at("name") != "Words" {
		t.Errorf("a PUT must replace everything and keep the name: %s", replaced.text)
	}
	wantStatus(t, b.send("GET", itemsOf("words")+"/one", ""), 200)
}

func TestBlocklist_deletingItDeletesItsItems(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(time.Hour))
	b.must("PUT", blocklistID("words"), `{}`)
	b.must("PUT", itemsOf("words")+"/one", word("alpha"))
	poll := b.must("DELETE", blocklistID("words"), "").header.Get("Location")
	wantStatus(t, b.send("GET", poll, ""), 202)
	wantStatus(t, b.send("GET", itemsOf("words")+"/one", ""), 200)
	if err := b.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, b.send("GET", poll, ""), 204)
	wantStatus(t, b.send("GET", blocklistID("words"), ""), 404)
	wantRefusal(t, b.send("GET", itemsOf("words")+"/one", ""), 404, "ParentResourceNotFound", "raiBlocklistItems")
	wantStatus(t, b.send("DELETE", blocklistID("words"), ""), 204)
	wantStatus(t, b.send("PUT", blocklistID("words"), `{}`), 201)
	if names := b.names(itemsOf("words")); len(names) != 0 {
		t.Errorf("a new blocklist holds %v", names)
	}
}

func TestBlocklist_namedByAPolicyIsKept(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	b.must("PUT", blocklistID("words"), `{}`)
	named := `,"customBlocklists":[{"blocklistName":"Words","blocking":true,"source":"Prompt"},{"blocklistName":"WORDS","blocking":false,"source":"Completion"}]`
	for _, policy := range []string{"one", "two"} {
		b.must("PUT", policyID(policy), filtersOf("", named))
	}
	wantRefusal(t, b.send("DELETE", blocklistID("words"), ""), 400, "InvalidResourceProperties", "used by RAI policy 'one', 'two'")
	b.must("PUT", policyID("one"), filtersOf("", ""))
	b.must("DELETE", policyID("two"), "")
	wantStatus(t, b.send("DELETE", blocklistID("words"), ""), 202)
}

func TestBlocklistItem_lifecycle(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	b.must("PUT", blocklistID("words"), `{}`)
	created := b.send("PUT", itemsOf("words")+"/One", `{"properties":{"pattern":"al+pha","isRegex":true}}`)
	wantStatus(t, created, 201)
	for path, want := range map[string]string{
		"id": itemsOf("words") + "/One", "type": "Microsoft.CognitiveServices/accounts/raiBlocklists/raiBlocklistItems",
		"name": "One", "properties/pattern": "al+pha", "properties/isRegex": "true",
	} {
		if got := created.at(strings.Split(path, "/")...); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if diff := cmp.Diff(created.json, b.send("GET", itemsOf("words")+"/one", "").json); diff != "" {
		t.Errorf("GET differs from PUT (-put +get):\n%s", diff)
	}
	wantStatus(t, b.send("PUT", itemsOf("words")+"/one", word("beta")), 200)
	wantStatus(t, b.send("DELETE", itemsOf("words")+"/one", ""), 202)
	wantStatus(t, b.send("GET", itemsOf("words")+"/one", ""), 404)
	wantStatus(t, b.send("DELETE", itemsOf("words")+"/one", ""), 204)
	wantRefusal(t, b.send("PUT", itemsOf("nope")+"/one", word("beta")), 404, "ParentResourceNotFound", "raiBlocklists/nope")
}

// batchOf is a batch of so many words.
func batchOf(count int) string {
	var items []string
	for i := range count {
		items = append(items, fmt.Sprintf(`{"name":"item-%03d","properties":{"pattern":"word %d","isRegex":false}}`, i, i))
	}
	return "[" + strings.Join(items, ",") + "]"
}

func TestBlocklistItem_batches(t *testing.T) {
	b := newARMBox(t, PageSize(30))
	b.must("PUT", blocklistID("words"), `{"properties":{"description":"d"}}`)
	added := b.send("POST", blocklistID("words")+"/addRaiBlocklistItems", batchOf(100))
	if added.status != 200 || added.at("id") != blocklistID("words") || added.at("properties", "description") != "d" {
		t.Fatalf("a batch answers %d %s", added.status, added.text)
	}
	names := b.names(itemsOf("words"))
	if len(names) != 100 || names[0] != "item-000" || names[99] != "item-099" {
		t.Errorf("the list holds %v", names)
	}
	wantStatus(t, b.send("POST", blocklistID("words")+"/addRaiBlocklistItems", batchOf(1)), 200)
	some, err := json.Marshal(names[:60])
	if err != nil {
		t.Fatal(err)
	}
	deleted := b.send("POST", blocklistID("words")+"/deleteRaiBlocklistItems", string(some))
	if deleted.status != 204 || deleted.text != "" {
		t.Errorf("a batch delete answers %d %q", deleted.status, deleted.text)
	}
	if diff := cmp.Diff(names[60:], b.names(itemsOf("words"))); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestBlocklistItem_aBatchIsTakenWholeOrNotAtAll(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", blocklistID("words"), `{}`)
	b.must("PUT", itemsOf("words")+"/there", word("alpha"))
	for name, c := range map[string]struct {
		action, body string
		status       int
		code         string
	}{
		"101 items":              {"add", batchOf(101), 400, "InvalidResourceProperties"},
		"no items":               {"add", `[]`, 400, "InvalidResourceProperties"},
		"an object":              {"add", `{}`, 400, "InvalidRequestContent"},
		"an item twice":          {"add", `[{"name":"ab","properties":{"pattern":"x"}},{"name":"AB","properties":{"pattern":"y"}}]`, 400, "InvalidResourceProperties"},
		"an item without a name": {"add", `[{"name":"ab","properties":{"pattern":"x"}},{"properties":{"pattern":"y"}}]`, 400, "InvalidResourceName"},
		"a broken pattern":       {"add", `[{"name":"ab","properties":{"pattern":"x"}},{"name":"cd","properties":{"pattern":"(","isRegex":true}}]`, 400, "InvalidResourceProperties"},
		"names that are objects": {"delete", `[{"name":"there"}]`, 400, "InvalidRequestContent"},
		"one name that is gone":  {"delete", `["there","nope"]`, 404, "ResourceNotFound"},
		"no names":               {"delete", `[]`, 400, "InvalidResourceProperties"},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			wantRefusal(t, b.send("POST", blocklistID("words")+"/"+c.action+"RaiBlocklistItems", c.body), c.status, c.code, "")
			if diff := cmp.Diff([]string{"there"}, b.names(itemsOf("words"))); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBlocklistItem_listsInSmallPages(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", blocklistID("words"), `{}`)
	b.must("POST", blocklistID("words")+"/addRaiBlocklistItems", batchOf(100))
	if page := b.must("GET", itemsOf("words"), ""); page.at("nextLink") != "" {
		t.Errorf("100 items are not one page: %s", page.text)
	}
	b.must("PUT", itemsOf("words")+"/more", word("alpha"))
	page := b.must("GET", itemsOf("words"), "")
	if got := len(page.json["value"].([]any)); got != 100 || page.at("nextLink") == "" {
		t.Errorf("of 101 items the first page holds %d, and links to %q", got, page.at("nextLink"))
	}
	if got := len(b.names(itemsOf("words"))); got != 101 {
		t.Errorf("the pages hold %d items, want 101", got)
	}
}
