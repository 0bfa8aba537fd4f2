package amazonbedrock

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

func TestTroubleshooting(t *testing.T) {
	llmtest.RunTroubleshooting(t, "aws", llmtest.CaseLabels(t, "errors.go", "codes"), codes)
}
