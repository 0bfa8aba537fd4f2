package azureopenai

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// apiPrefix keeps a route's API apart from those that people name by hand.
const apiPrefix = "llm-"

var plainName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)

// apiName is the name of a route's API. ARM compares names without regard to
// case, so that a name in other letters gets a hash of its own.
func apiName(route string) string {
	if plainName.MatchString(route) && !hashed.MatchString(route) {
		return apiPrefix + route
	}
	return apiPrefix + slug(route, 60) + "-" + shortHash(route)
}

var hashed = regexp.MustCompile(`-[0-9a-f]{8}$`)

// routeNameOf is the name of the route whose API bears that name; empty where
// the name does not tell.
func routeNameOf(api string) string {
	name, found := strings.CutPrefix(api, apiPrefix)
	if !found || apiName(name) != api {
		return ""
	}
	return name
}

// isAPIOf reports whether an API bears the name of a route's.
func isAPIOf(api, route string) bool {
	return route != "" && strings.EqualFold(apiName(route), api)
}

// memberName is the native name of what a place of a route is made of: a
// backend, and a named value. Another deployment is another name, so that a
// change of deployments makes a new backend beside the old one and the route
// goes over from one to the other in one step.
func memberName(route, key string, to llm.Endpoint) string {
	return slug(route, 30) + "-" + slug(key, 30) + "-" + shortHash(route+"\n"+key+"\n"+baseURL(to)+"\n"+to.Model)
}

func poolName(route string) string { return slug(route, 60) + "-pool-" + shortHash(route) }

// slug is a name in lower-case letters, digits and hyphens.
func slug(name string, limit int) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
	return strings.Trim(clean[:min(len(clean), limit)], "-")
}

func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

// mark is the sign in the description of a route's child: "llm_route chat target blue".
func mark(route string, role ...string) string {
	return strings.Join(append([]string{markWord, route}, role...), " ")
}

// markWord begins every mark.
const markWord = "llm_route"

// marked reads a mark. Ok is false for any other text.
func marked(text string) (route, role, key string, ok bool) {
	words := strings.Split(text, " ")
	if len(words) < 2 || len(words) > 4 || words[0] != markWord || words[1] == "" {
		return "", "", "", false
	}
	words = append(words, "", "")
	return words[1], words[2], words[3], true
}

// valueTag is the mark of a named value, whose tags are short.
func valueTag(route string) string { return markWord + " " + shortHash(route) }
