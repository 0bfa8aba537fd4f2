package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// hostsPath begins the paths of a served sandbox that stand for hosts of the data plane:
// /sandbox/hosts/sandbox.openai.azure.com/openai/v1/… is answered as https://sandbox.openai.azure.com/openai/v1/…
const hostsPath = "/sandbox/hosts/"

// meant returns the request that a client of a served sandbox means, who could not send it to the host itself. Hosts other
// than those of the data plane are left alone: the others are told by path and signature.
func meant(r *http.Request) *http.Request {
	rest, ours := strings.CutPrefix(r.URL.EscapedPath(), hostsPath)
	if !ours {
		return r
	}
	host, path, _ := strings.Cut(rest, "/")
	to, err := url.Parse("https://" + host + "/" + path)
	if err != nil || to.Host != host {
		return r
	}
	to.RawQuery = r.URL.RawQuery
	if service, _ := inferenceHost(strings.ToLower(to.Hostname())); service == "" {
		return r
	}
	sent := r.Clone(r.Context())
	sent.URL, sent.Host, sent.RequestURI = to, host, to.RequestURI()
	return sent
}
