package functions

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// backend is a deployment as a gateway's configuration names it. Every text in
// it is of a form that was checked.
type backend struct {
	name      string // what clients ask for
	platform  llm.Platform
	at        llm.Address // of the deployment
	host      string
	anthropic bool   // speaks Anthropic's protocol and no other
	keys      bool   // takes the account's keys
	scope     string // of Entra ID's tokens
	base      string // id of the foundation model or system profile behind it; empty: not known
	guardrail llm.AttachedGuardrail
}

const maxModelName = 128

var (
	hostForm  = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)
	scopeForm = regexp.MustCompile(`^https://[a-z0-9.-]{1,200}/\.default$`)
)

// backends checks endpoints, in the order of their names. The error names the
// endpoint, says what is wrong and what to give.
func (p Platforms) backends(endpoints map[string]*tfEndpoint) ([]backend, error) {
	var all []backend
	for _, name := range slices.Sorted(maps.Keys(endpoints)) {
		b, err := p.backend(name, endpoints[name].endpoint())
		if err != nil {
			return nil, fmt.Errorf("endpoints[%s] %w", framework.Shown(name), err)
		}
		all = append(all, b)
	}
	return all, nil
}

func (p Platforms) backend(name string, e llm.Endpoint) (backend, error) {
	if err := checkModelName(name); err != nil {
		return backend{}, err
	}
	platform, known := p[e.Platform]
	if !known || len(e.Auth.Resources) == 0 {
		return backend{}, errors.New("is not the endpoint of a deployment: platform or auth.resources is missing. Give llm_deployment.….endpoint as it is")
	}
	parent, err := platform.Address(e.Auth.Resources[0])
	switch {
	case err != nil:
		return backend{}, fmt.Errorf("is not the endpoint of a deployment: %w. Give llm_deployment.….endpoint as it is", err)
	case parent.Kind == llm.KindGateway:
		return backend{}, errors.New("is the endpoint of a route, which is a gateway already. Let clients call it as it is, or give the endpoints of the route's targets")
	}
	b := backend{name: name, platform: e.Platform}
	id := e.Model
	if e.Platform == llm.Azure {
		id = parent.ID.Value + "/deployments/" + e.Model
	}
	if b.at, err = platform.Address(id); err != nil || b.at.Kind != llm.KindDeployment {
		return backend{}, fmt.Errorf("names no deployment: model %s is neither a deployment's name on Azure nor its ARN on Bedrock. Give llm_deployment.….endpoint as it is", framework.Shown(e.Model))
	}
	return b.with(platform, e)
}

// with takes in how the deployment is called.
func (b backend) with(platform Platform, e llm.Endpoint) (backend, error) {
	var err error
	switch {
	case b.platform == llm.Bedrock:
		b.host, err = hostOf("converse", e.URLs.Converse, "")
		b.base = platform.baseOf(e.Auth.Resources)
	case e.URLs.OpenAI != "":
		b.host, err = hostOf("openai", e.URLs.OpenAI, "openai/v1")
	default:
		b.anthropic = true
		b.host, err = hostOf("anthropic", e.URLs.Anthropic, "anthropic")
	}
	if err != nil {
		return backend{}, err
	}
	if err := platform.Answers(b.at, b.host); err != nil {
		return backend{}, fmt.Errorf("has an address at a host that is not the platform's own: %w. The configuration would send a key or a signature there. "+
			"Give llm_deployment.….endpoint as it is; what answers under a name of your own belongs into the gateway's configuration by hand", err)
	}
	b.keys = slices.Contains(e.Auth.Schemes, "api_key")
	if b.scope = e.Auth.Scope; b.scope != "" && !scopeForm.MatchString(b.scope) {
		return backend{}, errors.New("has an auth.scope that is no scope such as https://cognitiveservices.azure.com/.default. Give llm_deployment.….endpoint as it is")
	}
	return b.guarded(platform, e.Guardrail)
}

// guarded takes in the guardrail that requests have to name. To leave it out
// would let requests pass it by.
func (b backend) guarded(platform Platform, g llm.AttachedGuardrail) (backend, error) {
	if g == (llm.AttachedGuardrail{}) {
		return b, nil
	}
	if at, err := platform.Address(g.ID + ":" + g.Version); err != nil || at.Kind != llm.KindGuardrail {
		return backend{}, fmt.Errorf("has a guardrail that requests cannot name: id %s, version %s. Publish a version and apply again; llm_guardrail.….versioned_id names one",
			framework.Shown(g.ID), framework.Shown(g.Version))
	}
	b.guardrail = g
	return b, nil
}

// checkModelName refuses what one of the gateways would not take as a name:
// LiteLLM reads * as any model and os.environ/ as a variable of its environment.
func checkModelName(name string) error {
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }
	switch {
	case name == "" || name != strings.TrimSpace(name):
		return errors.New("has a name that is empty, or begins or ends with a space. Give the model name that clients are to ask for")
	case len(name) > maxModelName:
		return fmt.Errorf("has a name of more than %d bytes. Give a shorter one", maxModelName)
	case strings.ContainsFunc(name, unprintable):
		return errors.New("has a name with characters that are not printed. Give the model name that clients are to ask for")
	case strings.Contains(name, "*"):
		return errors.New(`has a name with "*", which gateways read as any model. Give one model name`)
	case strings.HasPrefix(name, "os.environ/"):
		return errors.New(`has a name that begins with "os.environ/", which LiteLLM reads as a variable of its environment. Give another model name`)
	}
	return nil
}

// hostOf is the host of a plain https address with the path.
func hostOf(protocol, address, path string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || strings.ContainsAny(address, "?#%") ||
		strings.Trim(u.Path, "/") != path || !hostForm.MatchString(u.Host) {
		return "", fmt.Errorf("has a urls.%s that is not https://<host>/%s, as deployments have it. Give llm_deployment.….endpoint as it is", protocol, path)
	}
	return u.Host, nil
}

// baseOf is the id of the first foundation model or system profile among what a
// policy has to name.
func (p Platform) baseOf(resources []string) string {
	for _, resource := range resources {
		if _, native, err := p.Reference(resource); native && err == nil {
			return resource[strings.LastIndexByte(resource, '/')+1:]
		}
	}
	return ""
}
