package amazonbedrock

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	testAccount = "123456789012"
	testRegion  = "us-east-1"
	profileARN  = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl"
	unitsARN    = "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl"
	customARN   = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdefghijkl"
	tunedModel  = "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0:300k/aaaaaaaaaaaa"
	otherModel  = "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0:300k/bbbbbbbbbbbb"
)

// now is the day of the catalogs that the tests use.
func now() time.Time { return time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC) }

// sent is one request that left the driver.
type sent struct{ method, path, query, target, body string }

// line identifies the operation, with tokens and the like left out.
func (s sent) line() string {
	path := s.path
	if s.query != "" {
		path += "?" + s.query
	}
	if s.target != "" {
		path += " " + s.target
	}
	return s.method + " " + path
}

// stub answers requests in process and remembers them.
type stub struct {
	answer func(r *http.Request, body string) (status int, answer string, header http.Header)

	mu       sync.Mutex
	requests []sent
}

func (s *stub) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	s.mu.Lock()
	s.requests = append(s.requests, sent{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Get("X-Amz-Target"), string(body)})
	s.mu.Unlock()
	status, answer, header := s.answer(r, string(body))
	if status == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	if header == nil {
		header = http.Header{"Content-Type": {"application/json"}}
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(answer)), Request: r}, nil
}

func (s *stub) all() []sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]sent(nil), s.requests...)
}

func (s *stub) lines() []string {
	var lines []string
	for _, r := range s.all() {
		lines = append(lines, r.line())
	}
	return lines
}

// always gives every request the same answer.
func always(status int, answer string, header http.Header) *stub {
	return &stub{answer: func(*http.Request, string) (int, string, http.Header) { return status, answer, header }}
}

// routes answers by "METHOD /path", where the path is a regular expression; what has no route is an error of the test.
func routes(t *testing.T, table map[string]string) *stub {
	t.Helper()
	return &stub{answer: func(r *http.Request, _ string) (int, string, http.Header) {
		for pattern, answer := range table {
			method, path, _ := strings.Cut(pattern, " ")
			if method == r.Method && regexp.MustCompile("^"+path+"$").MatchString(r.URL.EscapedPath()) {
				return http.StatusOK, answer, nil
			}
		}
		t.Errorf("unexpected request %s %s", r.Method, r.URL.EscapedPath())
		return http.StatusTeapot, "{}", nil
	}}
}

func testConfig(transport http.RoundTripper) Config {
	return Config{
		Region: testRegion, AccountID: testAccount, HTTPClient: transport, Now: now, MaxRetries: new(0),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIDTEST", SecretAccessKey: "secret"}, nil
		}),
	}
}

func testDriver(transport http.RoundTripper) *driver {
	return &driver{platform: NewPlatform(testConfig(transport))}
}

func profileSpec(change ...func(*llm.DeploymentSpec)) llm.DeploymentSpec {
	spec := llm.DeploymentSpec{
		Name: "chat", Model: "amazon/nova-lite", Scope: llm.ScopeGlobal, VersionUpgrade: llm.Pinned,
		Throughput: llm.Throughput{Mode: llm.OnDemand}, Tags: map[string]string{"team": "search"},
	}
	for _, c := range change {
		c(&spec)
	}
	return spec
}

func unitsSpec(change ...func(*llm.DeploymentSpec)) llm.DeploymentSpec {
	spec := profileSpec(func(s *llm.DeploymentSpec) {
		s.Throughput = llm.Throughput{Mode: llm.Provisioned, Units: new(int64(2)), Commitment: llm.OneMonth}
		s.Bedrock.ModelID = "amazon.nova-lite-v1:0:24k"
	})
	for _, c := range change {
		c(&spec)
	}
	return spec
}

func customSpec(change ...func(*llm.DeploymentSpec)) llm.DeploymentSpec {
	spec := profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = tunedModel })
	for _, c := range change {
		c(&spec)
	}
	return spec
}

// dataDir is where recordings and official data lie. Without it a test skips, unless they are demanded.
func dataDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("LLM_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("LLM_REQUIRE_DATA") == "1" {
			t.Fatalf("the data is demanded and not there: %v", err)
		}
		t.Skipf("%s: no data at %s; set LLM_DATA", t.Name(), dir)
	}
	return dir
}

func readData(t *testing.T, path ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{dataDir(t)}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
