package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxBody bounds what a client may send, as both control planes do (ARM: 4 MiB).
const maxBody = 4 << 20

// request is what a handler sees of an HTTP request.
type request struct {
	service string // see route.service
	region  string // the AWS region, by the signature or the host; "" for Azure
	host    string // the name that the request is for, in lower case and without a port
	method  string
	path    string // escaped, as sent
	target  string // X-Amz-Target
	base    string // scheme and host, for links to the sandbox itself
	vars    map[string]string
	query   url.Values
	header  http.Header
	body    []byte
	now     time.Time // the sandbox's clock
	arrived time.Time // real time of arrival, before the request queued for the state
	opts    *options
}

// reply is what a handler answers.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// jsonReply answers status with v as JSON.
func jsonReply(status int, v any) reply {
	body, err := json.Marshal(v)
	if err != nil {
		return reply{status: http.StatusInternalServerError, body: []byte(err.Error())}
	}
	return reply{status: status, header: http.Header{"Content-Type": {"application/json; charset=utf-8"}}, body: body}
}

// with returns the reply with one more header.
func (p reply) with(key, value string) reply {
	h := p.header.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set(key, value)
	p.header = h
	return p
}

func newRequest(r *http.Request, arrived time.Time, opts *options) (*request, error) {
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	service, region := serviceOf(r)
	path := r.URL.EscapedPath()
	if service == serviceARM {
		path = withoutDots(path)
	}
	return &request{
		service: service, region: region, host: hostName(r), method: r.Method, path: path, base: baseOf(r),
		target: r.Header.Get("X-Amz-Target"), query: r.URL.Query(), header: r.Header, body: body,
		arrived: arrived, opts: opts,
	}, nil
}

// readBody takes the whole body and leaves a fresh copy behind for the hooks that come after.
func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return nil, fmt.Errorf("read request body: %w", err)
	}
	if len(body) > maxBody {
		return nil, fmt.Errorf("read request body: more than %d bytes", maxBody)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// withoutDots resolves the segments "." and "..", also percent-encoded, as ARM's front end does: a DELETE of
// "…/accounts/a/deployments/.." deletes the account.
func withoutDots(escapedPath string) string {
	var kept []string
	for segment := range strings.SplitSeq(escapedPath, "/") {
		switch plain, _ := url.PathUnescape(segment); plain {
		case ".":
		case "..":
			kept = kept[:max(len(kept)-1, 0)]
		default:
			kept = append(kept, segment)
		}
	}
	return strings.TrimRight(strings.Join(kept, "/"), "/")
}

// forwardedProto is how a proxy, or a [Remote], says by which scheme a request was meant to be sent.
const forwardedProto = "X-Forwarded-Proto"

func baseOf(r *http.Request) string {
	scheme, host := r.URL.Scheme, r.Host
	if forwarded := r.Header.Get(forwardedProto); forwarded == "https" {
		scheme = forwarded
	}
	if host == "" {
		host = r.URL.Host
	}
	if scheme == "" {
		scheme = "http"
		if r.TLS != nil {
			scheme = "https"
		}
	}
	return scheme + "://" + host
}

// serviceOf tells the services apart that share one address: the data plane by its hosts, AWS by the scope of the
// signature, a Bedrock API key by its bearer on a path that is not ARM's, ARM else.
func serviceOf(r *http.Request) (service, region string) {
	if service, region := inferenceService(r); service != "" {
		return service, region
	}
	if strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-") {
		if service, region := signatureScope(r.Header); service != "" {
			return service, region
		}
		return serviceBedrock, AWSRegion
	}
	if service := pathService(r.URL.EscapedPath()); service != "" {
		return service, AWSRegion
	}
	if r.Header.Get("X-Amz-Target") != "" || r.Header.Get("X-Amz-Date") != "" {
		return serviceBedrock, AWSRegion
	}
	return serviceARM, ""
}

// signatureScope returns the service and the region that a request is signed for ("…Credential=key/date/region/service/
// aws4_request…"), "" where it is not signed.
func signatureScope(header http.Header) (service, region string) {
	auth := header.Get("Authorization")
	_, rest, ok := strings.Cut(auth, "Credential=")
	credential, _, _ := strings.Cut(rest, ",")
	scope := strings.Split(strings.TrimSpace(credential), "/")
	if !ok || !strings.HasPrefix(auth, "AWS4-") || len(scope) != 5 {
		return "", ""
	}
	return scope[3], scope[2]
}
