package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// send sends the request to its backend. Where none answers, the gateway makes an answer of its own, which retry sees.
func (c *apiCall) send() error {
	to := outbound{url: strings.TrimSuffix(c.backend, "/"), header: c.header.Clone(), body: c.body}
	if c.named {
		var err error
		if to, err = c.toBackend(c.backend); err != nil {
			return err
		}
	}
	to.url += c.path
	if c.r.query.Encode() != "" && !strings.Contains(to.url, "?") {
		to.url += "?" + c.passedQuery()
	}
	answer, ok := c.st.forward(c.r, to)
	c.failure = nil
	if !ok {
		c.failure = &apiFailure{source: "forward-request", reason: "BackendConnectionFailure", message: "The sandbox stands in for nothing at this address."}
		answer = gatewayRefuses(http.StatusInternalServerError, "Internal server error: "+c.failure.message)
	}
	c.response = &answer
	return nil
}

// passedQuery is the query without the subscription's key, which is the gateway's alone.
func (c *apiCall) passedQuery() string {
	var p apiProperties
	c.api.into(&p)
	passed := url.Values{}
	for name, values := range c.r.query {
		if !strings.EqualFold(name, p.KeyNames.Query) {
			passed[name] = values
		}
	}
	return passed.Encode()
}

// backendURL is the address of the call's backend, "" for a pool's.
func (c *apiCall) backendURL() string {
	if !c.named {
		return c.backend
	}
	var b backendProperties
	if e := c.at("backends/" + c.backend); e != nil {
		e.into(&b)
	}
	return b.URL
}

// toBackend is a request to a backend, or to the member of a pool that it draws.
func (c *apiCall) toBackend(name string) (outbound, error) {
	e := c.at("backends/" + name)
	if e == nil {
		return outbound{}, fmt.Errorf("there is no backend %s", name)
	}
	var b backendProperties
	e.into(&b)
	if !b.pooled() {
		return c.identified(e, b)
	}
	var pool struct {
		Pool struct {
			Services []poolService `json:"services"`
		} `json:"pool"`
	}
	e.into(&pool)
	member := c.drawMember(pool.Pool.Services)
	one := c.at("backends/" + c.memberName(member))
	if one == nil {
		return outbound{}, fmt.Errorf("the pool %s has no member %s", name, member)
	}
	var single backendProperties
	one.into(&single)
	return c.identified(one, single)
}

type poolService struct {
	ID       string `json:"id"`
	Priority int    `json:"priority"`
	Weight   int    `json:"weight"`
}

// drawMember draws among those of the smallest priority by weight; members without weights share evenly. Breakers never
// trip: nothing is counted.
func (c *apiCall) drawMember(services []poolService) string {
	first := services[0].Priority
	for _, s := range services {
		first = min(first, s.Priority)
	}
	var ids []string
	var weights []int
	for _, s := range services {
		if s.Priority == first {
			ids, weights = append(ids, s.ID), append(weights, s.Weight)
		}
	}
	total := 0
	for _, w := range weights {
		total += w
	}
	for i := range weights {
		if total == 0 {
			weights[i] = 1
		}
	}
	return ids[drawn(c.r.body, weights)]
}

// backendSecrets are the credentials of a backend.
type backendSecrets struct {
	Credentials struct {
		Header        map[string][]string `json:"header"`
		Query         map[string][]string `json:"query"`
		Authorization *struct {
			Scheme    string `json:"scheme"`
			Parameter string `json:"parameter"`
		} `json:"authorization"`
		ManagedIdentity *struct {
			Resource string `json:"resource"`
		} `json:"managedIdentity"`
	} `json:"credentials"`
}

// identified is a request to a backend with its credentials. Its named values are put in.
func (c *apiCall) identified(e *apimEntity, b backendProperties) (outbound, error) {
	to := outbound{url: strings.TrimSuffix(b.URL, "/"), header: c.header.Clone(), body: c.body}
	asking := *c
	asking.backend, asking.named = b.URL, false
	var secrets backendSecrets
	if err := json.Unmarshal(e.Properties, &secrets); err != nil {
		return to, err
	}
	credentials := secrets.Credentials
	for name, values := range credentials.Header {
		for _, value := range values {
			text, err := asking.text(value)
			if err != nil {
				return to, err
			}
			to.header.Set(name, text)
		}
	}
	if a := credentials.Authorization; a != nil {
		text, err := asking.text(a.Parameter)
		if err != nil {
			return to, err
		}
		to.header.Set("Authorization", a.Scheme+" "+text)
	}
	if credentials.ManagedIdentity != nil {
		if c.svc.Principal == "" {
			return to, fmt.Errorf("the service has no identity for the backend %s", e.name())
		}
		token, _ := EntraToken(credentials.ManagedIdentity.Resource)
		to.header.Set("Authorization", "Bearer "+token)
	}
	return to, nil
}
