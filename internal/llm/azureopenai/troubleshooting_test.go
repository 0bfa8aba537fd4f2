package azureopenai

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

func TestTroubleshooting(t *testing.T) {
	known := llmtest.CaseLabels(t, "errors_meaning.go", "byCode", "byShape", "bareCode")
	llmtest.RunTroubleshooting(t, "azure", known, func(code string) llm.Code {
		m, _ := byCode(code)
		return m.code
	})
}
