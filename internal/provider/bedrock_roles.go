package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
)

// assumeRoles reads the chain of roles, in order.
func (p *platforms) assumeRoles(ctx context.Context, list types.List) []amazonbedrock.AssumeRole {
	var chain []tfAssumeRole
	if !list.IsNull() {
		p.diags.Append(list.ElementsAs(ctx, &chain, false)...)
	}
	var roles []amazonbedrock.AssumeRole
	for _, m := range chain {
		roles = append(roles, amazonbedrock.AssumeRole{
			RoleARN:           m.RoleARN.ValueString(),
			Duration:          sessionLength(m.Duration),
			ExternalID:        m.ExternalID.ValueString(),
			Policy:            m.Policy.ValueString(),
			PolicyARNs:        texts(m.PolicyARNs),
			SessionName:       m.SessionName.ValueString(),
			SourceIdentity:    m.SourceIdentity.ValueString(),
			Tags:              textMap(m.Tags),
			TransitiveTagKeys: texts(m.TransitiveTagKeys),
		})
	}
	return roles
}

// webIdentity is nil without the block: AWS's client then finds a web identity
// in the environment by itself.
func (p *platforms) webIdentity(ctx context.Context, block types.Object) *amazonbedrock.WebIdentity {
	if block.IsNull() {
		return nil
	}
	var m tfWebIdentity
	decode(ctx, block, &m, p.diags)
	at := path.Root("bedrock").AtName("assume_role_with_web_identity")
	r := p.reader(at, webIdentityArguments())
	identity := &amazonbedrock.WebIdentity{
		RoleARN:     r.text("role_arn", m.RoleARN),
		Duration:    sessionLength(m.Duration),
		Policy:      m.Policy.ValueString(),
		PolicyARNs:  texts(m.PolicyARNs),
		SessionName: r.text("session_name", m.SessionName),
		Token:       r.own("web_identity_token", m.Token),
	}
	if identity.Token == "" {
		identity.TokenFile = r.text("web_identity_token_file", m.TokenFile)
	}
	if identity.RoleARN == "" {
		p.diags.AddAttributeError(at.AtName("role_arn"), "Role missing",
			"A web identity needs a role to assume. Set role_arn or the environment variable AWS_ROLE_ARN.")
	}
	if identity.Token == "" && identity.TokenFile == "" {
		p.diags.AddAttributeError(at, "Web identity token missing",
			"Set web_identity_token, web_identity_token_file or the environment variable AWS_WEB_IDENTITY_TOKEN_FILE.")
	}
	return identity
}
