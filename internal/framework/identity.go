package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Identity says what makes an object one of its kind in all the world, from its
// creation to its end, and how that goes with the id in state. All attributes are
// texts; the empty text stands for null.
type Identity struct {
	Schema identityschema.Schema
	Of     func(id string) map[string]string       // what an id says, by attribute
	ID     func(identity map[string]string) string // what an import by that identity takes
}

// Identified is a resource that has such an identity.
type Identified interface{ Identity() Identity }

// ByID is the identity of what its id alone tells apart: an ARM id or an ARN.
func ByID(description string) Identity {
	const attribute = "id"
	return Identity{
		Schema: identityschema.Schema{Attributes: map[string]identityschema.Attribute{
			attribute: identityschema.StringAttribute{RequiredForImport: true, Description: description},
		}},
		Of: func(id string) map[string]string { return map[string]string{attribute: id} },
		ID: func(identity map[string]string) string { return identity[attribute] },
	}
}

// Keep gives what a method leaves in state its identity. Where that is nothing any
// more, what was there before counts: an object that is gone has had one too, also
// where an earlier release wrote none down. An identity that is there stays to the
// letter, whatever a later answer looks like; only the read after an import may say
// more than the import knew. Target is nil where nobody asks for identities.
func (i Identity) Keep(ctx context.Context, target *tfsdk.ResourceIdentity, before, after tfsdk.State, diags *diag.Diagnostics) {
	if target == nil {
		return
	}
	known, id := idIn(ctx, before, diags), idIn(ctx, after, diags)
	if id == "" {
		id = known
	}
	switch {
	case id == "":
		return
	case known == "": // a create: what came with it is of the object that it replaces
	case !target.Raw.IsFullyNull() && (id == known || !isImport(before)):
		return
	}
	target.Raw = i.value(ctx, id)
}

// value is the identity that an id has.
func (i Identity) value(ctx context.Context, id string) tftypes.Value {
	kind := i.Schema.Type().TerraformType(ctx)
	values := map[string]tftypes.Value{}
	for name, text := range i.Of(id) {
		values[name] = tftypes.NewValue(tftypes.String, orNull(text))
	}
	return tftypes.NewValue(kind, values)
}

// orNull is what the protocol's types make null of.
func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// idIn is the id in a state; empty where there is none.
func idIn(ctx context.Context, state tfsdk.State, diags *diag.Diagnostics) string {
	if state.Raw.IsNull() {
		return ""
	}
	var id types.String
	diags.Append(state.GetAttribute(ctx, path.Root("id"), &id)...)
	return id.ValueString()
}

// isImport reports whether a state is what [Import] leaves behind.
func isImport(state tfsdk.State) bool {
	attributes, err := attributes(state.Raw)
	if err != nil {
		return false
	}
	for name, value := range attributes {
		if name != "id" && name != "platform" && !value.IsNull() {
			return false
		}
	}
	return len(attributes) > 0
}

// imported is what an identity in an import block names; empty where there is none.
func (i Identity) imported(ctx context.Context, given *tfsdk.ResourceIdentity, diags *diag.Diagnostics) string {
	if given == nil || given.Raw.IsFullyNull() {
		return ""
	}
	texts := map[string]string{}
	for name := range i.Schema.Attributes {
		var text types.String
		diags.Append(given.GetAttribute(ctx, path.Root(name), &text)...)
		texts[name] = text.ValueString()
	}
	return i.ID(texts)
}
