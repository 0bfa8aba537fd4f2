package azureopenai

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Words of Azure's own that several files need.
const (
	formatAnthropic = "Anthropic"
	routerModel     = "model-router"
	modeBalanced    = "balanced"
	tierDefault     = "default"
	tierPriority    = "priority"
	hostAzure       = "azure"
	hostAnthropic   = "anthropic"
)

// hostOf is who runs a Claude model: Azure, or Anthropic as a subprocessor of
// its own; empty for every other model. The list says it; where it does not, the
// version does (2026-08-22: "2" is Azure's, "1" and dates are Anthropic's).
func hostOf(m wireModel, capabilities map[string]string) string {
	if told := strings.ToLower(capabilities["hostedOn"]); told != "" {
		return told
	}
	switch {
	case m.Format != formatAnthropic:
		return ""
	case m.Version == "2":
		return hostAzure
	case m.Version == "1" || llm.ReleaseDate(m.Version) != "":
		return hostAnthropic
	}
	return ""
}
