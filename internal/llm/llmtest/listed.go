package llmtest

import (
	"iter"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Listed are the ids that a list yields until its first error, as users see them.
func Listed(list iter.Seq2[llm.ID, error]) ([]string, error) {
	var ids []string
	for id, err := range list {
		if err != nil {
			return ids, err
		}
		ids = append(ids, id.Value)
	}
	return ids, nil
}

// Where is the filter of a list that finds a composite: the gateway, account or
// region that holds its children.
func Where(have *llm.Composite) llm.Filter {
	if strings.ContainsAny(have.Place, "/:") {
		return llm.Filter{Parent: have.Place}
	}
	return llm.Filter{Location: have.Place}
}
