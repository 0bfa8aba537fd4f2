package azureopenai

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestAnswers(t *testing.T) {
	for host, own := range map[string]bool{
		"acme.openai.azure.com": true, "acme.services.ai.azure.com": true, "acme.cognitiveservices.azure.com": true, "eastus.api.cognitive.microsoft.com": true,
		"acme.openai.azure.us": true, "acme.cognitiveservices.azure.us": true, "acme.openai.azure.cn": true, "acme.cognitiveservices.azure.cn": true,
		"usgovarizona.api.cognitive.microsoft.us": true, "chinanorth2.api.cognitive.azure.cn": true, "evilapi.cognitive.microsoft.com": false,
		"evilopenai.azure.com": false, "openai.azure.com.evil.com": false, "acme.openai.azure.com.evil.com": false, "openai.azure.com": false, ".openai.azure.com": false,
		"evil.example.com": false, "acme.openai.azure.com:8443": false, "u:p@acme.openai.azure.com": false, "acme.evil.openai.azure.com": false, "": false,
		"acme.openai.azure.com@evil.example.com": false, "evil.example.com/.openai.azure.com": false, "evil#.openai.azure.com": false,
	} {
		if err := Answers(llm.Address{}, host); (err == nil) != own || err != nil && !strings.Contains(err.Error(), "<subdomain>.openai.azure.com") {
			t.Errorf("%q: %v, want own %t", host, err, own)
		}
	}
}
