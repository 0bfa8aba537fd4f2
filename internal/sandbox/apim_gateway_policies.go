package sandbox

import (
	"fmt"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// policy executes one policy.
func (c *apiCall) policy(n *policyNode, section string, documents []*policyNode) error {
	switch n.name {
	case "set-variable":
		return c.setVariable(n)
	case "set-header":
		return c.setHeader(n, c.header)
	case "set-body":
		text, err := c.text(n.words())
		c.body = []byte(text)
		return err
	case "set-backend-service":
		return c.setBackend(n)
	case "choose":
		return c.choose(n, section, documents)
	case "return-response":
		return c.answer(n)
	case "retry":
		return c.retry(n, section, documents)
	case "forward-request":
		return c.send()
	case "authentication-managed-identity":
		return c.takeToken(n)
	case "llm-token-limit", "azure-openai-token-limit", "llm-emit-token-metric", "azure-openai-emit-token-metric", "emit-metric", "trace", "cors",
		"rate-limit", "rate-limit-by-key", "quota", "quota-by-key":
		return nil // what is counted or noted changes no answer
	}
	return fmt.Errorf("the sandbox does not execute %s", n.name)
}

// words are the text in an element.
func (n *policyNode) words() string {
	var text strings.Builder
	for _, child := range n.children {
		if child.name == "" && !child.comment {
			text.WriteString(child.text)
		}
	}
	return text.String()
}

// elements are the elements in an element, of a name.
func (n *policyNode) elements(name string) []*policyNode {
	var found []*policyNode
	for _, child := range n.children {
		if child.name == name {
			found = append(found, child)
		}
	}
	return found
}

func (c *apiCall) setVariable(n *policyNode) error {
	name, _ := n.attribute("name")
	text, _ := n.attribute("value")
	value, err := c.value(text)
	c.variables[name] = value
	return err
}

// setHeader changes a header: override, append, skip where it is there, or delete.
func (c *apiCall) setHeader(n *policyNode, header http.Header) error {
	name, err := c.attribute(n, "name")
	if err != nil {
		return err
	}
	action, _ := n.attribute("exists-action")
	switch key := textproto.CanonicalMIMEHeaderKey(name); {
	case action == "delete":
		delete(header, key)
		return nil
	case action == "skip" && len(header[key]) > 0:
		return nil
	case action != "append":
		delete(header, key)
	}
	for _, v := range n.elements("value") {
		text, err := c.text(v.words())
		if err != nil {
			return err
		}
		header.Add(name, text)
	}
	return nil
}

func (c *apiCall) setBackend(n *policyNode) error {
	attribute := "base-url"
	if _, c.named = n.attribute("backend-id"); c.named {
		attribute = "backend-id"
	}
	var err error
	c.backend, err = c.attribute(n, attribute)
	return err
}

// choose executes the first clause whose condition holds.
func (c *apiCall) choose(n *policyNode, section string, documents []*policyNode) error {
	for _, clause := range n.children {
		switch clause.name {
		case "when":
			holds, err := c.holds(clause)
			if err != nil {
				return err
			}
			if !holds {
				continue
			}
		case "otherwise":
		default:
			continue
		}
		return c.policies(clause.children, section, documents)
	}
	return nil
}

// holds evaluates the condition of a clause or of retry.
func (c *apiCall) holds(n *policyNode) (bool, error) {
	text, _ := n.attribute("condition")
	value, err := c.value(text)
	if err != nil {
		return false, err
	}
	return value == true || value == "true", nil
}

// answer makes the policy's own response.
func (c *apiCall) answer(n *policyNode) error {
	out := reply{status: http.StatusOK, header: http.Header{}}
	for _, child := range n.children {
		var err error
		switch child.name {
		case "set-status":
			var code string
			if code, err = c.attribute(child, "code"); err == nil {
				out.status, err = strconv.Atoi(code)
			}
		case "set-header":
			err = c.setHeader(child, out.header)
		case "set-body":
			var text string
			text, err = c.text(child.words())
			out.body = []byte(text)
		}
		if err != nil {
			return err
		}
	}
	c.response, c.done = &out, true
	return nil
}

// retry executes its policies again while its condition holds, without the pauses in between.
func (c *apiCall) retry(n *policyNode, section string, documents []*policyNode) error {
	text, err := c.attribute(n, "count")
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(text)
	if err != nil {
		return err
	}
	for range min(count, mostRetries) + 1 {
		if err := c.policies(n.children, section, documents); err != nil {
			return err
		}
		again, err := c.holds(n)
		if err != nil {
			return err
		}
		if !again || c.done {
			break
		}
	}
	return nil
}

// mostRetries is the most that the reference allows for count.
const mostRetries = 50

// takeToken adds a token of the service's identity, or keeps it in a variable.
func (c *apiCall) takeToken(n *policyNode) error {
	resource, err := c.attribute(n, "resource")
	if err != nil {
		return err
	}
	if c.svc.Principal == "" {
		return fmt.Errorf("the service has no identity to get a token for %s with", resource)
	}
	token, _ := EntraToken(resource)
	if name, keeps := n.attribute("output-token-variable-name"); keeps {
		c.variables[name] = token
		return nil
	}
	c.header.Set("Authorization", "Bearer "+token)
	return nil
}
