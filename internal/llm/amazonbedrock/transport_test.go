package amazonbedrock

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const testHost = "bedrock.us-east-1.amazonaws.com"

// through sends one request at the guard and reports whether it came out on the other side.
func through(t *testing.T, host string, allow func(*http.Request) bool, method, address string) (bool, error) {
	t.Helper()
	out := false
	g := &guard{host: host, allow: allow, next: &stub{answer: func(*http.Request, string) (int, string, http.Header) {
		out = true
		return 200, "{}", nil
	}}}
	r, err := http.NewRequest(method, address, strings.NewReader("{}"))
	if err != nil {
		return false, err
	}
	resp, err := g.RoundTrip(r)
	if resp != nil {
		_ = resp.Body.Close()
	}
	return out, err
}

func TestGuard(t *testing.T) {
	const base = "https://" + testHost
	escaped := url.PathEscape
	encoded := func(arn string) string { return strings.ReplaceAll(escaped(arn), ":", "%3A") }
	tests := []struct {
		name    string
		method  string
		address string
		allowed bool
	}{
		{"a read of a profile", "GET", base + "/inference-profiles/" + encoded(profileARN), true},
		{"the deletion of a profile", "DELETE", base + "/inference-profiles/" + encoded(profileARN), true},
		{"a list", "GET", base + "/inference-profiles?type=APPLICATION", true},
		{"the read of tags, a POST", "POST", base + "/listTagsForResource", true},
		{"the rename of a throughput", "PATCH", base + "/provisioned-model-throughput/" + encoded(unitsARN), true},
		{"plain http", "GET", "http://" + testHost + "/foundation-models", false},
		{"another host", "GET", "https://evil.example/foundation-models", false},
		{"another port", "GET", base + ":8443/foundation-models", false},
		{"credentials in the address", "GET", "https://a:b@" + testHost + "/foundation-models", false},
		{"the deletion of all", "DELETE", base + "/inference-profiles", false},
		{"the deletion of all, with a slash", "DELETE", base + "/inference-profiles/", false},
		{"the parent", "DELETE", base + "/inference-profiles/..", false},
		{"the parent, escaped", "DELETE", base + "/inference-profiles/%2e%2e", false},
		{"the deletion of a throughput as a profile", "DELETE", base + "/inference-profiles/" + encoded(unitsARN), false},
		{"the deletion of a system profile", "DELETE", base + "/inference-profiles/" + encoded(strings.Replace(profileARN, kindProfile, kindSystemProfile, 1)), false},
		{"an id that is no ARN", "DELETE", base + "/inference-profiles/abcdefghijkl", false},
		{"an unescaped ARN", "DELETE", base + "/inference-profiles/" + profileARN, false},
		{"a traversal behind the id", "DELETE", base + "/inference-profiles/" + encoded(profileARN) + "%2F..", false},
		{"a query on a write", "DELETE", base + "/inference-profiles/" + encoded(profileARN) + "?x=1", false},
		{"another resource", "DELETE", base + "/guardrails/" + encoded(profileARN), false},
		{"another method", "PUT", base + "/inference-profiles/" + encoded(profileARN), false},
		{"a doubled slash", "GET", base + "//foundation-models", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, err := through(t, testHost, restRequests(templates()), tt.method, tt.address)
			if out != tt.allowed {
				t.Fatalf("allowed = %t (%v), want %t", out, err, tt.allowed)
			}
			if refused, ok := errors.AsType[*llm.Error](err); !tt.allowed && (!ok || refused.Code != llm.CodeRefused) {
				t.Errorf("error = %v, want a refusal", err)
			}
		})
	}
}

func TestGuard_targets(t *testing.T) {
	allow := targetRequests("ServiceQuotasV20190624.ListServiceQuotas")
	for target, want := range map[string]bool{
		"ServiceQuotasV20190624.ListServiceQuotas":           true,
		"ServiceQuotasV20190624.RequestServiceQuotaIncrease": false,
		"": false,
	} {
		r, _ := http.NewRequest(http.MethodPost, "https://host.example/", nil)
		r.Header.Set("X-Amz-Target", target)
		if got := allow(r); got != want {
			t.Errorf("target %q allowed = %t", target, got)
		}
	}
}

// FuzzGuard: whatever a name is, what comes out of the process concerns one object of the right kind, on the right host.
func FuzzGuard(f *testing.F) {
	for _, seed := range []string{"..", "a/b", "%2e%2e", profileARN, unitsARN, "?x", "#", "arn%3Aaws%3Abedrock", profileARN + "/..", "\x00", "//x"} {
		f.Add("DELETE", seed)
	}
	f.Fuzz(func(t *testing.T, method, id string) {
		for _, address := range []string{"https://" + testHost + "/inference-profiles/" + id, "https://" + testHost + "/inference-profiles/" + url.PathEscape(id)} {
			r, err := http.NewRequest(method, address, nil)
			if err != nil || !restRequests(templates())(r) || r.Method == http.MethodGet || r.URL.EscapedPath() == "/inference-profiles" {
				continue
			}
			decoded, err := url.PathUnescape(strings.TrimPrefix(r.URL.EscapedPath(), "/inference-profiles/"))
			a, parseErr := parseDeploymentARN(decoded)
			if err != nil || parseErr != nil || a.Kind != kindProfile || r.Method != http.MethodDelete || r.URL.RawQuery != "" {
				t.Errorf("%s %s leaves the process", method, address)
			}
		}
	})
}

func TestGuard_answersWithoutEnd(t *testing.T) {
	g := &guard{host: testHost, allow: restRequests(templates()), next: endless{}}
	r, _ := http.NewRequest(http.MethodGet, "https://"+testHost+"/foundation-models", nil)
	if _, err := g.RoundTrip(r); !errors.Is(err, errAnswerTooLong) {
		t.Errorf("it ends with %v, want %v", err, errAnswerTooLong)
	}
}

type endless struct{}

func (endless) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(endless{}), Request: r}, nil
}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestEndpoints(t *testing.T) {
	for address, fine := range map[string]bool{
		"https://bedrock.internal.example":      true,
		"https://bedrock.internal.example:8443": true,
		"http://bedrock.internal.example":       false,
		"https://bedrock.internal.example/base": false,
		"https://user@bedrock.internal.example": false,
		"bedrock.internal.example":              false,
	} {
		cloud := world(t)
		cfg := testConfig(cloud)
		cfg.Endpoints.Bedrock = address
		err := (&driver{platform: NewPlatform(cfg)}).Delete(t.Context(), llm.ID{Value: profileARN})
		if (err == nil) != fine {
			t.Errorf("endpoint %q: %v", address, err)
		}
		if !fine && len(cloud.all()) > 0 {
			t.Errorf("endpoint %q was called: %q", address, cloud.lines())
		}
	}
}

func TestEndpoints_fromTheEnvironment(t *testing.T) {
	t.Setenv("AWS_USE_FIPS_ENDPOINT", "true")
	cfg := testConfig(nil)
	cfg.UseFIPSEndpoint = true
	host := ""
	cfg.HTTPClient = &stub{answer: func(r *http.Request, _ string) (int, string, http.Header) { host = r.URL.Host; return 200, "{}", nil }}
	if err := (&driver{platform: NewPlatform(cfg)}).Delete(t.Context(), llm.ID{Value: profileARN}); err != nil {
		t.Fatal(err)
	}
	if want := "bedrock-fips.us-east-1.amazonaws.com"; host != want {
		t.Errorf("host = %q, want %q", host, want)
	}
}
