package amazonbedrock

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TestAnswer_thatIsNotTheServices: whatever stands in place of an answer is told as that, at once, and never read as an
// empty list. The SDK's decoder of Service Quotas would read the cut list without end.
func TestAnswer_thatIsNotTheServices(t *testing.T) {
	for name, body := range map[string]string{
		"a page": "<html>Sign in</html>", "nothing": "", "null": "null", "a list": `["a"]`, "text": "OK\n",
		"a list that is cut": `{"Quotas":[{"QuotaName":"a"`, "a document that is cut": `{"Quotas":[{"QuotaName":"a"}],`,
	} {
		t.Run(name, func(t *testing.T) {
			p := NewPlatform(testConfig(always(http.StatusOK, body, http.Header{"X-Amzn-Requestid": {"r-1"}})))
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			c, err := p.client(ctx, testRegion)
			if err != nil {
				t.Fatal(err)
			}
			_, quotas := p.readQuotas(ctx, c)
			_, deployment := p.Deployments().Get(ctx, llm.ID{Value: profileARN})
			for call, err := range map[string]error{"quotas": quotas, "deployment": deployment} {
				if llm.CodeOf(err) != llm.CodeProtocol || !strings.Contains(err.Error(), "r-1") || ctx.Err() != nil {
					t.Errorf("%s: %v with code %q, want an unreadable answer with its request's id", call, err, llm.CodeOf(err))
				}
			}
		})
	}
}

// TestAnswer_lastOne: at the deadline the service's last word is told, not the deadline alone.
func TestAnswer_lastOne(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer cancel()
	busy := always(http.StatusServiceUnavailable, `{"message":"busy"}`, http.Header{"X-Amzn-Errortype": {"ServiceUnavailableException"}, "X-Amzn-Requestid": {"r-1"}})
	_, err := retrying(busy).Get(ctx, llm.ID{Value: profileARN})
	if llm.CodeOf(err) != llm.CodeUnavailable || !strings.Contains(err.Error(), "ServiceUnavailableException") || !strings.Contains(err.Error(), "r-1") {
		t.Errorf("it ends with %v, want what the service said", err)
	}
}
