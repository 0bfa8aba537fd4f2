// Package modelcard knows what no catalog API tells of a model: whether it calls
// tools, how large its context window is, and what its tokens cost.
//
// The facts are tables of dated claims. One row is what one source said of one
// thing on one day, so that a row can be checked, doubted and replaced by itself;
// code decides between rows that differ, always to the cautious side. What no row
// tells is not known: nil, never zero, and never a guess from another platform.
//
// The package imports the vocabulary and the standard library.
package modelcard

import "github.com/unified-llm/terraform-provider-llm/internal/llm"

// Card is what is known of one model on one platform. Nil is not known.
type Card struct {
	// Tools says whether the model calls tools. Where sources differ it does not.
	Tools *bool
	// Context is the context window in tokens, the least that any source claims. Sources that count only what may be sent
	// in claim less than those that add the answer, and count here.
	Context *int64
	// Price is what the tokens cost, for the scope that was asked for.
	Price *Price
	// ToolsSource and ContextSource are who says so; zero where nothing is known.
	ToolsSource, ContextSource Source
}

// Supports completes what a platform itself tells of a model. Of two context windows the smaller counts.
func (c Card) Supports(told llm.Supports) llm.Supports {
	if told.Tools == nil {
		told.Tools = c.Tools
	}
	if told.Context == nil || c.Context != nil && *c.Context < *told.Context {
		told.Context = c.Context
	}
	return told
}

// Price is the list price on demand in US dollars per million tokens of text: the standard tier, the shortest prompts where
// longer ones cost more, nothing cached. It is for comparing, not for billing: no discount, tax or currency is in it. Where
// sources differ, each part is the highest that any of them claims: a model is never ranked cheaper than somebody was charged.
type Price struct {
	Input, Output float64
	// AsOf is the day of the oldest claim that the price rests on, yyyy-mm-dd; "" for a price of the user's own.
	AsOf string
	// Source names who claims it; two names where input and output come from two.
	Source string
	// Varies says that some claim is lower by more than 2 percent: sources disagree, or geographies are charged differently.
	Varies bool
}

// Source is where a claim was read, and when it held.
type Source struct {
	Name string // like a URL without its scheme
	AsOf string // yyyy-mm-dd; "" for what the user says
}

// Own is the source of what the user says.
const Own = "model_facts"

// Fact is one claim, or, from a user, several about one model.
type Fact struct {
	// Platform is where it holds; "" is every platform.
	Platform llm.Platform
	// Model is what it is about. Without a version it holds for every one of which nothing closer is claimed.
	Model llm.Reference
	// Scope is how far requests travel where it holds; "" is every scope.
	Scope   llm.Scope
	Tools   *bool
	Context *int64
	Price   *Amount
	Source  Source
}

// Amount is a price in US dollars per million tokens.
type Amount struct{ Input, Output float64 }
