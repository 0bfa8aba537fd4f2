package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
)

// batchSince is the first api-version with batches of items [bicep-types-az].
const batchSince = "2024-04-01"

// itemsPerBatch is the limit of the same operation of Azure AI Content Safety; Microsoft.CognitiveServices documents none.
const itemsPerBatch = 100

// addBlocklistItems creates or replaces all items of a batch, or none, and answers the blocklist [spec].
func addBlocklistItems(st *state, r *request) (reply, *armError) {
	a, b, refusal := st.blocklist(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var batch []itemBody
	if err := json.Unmarshal(r.body, &batch); err != nil {
		return reply{}, invalidContent("The request body is not a JSON array of blocklist items")
	}
	if refusal := checkBatch(len(batch)); refusal != nil {
		return reply{}, refusal
	}
	if refusal := b.checkItems(r, batch); refusal != nil {
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	for _, want := range batch {
		b.put(r, want)
	}
	a.settle(r.now)
	return b.answer(http.StatusOK, a), nil
}

// deleteBlocklistItems deletes all items of a batch, or none where one is not there, and answers 204 at once [spec].
func deleteBlocklistItems(st *state, r *request) (reply, *armError) {
	a, b, refusal := st.blocklist(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var names []string
	if err := json.Unmarshal(r.body, &names); err != nil {
		return reply{}, invalidContent("The request body is not a JSON array of names of blocklist items")
	}
	if refusal := checkBatch(len(names)); refusal != nil {
		return reply{}, refusal
	}
	for _, name := range names {
		if _, ok := liveOf(b.Items, name, r.now); !ok {
			return reply{}, b.itemNotFound(a, name)
		}
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	for _, name := range names {
		delete(b.Items, strings.ToLower(name))
	}
	a.settle(r.now)
	return reply{status: http.StatusNoContent}, nil
}

func checkBatch(size int) *armError {
	if size == 0 || size > itemsPerBatch {
		return invalidProperties("A batch has 1 to %d blocklist items, not %d.", itemsPerBatch, size)
	}
	return nil
}
