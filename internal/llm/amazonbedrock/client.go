package amazonbedrock

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	tagging "github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/smithy-go/middleware"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// client calls the services in one region, for one account.
type client struct {
	region    string
	account   string // empty: not known
	bedrock   *bedrock.Client
	agentcore *control.Client
	tagging   *tagging.Client
	quotas    *servicequotas.Client
	retryer   *retryer
	session   *session
	writing   chan struct{} // holds one while a request changes something of AgentCore's
}

// newClient pins each service to its host. A bearer token in the environment never replaces the configured credentials.
func (p *Platform) newClient(ctx context.Context, s *session, region string) (*client, error) {
	shared := s.aws.Copy()
	shared.Region, shared.Retryer = region, nil
	shared.APIOptions = append(append(shared.APIOptions, p.userAgent()...), rememberLastAnswer)
	c := &client{region: region, account: s.account, session: s, retryer: p.retryer, writing: make(chan struct{}, 1)}
	if err := p.bedrockClient(ctx, c, s, shared); err != nil {
		return nil, endpointError("bedrock", err)
	}
	if err := p.agentcoreClient(ctx, c, s, shared); err != nil {
		return nil, endpointError("bedrockagentcore", err)
	}
	if err := p.taggingClient(ctx, c, s, shared); err != nil {
		return nil, endpointError("tagging", err)
	}
	if err := p.quotasClient(ctx, c, s, shared); err != nil {
		return nil, endpointError("servicequotas", err)
	}
	return c, nil
}

func endpointError(service string, err error) error {
	return authError(llm.CodeInvalid, "endpoint of "+service+": "+err.Error(), "Give an address such as https://bedrock.us-east-1.amazonaws.com, or none.")
}

func (p *Platform) userAgent() []func(*middleware.Stack) error {
	if p.config.UserAgent == "" {
		return nil
	}
	return []func(*middleware.Stack) error{awsmiddleware.AddUserAgentKey(p.config.UserAgent)}
}

func (p *Platform) bedrockClient(ctx context.Context, c *client, s *session, shared aws.Config) (err error) {
	c.bedrock = bedrock.NewFromConfig(shared, func(o *bedrock.Options) {
		o.AuthSchemePreference, o.BearerAuthTokenProvider = []string{"sigv4"}, nil
		o.Retryer, o.BaseEndpoint = p.retryer, endpointOr(p.config.Endpoints.Bedrock, o.BaseEndpoint)
		o.EndpointOptions.UseFIPSEndpoint = fips(p.config, o.EndpointOptions.UseFIPSEndpoint)
		o.EndpointOptions.UseDualStackEndpoint = dualStack(p.config, o.EndpointOptions.UseDualStackEndpoint)
		resolved, failed := bedrock.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, bedrock.EndpointParameters{
			Region: &c.region, Endpoint: o.BaseEndpoint,
			UseDualStack: aws.Bool(o.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled),
			UseFIPS:      aws.Bool(o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled),
		}.WithDefaults())
		if err = failed; err == nil {
			o.HTTPClient, err = guarded(s.next, resolved.URI, restRequests(templates()))
		}
	})
	return err
}

func (p *Platform) taggingClient(ctx context.Context, c *client, s *session, shared aws.Config) (err error) {
	c.tagging = tagging.NewFromConfig(shared, func(o *tagging.Options) {
		o.Retryer, o.BaseEndpoint = p.retryer, endpointOr(p.config.Endpoints.Tagging, o.BaseEndpoint)
		o.EndpointOptions.UseFIPSEndpoint = fips(p.config, o.EndpointOptions.UseFIPSEndpoint)
		o.EndpointOptions.UseDualStackEndpoint = dualStack(p.config, o.EndpointOptions.UseDualStackEndpoint)
		resolved, failed := tagging.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, tagging.EndpointParameters{
			Region: &c.region, Endpoint: o.BaseEndpoint,
			UseDualStack: aws.Bool(o.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled),
			UseFIPS:      aws.Bool(o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled),
		}.WithDefaults())
		if err = failed; err == nil {
			o.HTTPClient, err = guarded(s.next, resolved.URI, targetRequests("ResourceGroupsTaggingAPI_20170126.GetResources"))
		}
	})
	return err
}

func (p *Platform) quotasClient(ctx context.Context, c *client, s *session, shared aws.Config) (err error) {
	c.quotas = servicequotas.NewFromConfig(shared, func(o *servicequotas.Options) {
		o.Retryer, o.BaseEndpoint = p.retryer, endpointOr(p.config.Endpoints.ServiceQuotas, o.BaseEndpoint)
		o.EndpointOptions.UseFIPSEndpoint = fips(p.config, o.EndpointOptions.UseFIPSEndpoint)
		o.EndpointOptions.UseDualStackEndpoint = dualStack(p.config, o.EndpointOptions.UseDualStackEndpoint)
		resolved, failed := servicequotas.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, servicequotas.EndpointParameters{
			Region: &c.region, Endpoint: o.BaseEndpoint,
			UseDualStack: aws.Bool(o.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled),
			UseFIPS:      aws.Bool(o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled),
		}.WithDefaults())
		if err = failed; err == nil {
			o.HTTPClient, err = guarded(s.next, resolved.URI, targetRequests("ServiceQuotasV20190624.ListServiceQuotas"))
		}
	})
	return err
}

// endpointOr prefers the provider's address to that of the environment.
func endpointOr(custom string, environment *string) *string {
	if custom != "" {
		return &custom
	}
	return environment
}

// fips and dualStack let the provider block ask for what the environment does not.
func fips(c Config, environment aws.FIPSEndpointState) aws.FIPSEndpointState {
	if c.UseFIPSEndpoint {
		return aws.FIPSEndpointStateEnabled
	}
	return environment
}

func dualStack(c Config, environment aws.DualStackEndpointState) aws.DualStackEndpointState {
	if c.UseDualStack {
		return aws.DualStackEndpointStateEnabled
	}
	return environment
}
