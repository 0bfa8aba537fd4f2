package provider

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// bedrock turns the bedrock block and the environment into the driver's terms.
// What AWS's own client reads from the environment is left to it, so that the
// order of precedence is that of every AWS tool.
func (p *platforms) bedrock(ctx context.Context, block types.Object) amazonbedrock.Config {
	var m tfBedrock
	decode(ctx, block, &m, p.diags)
	if p.sandbox != nil {
		return p.bedrockSandbox(m)
	}
	r := p.reader(path.Root("bedrock"), bedrockArguments())
	cfg := bedrockCredentials(r, m)
	cfg.CredentialSources = slices.Concat(r.looked, []string{
		"web identity (AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE)",
		"shared files (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE)", "single sign-on", "container role", "instance role",
	})
	bedrockNetwork(r, m, &cfg)
	if known(ctx, block) {
		cfg.AssumeRoles = p.assumeRoles(ctx, m.AssumeRole)
		cfg.WebIdentity = p.webIdentity(ctx, m.AssumeRoleWithWebIdentity)
		cfg.Endpoints = p.endpoints(ctx, m.Endpoints)
		cfg.MaxRetries = p.maxRetries(m.MaxRetries)
	}
	cfg.UserAgent = p.userAgent()
	cfg.Secrets = p.secrets
	return cfg
}

// bedrockSandbox takes the region from the block if it names one and everything
// else from the sandbox.
func (p *platforms) bedrockSandbox(m tfBedrock) amazonbedrock.Config {
	region := m.Region.ValueString()
	if region == "" {
		region = sandbox.AWSRegion
	}
	return amazonbedrock.Config{
		Region:                    region,
		AccountID:                 sandbox.AWSAccount,
		HTTPClient:                p.sandbox,
		Credentials:               aws.CredentialsProviderFunc(sandboxKeys),
		SkipCredentialsValidation: true,
		Now:                       p.now(),
		Sandbox:                   true,
		UserAgent:                 p.userAgent(),
		Secrets:                   p.secrets,
	}
}

// sandboxKeys are credentials that only the sandbox takes.
func sandboxKeys(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIDSANDBOX000000000", SecretAccessKey: "key-that-opens-the-sandbox-alone", Source: "sandbox"}, nil
}

func bedrockCredentials(r *reader, m tfBedrock) amazonbedrock.Config {
	return amazonbedrock.Config{
		Region:                    r.text("region", m.Region),
		Profile:                   r.own("profile", m.Profile),
		AccessKey:                 r.own("access_key", m.AccessKey),
		SecretKey:                 r.own("secret_key", m.SecretKey),
		Token:                     r.own("token", m.Token),
		SharedConfigFiles:         texts(m.SharedConfigFiles),
		SharedCredentialsFiles:    texts(m.SharedCredentialsFiles),
		AllowedAccountIDs:         texts(m.AllowedAccountIDs),
		ForbiddenAccountIDs:       texts(m.ForbiddenAccountIDs),
		SkipMetadataAPICheck:      m.SkipMetadataAPICheck.ValueBool(),
		SkipCredentialsValidation: m.SkipCredentialsValidation.ValueBool(),
		SkipRequestingAccountID:   m.SkipRequestingAccountID.ValueBool(),
	}
}

func bedrockNetwork(r *reader, m tfBedrock, cfg *amazonbedrock.Config) {
	cfg.CustomCABundle = m.CustomCABundle.ValueString()
	r.find("http_proxy", m.HTTPProxy)
	r.find("https_proxy", m.HTTPSProxy)
	cfg.HTTPProxy = m.HTTPProxy.ValueStringPointer()
	cfg.HTTPSProxy = m.HTTPSProxy.ValueStringPointer()
	cfg.NoProxy = m.NoProxy.ValueString()
	cfg.UseFIPSEndpoint = r.flag("use_fips_endpoint", m.UseFIPSEndpoint, false)
	cfg.UseDualStack = r.flag("use_dualstack_endpoint", m.UseDualStackEndpoint, false)
	cfg.STSRegion = m.STSRegion.ValueString()
	cfg.EC2MetadataEndpoint = m.EC2MetadataEndpoint.ValueString()
	cfg.EC2MetadataEndpointMode = m.EC2MetadataEndpointMode.ValueString()
}

// maxRetries counts retries, where AWS's variable counts attempts.
func (p *platforms) maxRetries(given types.Int64) *int {
	const variable = "AWS_MAX_ATTEMPTS"
	if !given.IsNull() {
		retries := int(given.ValueInt64())
		return &retries
	}
	value := p.lookup(variable)
	if value == "" {
		return nil
	}
	attempts, err := strconv.Atoi(value)
	if err != nil || attempts < 1 {
		p.diags.AddAttributeError(path.Root("bedrock").AtName("max_retries"), "Invalid environment variable",
			"The value of the environment variable "+variable+" must be a whole number of at least 1. Correct or unset it, or set "+
				"bedrock.max_retries, which comes first.")
		return nil
	}
	retries := attempts - 1
	return &retries
}

func (p *platforms) endpoints(ctx context.Context, block types.Object) amazonbedrock.Endpoints {
	var m tfEndpoints
	decode(ctx, block, &m, p.diags)
	r := p.reader(path.Root("bedrock").AtName("endpoints"), endpointArguments())
	return amazonbedrock.Endpoints{
		Bedrock:       r.text("bedrock", m.Bedrock),
		AgentCore:     r.text("bedrockagentcore", m.AgentCore),
		Tagging:       r.text("tagging", m.Tagging),
		ServiceQuotas: r.text("servicequotas", m.ServiceQuotas),
		STS:           r.text("sts", m.STS),
		IAM:           r.text("iam", m.IAM),
		SSO:           r.text("sso", m.SSO),
	}
}

// sessionLength reads a duration whose form was checked; zero is AWS's default.
func sessionLength(given types.String) time.Duration {
	d, err := time.ParseDuration(given.ValueString())
	if err != nil {
		return 0
	}
	return d
}
