package azureopenai

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// observed is an object as a child of the route.
func (p part) observed(e wireEntity) llm.Child {
	content := contentOf(p.kind, e.Properties)
	c := llm.Child{
		Name: p.child(), ID: p.id(), Content: content, Root: isRoot(p.kind, p.name, content), Last: p.kind == kindPolicy,
	}
	c.Phase, c.Reason = phaseOf(e.Properties)
	c.Foreign = !p.isOurs(c.Content)
	return c
}

// phaseOf reads the state of an object; one that has none is done. A named
// value fails when its key vault cannot be read.
func phaseOf(properties map[string]any) (llm.Phase, string) {
	state, _ := properties["provisioningState"].(string)
	switch strings.ToLower(state) {
	case "", "succeeded":
	case "failed", "canceled", "cancelled":
		return llm.Failed, state
	default:
		return llm.Pending, state
	}
	vault, _ := properties["keyVault"].(map[string]any)
	last, _ := vault["lastStatus"].(map[string]any)
	code, _ := last["code"].(string)
	if code == "" || code == "Success" {
		return llm.Ready, state
	}
	message, _ := last["message"].(string)
	return llm.Failed, "the key vault answered " + oneLine(code+": "+message, excerptLimit)
}

// isOurs reports whether an object bears a sign of this route. Two signs each,
// so that one that is changed by hand is a difference to repair, and not a
// stranger's object.
func (p part) isOurs(content map[string]string) bool {
	switch p.kind {
	case kindNamedValue:
		return content["keyVault.secretIdentifier"] != "" || hasTag(content, p.at.valueTag())
	case kindBackend, kindPool:
		return isAPIOf(p.at.name, markedRoute(content["description"])) || isAPIOf(p.at.name, markedRoute(content["title"]))
	case kindAPI:
		return routeOfAPI(p.at.name, content) != ""
	}
	return true // below the route's own API
}

func markedRoute(text string) string {
	route, _, _, _ := marked(text)
	return route
}

// valueTag is the tag of the route's named values, told by the API's name.
func (a apiID) valueTag() string {
	if name := routeNameOf(a.name); name != "" {
		return valueTag(name)
	}
	return markWord + " " + a.name[max(0, len(a.name)-8):]
}

func hasTag(content map[string]string, tag string) bool {
	for path, text := range content {
		if strings.HasPrefix(path, "tags.") && text == tag {
			return true
		}
	}
	return false
}

// routeOfAPI is the name of the route that an API is made for; empty where it
// bears no sign of one whose API has that name.
func routeOfAPI(api string, content map[string]string) string {
	shown, _ := strings.CutSuffix(content["displayName"], " ("+markWord+")")
	for _, route := range []string{markedRoute(content["description"]), shown} {
		if isAPIOf(api, route) {
			return route
		}
	}
	return ""
}

// members picks the route's own among a service's backends or named values: by
// their sign, and by the names that it would give.
func (a apiID) members(kind string, all []wireEntity, known []string) []llm.Child {
	var found []llm.Child
	for _, e := range all {
		p := part{at: a, kind: kind, name: canonicalName(e.Name)}
		if kind == kindBackend {
			p.kind = kindOfBackend(e, known)
		}
		c := p.observed(e)
		signed := !c.Foreign
		if p.kind == kindNamedValue {
			signed = hasTag(c.Content, a.valueTag())
		}
		if signed || slices.Contains(known, c.Name) {
			found = append(found, c)
		}
	}
	return found
}

// canonicalName is the name of an object in the letters that a route gives its
// own: ARM does not tell upper from lower case, so that another spelling is the
// same object, and nothing to take away.
func canonicalName(name string) string { return strings.ToLower(name) }

// kindOfBackend tells pools from single backends: as the route made them, since
// the type may have been changed, and by the type where it did not.
func kindOfBackend(e wireEntity, known []string) string {
	for _, kind := range []string{kindPool, kindBackend} {
		if slices.Contains(known, partName(kind, canonicalName(e.Name))) {
			return kind
		}
	}
	if kind, _ := e.Properties["type"].(string); strings.EqualFold(kind, "Pool") {
		return kindPool
	}
	return kindBackend
}
