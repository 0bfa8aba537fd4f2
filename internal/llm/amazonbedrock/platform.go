// Package amazonbedrock deploys language models on Amazon Bedrock: application inference profiles for on-demand use,
// provisioned throughput, and deployments of custom models.
package amazonbedrock

import (
	"cmp"
	"context"
	"os"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	tagging "github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/smithy-go/middleware"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Platform is Amazon Bedrock under one configuration. It opens itself on the first call that needs the network. It is
// safe for concurrent use.
type Platform struct {
	config   Config
	retryer  *retryer
	session  *lazy[*session]
	clients  lazyMap[*client]
	catalogs lazyMap[*catalog]
	quotas   lazyMap[[]quota]
	region   func() string
}

// NewPlatform keeps the configuration. It asks nothing of the network or the file system and never fails: what is
// wrong with the configuration is an error of the first call.
func NewPlatform(cfg Config) *Platform {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	p := &Platform{config: cfg, retryer: newRetryer(cfg.MaxRetries), session: newLazy[*session]()}
	p.region = sync.OnceValue(p.findRegion)
	return p
}

// Deployments returns the driver of deployments.
func (p *Platform) Deployments() llm.DeploymentDriver {
	return &driver{platform: p}
}

// defaultRegion is where a deployment is placed that names no region; empty where nobody says.
func (p *Platform) defaultRegion() string { return p.region() }

// findRegion looks where every AWS tool looks. A platform with credentials of its own, such as the sandbox, has a region
// of its own.
func (p *Platform) findRegion() string {
	c := p.config
	if c.Region != "" || c.Credentials != nil || c.Unconfigured {
		return c.Region
	}
	if region := environmentRegion(); region != "" {
		return region
	}
	profile, err := config.LoadSharedConfigProfile(context.Background(),
		cmp.Or(c.Profile, os.Getenv("AWS_PROFILE"), os.Getenv("AWS_DEFAULT_PROFILE"), "default"), func(o *config.LoadSharedConfigOptions) {
			o.ConfigFiles = withDefaults(c.SharedConfigFiles, os.Getenv("AWS_CONFIG_FILE"), config.DefaultSharedConfigFiles)
			o.CredentialsFiles = withDefaults(c.SharedCredentialsFiles, os.Getenv("AWS_SHARED_CREDENTIALS_FILE"), config.DefaultSharedCredentialsFiles)
		})
	if err != nil {
		return "" // no such profile or file: then the missing region, or the missing credentials, is the error
	}
	return profile.Region
}

func withDefaults(given []string, environment string, defaults []string) []string {
	switch {
	case len(given) > 0:
		return given
	case environment != "":
		return []string{environment}
	}
	return defaults
}

// regionOf is where a spec's deployment lives.
func (p *Platform) regionOf(spec llm.DeploymentSpec) string {
	return cmp.Or(spec.Bedrock.Region, p.defaultRegion())
}

// client calls the services in one region, for one account.
type client struct {
	region  string
	account string // empty: not known
	bedrock *bedrock.Client
	tagging *tagging.Client
	quotas  *servicequotas.Client
	retryer *retryer
}

// client opens a region.
func (p *Platform) client(ctx context.Context, region string) (*client, error) {
	s, err := p.session.get(ctx, func(ctx context.Context) (*session, error) { return p.open(ctx, region) })
	if err != nil {
		return nil, err
	}
	return p.clients.at(region).get(ctx, func(context.Context) (*client, error) {
		return p.newClient(s, region)
	})
}

// owner opens the region that an id names, if the account is the right one.
func (p *Platform) owner(ctx context.Context, op string, id llm.ID) (*client, arn, error) {
	a, err := parseDeploymentARN(id.Value)
	if err != nil {
		return nil, arn{}, &llm.Error{Op: op, Object: clip(id.Value), Code: llm.CodeRefused, Message: err.Error(), Err: err}
	}
	c, err := p.client(ctx, a.Region)
	if err != nil {
		return nil, arn{}, err
	}
	if err := foreignTo(a.Account, c.account, p.config.Sandbox); err != nil {
		return nil, arn{}, &llm.Error{
			Op: op, Object: a.String(), Code: llm.CodeRefused, Field: llm.FieldID, Message: err.Error(), Err: err,
			Fix: "Use the credentials with which it was made.",
		}
	}
	return c, a, nil
}

// newClient pins each service to its host. A bearer token in the environment never replaces the configured credentials.
func (p *Platform) newClient(s *session, region string) (*client, error) {
	shared := s.aws.Copy()
	shared.Region, shared.Retryer = region, nil
	shared.APIOptions = append(shared.APIOptions, p.userAgent()...)
	c := &client{region: region, account: s.account, retryer: p.retryer}
	if err := p.bedrockClient(c, s, shared); err != nil {
		return nil, endpointError("bedrock", err)
	}
	if err := p.taggingClient(c, s, shared); err != nil {
		return nil, endpointError("tagging", err)
	}
	if err := p.quotasClient(c, s, shared); err != nil {
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

func (p *Platform) bedrockClient(c *client, s *session, shared aws.Config) (err error) {
	c.bedrock = bedrock.NewFromConfig(shared, func(o *bedrock.Options) {
		o.AuthSchemePreference, o.BearerAuthTokenProvider = []string{"sigv4"}, nil
		o.Retryer, o.BaseEndpoint = p.retryer, endpointOr(p.config.Endpoints.Bedrock, o.BaseEndpoint)
		o.EndpointOptions.UseFIPSEndpoint = fips(p.config, o.EndpointOptions.UseFIPSEndpoint)
		o.EndpointOptions.UseDualStackEndpoint = dualStack(p.config, o.EndpointOptions.UseDualStackEndpoint)
		resolved, failed := bedrock.NewDefaultEndpointResolverV2().ResolveEndpoint(context.Background(), bedrock.EndpointParameters{
			Region: &c.region, Endpoint: o.BaseEndpoint,
			UseDualStack: aws.Bool(o.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled),
			UseFIPS:      aws.Bool(o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled),
		}.WithDefaults())
		if err = failed; err == nil {
			o.HTTPClient, err = guarded(s.next, resolved.URI, restRequests())
		}
	})
	return err
}

func (p *Platform) taggingClient(c *client, s *session, shared aws.Config) (err error) {
	c.tagging = tagging.NewFromConfig(shared, func(o *tagging.Options) {
		o.Retryer, o.BaseEndpoint = p.retryer, endpointOr(p.config.Endpoints.Tagging, o.BaseEndpoint)
		o.EndpointOptions.UseFIPSEndpoint = fips(p.config, o.EndpointOptions.UseFIPSEndpoint)
		o.EndpointOptions.UseDualStackEndpoint = dualStack(p.config, o.EndpointOptions.UseDualStackEndpoint)
		resolved, failed := tagging.NewDefaultEndpointResolverV2().ResolveEndpoint(context.Background(), tagging.EndpointParameters{
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

func (p *Platform) quotasClient(c *client, s *session, shared aws.Config) (err error) {
	c.quotas = servicequotas.NewFromConfig(shared, func(o *servicequotas.Options) {
		o.Retryer, o.BaseEndpoint = p.retryer, endpointOr(p.config.Endpoints.ServiceQuotas, o.BaseEndpoint)
		o.EndpointOptions.UseFIPSEndpoint = fips(p.config, o.EndpointOptions.UseFIPSEndpoint)
		o.EndpointOptions.UseDualStackEndpoint = dualStack(p.config, o.EndpointOptions.UseDualStackEndpoint)
		resolved, failed := servicequotas.NewDefaultEndpointResolverV2().ResolveEndpoint(context.Background(), servicequotas.EndpointParameters{
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
