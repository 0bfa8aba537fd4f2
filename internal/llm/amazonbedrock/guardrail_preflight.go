package amazonbedrock

import (
	"context"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Preflight has nothing to look at: what a guardrail refers to (a key, a profile) the create call judges before it makes
// anything, and a name that is taken is met by the life of every composite.
func (d *guardrailDriver) Preflight(context.Context, llm.GuardrailSpec) []llm.Problem { return nil }
