package amazonbedrock

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const authOp = "open Amazon Bedrock"

// credentialRetries bounds what is tried before the first call; the long retries begin after it.
const credentialRetries = 4

// session is what the configuration turned into: who calls, as which account, by which way.
type session struct {
	aws     aws.Config
	account string // empty: not asked for
	next    http.RoundTripper
}

// open finds the credentials and asks whose they are. The region of the first call serves STS where there is no default.
func (p *Platform) open(ctx context.Context, region string) (*session, error) {
	if p.config.Unconfigured {
		return nil, authError(llm.CodeInvalid, "the provider's configuration is not known yet", "Apply what it depends on first.")
	}
	if len(p.config.AllowedAccountIDs) > 0 && len(p.config.ForbiddenAccountIDs) > 0 {
		return nil, authError(llm.CodeInvalid, "allowed_account_ids and forbidden_account_ids are both set", "Set one of them.")
	}
	s, err := p.authenticate(ctx, cmp.Or(p.defaultRegion(), region))
	if err != nil {
		return nil, err
	}
	return s, p.checkAccount(s.account)
}

func (p *Platform) authenticate(ctx context.Context, region string) (*session, error) {
	if p.config.Credentials != nil {
		own := aws.Config{Region: region, Credentials: p.wrapped(p.config.Credentials)}
		s := &session{aws: own, account: p.config.AccountID, next: p.config.HTTPClient}
		if s.next == nil {
			s.next = awshttp.NewBuildableClient().GetTransport()
		}
		return s, nil
	}
	if err := p.checkEndpoints(); err != nil {
		return nil, err
	}
	base := p.baseConfig(region)
	unasked := *base
	unasked.SkipCredsValidation = true // whose they are is asked once, below
	_, loaded, diags := awsbase.GetAwsConfig(ctx, &unasked)
	if diags.HasError() {
		return nil, p.credentialError(ctx, causeOf(diags))
	}
	loaded.Credentials = p.wrapped(loaded.Credentials)
	s := &session{aws: loaded, account: p.config.AccountID, next: roundTripper(loaded, p.config.HTTPClient)}
	if s.account == "" {
		account, _, diags := awsbase.GetAwsAccountIDAndPartition(ctx, loaded, base)
		if diags.HasError() {
			return nil, p.identityError(ctx, causeOf(diags))
		}
		s.account = account
	}
	return s, nil
}

// roundTripper takes over proxies and certificates that the configuration names.
func roundTripper(loaded aws.Config, own http.RoundTripper) http.RoundTripper {
	if own != nil {
		return own
	}
	if client, ok := loaded.HTTPClient.(*awshttp.BuildableClient); ok {
		return client.GetTransport()
	}
	return awshttp.NewBuildableClient().GetTransport()
}

// checkAccount keeps the sandbox and the real cloud apart, and to the accounts that are allowed.
func (p *Platform) checkAccount(account string) error {
	switch {
	case p.config.Sandbox && account != SandboxAccount:
		return authError(llm.CodeRefused, fmt.Sprintf("the sandbox answers as account %q, which is not the sandbox's", account), "Use a sandbox made by this provider.")
	case !p.config.Sandbox && account == SandboxAccount:
		return authError(llm.CodeRefused, "the credentials are of account "+SandboxAccount+", which only the sandbox has",
			"Set sandbox in the provider block, or use credentials of a real account.")
	case account == "" && len(p.config.AllowedAccountIDs)+len(p.config.ForbiddenAccountIDs) > 0:
		return authError(llm.CodeInvalid, "the account is not known, yet allowed or forbidden accounts are set", "Remove skip_requesting_account_id.")
	}
	allowed := awsbase.Config{AllowedAccountIds: p.config.AllowedAccountIDs, ForbiddenAccountIds: p.config.ForbiddenAccountIDs}
	if err := allowed.VerifyAccountIDAllowed(account); err != nil {
		return authError(llm.CodeRefused, "the credentials are of account "+account+", which allowed_account_ids or forbidden_account_ids rules out",
			"Use credentials of an allowed account.")
	}
	return nil
}

// checkEndpoints refuses to send credentials in the clear.
func (p *Platform) checkEndpoints() error {
	for name, address := range map[string]string{"sts": p.config.Endpoints.STS, "iam": p.config.Endpoints.IAM, "sso": p.config.Endpoints.SSO} {
		if address != "" && !strings.HasPrefix(address, "https://") {
			return authError(llm.CodeInvalid, fmt.Sprintf("the endpoint of %s is not an https address", name), "Give an address that starts with https://.")
		}
	}
	return nil
}

// baseConfig says the same in the words of aws-sdk-go-base. Its own retries serve the credentials only.
func (p *Platform) baseConfig(region string) *awsbase.Config {
	c := p.config
	base := &awsbase.Config{
		Region: region, AccessKey: c.AccessKey, SecretKey: c.SecretKey, Token: c.Token, Profile: c.Profile,
		SharedConfigFiles: c.SharedConfigFiles, SharedCredentialsFiles: c.SharedCredentialsFiles,
		AllowedAccountIds: c.AllowedAccountIDs, ForbiddenAccountIds: c.ForbiddenAccountIDs,
		CustomCABundle: c.CustomCABundle, HTTPProxy: c.HTTPProxy, HTTPSProxy: c.HTTPSProxy, NoProxy: c.NoProxy, HTTPProxyMode: awsbase.HTTPProxyModeLegacy,
		UseFIPSEndpoint: c.UseFIPSEndpoint, UseDualStackEndpoint: c.UseDualStack,
		StsRegion: c.STSRegion, StsEndpoint: c.Endpoints.STS, IamEndpoint: c.Endpoints.IAM, SsoEndpoint: c.Endpoints.SSO,
		EC2MetadataServiceEndpoint: c.EC2MetadataEndpoint, EC2MetadataServiceEndpointMode: c.EC2MetadataEndpointMode,
		SkipCredsValidation: c.SkipCredentialsValidation, SkipRequestingAccountId: c.SkipRequestingAccountID,
		MaxRetries: credentialRetries, SuppressDebugLog: true, CallerName: "Terraform provider llm",
	}
	if c.SkipMetadataAPICheck {
		base.EC2MetadataServiceEnableState = imds.ClientDisabled
	}
	if c.HTTPClient != nil {
		base.HTTPClient = &http.Client{Transport: c.HTTPClient}
	}
	base.AssumeRole, base.AssumeRoleWithWebIdentity = assumeRoles(c.AssumeRoles), webIdentity(c.WebIdentity)
	return base
}

func assumeRoles(roles []AssumeRole) []awsbase.AssumeRole {
	var out []awsbase.AssumeRole
	for _, r := range roles {
		out = append(out, awsbase.AssumeRole{
			RoleARN: r.RoleARN, Duration: r.Duration, ExternalID: r.ExternalID, Policy: r.Policy, PolicyARNs: r.PolicyARNs,
			SessionName: r.SessionName, SourceIdentity: r.SourceIdentity, Tags: r.Tags, TransitiveTagKeys: r.TransitiveTagKeys,
		})
	}
	return out
}

func webIdentity(w *WebIdentity) *awsbase.AssumeRoleWithWebIdentity {
	if w == nil {
		return nil
	}
	return &awsbase.AssumeRoleWithWebIdentity{
		RoleARN: w.RoleARN, Duration: w.Duration, Policy: w.Policy, PolicyARNs: w.PolicyARNs, SessionName: w.SessionName,
		WebIdentityToken: w.Token, WebIdentityTokenFile: w.TokenFile,
	}
}

// environmentRegion is the region that every AWS tool takes from the environment.
func environmentRegion() string {
	return cmp.Or(os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION"))
}
