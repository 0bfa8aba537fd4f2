package provider

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

const role = "arn:aws:iam::123456789012:role/deployer"

func bedrockConfig(t *testing.T, arguments block, env environment) (amazonbedrock.Config, diag.Diagnostics) {
	t.Helper()
	var diags diag.Diagnostics
	p := &platforms{version: "test", lookup: env.lookup, diags: &diags}
	var given any
	if arguments != nil {
		given = arguments
	}
	return p.bedrock(t.Context(), decoded(t, block{"bedrock": given}).Bedrock), diags
}

func TestBedrockConfig(t *testing.T) {
	tests := []struct {
		name      string
		arguments block
		env       environment
		want      amazonbedrock.Config
	}{
		{name: "nothing leaves everything to AWS's own chain"},
		{
			name:      "the region comes from the argument before the environment",
			arguments: block{"region": "eu-central-1"},
			env:       environment{"AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-west-2"},
			want:      amazonbedrock.Config{Region: "eu-central-1"},
		},
		{
			name: "AWS_REGION comes before AWS_DEFAULT_REGION",
			env:  environment{"AWS_REGION": "us-gov-west-1", "AWS_DEFAULT_REGION": "us-west-2"},
			want: amazonbedrock.Config{Region: "us-gov-west-1"},
		},
		{
			name: "AWS_DEFAULT_REGION serves alone",
			env:  environment{"AWS_DEFAULT_REGION": "us-west-2"},
			want: amazonbedrock.Config{Region: "us-west-2"},
		},
		{
			name: "the variables of credentials are left to AWS's own chain",
			env: environment{
				"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token", "AWS_PROFILE": "work",
				"AWS_ROLE_ARN": role, "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_BEARER_TOKEN_BEDROCK": "bearer",
			},
		},
		{
			name:      "static keys",
			arguments: block{"access_key": "id", "secret_key": "secret", "token": "token"},
			want:      amazonbedrock.Config{AccessKey: "id", SecretKey: "secret", Token: "token"},
		},
		{
			name: "a profile of other files",
			arguments: block{
				"profile": "work", "shared_config_files": []any{"/config"}, "shared_credentials_files": []any{"/a", "/b"},
			},
			want: amazonbedrock.Config{
				Profile: "work", SharedConfigFiles: []string{"/config"}, SharedCredentialsFiles: []string{"/a", "/b"},
			},
		},
		{
			name: "a chain of roles keeps its order",
			arguments: block{"assume_role": []any{
				block{"role_arn": role},
				block{
					"role_arn": role + "2", "duration": "1h", "external_id": "x:1", "policy": "{}", "policy_arns": []any{"arn:aws:iam::aws:policy/P"},
					"session_name": "deploy", "source_identity": "me", "tags": block{"a": "b"}, "transitive_tag_keys": []any{"a"},
				},
			}},
			want: amazonbedrock.Config{AssumeRoles: []amazonbedrock.AssumeRole{
				{RoleARN: role},
				{
					RoleARN: role + "2", Duration: time.Hour, ExternalID: "x:1", Policy: "{}", PolicyARNs: []string{"arn:aws:iam::aws:policy/P"},
					SessionName: "deploy", SourceIdentity: "me", Tags: map[string]string{"a": "b"}, TransitiveTagKeys: []string{"a"},
				},
			}},
		},
		{
			name:      "a web identity of the block is completed from the environment",
			arguments: block{"assume_role_with_web_identity": block{"duration": "30m"}},
			env:       environment{"AWS_ROLE_ARN": role, "AWS_ROLE_SESSION_NAME": "ci", "AWS_WEB_IDENTITY_TOKEN_FILE": "/token"},
			want: amazonbedrock.Config{WebIdentity: &amazonbedrock.WebIdentity{
				RoleARN: role, SessionName: "ci", TokenFile: "/token", Duration: 30 * time.Minute,
			}},
		},
		{
			name:      "a web identity token of the block comes before the environment's file",
			arguments: block{"assume_role_with_web_identity": block{"role_arn": role, "web_identity_token": "jwt"}},
			env:       environment{"AWS_ROLE_ARN": role + "2", "AWS_WEB_IDENTITY_TOKEN_FILE": "/token"},
			want:      amazonbedrock.Config{WebIdentity: &amazonbedrock.WebIdentity{RoleARN: role, Token: "jwt"}},
		},
		{
			name:      "endpoints of the block come before the environment, the service's variable before the common one",
			arguments: block{"endpoints": block{"bedrock": "https://block.example"}},
			env: environment{
				"AWS_ENDPOINT_URL_BEDROCK": "https://bedrock.example", "AWS_ENDPOINT_URL_STS": "https://sts.example",
				"AWS_ENDPOINT_URL": "https://all.example",
			},
			want: amazonbedrock.Config{Endpoints: amazonbedrock.Endpoints{
				Bedrock: "https://block.example", STS: "https://sts.example", Tagging: "https://all.example", AgentCore: "https://all.example",
				ServiceQuotas: "https://all.example", IAM: "https://all.example", SSO: "https://all.example",
			}},
		},
		{
			name:      "retries are counted as given",
			arguments: block{"max_retries": 0},
			env:       environment{"AWS_MAX_ATTEMPTS": "7"},
			want:      amazonbedrock.Config{MaxRetries: new(0)},
		},
		{
			name: "AWS_MAX_ATTEMPTS counts the first try too",
			env:  environment{"AWS_MAX_ATTEMPTS": "7"},
			want: amazonbedrock.Config{MaxRetries: new(6)},
		},
		{
			name: "the network",
			arguments: block{
				"custom_ca_bundle": "/ca.pem", "http_proxy": "http://u:p@proxy:1", "https_proxy": "", "no_proxy": "localhost",
				"use_fips_endpoint": true, "sts_region": "us-west-2", "ec2_metadata_service_endpoint": "http://[fd00:ec2::254]",
				"ec2_metadata_service_endpoint_mode": "IPv6", "skip_metadata_api_check": true,
			},
			env: environment{"AWS_USE_DUALSTACK_ENDPOINT": "true"},
			want: amazonbedrock.Config{
				CustomCABundle: "/ca.pem", HTTPProxy: new("http://u:p@proxy:1"), HTTPSProxy: new(""), NoProxy: "localhost",
				UseFIPSEndpoint: true, UseDualStack: true, STSRegion: "us-west-2", EC2MetadataEndpoint: "http://[fd00:ec2::254]",
				EC2MetadataEndpointMode: "IPv6", SkipMetadataAPICheck: true,
			},
		},
		{
			name:      "bounds on accounts",
			arguments: block{"allowed_account_ids": []any{"123456789012"}, "skip_credentials_validation": true},
			want:      amazonbedrock.Config{AllowedAccountIDs: []string{"123456789012"}, SkipCredentialsValidation: true},
		},
		{
			name:      "forbidden accounts",
			arguments: block{"forbidden_account_ids": []any{"123456789012"}},
			want:      amazonbedrock.Config{ForbiddenAccountIDs: []string{"123456789012"}},
		},
		{
			name:      "an account that is never asked for",
			arguments: block{"skip_requesting_account_id": true},
			want:      amazonbedrock.Config{SkipRequestingAccountID: true},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, diags := bedrockConfig(t, test.arguments, test.env)
			if len(diags) > 0 {
				t.Fatalf("diagnostics: %v", lines(diags))
			}
			test.want.UserAgent = "terraform-llm/test"
			if diff := cmp.Diff(test.want, got, cmpopts.IgnoreTypes(modelcard.Table{}), cmpopts.IgnoreFields(amazonbedrock.Config{}, "CredentialSources")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBedrockConfig_wrongEnvironment(t *testing.T) {
	const given = "not right"
	webIdentity := block{"assume_role_with_web_identity": block{"web_identity_token": "jwt", "role_arn": nil}}
	for _, test := range []struct {
		variable, at string
		arguments    block
	}{
		{"AWS_REGION", "bedrock.region", nil},
		{"AWS_MAX_ATTEMPTS", "bedrock.max_retries", nil},
		{"AWS_USE_FIPS_ENDPOINT", "bedrock.use_fips_endpoint", nil},
		{"AWS_ENDPOINT_URL", "bedrock.endpoints.sts", nil},
		{"AWS_ROLE_ARN", "bedrock.assume_role_with_web_identity.role_arn", webIdentity},
	} {
		t.Run(test.variable+" is judged at "+test.at, func(t *testing.T) {
			_, diags := bedrockConfig(t, test.arguments, environment{test.variable: given})
			got := strings.Join(lines(diags), "\n")
			if !strings.Contains(got, "Error "+test.at+": ") || !strings.Contains(got, test.variable) || strings.Contains(got, given) {
				t.Errorf("got %q, want an error at %s that names %s and hides the value", got, test.at, test.variable)
			}
		})
	}
}

func TestBedrockConfig_incompleteWebIdentity(t *testing.T) {
	_, diags := bedrockConfig(t, block{"assume_role_with_web_identity": block{}}, nil)
	got := strings.Join(lines(diags), "\n")
	for _, want := range []string{
		"Error bedrock.assume_role_with_web_identity.role_arn: Role missing",
		"Error bedrock.assume_role_with_web_identity: Web identity token missing",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestBedrockConfig_sources(t *testing.T) {
	got, _ := bedrockConfig(t, block{"profile": "work-profile"}, environment{"AWS_ACCESS_KEY_ID": "AKIA-hush"})
	sources := strings.Join(got.CredentialSources, "\n")
	for _, want := range []string{
		"profile (set in the provider block)",
		"access_key (set by AWS_ACCESS_KEY_ID)",
		"secret_key (AWS_SECRET_ACCESS_KEY)",
		"AWS_WEB_IDENTITY_TOKEN_FILE",
		"shared files",
	} {
		if !strings.Contains(sources, want) {
			t.Errorf("sources lack %q:\n%s", want, sources)
		}
	}
	if strings.Contains(sources, "hush") || strings.Contains(sources, "work-profile") {
		t.Errorf("sources show a value:\n%s", sources)
	}
}
