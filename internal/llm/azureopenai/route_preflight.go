package azureopenai

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tierConsumption shares its instances with others, and keeps no state of
// backends.
const tierConsumption = "Consumption"

// Preflight implements [llm.RouteDriver].
func (r *routes) Preflight(ctx context.Context, spec llm.RouteSpec) []llm.Problem {
	in, err := r.p.serviceOf(spec.Gateway)
	if err != nil {
		return []llm.Problem{routeProblem(llm.FieldGateway, err)}
	}
	c, err := r.p.open()
	if err != nil {
		return []llm.Problem{routeProblem(llm.FieldGateway, err)}
	}
	f := &routePreflight{c: c, spec: spec}
	if f.on, err = r.p.service(ctx, c, in); err != nil {
		f.gateway(in, err)
		return f.problems
	}
	f.tier()
	f.identity()
	f.values(ctx, in)
	return f.problems
}

// routePreflight gathers what a write would run into.
type routePreflight struct {
	c        *client
	on       *wireService
	spec     llm.RouteSpec
	warned   bool
	problems []llm.Problem
}

func (f *routePreflight) add(field llm.Field, summary, detail, fix string) {
	f.problems = append(f.problems, llm.Problem{Field: field, Summary: summary, Detail: detail, Fix: fix})
}

func routeProblem(field llm.Field, err error) llm.Problem {
	p := llm.Problem{Field: field, Summary: "Gateway not usable", Detail: err.Error() + "."}
	if known, ok := errors.AsType[*llm.Error](err); ok {
		p.Fix = known.Fix
	}
	return p
}

// gateway stops the write where there is no such service.
func (f *routePreflight) gateway(in serviceID, err error) {
	if llm.IsNotFound(err) {
		f.add(llm.FieldGateway, "Gateway not found", "There is no API Management service "+in.String()+".",
			"Check the id, and that the service exists; az apim list shows those of a subscription.")
		return
	}
	f.unchecked("the API Management service", err)
}

// unchecked warns, once, that something could not be looked at.
func (f *routePreflight) unchecked(what string, err error) {
	if f.warned {
		return
	}
	f.warned = true
	fix := "Apply shows whether it works."
	if llm.CodeOf(err) == llm.CodeDenied {
		fix = "Allow the identity to read it for a check at plan; apply shows whether it works."
	}
	f.problems = append(f.problems, llm.Problem{
		Field: llm.FieldGateway, Severity: llm.Warning, Summary: "Not checked", Detail: fmt.Sprintf("%s could not be read: %v", what, err), Fix: fix,
	})
}

// tier refuses what the Consumption tier has not.
func (f *routePreflight) tier() {
	if f.on.SKU.Name != tierConsumption {
		return
	}
	if f.spec.CircuitBreaker {
		f.add(llm.FieldCircuitBreaker, "Circuit breaker not available", "The gateway is of the Consumption tier, which has no circuit breakers.",
			"Set circuit_breaker = false, or use a service of another tier.")
	}
	if f.spec.TokensPerMinute != nil {
		f.add(llm.FieldRateLimit, "Rate limit not available", "The gateway is of the Consumption tier, which counts no tokens.",
			"Leave rate_limit out, or use a service of another tier.")
	}
}

// identity asks for the system-assigned one where a target or a key vault is to
// be opened with it: no other is named in what a route writes.
func (f *routePreflight) identity() {
	if strings.Contains(strings.ToLower(f.on.Identity.Type), "systemassigned") {
		return
	}
	for _, m := range f.spec.Places() {
		switch {
		case m.Credential == "":
			f.add(m.Field("credential"), "Gateway without an identity", m.Label()+" is to be called with the gateway's system-assigned identity, and it has none.",
				"Turn on the service's system-assigned identity and give it the role Cognitive Services OpenAI User, or set credential.")
		case isSecretID(m.Credential):
			f.add(m.Field("credential"), "Gateway without an identity", m.Label()+" takes its credential from a Key Vault, which the gateway reads with its system-assigned identity, and it has none.",
				"Turn on the service's system-assigned identity and give it the role Key Vault Secrets User.")
		}
	}
}

// values looks for the named values that are referred to.
func (f *routePreflight) values(ctx context.Context, in serviceID) {
	for _, m := range f.spec.Places() {
		_, name, err := parseNamedValueID(m.Credential)
		if err != nil {
			continue
		}
		e, _, err := f.c.part(ctx, part{at: in.route(""), kind: kindNamedValue, name: name})
		switch {
		case llm.IsNotFound(err):
			f.add(m.Field("credential"), "Named value not found", m.Label()+" refers to the named value "+name+", which the gateway does not have.",
				"Create it first, or name another; az apim nv list shows those of the service.")
		case err != nil:
			f.unchecked("the named value "+name, err)
		case e.Properties["displayName"] != name:
			f.add(m.Field("credential"), "Named value under another name", "API Management refers to a named value by its display name, which is not the name "+name+" that "+m.Label()+" gives.",
				"Give the named value a display name that equals its name, or use a Key Vault secret identifier.")
		}
	}
}
