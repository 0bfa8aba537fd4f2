package amazonbedrock

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The names of children that are no targets. A route has one of each.
const (
	childRule  = "rule"
	childLimit = "rate-limit/" + modelDimension

	targetPrefix = "target/"
	marker       = "llm_route " // begins the description of everything that a route made
)

// member is a target or a fallback of a route, with its target on the gateway.
type member struct {
	llm.Place

	route  string
	native string // name of the target on the gateway
}

// marker is the description by which a route knows its own.
func (m member) marker() string {
	if m.Fallback > 0 {
		return routeMarker(m.route) + " fallback " + strconv.Itoa(m.Fallback)
	}
	return routeMarker(m.route) + " target " + m.Key
}

func routeMarker(route string) string { return marker + route }

// members are all targets, by key, and then the fallbacks, in order. Where an endpoint names no region, the service signs
// for the gateway's; that is written out, so that it is the same in what is asked for and in what is answered.
func members(spec llm.RouteSpec) []member {
	g, _ := parseGateway(spec.Gateway)
	var all []member
	for _, place := range spec.Places() {
		all = append(all, member{Place: place, route: spec.Name})
	}
	for i := range all {
		all[i].Endpoint.Location = cmp.Or(all[i].Endpoint.Location, g.Region)
		all[i].native = all[i].nativeName()
	}
	return all
}

// nativeName changes with what defines the target, so that another definition is another target, made beside the one that
// serves, until the rule is moved to it. It has at most 48 + 32 characters and the hash, of the 100 that AgentCore takes.
func (m member) nativeName() string {
	content := targetContent(toTarget(m))
	var text strings.Builder
	for _, path := range slices.Sorted(maps.Keys(content)) {
		text.WriteString(path + "=" + content[path] + "\n")
	}
	return slug(m.route) + "-" + slug(m.word()) + "-" + shortHash(text.String())
}

// word is the place's part of a name.
func (m member) word() string {
	if m.Fallback > 0 {
		return "fallback-" + strconv.Itoa(m.Fallback)
	}
	return m.Key
}

// shortHash tells a handful of things apart.
func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

// Render gives the targets, the rate limit and the rule.
func (d *routeDriver) Render(spec llm.RouteSpec) []llm.Child {
	all := members(spec)
	var children []llm.Child
	for _, m := range all {
		children = append(children, llm.Child{Name: targetPrefix + m.native, Content: targetContent(toTarget(m))})
	}
	if spec.TokensPerMinute != nil {
		children = append(children, llm.Child{Name: childLimit, Content: limitContent(toLimit(spec))})
	}
	return append(children, llm.Child{Name: childRule, Content: ruleContent(toRule(spec, all)), Root: true, Last: true})
}

// maxPriority is the last to be looked at; every rule of a gateway has a priority of its own.
const maxPriority = 1_000_000

// priorityOf is the one that is asked for, or one made from the name: out of a million, so that routes that know nothing of
// each other rarely meet.
func priorityOf(spec llm.RouteSpec) int32 {
	if spec.Priority != nil {
		return int32(*spec.Priority)
	}
	return madePriority(spec.Name)
}

func madePriority(name string) int32 {
	sum := sha256.Sum256([]byte(name))
	return int32(binary.BigEndian.Uint32(sum[:4])%maxPriority) + 1
}
