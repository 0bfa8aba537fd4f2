// Package functions holds the provider's functions. They are pure: they ask no cloud, and work before the provider is
// configured and without any provider block.
package functions

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Platform is what a platform reads by itself. All of it is pure.
type Platform struct {
	Answers   func(at llm.Address, host string) error                        // fails for a host that is not the platform's own for what is there, and says which are
	Forms     []llm.IDForm                                                   // of the ids that Address reads
	Address   func(id string) (llm.Address, error)                           // fails for every id that is not the platform's own
	Reference func(model string) (ref llm.Reference, native bool, err error) // native: it is in the platform's own words
}

// Platforms are those that the functions know.
type Platforms map[llm.Platform]Platform

// All makes every function.
func All(platforms Platforms) []func() function.Function {
	return []func() function.Function{
		func() function.Function { return &parseID{platforms} },
		func() function.Function { return &modelReference{platforms} },
		func() function.Function { return &toLiteLLM{platforms} },
		func() function.Function { return &toEnvoy{platforms} },
	}
}

// text is null where there is nothing to tell.
func text[T ~string](value T) *string {
	if value == "" {
		return nil
	}
	return new(string(value))
}
