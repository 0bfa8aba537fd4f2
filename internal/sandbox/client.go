package sandbox

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"strings"
	"time"
)

// The api-versions that Do asks ARM for when the path names none.
const (
	armDefaultVersion  = "2026-03-01"
	apimDefaultVersion = "2024-05-01"
)

// Client returns an HTTP client that talks to the sandbox in process.
func (s *Sandbox) Client() *http.Client {
	return &http.Client{Transport: s}
}

// Do sends one request in process, as anybody with permission may at any time, and returns status and body. The
// target is a path ("/subscriptions/…", "/inference-profiles/…"; ARM's get an api-version if they name none), a whole
// URL, or an X-Amz-Target such as "ResourceGroupsTaggingAPI_20170126.TagResources". Valid credentials are added, of
// the data plane too (a token or a signature), and "If-Match: *" to changes in an API Management service, which refuses them without. The status is 0 where the connection was lost; the body then holds the error.
func (s *Sandbox) Do(method, target, body string) (status int, answer string) {
	r, err := http.NewRequestWithContext(context.Background(), method, "https://sandbox.invalid/", strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	if err := address(r, target); err != nil {
		return 0, err.Error()
	}
	resp, err := s.RoundTrip(r)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close() //nolint:errcheck // a body in memory
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err.Error()
	}
	return resp.StatusCode, string(data)
}

// address points r at the target and adds the credentials of its cloud.
func address(r *http.Request, target string) error {
	switch {
	case strings.Contains(target, "://"):
	case strings.HasPrefix(target, "/"):
		target = "https://" + r.URL.Host + target
	default:
		r.Header.Set("X-Amz-Target", target)
		target = r.URL.String()
	}
	u, err := r.URL.Parse(target)
	if err != nil {
		return err
	}
	r.URL, r.Host = u, u.Host
	switch service, _ := serviceOf(r); service {
	case serviceARM:
	case serviceAccount:
		token, _ := EntraToken("https://cognitiveservices.azure.com/.default")
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Anthropic-Version", "2023-06-01")
		return nil
	default:
		signAWS(r)
		return nil
	}
	r.Header.Set("Authorization", "Bearer sandbox")
	r.Header.Set("Content-Type", "application/json")
	version := armDefaultVersion
	if strings.Contains(strings.ToLower(u.Path), "/providers/microsoft.apimanagement/") {
		version = apimDefaultVersion
		r.Header.Set("If-Match", "*")
	}
	if q := u.Query(); q.Get("api-version") == "" {
		q.Set("api-version", version)
		u.RawQuery = q.Encode()
	}
	return nil
}

// signAWS adds an Authorization header with the scope that the target belongs to. The stand-ins read only the scope.
func signAWS(r *http.Request) {
	service := cmp.Or(pathService(r.URL.EscapedPath()), serviceBedrock)
	switch target := r.Header.Get("X-Amz-Target"); {
	case strings.HasPrefix(target, "ResourceGroupsTaggingAPI"):
		service = "tagging"
	case strings.HasPrefix(target, "ServiceQuotas"):
		service = "servicequotas"
	}
	region := AWSRegion
	if labels := strings.Split(r.URL.Hostname(), "."); len(labels) > 3 && strings.HasSuffix(r.URL.Hostname(), awsDomain) {
		region = labels[len(labels)-3]
	}
	if inferred, _ := inferenceService(r); inferred == serviceGateway {
		service = serviceAgentCore
	}
	if r.Header.Get("X-Amz-Target") != "" {
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	} else {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("X-Amz-Date", time.Now().UTC().Format("20060102T150405Z"))
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=SANDBOX/"+time.Now().UTC().Format("20060102")+"/"+
		region+"/"+service+"/aws4_request, SignedHeaders=host;x-amz-date, Signature=sandbox")
}
