package amazonbedrock

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// gatewayService is the name that requests to a gateway are signed for.
const gatewayService = "bedrock-agentcore"

// callee is where an endpoint leads by the ARN that it names: a deployment, or a route of a gateway.
type callee struct {
	platform *Platform
	c        *client
	to       llm.Endpoint
	region   string
	gateway  gateway // of a route; zero: the endpoint is a deployment's
}

func (at *callee) isRoute() bool { return at.gateway != gateway{} }

// callee finds out what the endpoint is of, and refuses an endpoint with an address that is not the service's own in that region: anybody may have
// written it.
func (i *inference) callee(ctx context.Context, op string, to llm.Endpoint) (*callee, error) {
	named := to.Auth.Resources[0]
	if (&routeDriver{}).Owns(named) {
		return i.onGateway(ctx, op, to, named)
	}
	c, a, err := i.platform.owner(ctx, op, llm.ID{Value: named})
	if err != nil {
		return nil, atEndpoint(err)
	}
	at := &callee{platform: i.platform, c: c, to: to, region: a.Region}
	if to.Model != a.String() {
		return nil, at.invalid(op, llm.FieldEndpoint, "endpoint.model is another deployment than endpoint.auth.resources begins with", endpointFix)
	}
	return at, onlyAt(op, to, runtimeHosts(a.Region))
}

func (i *inference) onGateway(ctx context.Context, op string, to llm.Endpoint, named string) (*callee, error) {
	c, g, err := (&routeDriver{platform: i.platform}).open(ctx, op, to.Model, named)
	if err != nil {
		return nil, atEndpoint(err)
	}
	at := &callee{platform: i.platform, c: c, to: to, region: g.Region, gateway: g}
	hosts := []string{gatewayHost(g)}
	if onlyAt(op, to, hosts) != nil { // some gateway may have an address of its own, which only it can tell
		self, err := c.agentcore.GetGateway(ctx, &control.GetGatewayInput{GatewayIdentifier: &g.ID})
		if err != nil {
			return nil, atEndpoint(translate(op, clip(to.Model), err))
		}
		hosts = append(hosts, hostName(deref(self.GatewayUrl)))
	}
	return at, onlyAt(op, to, hosts)
}

const endpointFix = "Give the endpoint of an llm_deployment or llm_route as it is."

// atEndpoint says which argument holds what was refused.
func atEndpoint(err error) error {
	known, ok := errors.AsType[*llm.Error](err)
	if !ok || known.Field == "" && known.Code != llm.CodeRefused {
		return err
	}
	told := *known
	told.Field, told.Fix = llm.FieldEndpoint, cmp.Or(told.Fix, endpointFix)
	return &told
}

// runtimeHosts are the names of Bedrock's runtime in a region: plain, FIPS, dual stack.
func runtimeHosts(region string) []string {
	_, domain := partition(region)
	return []string{
		"bedrock-runtime." + region + "." + domain, "bedrock-runtime-fips." + region + "." + domain, "bedrock-runtime." + region + ".api.aws",
	}
}

func gatewayHost(g gateway) string {
	_, domain := partition(g.Region)
	return g.ID + ".gateway.bedrock-agentcore." + g.Region + "." + domain
}

// onlyAt refuses an address at any other host.
func onlyAt(op string, to llm.Endpoint, hosts []string) error {
	for _, address := range []string{to.URLs.Converse, to.URLs.OpenAI, to.URLs.Anthropic} {
		if address == "" || slices.Contains(hosts, hostName(address)) {
			continue
		}
		return &llm.Error{
			Op: op, Object: clip(to.Model), Code: llm.CodeRefused, Field: llm.FieldEndpoint,
			Message: "an address of endpoint.urls is at another host than " + strings.Join(hosts, ", ") + ", where what endpoint.auth.resources names answers",
			Fix:     "Nothing was sent, and no credential was made. " + endpointFix,
		}
	}
	return nil
}

// hostName is the host of an address, empty where it is none.
func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
