package acceptance_test

import (
	"cmp"
	"fmt"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// cleanCase is one valid configuration in one world.
type cleanCase struct {
	provider, resource tfcore.Tree
	typeName           string                         // of the resource; empty: a deployment
	kind               string                         // what it makes, for the count
	prepare            []func(*sandbox.Sandbox) error // what has to stand in the cloud before
	forms              forms                          // how the cloud spells its answers
	holds              []string                       // addresses of lists that show everything that may be left
	serving            string                         // what the bounds of a deployment lead to
}

// hcl is the configuration as a user writes it.
func (c *cleanCase) hcl() string {
	return tfcore.HCL(`provider "llm"`, c.provider) + tfcore.HCL(fmt.Sprintf("resource %q %q", c.resourceType(), "chat"), c.resource, "timeouts")
}

func (c *cleanCase) resourceType() string { return cmp.Or(c.typeName, "llm_deployment") }

// address is the resource's in the configuration.
func (c *cleanCase) address() string { return c.resourceType() + ".chat" }

// put is a request that prepares the world.
func put(target, body string) func(*sandbox.Sandbox) error {
	return func(sb *sandbox.Sandbox) error { return accepted(sb.Do("PUT", target, body)) }
}

// argue sets an argument unless the value is nil.
func argue(tree tfcore.Tree, name string, value any) {
	if value != nil {
		tree[name] = value
	}
}

// whole is a nested argument: nil where nothing is in it, or where an empty one is not drawn.
func whole(rt *rapid.T, label string, tree tfcore.Tree) any {
	if len(tree) == 0 && !maybe(rt, label+" = {}", 15) {
		return nil
	}
	return tree
}

// drawSurroundings draws everything that both platforms take alike, into a case whose provider block and resource have
// begun to be written.
func (c *cleanCase) drawSurroundings(rt *rapid.T, name *rapid.Generator[string], extraTags ...string) {
	c.drawName(rt, name)
	c.drawTags(rt, extraTags)
	argue(c.provider, "owner", oneOf(rt, "owner", nil, "platform-team/prod"))
	argue(c.resource, "deletion_protection", oneOf(rt, "deletion_protection", nil, false, true))
	argue(c.resource, "on_commitment_lock", oneOf(rt, "on_commitment_lock", nil, nil, "error", "abandon"))
	times := tfcore.Tree{}
	for _, operation := range []string{"create", "read", "update", "delete"} {
		argue(times, operation, oneOf(rt, "timeouts."+operation, nil, nil, "10m", "90s"))
	}
	argue(c.resource, "timeouts", whole(rt, "timeouts", times))
	c.forms = drawForms(rt, c.provider)
}

func (c *cleanCase) drawName(rt *rapid.T, name *rapid.Generator[string]) {
	argument := "name"
	if maybe(rt, "name_prefix", 25) {
		argument = "name_prefix"
	}
	c.resource[argument] = name.Draw(rt, argument)
}

// tagKeys differ in more than letter case, and both clouds take them.
func tagKeys() []string { return []string{"team", "Cost Center", "env", "a.b", "sys:audit", "stage"} }

func (c *cleanCase) drawTags(rt *rapid.T, extra []string) {
	keys := rapid.SampledFrom(append(tagKeys(), extra...))
	values := rapid.SampledFrom([]string{"search", "", "A b", "42"})
	tags := func(label string) any {
		if !maybe(rt, label, 55) {
			return nil
		}
		return rapid.MapOfN(keys, values, 0, 3).Draw(rt, label)
	}
	argue(c.provider, "default_tags", tags("default_tags"))
	argue(c.resource, "tags", tags("tags"))
	if !maybe(rt, "ignore_tags", 35) {
		return
	}
	ignored := tfcore.Tree{}
	argue(ignored, "keys", oneOf(rt, "ignore_tags.keys", nil, []string{}, []string{"policy-added"}, []string{"policy-added", "env"}))
	argue(ignored, "key_prefixes", oneOf(rt, "ignore_tags.key_prefixes", nil, []string{}, []string{"sys:"}))
	c.provider["ignore_tags"] = ignored
}

// drawAliases may give the model a name of the user's own. Native is its identity on the platform, reference what a
// portable alias may stand for.
func (c *cleanCase) drawAliases(rt *rapid.T, native, reference string) {
	aliases := map[string]string{}
	switch rapid.IntRange(0, 9).Draw(rt, "model_aliases") {
	case 7:
		aliases["acme/unused"] = "openai/gpt-4.1"
	case 8:
		aliases["acme/house.model"], c.resource["model"] = native, "Acme/house-model"
	case 9:
		aliases["acme/house-model"], c.resource["model"] = reference, "acme/house-model"
	default:
		return
	}
	c.provider["model_aliases"] = aliases
}

// mendPrefix may end a name as name_prefixes often do.
func (c *cleanCase) mendPrefix(rt *rapid.T) {
	if prefix, ok := c.resource["name_prefix"].(string); ok && maybe(rt, "dash", 50) {
		c.resource["name_prefix"] = prefix + "-"
	}
}
