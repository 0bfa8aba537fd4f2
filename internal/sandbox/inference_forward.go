package sandbox

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// outbound is a request that a gateway of the sandbox's own sends on.
type outbound struct {
	url    string
	header http.Header
	body   []byte
}

// forward answers a gateway's request in place of whom it is for. ok is false where the sandbox stands in for nobody at
// the address: there is no network behind it.
func (st *state) forward(r *request, to outbound) (answer reply, ok bool) {
	u, err := url.Parse(to.url)
	if err != nil {
		return reply{}, false
	}
	service, region := inferenceService(&http.Request{URL: u, Host: u.Host, Header: to.header})
	if service != serviceAccount && service != serviceRuntime || u.Scheme != "https" {
		return reply{}, false
	}
	sent := *r
	sent.service, sent.region, sent.host, sent.method, sent.path = service, region, strings.ToLower(u.Hostname()), http.MethodPost, u.EscapedPath()
	sent.query, sent.header, sent.body, sent.target = u.Query(), to.header, to.body, ""
	rt, _ := find(inferenceRoutes(), &sent)
	if refusal := inferenceAuthorize(rt, &sent); refusal != nil {
		return *refusal, true
	}
	return rt.handle(st, &sent), true
}

// presumedKey is a key for an address, in place of one whose secret the sandbox does not keep: what it cannot know, it
// takes for right.
func (st *state) presumedKey(r *request, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	asked := *r
	asked.host = strings.ToLower(u.Hostname())
	asked.header = http.Header{}
	if a := st.servedBy(&asked); a != nil {
		return a.keys()[0]
	}
	return sandboxAPIKey
}

// askingFor returns a request's body with another model in it, and the model that was in it. "" changes nothing.
func askingFor(body []byte, model string) (changed []byte, was string, ok bool) {
	var members map[string]json.RawMessage
	if json.Unmarshal(body, &members) != nil || json.Unmarshal(members["model"], &was) != nil || was == "" {
		return nil, "", false
	}
	if model == "" {
		return body, was, true
	}
	members["model"] = encoded(model)
	return encoded(members), was, true
}

// drawn picks an index by weight. Equal requests draw the same, so that a test can rely on it, and all of them together
// keep to the weights.
func drawn(seed []byte, weights []int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	if total == 0 {
		return 0
	}
	sum := sha256.Sum256(seed)
	n := int(binary.BigEndian.Uint32(sum[:4]) % uint32(total))
	return slices.IndexFunc(weights, func(w int) bool { n -= w; return n < 0 })
}
