package azureopenai

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// bodyLimit caps an answer. The largest known, a models list, is 700 KB.
const bodyLimit = 16 << 20

var errTooLarge = errors.New("the answer is larger than 16 MiB")

// template is a request that this driver may send: a method and what each step
// of the path has to be.
type template struct {
	method string
	steps  []step
}

// step is one part of a path: a literal, which ARM reads in any case, or a rule.
type step struct {
	literal string
	rule    *regexp.Regexp
}

func (s step) allows(part string) bool {
	if s.rule != nil {
		return s.rule.MatchString(part)
	}
	return strings.EqualFold(s.literal, part)
}

func literal(s string) step { return step{literal: s} }

func below(path []step, steps ...step) []step { return slices.Concat(path, steps) }

// templates lists everything that may leave. What is not here is refused
// whatever asked for it: a name with a slash, a link from an answer, a bug.
func templates() []template {
	inSubscription := []step{literal("subscriptions"), {rule: subscriptionRule}}
	provider := []step{literal("providers"), literal("Microsoft.CognitiveServices")}
	group := below(inSubscription, literal("resourceGroups"), step{rule: groupRule})
	account := below(slices.Concat(group, provider), literal("accounts"), step{rule: accountRule})
	location := below(slices.Concat(inSubscription, provider), literal("locations"), step{rule: locationRule})
	deployments := below(account, literal("deployments"))
	deployment := below(deployments, step{rule: nameRule})
	operation := step{rule: regexp.MustCompile(`^[a-zA-Z0-9-]{1,100}$`)}
	return slices.Concat(placeTemplates(inSubscription, group), routeTemplates(group), guardrailTemplates(account), inferenceTemplates(group, account), []template{
		{http.MethodGet, account},
		{http.MethodGet, deployments},
		{http.MethodGet, deployment},
		{http.MethodPut, deployment},
		{http.MethodPatch, deployment},
		{http.MethodDelete, deployment},
		{http.MethodGet, below(account, literal("models"))},
		{http.MethodGet, below(location, literal("models"))},
		{http.MethodGet, below(location, literal("usages"))},
		{http.MethodGet, below(location, literal("operationResults"), operation)},
		{http.MethodGet, below(location, literal("operations"), operation)},
		{http.MethodGet, below(location, literal("operationStatuses"), operation)},
	})
}

// placeTemplates find the accounts and services of a scope.
func placeTemplates(scopes ...[]step) []template {
	var allowed []template
	for _, scope := range scopes {
		of := below(scope, literal("providers"))
		allowed = append(allowed,
			template{http.MethodGet, below(of, literal("Microsoft.CognitiveServices"), literal("accounts"))},
			template{http.MethodGet, below(of, literal("Microsoft.ApiManagement"), literal("service"))})
	}
	return allowed
}

// guard is a policy that stands before retries and credentials: what it refuses
// never gets a token.
type guard struct {
	endpoint  *url.URL
	templates []template
	sandbox   bool
}

// Do refuses or passes on.
func (g *guard) Do(req *policy.Request) (*http.Response, error) {
	raw := req.Raw()
	if err := g.check(raw.Method, raw.URL); err != nil {
		return nil, err
	}
	if raw.Host != "" && raw.Host != g.endpoint.Host {
		return nil, refused("the Host header %q is not the configured endpoint's", raw.Host)
	}
	resp, err := req.Next()
	if err == nil && resp.Body != nil {
		resp.Body = &cappedBody{ReadCloser: resp.Body, left: bodyLimit}
	}
	return resp, err
}

// check returns an error for every request that is not on the list.
func (g *guard) check(method string, u *url.URL) error {
	switch {
	case u.Scheme != "https":
		return refused("%q is not https", u.Scheme)
	case !strings.EqualFold(u.Host, g.endpoint.Host):
		return refused("the host %q is not the configured endpoint %q", u.Host, g.endpoint.Host)
	case u.User != nil || u.Fragment != "" || u.Opaque != "":
		return refused("the address has parts that no request of this provider has")
	case method != http.MethodGet && !onlyAPIVersion(u):
		return refused("a %s carries no query but api-version", method)
	}
	steps, ok := g.pathSteps(u)
	if !ok || !g.listed(method, steps) {
		return refused("%s %s is no request of this provider", method, oneLine(u.EscapedPath(), excerptLimit))
	}
	if strings.EqualFold(steps[1], sandboxSubscription) != g.sandbox {
		return refused("%s", strangeWorld(g.sandbox))
	}
	return nil
}

func onlyAPIVersion(u *url.URL) bool {
	query, err := url.ParseQuery(u.RawQuery)
	return err == nil && len(query) == 1 && len(query["api-version"]) == 1
}

// pathSteps are the unescaped steps below the endpoint's own path.
func (g *guard) pathSteps(u *url.URL) ([]string, bool) {
	base := strings.TrimSuffix(g.endpoint.EscapedPath(), "/")
	rest, found := strings.CutPrefix(u.EscapedPath(), base+"/")
	if !found {
		return nil, false
	}
	steps := strings.Split(rest, "/")
	for i, s := range steps {
		plain, err := url.PathUnescape(s)
		if err != nil {
			return nil, false
		}
		steps[i] = plain
	}
	return steps, true
}

func (g *guard) listed(method string, steps []string) bool {
	for _, t := range g.templates {
		if t.method == method && fits(t.steps, steps) {
			return true
		}
	}
	return false
}

func fits(rules []step, steps []string) bool {
	if len(rules) != len(steps) {
		return false
	}
	for i, rule := range rules {
		if !rule.allows(steps[i]) {
			return false
		}
	}
	return true
}

func refused(format string, args ...any) error {
	return &llm.Error{
		Op: "send request", Code: llm.CodeRefused, Message: fmt.Sprintf(format, args...),
		Fix: "Nothing was sent. Correct the name or id; if it is right, report this as a bug of the provider.",
	}
}

// strangeWorld says that an id belongs to the other side of the sandbox's wall.
func strangeWorld(sandbox bool) string {
	if sandbox {
		return "the id is a real subscription's, but the provider runs in its sandbox"
	}
	return "the id was made in the sandbox, but the provider works on real accounts"
}

// cappedBody fails a read past the limit instead of ending there, so that a cut
// answer is never taken for a whole one.
type cappedBody struct {
	io.ReadCloser
	left int64
}

// Read reads at most what is left.
func (b *cappedBody) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, errTooLarge
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// defaultTransport is an HTTPS client that follows no redirect, since ARM sends
// none, and takes its proxy from the environment.
func defaultTransport() policy.Transporter {
	return &http.Client{
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, TLSHandshakeTimeout: 10 * time.Second,
			ResponseHeaderTimeout: 2 * time.Minute, MaxIdleConnsPerHost: 10, IdleConnTimeout: 90 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
