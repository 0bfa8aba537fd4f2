package amazonbedrock

import (
	"context"
	"iter"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const pageSize = 1000 // the most that Bedrock's lists give at once

// pageOp is what is tried where no operation is known yet.
const pageOp = "list"

// seenTokens notices a list that leads back into itself, whatever the length of the circle.
type seenTokens map[string]bool

// next notes the token of the next page; an empty one ends every list.
func (s seenTokens) next(token *string) error {
	if deref(token) == "" {
		return nil
	}
	if s[*token] {
		return &llm.Error{
			Op: pageOp, Code: llm.CodeProtocol, Message: "the list has no end: the same page is announced again",
			Fix: "Look whether a proxy stands between this machine and AWS.",
		}
	}
	s[*token] = true
	return nil
}

// allPages yields the items of every page. Fetch returns one page and the token of the next, nil or empty at the end.
func allPages[T any](ctx context.Context, fetch func(ctx context.Context, token *string) ([]T, *string, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		seen := seenTokens{}
		for token := (*string)(nil); ; {
			items, next, err := fetch(ctx, token)
			if err == nil {
				err = seen.next(next)
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if err != nil {
				yield(none, err)
				return
			}
			if token = next; deref(token) == "" {
				return
			}
		}
	}
}

// collect reads a sequence to its end.
func collect[T any](items iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for item, err := range items {
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, nil
}

// deref reads what the SDK leaves nil when an answer lacks it.
func deref[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
}
