package llm

import (
	"strings"
	"sync"
)

// claims are the objects that somebody in this process answers for: a resource
// that holds one in its state, or the create that made it or took it on. An
// object that is claimed is never taken on by a create.
type claims struct {
	mu     sync.Mutex
	held   map[string]claim
	passed map[string][]ID // what nobody answers for, by the made name that came after it: see passedKey
}

type claim int

const (
	heldByState claim = iota + 1 // or made by a create of this process
	adopted                      // left by an interrupted create and taken on by one of this process
)

// hold notes that the object is answered for. It reports whether a create of
// this process has taken it on, so that it is no longer the caller's alone.
func (c *claims) hold(id ID) (isAdopted bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.claim(id, heldByState) == adopted
}

// adopt claims an object that nobody answers for. It reports whether it was so.
func (c *claims) adopt(id ID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, taken := c.held[claimKey(id)]; taken {
		return false
	}
	return c.claim(id, adopted) == adopted
}

func (c *claims) isAdopted(id ID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held[claimKey(id)] == adopted
}

// claim enters a first claim and returns the one that counts.
func (c *claims) claim(id ID, as claim) claim {
	if c.held == nil {
		c.held = map[string]claim{}
	}
	if _, taken := c.held[claimKey(id)]; !taken {
		c.held[claimKey(id)] = as
	}
	return c.held[claimKey(id)]
}

// claimKey is one for all spellings of an id: Azure does not tell upper from
// lower case, and no two ARNs differ in it alone.
func claimKey(id ID) string { return strings.ToLower(id.Value) }

// pass notes what bore the earlier names of a prefix, as far as nobody answers
// for it.
func (c *claims) pass(target ID, name string, over []ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range over {
		if _, taken := c.held[claimKey(id)]; taken {
			continue
		}
		if c.passed == nil {
			c.passed = map[string][]ID{}
		}
		c.passed[passedKey(target, name)] = append(c.passed[passedKey(target, name)], id)
	}
}

func passedKey(at ID, name string) string { return placeOf(at) + "\n" + name }

// PassedOver are the objects that a create of this process found under earlier
// names of the deployment's prefix and that no resource of this process answers
// for: somebody else's, or what a create that was killed has left.
func (d *Deployments) PassedOver(have *Deployment) []ID {
	d.claims.mu.Lock()
	defer d.claims.mu.Unlock()
	return d.claims.passed[passedKey(have.ID, have.Name)]
}

// Hold notes that a resource of this process has the object in its state, so
// that no create takes it for one that was interrupted.
func (d *Deployments) Hold(id ID) { d.claims.hold(id) }

// Adopted reports whether a create of this process has resumed the object of an
// interrupted one.
func (d *Deployments) Adopted(id ID) bool { return d.claims.isAdopted(id) }

// shared is the error of writing to what a create of this process has taken on:
// another resource stands for it from now on. Nothing was sent.
func shared(op string, id ID) error {
	return &Error{
		Op: op, Object: id.Value, Code: CodeRefused,
		Message: "another resource of this configuration, which bears the same name, has just resumed it as an interrupted create",
		Fix: "Nothing was sent, and the object is kept. If the other resource is this one under a new address, `terraform state rm <this address>` ends it. " +
			"If both are meant to exist, give one of them another name, and run `terraform state rm` for the one that is to be made anew.",
	}
}
