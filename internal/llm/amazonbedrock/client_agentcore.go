package amazonbedrock

import (
	"context"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/aws"
	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
)

// agentcoreClient is the client of AgentCore's control plane, whose gateways hold routes.
func (p *Platform) agentcoreClient(ctx context.Context, c *client, s *session, shared aws.Config) (err error) {
	c.agentcore = control.NewFromConfig(shared, func(o *control.Options) {
		o.AuthSchemePreference = []string{"sigv4"}
		o.Retryer, o.BaseEndpoint = p.retryer, endpointOr(p.config.Endpoints.AgentCore, o.BaseEndpoint)
		o.EndpointOptions.UseFIPSEndpoint = fips(p.config, o.EndpointOptions.UseFIPSEndpoint)
		o.EndpointOptions.UseDualStackEndpoint = dualStack(p.config, o.EndpointOptions.UseDualStackEndpoint)
		resolved, failed := control.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, control.EndpointParameters{
			Region: &c.region, Endpoint: o.BaseEndpoint,
			UseDualStack: new(o.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled),
			UseFIPS:      new(o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled),
		}.WithDefaults())
		if err = failed; err == nil {
			o.HTTPClient, err = guarded(s.next, resolved.URI, restRequests(agentcoreTemplates()))
		}
	})
	return err
}

// agentcoreTemplates returns the requests that are sent to AgentCore. Gateways are read and never changed.
func agentcoreTemplates() []template {
	in := func(rest string) *regexp.Regexp {
		return regexp.MustCompile(`^/gateways/` + gatewayIDForm + rest + `$`)
	}
	return []template{
		{methods: "GET", path: regexp.MustCompile(`^/gateways/$`)},
		{methods: "GET", path: in(`/`)},
		{methods: "GET POST", path: in(`/targets/`)},
		{methods: "GET PUT DELETE", path: in(`/targets/` + targetIDForm + `/`)},
		{methods: "GET POST", path: in(`/rules`)},
		{methods: "PATCH DELETE", path: in(`/rules/` + ruleIDForm)},
		{methods: "GET POST", path: in(`/rate-limits`)},
		{methods: "PATCH DELETE", path: in(`/rate-limits/` + limitIDForm)},
		{methods: "POST", path: regexp.MustCompile(`^/identities/(GetApiKeyCredentialProvider|GetOauth2CredentialProvider)$`)}, // reads, for all that their method says
	}
}

// write sends one request that changes something at a time: AgentCore takes 5 such requests a second from an account.
func (c *client) write(ctx context.Context, send func(ctx context.Context, patiently func(*control.Options)) error) error {
	select {
	case c.writing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-c.writing }()
	return send(ctx, func(o *control.Options) { o.Retryer = c.retryer.patient() })
}
