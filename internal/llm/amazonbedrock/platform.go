// Package amazonbedrock deploys language models on Amazon Bedrock: application inference profiles for on-demand use,
// provisioned throughput, and deployments of custom models.
package amazonbedrock

import (
	"cmp"
	"context"
	"os"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// accessKept is how long a plan with many deployments of one model shares an answer about access to it.
const accessKept = time.Minute

// Platform is Amazon Bedrock under one configuration. It opens itself on the first call that needs the network. It is
// safe for concurrent use.
type Platform struct {
	config   Config
	retryer  *retryer
	session  llm.Memo[*session] // under the empty key
	clients  llm.Memo[*client]
	catalogs llm.Memo[*catalog]
	rests    rests
	quotas   llm.Memo[[]quota]
	accesses llm.Memo[access] // by region and model
	region   func() string

	publications *publications
	nonce        string // of this process: what tokens that are made from content begin with
}

// NewPlatform keeps the configuration. It asks nothing of the network or the file system and never fails: what is
// wrong with the configuration is an error of the first call.
func NewPlatform(cfg Config) *Platform {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	p := &Platform{config: cfg, retryer: newRetryer(cfg.MaxRetries), publications: newPublications(), nonce: newToken()}
	p.accesses.Keep = accessKept
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

// client opens a region.
func (p *Platform) client(ctx context.Context, region string) (*client, error) {
	s, err := p.session.Get(ctx, "Amazon Bedrock", func(ctx context.Context) (*session, error) { return p.open(ctx, region) })
	if err != nil {
		return nil, err
	}
	return p.clients.Get(ctx, region, func(ctx context.Context) (*client, error) {
		return p.newClient(ctx, s, region)
	})
}

// owner opens the region that an id names, if the account is the right one. What the id alone tells is judged before any
// credentials are looked for.
func (p *Platform) owner(ctx context.Context, op string, id llm.ID) (*client, arn, error) {
	a, err := parseDeploymentARN(id.Value)
	if err != nil {
		return nil, arn{}, &llm.Error{Op: op, Object: clip(id.Value), Code: llm.CodeRefused, Message: err.Error(), Err: err}
	}
	if err := p.foreign(a); err != nil {
		return nil, arn{}, p.foreignError(op, a, err)
	}
	c, err := p.client(ctx, a.Region)
	if err != nil {
		return nil, arn{}, err
	}
	if err := foreignTo(a.Account, c.account, p.config.Sandbox); err != nil {
		return nil, arn{}, p.foreignError(op, a, err)
	}
	return c, a, nil
}
