package sandbox

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/http"
	"strings"
)

// apiCall is one request on its way through an API's policy.
type apiCall struct {
	*apimEntities

	api, operation *apimEntity
	path           string // below the API's
	header         http.Header
	body           []byte
	variables      map[string]any
	backend        string // base URL, or the name of a backend
	named          bool   // backend is a name
	response       *reply
	failure        *apiFailure
	done           bool // a policy answered
}

// apiFailure is context.LastError.
type apiFailure struct{ source, reason, message string }

func newAPICall(es *apimEntities, api, operation *apimEntity, path string) *apiCall {
	var p apiProperties
	api.into(&p)
	call := &apiCall{apimEntities: es, api: api, operation: operation, path: path, header: es.r.header.Clone(), body: es.r.body, variables: map[string]any{}}
	if p.ServiceURL != nil {
		call.backend = *p.ServiceURL
	}
	return call
}

// run executes the sections in turn. What a policy cannot do is a 500, as at the gateway; why, it says for the sandbox's
// part.
func (c *apiCall) run() reply {
	for _, section := range []string{"inbound", "backend", "outbound"} {
		err := c.section(section, c.documents())
		if err == nil && section == "backend" && c.response == nil && !c.done {
			err = c.send()
		}
		if err != nil {
			return gatewayRefuses(http.StatusInternalServerError, "Internal server error: "+err.Error())
		}
		if c.done {
			break
		}
	}
	if c.response == nil {
		return gatewayRefuses(http.StatusInternalServerError, "Internal server error")
	}
	return *c.response
}

// documents are the policies of the operation and of the API, whichever there are, the inner first.
func (c *apiCall) documents() []*policyNode {
	var found []*policyNode
	for _, path := range []string{c.operation.Path, c.api.Path} {
		if e := c.at(path + "/" + apimPolicies + "/policy"); e != nil {
			found = append(found, e.document())
		}
	}
	return found
}

// section executes a section of the first document; base stands for that of the next, and below the last one for the
// service's own, which only sends the request on.
func (c *apiCall) section(name string, documents []*policyNode) error {
	if len(documents) == 0 {
		return nil
	}
	for _, section := range documents[0].children {
		if section.name == name {
			return c.policies(section.children, name, documents)
		}
	}
	return nil
}

func (c *apiCall) policies(nodes []*policyNode, section string, documents []*policyNode) error {
	for _, n := range nodes {
		if n.name == "" || c.done {
			continue
		}
		var err error
		if n.name == "base" {
			err = c.section(section, documents[1:])
		} else {
			err = c.policy(n, section, documents)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// value evaluates a text of a policy. Named values are put in first.
func (c *apiCall) value(text string) (any, error) {
	for _, name := range referencesIn(text) {
		e := c.namedValue(name)
		if e == nil {
			return nil, fmt.Errorf("there is no named value %s", name)
		}
		text = strings.ReplaceAll(text, "{{"+name+"}}", c.secretOf(e))
	}
	return evaluated(strings.TrimSpace(text), c.scope())
}

func (c *apiCall) text(text string) (string, error) {
	value, err := c.value(text)
	return csharpText(value), err
}

// attribute evaluates an attribute; "" where it is not given.
func (c *apiCall) attribute(n *policyNode, name string) (string, error) {
	value, _ := n.attribute(name)
	return c.text(value)
}

// secretOf is what a named value holds. What a key vault keeps, the sandbox cannot know: it is taken for a right key.
func (c *apiCall) secretOf(e *apimEntity) string {
	var p namedValueProperties
	e.into(&p)
	if p.KeyVault == nil {
		return p.Value
	}
	return c.st.presumedKey(c.r, c.backendURL())
}

// scope are the names that expressions may use.
func (c *apiCall) scope() csharpScope {
	return csharpScope{"context": apiContext{c}, "Convert": csharpConvert, "Newtonsoft": csharpNamespace("Newtonsoft")}
}

// seed is a number that equal requests share.
func (c *apiCall) seed() int {
	sum := sha256.Sum256(c.r.body)
	return int(binary.BigEndian.Uint32(sum[:4]))
}
