// Package tfcore does in one process, with one resource, what terraform's core does with it in a run: it proposes a new
// state, asks the provider for a plan, plans again when it applies, and holds the provider to the same promises. It is a
// stand-in for tests that need thousands of runs, and is itself held to the real binary by comparing what both plan and
// store. Of the language it knows what this provider's schemas use: attributes, single nested attributes,
// maps and lists of nested objects that hold nothing computed, and single nested blocks.
package tfcore
