package faults_test

import (
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// stage is where a request stands in an operation.
type stage string

// The stages.
const (
	before stage = "before" // no write was sent yet
	write  stage = "write"
	after  stage = "after"
)

// call is one request of an operation, by what it is for. All repeats of it are the same call.
type call struct {
	stage stage
	name  string // "PUT deployment", "GET /inference-profiles/{arn}", "ListServiceQuotas"
}

func (c call) String() string { return string(c.stage) + " " + c.name }

// list reports whether the call reads a list that may have many pages.
func (c call) list() bool {
	switch c.name {
	case "GET deployments", "GET models", "GET usages", "GET raiPolicies", "GET /inference-profiles SYSTEM_DEFINED",
		"GET /inference-profiles APPLICATION", "GET /provisioned-model-throughputs",
		"GET /model-customization/custom-model-deployments", "ListServiceQuotas", "GetResources",
		"GET apis", "GET backends", "GET namedValues", "GET operations",
		"GET /gateways/{id}/targets", "GET /gateways/{id}/rules", "GET /gateways/{id}/rate-limits",
		"GET raiBlocklistItems", "GET /guardrails", "GET /guardrails versions", "GET /enforcedGuardrailsConfiguration":
		return true
	}
	return false
}

// object reports whether the call reads the deployment itself.
func (c call) object() bool {
	return c.name == "GET deployment" || strings.HasPrefix(c.name, "GET /") && strings.HasSuffix(c.name, "{arn}") &&
		!strings.HasPrefix(c.name, "GET /custom-models")
}

// callOf names a request. Written tells whether a write went before.
func callOf(platform llm.Platform, r *http.Request, written bool) call {
	c := call{stage: before, name: nameOf(platform, r)}
	switch {
	case isWrite(platform, r):
		c.stage = write
	case written:
		c.stage = after
	}
	return c
}

func nameOf(platform llm.Platform, r *http.Request) string {
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		return target[strings.LastIndex(target, ".")+1:]
	}
	if platform == llm.Azure {
		return r.Method + " " + armName(r.URL.Path)
	}
	if rest, found := strings.CutPrefix(r.URL.Path, "/gateways/"); found {
		return r.Method + " /gateways/" + gatewayName(rest)
	}
	folder, last := path.Split(r.URL.EscapedPath())
	switch {
	case strings.Contains(last, "arn%3A"):
		last = "{arn}"
	case folder == "/enforcedGuardrailsConfiguration/", folder == "/foundation-model-availability/":
		last = "{id}"
	}
	return strings.TrimSpace(r.Method + " " + folder + last + " " + r.URL.Query().Get("type") + part(r.URL.Query()))
}

// part tells the published versions of a guardrail from its draft.
func part(query url.Values) string {
	switch {
	case query.Has("guardrailVersion"):
		return "version"
	case query.Has("guardrailIdentifier"):
		return "versions"
	}
	return ""
}

// gatewayName is the kind of thing that a path below "/gateways/" ends in: "{id}/targets/{id}" for one of the targets.
func gatewayName(rest string) string {
	steps := strings.Split(strings.Trim(rest, "/"), "/")
	for at := range steps {
		if at%2 == 0 {
			steps[at] = "{id}"
		}
	}
	return strings.Join(steps, "/")
}

// armName is the kind of thing that an ARM path ends in: "deployment" for one of "deployments".
func armName(p string) string {
	steps := strings.Split(strings.Trim(p, "/"), "/")
	if at := len(steps) - 1; at > 0 && at%2 == 1 {
		switch steps[at-1] {
		case "accounts", "deployments", "operationResults", "apis", "backends", "namedValues", "operations":
			return strings.TrimSuffix(steps[at-1], "s")
		case "raiPolicies":
			return "raiPolicy"
		case "raiBlocklists", "raiBlocklistItems":
			return strings.TrimSuffix(steps[at-1], "s")
		case "service", "policies", "operationsResults":
			return steps[at-1]
		}
	}
	return steps[len(steps)-1]
}

// isWrite knows that reading tags and credential providers is a POST, and that what is asked by target is only read.
func isWrite(platform llm.Platform, r *http.Request) bool {
	switch {
	case r.Method == http.MethodGet, r.Header.Get("X-Amz-Target") != "":
		return false
	case platform == llm.Bedrock:
		return r.URL.Path != "/listTagsForResource" && !strings.HasPrefix(r.URL.Path, "/identities/Get")
	}
	return true
}
