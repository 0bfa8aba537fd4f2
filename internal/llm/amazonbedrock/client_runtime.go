package amazonbedrock

import (
	"context"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
)

// runtimeClient asks models in the client's region. It tries once, whatever the provider is told of retries: every try may be paid for.
func (p *Platform) runtimeClient(ctx context.Context, c *client) (made *bedrockruntime.Client, err error) {
	shared := c.session.aws.Copy()
	shared.Region, shared.Retryer, shared.APIOptions = c.region, nil, append(shared.APIOptions, p.userAgent()...)
	made = bedrockruntime.NewFromConfig(shared, func(o *bedrockruntime.Options) {
		o.AuthSchemePreference, o.BearerAuthTokenProvider = []string{"sigv4"}, nil
		o.Retryer = aws.NopRetryer{}
		o.EndpointOptions.UseFIPSEndpoint = fips(p.config, o.EndpointOptions.UseFIPSEndpoint)
		o.EndpointOptions.UseDualStackEndpoint = dualStack(p.config, o.EndpointOptions.UseDualStackEndpoint)
		resolved, failed := bedrockruntime.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, bedrockruntime.EndpointParameters{
			Region: &c.region, Endpoint: o.BaseEndpoint,
			UseDualStack: new(o.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled),
			UseFIPS:      new(o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled),
		}.WithDefaults())
		if err = failed; err == nil {
			o.HTTPClient, err = guarded(c.session.next, resolved.URI, restRequests(runtimeTemplates()))
		}
	})
	return made, err
}

// runtimeTemplates returns the only request that is sent to the runtime: a question to a deployment.
func runtimeTemplates() []template {
	return []template{{methods: "POST", path: regexp.MustCompile(
		`^/model/arn%3A(aws[a-z-]*)%3Abedrock%3A[a-z0-9-]{1,30}%3A[0-9]{12}%3A(` + kindProfile + `|` + kindThroughput + `|` + kindCustom + `)%2F[0-9a-zA-Z-]{1,64}/converse$`)}}
}
