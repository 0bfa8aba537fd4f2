package azureopenai

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// itemBatch is how many items are added or deleted at once: the limit of the same
// operations of Azure AI Content Safety; Microsoft.CognitiveServices documents
// none.
const itemBatch = 100

// blocklist makes the list, adds what it lacks and deletes what it has too much, in
// this order: at no time is less blocked than before and after. Items that others
// delete at the same time are looked for again.
func (w *guardWriting) blocklist(ctx context.Context) error {
	to := w.at.blocklist(listName(w.at.name))
	var err error
	for try := range tries {
		var seen *heldList
		if seen, err = w.c.heldList(ctx, to); err != nil {
			return err
		}
		if try == 0 {
			if err := w.unlike(seen); err != nil {
				return err
			}
		}
		if err = w.bring(ctx, to, seen); !llm.IsNotFound(err) {
			return err
		}
	}
	return err
}

// unlike is the error of a list that is somebody else's, or was changed since the
// guardrail was read.
func (w *guardWriting) unlike(seen *heldList) error {
	if seen == nil {
		return nil
	}
	child := seen.child(w.at, w.ignore)
	if child.Foreign && (w.held == nil || w.held.Foreign) {
		return &llm.Error{
			Op: "write guardrail", Object: w.want.Name, Code: llm.CodeExists, Message: child.ID + " was not made by a guardrail",
			Fix: "It is not touched. Delete or rename it, or choose another name for the guardrail.",
		}
	}
	return w.changed(child)
}

// bring writes what differs of the list as it was seen; nil is none.
func (w *guardWriting) bring(ctx context.Context, to blocklistID, seen *heldList) error {
	var items []wireBlocklistItem
	if seen != nil {
		items = seen.items
		w.hide.hide(textsOf(items)...)
	}
	if err := w.list(ctx, to, seen); err != nil {
		return err
	}
	missing, surplus := itemChanges(items, itemsOf(w.spec))
	for batch := range slices.Chunk(missing, itemBatch) {
		if err := w.batch(ctx, to, "addRaiBlocklistItems", batch); err != nil {
			return err
		}
	}
	for batch := range slices.Chunk(surplus, itemBatch) {
		if err := w.batch(ctx, to, "deleteRaiBlocklistItems", itemNames(batch)); err != nil {
			return err
		}
	}
	return nil
}

// list makes the list, or sets its description and tags.
func (w *guardWriting) list(ctx context.Context, to blocklistID, seen *heldList) error {
	want := blocklistOf(w.spec)
	body := wireBlocklist{Tags: w.spec.IgnoreTags.Merge(want.Tags, nil), Properties: want.Properties}
	if seen != nil {
		body.Tags = w.spec.IgnoreTags.Merge(want.Tags, seen.Tags)
		if seen.Properties == want.Properties && maps.Equal(seen.Tags, body.Tags) {
			return nil
		}
	}
	return w.c.writeGuard(ctx, call{op: "write blocklist", object: to.name, method: http.MethodPut, path: to.path(), body: body, hide: w.hide})
}

func (w *guardWriting) batch(ctx context.Context, to blocklistID, action string, body any) error {
	what := call{op: "write blocklist", object: to.name, method: http.MethodPost, path: to.path() + "/" + action, body: body, hide: w.hide}
	return w.c.writeGuard(ctx, what)
}

// itemChanges are the items to add, and those to delete. An item that holds what is
// wanted stays, whatever it is called, unless its name is another's: that one
// would be written over it.
func itemChanges(have, want []wireBlocklistItem) (missing, surplus []wireBlocklistItem) {
	named := map[string]wireItemProperties{}
	for _, item := range want {
		named[canonicalName(item.Name)] = item.Properties
	}
	rest := map[wireItemProperties][]wireBlocklistItem{}
	for _, item := range have {
		if meant, taken := named[canonicalName(item.Name)]; !taken || meant == item.Properties {
			rest[item.Properties] = append(rest[item.Properties], item)
		}
	}
	kept, added := map[string]bool{}, map[string]bool{}
	for _, item := range want {
		there := rest[item.Properties]
		if len(there) == 0 {
			missing, added[canonicalName(item.Name)] = append(missing, item), true
			continue
		}
		i := max(0, slices.IndexFunc(there, func(one wireBlocklistItem) bool { return strings.EqualFold(one.Name, item.Name) }))
		kept[there[i].Name] = true
		rest[item.Properties] = slices.Delete(slices.Clone(there), i, i+1)
	}
	for _, item := range have {
		if !kept[item.Name] && !added[canonicalName(item.Name)] {
			surplus = append(surplus, item)
		}
	}
	return missing, surplus
}

func textsOf(items []wireBlocklistItem) []string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.Properties.Pattern
	}
	return texts
}

func itemNames(items []wireBlocklistItem) []string {
	all := make([]string, len(items))
	for i, item := range items {
		all[i] = item.Name
	}
	return all
}
