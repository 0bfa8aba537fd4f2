package amazonbedrock

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// maxAnswer is the most that is read of one answer, in bytes; the longest list that was seen has a third of a megabyte.
const maxAnswer = 16 << 20

// sendOp is what is tried where no operation is known yet.
const sendOp = "send request"

// guard lets only those requests out that this driver has a template for, only to the host it is made for, and only over
// TLS. What it refuses never leaves the process, credentials included.
type guard struct {
	next  http.RoundTripper
	host  string
	allow func(*http.Request) bool
}

// RoundTrip refuses or sends.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	switch {
	case r.URL.Scheme != "https":
		return nil, refuse(r, "it would travel without TLS")
	case r.URL.Host != g.host || r.Host != "" && r.Host != g.host:
		return nil, refuse(r, "it would go to another host than "+g.host)
	case r.URL.User != nil || r.URL.Fragment != "" || !g.allow(r):
		return nil, refuse(r, "it is none of the driver's own requests")
	}
	resp, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if resp.Request == nil {
		resp.Request = r
	}
	return whole(resp, g.host)
}

func refuse(r *http.Request, why string) error {
	if r.Body != nil {
		_ = r.Body.Close() // a RoundTripper has to close it
	}
	return &llm.Error{
		Op: sendOp, Object: clip(r.Method + " " + r.URL.EscapedPath()), Code: llm.CodeRefused,
		Message: why, Fix: "This is a bug in the provider or a forged address; please report it.",
	}
}

// limitedBody fails instead of reading without end.
type limitedBody struct {
	io.ReadCloser
	left int64
}

var errAnswerTooLong = errors.New("the answer is longer than any answer of the service")

// Read counts down.
func (b *limitedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errAnswerTooLong
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.ReadCloser.Read(p)
	b.left -= int64(n)
	return n, err
}

// template is one request that the driver sends to a service of the REST kind. The path is matched as it is sent, escapes included.
type template struct {
	methods string
	path    *regexp.Regexp
	query   *regexp.Regexp // what a write may have behind its path; nil: nothing
}

// templates returns those that are sent to Bedrock. What a path names is always a whole ARN of the kind that belongs there, so that a forged
// name cannot turn the deletion of one thing into that of another.
func templates() []template {
	named := func(collection, kind string) *regexp.Regexp {
		return regexp.MustCompile(`^/` + collection + `/arn%3A(aws[a-z-]*)%3Abedrock%3A[a-z0-9-]{1,30}%3A[0-9]{12}%3A` + kind + `%2F[0-9a-zA-Z-]{1,64}$`)
	}
	plain := func(path string) *regexp.Regexp { return regexp.MustCompile(`^` + path + `$`) }
	return []template{
		{methods: "GET", path: plain("/foundation-models")},
		{methods: "GET POST", path: plain("/inference-profiles")},
		{methods: "GET DELETE", path: named("inference-profiles", kindProfile)},
		{methods: "POST", path: plain("/provisioned-model-throughput")},
		{methods: "GET", path: plain("/provisioned-model-throughputs")},
		{methods: "GET PATCH DELETE", path: named("provisioned-model-throughput", kindThroughput)},
		{methods: "GET POST", path: plain("/model-customization/custom-model-deployments")},
		{methods: "GET PATCH DELETE", path: named("model-customization/custom-model-deployments", kindCustom)},
		{methods: "GET", path: regexp.MustCompile(`^/custom-models/arn%3A(aws[a-z-]*)%3Abedrock%3A[a-z0-9-]{1,30}%3A[0-9]{12}%3Acustom-model%2F([0-9a-zA-Z-]|\.[0-9a-zA-Z-]|%2F|%3A){1,200}$`)},
		{methods: "GET", path: regexp.MustCompile(`^/foundation-model-availability/[a-z0-9-]{1,63}\.[a-z0-9-]([a-z0-9-]|\.[a-z0-9-]|%3A){0,120}$`)},
		{methods: "GET", path: plain("/use-case-for-model-access")},
		{methods: "GET POST", path: plain("/guardrails")},
		{methods: "GET PUT POST DELETE", path: named("guardrails", kindGuardrail), query: regexp.MustCompile(`^guardrailVersion=[1-9][0-9]{0,7}$`)},
		{methods: "GET PUT", path: plain("/enforcedGuardrailsConfiguration")},
		{methods: "DELETE", path: plain("/enforcedGuardrailsConfiguration/[a-z0-9]{1,64}")},
		{methods: "POST", path: plain("/listTagsForResource")}, // a read, for all that its method says
		{methods: "POST", path: plain("/tagResource")},
		{methods: "POST", path: plain("/untagResource")},
	}
}

// restRequests allows what the templates describe. Reads may have any query.
func restRequests(all []template) func(*http.Request) bool {
	return func(r *http.Request) bool {
		for _, t := range all {
			if t.path.MatchString(r.URL.EscapedPath()) {
				return containsWord(t.methods, r.Method) && t.allowsQuery(r)
			}
		}
		return false
	}
}

// allowsQuery lets the deletion of one version have its number; whatever else changes something has no query.
func (t template) allowsQuery(r *http.Request) bool {
	query := r.URL.RawQuery
	return query == "" || r.Method == http.MethodGet || r.Method == http.MethodDelete && t.query != nil && t.query.MatchString(query)
}

// targetRequests allows operations of an API that names them in a header.
func targetRequests(targets ...string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		target := r.Header.Get("X-Amz-Target")
		return r.Method == http.MethodPost && r.URL.EscapedPath() == "/" && r.URL.RawQuery == "" &&
			target != "" && containsWord(strings.Join(targets, " "), target)
	}
}

func containsWord(words, word string) bool {
	for w := range strings.FieldsSeq(words) {
		if w == word {
			return true
		}
	}
	return false
}

// guarded is the client that one service is called with. It follows no redirects: no service of AWS that is used here
// sends any, and a signature must not travel.
func guarded(next http.RoundTripper, endpoint url.URL, allow func(*http.Request) bool) (*http.Client, error) {
	if endpoint.Scheme != "https" || endpoint.Host == "" {
		return nil, fmt.Errorf("the endpoint %q is not an https address", clip(endpoint.Redacted()))
	}
	if strings.Trim(endpoint.Path, "/") != "" || endpoint.RawQuery != "" || endpoint.User != nil {
		return nil, fmt.Errorf("the endpoint %q holds more than a host", clip(endpoint.Redacted()))
	}
	return &http.Client{
		Transport:     &guard{next: next, host: endpoint.Host, allow: allow},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}
