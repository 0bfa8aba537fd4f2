package amazonbedrock

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		region, host string
		own          bool
	}{
		{"us-east-1", "bedrock-runtime.us-east-1.amazonaws.com", true},
		{"us-east-1", "bedrock-runtime-fips.us-east-1.amazonaws.com", true},
		{"us-east-1", "bedrock-runtime.us-east-1.api.aws", true},
		{"us-gov-west-1", "bedrock-runtime.us-gov-west-1.amazonaws.com", true},
		{"cn-north-1", "bedrock-runtime.cn-north-1.amazonaws.com.cn", true},
		{"cn-north-1", "bedrock-runtime.cn-north-1.amazonaws.com", false},
		{"us-east-1", "bedrock-runtime.us-east-1.amazonaws.com.cn", false},
		{"us-east-1", "bedrock-runtime.eu-west-1.amazonaws.com", false},
		{"us-east-1", "evilbedrock-runtime.us-east-1.amazonaws.com", false},
		{"us-east-1", "bedrock-runtime.us-east-1.amazonaws.com.evil.com", false},
		{"us-east-1", "bedrock-runtime.us-east-1.amazonaws.com:8443", false},
		{"us-east-1", "u:p@bedrock-runtime.us-east-1.amazonaws.com", false},
		{"us-east-1", "evil.example.com", false},
		{"us-east-1", "", false},
	} {
		err := Answers(llm.Address{ID: llm.ID{Location: c.region}}, c.host)
		if (err == nil) != c.own || err != nil && !strings.Contains(err.Error(), "bedrock-runtime."+c.region) {
			t.Errorf("%s: %q: %v, want own %t", c.region, c.host, err, c.own)
		}
	}
}
