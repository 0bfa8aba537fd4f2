// Package credentials is the ephemeral resource llm_credentials.
package credentials

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Resource is llm_credentials: what a request to a deployment or a route has to
// carry. It is opened anew in every phase of a run and stored nowhere. Nothing
// has to be closed, since nothing is made; nothing can be renewed, since a
// renewal may not change what was told.
type Resource struct{ data *framework.Data }

// NewResource makes the resource. Pure holds drivers that are not configured.
func NewResource(pure *framework.Data) func() ephemeral.EphemeralResource {
	return func() ephemeral.EphemeralResource { return &Resource{data: pure} }
}

var _ ephemeral.EphemeralResourceWithConfigure = (*Resource)(nil)

// Metadata names the resource.
func (*Resource) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = "llm_credentials"
}

// Configure takes what the provider hands over.
func (r *Resource) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	r.data = framework.FromProvider(req.ProviderData, r.data, &resp.Diagnostics)
}

// openTimeout bounds what is asked of a cloud for one credential.
const openTimeout = 2 * time.Minute

// Open asks the platform of the endpoint. Terraform calls it once the whole
// configuration is known.
func (r *Resource) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	var m tfModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	reader := framework.NewReader()
	to := reader.Endpoint(llm.FieldEndpoint, m.Endpoint)
	resp.Diagnostics.Append(reader.Diags...)
	driver := r.data.Asked(to, &resp.Diagnostics)
	if driver == nil {
		return
	}
	ctx, done := context.WithTimeout(ctx, openTimeout)
	defer done()
	credential, err := driver.Credential(ctx, to, llm.CredentialKind(m.Kind.ValueString()))
	if err != nil {
		framework.AddError(&resp.Diagnostics, "llm_credentials", err)
		return
	}
	m.tell(credential)
	resp.Diagnostics.Append(resp.Result.Set(ctx, &m)...)
}

type tfModel struct {
	Endpoint  types.Object `tfsdk:"endpoint"`
	Kind      types.String `tfsdk:"kind"`
	Value     types.String `tfsdk:"value"`
	Header    types.String `tfsdk:"header"`
	Prefix    types.String `tfsdk:"prefix"`
	ExpiresAt types.String `tfsdk:"expires_at"`
}

func (m *tfModel) tell(c llm.Credential) {
	m.Kind, m.Value = framework.Text(c.Kind), framework.Text(c.Value)
	m.Header, m.Prefix = framework.Text(c.Header), types.StringValue(c.Prefix)
	m.ExpiresAt = types.StringNull()
	if !c.ExpiresAt.IsZero() {
		m.ExpiresAt = types.StringValue(c.ExpiresAt.UTC().Format(time.RFC3339))
	}
}
