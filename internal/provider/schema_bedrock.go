package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func bedrockAttribute() schema.Attribute {
	block := attributes(bedrockArguments())
	block["max_retries"] = schema.Int64Attribute{
		Optional: true, Validators: []validator.Int64{int64validator.AtLeast(0)},
		MarkdownDescription: "How often one call is tried again when AWS throttles or fails. Default: until the operation's timeout. " +
			"Environment: `AWS_MAX_ATTEMPTS`, which counts the first try too.",
	}
	block["assume_role"] = assumeRoleAttribute()
	block["assume_role_with_web_identity"] = webIdentityAttribute()
	block["endpoints"] = schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "Addresses of services in place of the public ones. Https. Signed requests go there.",
		Attributes:          attributes(endpointArguments()),
	}
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Amazon Bedrock. Credentials are taken as hashicorp/aws takes them: arguments, environment, shared files, " +
			"single sign-on, web identity, container and instance roles. `AWS_BEARER_TOKEN_BEDROCK` is not used.",
		Attributes: block,
	}
}

func bedrockArguments() []argument {
	return append(append(bedrockCredentialArguments(), bedrockNetworkArguments()...), bedrockAccountArguments()...)
}

func bedrockCredentialArguments() []argument {
	return []argument{
		{
			name: "region", form: awsRegion, variables: []string{"AWS_REGION", "AWS_DEFAULT_REGION"},
			description: "Region for deployments that name none. Default: that of the profile.",
		},
		{
			name: "profile", form: anyText, variables: []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"},
			description: "Profile of the shared files.",
		},
		{
			name: "access_key", form: anyText, variables: []string{"AWS_ACCESS_KEY_ID"}, secret: true, with: []string{"secret_key"},
			description: "Access key id. Prefer the environment or a role.",
		},
		{
			name: "secret_key", form: anyText, variables: []string{"AWS_SECRET_ACCESS_KEY"}, secret: true, with: []string{"access_key"},
			description: "Secret access key.",
		},
		{
			name: "token", form: anyText, variables: []string{"AWS_SESSION_TOKEN"}, secret: true, with: []string{"access_key", "secret_key"},
			description: "Session token of temporary credentials.",
		},
		{
			name: "shared_config_files", kind: list, form: anyText, variables: []string{"AWS_CONFIG_FILE"},
			description: "Shared configuration files. Default: `~/.aws/config`.",
		},
		{
			name: "shared_credentials_files", kind: list, form: anyText, variables: []string{"AWS_SHARED_CREDENTIALS_FILE"},
			description: "Shared credentials files. Default: `~/.aws/credentials`.",
		},
	}
}

func bedrockNetworkArguments() []argument {
	return []argument{
		{
			name: "custom_ca_bundle", form: anyText, variables: []string{"AWS_CA_BUNDLE"},
			description: "PEM file of the certificate authorities to trust in place of the system's.",
		},
		{
			name: "http_proxy", form: proxyURL, variables: []string{"HTTP_PROXY", "http_proxy"}, secret: true,
			description: "Proxy for http requests, and for https requests where no `https_proxy` is set.",
		},
		{
			name: "https_proxy", form: proxyURL, variables: []string{"HTTPS_PROXY", "https_proxy"}, secret: true,
			description: "Proxy for https requests.",
		},
		{
			name: "no_proxy", form: anyText, variables: []string{"NO_PROXY", "no_proxy"},
			description: "Hosts to reach without the proxy, with commas between them.",
		},
		{
			name: "use_fips_endpoint", kind: flag, variables: []string{"AWS_USE_FIPS_ENDPOINT"},
			description: "Use the endpoints with FIPS 140 validated cryptography. Default: `false`.",
		},
		{
			name: "use_dualstack_endpoint", kind: flag, variables: []string{"AWS_USE_DUALSTACK_ENDPOINT"},
			description: "Use the endpoints that speak IPv6 too. Default: `false`.",
		},
		{
			name: "sts_region", form: awsRegion,
			description: "Region of the Security Token Service. Default: `region`.",
		},
		{
			name: "ec2_metadata_service_endpoint", form: metadataURL, variables: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT"},
			description: "Address of the EC2 metadata service. Http or https.",
		},
		{
			name: "ec2_metadata_service_endpoint_mode", form: metadataMode, variables: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"},
			description: "`IPv4` or `IPv6`. Default: `IPv4`.",
		},
		{
			name: "skip_metadata_api_check", kind: flag, variables: []string{"AWS_EC2_METADATA_DISABLED"},
			description: "Never ask the EC2 metadata service for credentials. Default: `false`.",
		},
	}
}

func bedrockAccountArguments() []argument {
	return []argument{
		{
			name: "allowed_account_ids", kind: list, form: awsAccount, without: []string{"forbidden_account_ids"},
			description: "Accounts that may be touched; in any other every operation fails. Default: all.",
		},
		{
			name: "forbidden_account_ids", kind: list, form: awsAccount, without: []string{"allowed_account_ids"},
			description: "Accounts that must not be touched. Default: none.",
		},
		{
			name: "skip_credentials_validation", kind: flag,
			description: "Do not try the credentials on the Security Token Service before the first call. Default: `false`.",
		},
		{
			name: "skip_requesting_account_id", kind: flag,
			description: "Do not ask which account the credentials belong to. Ids are then accepted from every account. Default: `false`.",
		},
	}
}

func endpointArguments() []argument {
	const everywhere = "AWS_ENDPOINT_URL"
	return []argument{
		{name: "bedrock", form: endpoint, variables: []string{"AWS_ENDPOINT_URL_BEDROCK", everywhere}, description: "Amazon Bedrock's control plane."},
		{name: "bedrockagentcore", form: endpoint, variables: []string{"AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL", everywhere}, description: "Amazon Bedrock AgentCore's control plane, for routes."},
		{name: "tagging", form: endpoint, variables: []string{"AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API", everywhere}, description: "Resource Groups Tagging API."},
		{name: "servicequotas", form: endpoint, variables: []string{"AWS_ENDPOINT_URL_SERVICE_QUOTAS", everywhere}, description: "Service Quotas."},
		{name: "sts", form: endpoint, variables: []string{"AWS_ENDPOINT_URL_STS", everywhere}, description: "Security Token Service."},
		{name: "iam", form: endpoint, variables: []string{"AWS_ENDPOINT_URL_IAM", everywhere}, description: "Identity and Access Management."},
		{name: "sso", form: endpoint, variables: []string{"AWS_ENDPOINT_URL_SSO", everywhere}, description: "Single sign-on."},
	}
}

func assumeRoleAttribute() schema.Attribute {
	block := attributes(roleArguments())
	block["tags"] = schema.MapAttribute{
		Optional: true, ElementType: types.StringType, MarkdownDescription: "Tags of the session.",
	}
	return schema.ListNestedAttribute{
		Optional:   true,
		Validators: []validator.List{listvalidator.SizeAtLeast(1)},
		MarkdownDescription: "IAM roles to assume, in order: each with the credentials of the one before, and the first with those " +
			"found otherwise.",
		NestedObject: schema.NestedAttributeObject{Attributes: block},
	}
}

func roleArguments() []argument {
	return []argument{
		{name: "role_arn", form: roleARN, required: true, description: "ARN of the role."},
		{name: "duration", form: roleDuration, description: "How long the session lasts: `15m` to `12h`. Default: `15m`."},
		{name: "external_id", form: externalID, description: "External id that the role's trust policy asks for."},
		{name: "policy", form: policyJSON, description: "IAM policy, as JSON, that narrows what the session may do."},
		{name: "policy_arns", kind: list, form: policyARN, description: "ARNs of IAM policies that narrow what the session may do."},
		{name: "session_name", form: sessionName, description: "Name of the session, seen in CloudTrail. Default: made by the SDK."},
		{name: "source_identity", form: sessionName, description: "Source identity of the session, seen in CloudTrail."},
		{name: "transitive_tag_keys", kind: list, form: anyText, description: "Keys of session tags that are passed on along the chain."},
	}
}

func webIdentityAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "IAM role to assume with an OpenID Connect token.",
		Attributes:          attributes(webIdentityArguments()),
	}
}

func webIdentityArguments() []argument {
	return []argument{
		{name: "role_arn", form: roleARN, variables: []string{"AWS_ROLE_ARN"}, description: "ARN of the role."},
		{name: "duration", form: roleDuration, description: "How long the session lasts: `15m` to `12h`. Default: `15m`."},
		{name: "policy", form: policyJSON, description: "IAM policy, as JSON, that narrows what the session may do."},
		{name: "policy_arns", kind: list, form: policyARN, description: "ARNs of IAM policies that narrow what the session may do."},
		{name: "session_name", form: sessionName, variables: []string{"AWS_ROLE_SESSION_NAME"}, description: "Name of the session, seen in CloudTrail."},
		{
			name: "web_identity_token", form: anyText, secret: true, without: []string{"web_identity_token_file"},
			description: "The token.",
		},
		{
			name: "web_identity_token_file", form: anyText, variables: []string{"AWS_WEB_IDENTITY_TOKEN_FILE"},
			description: "File that holds the token.",
		},
	}
}
