package tfcore

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// identityShape is the type of a resource's identity; nil where it has none, or where terraform is too old to ask.
func identityShape(ctx context.Context, provider tfprotov6.ProviderServer, typeName string) (tftypes.Type, error) {
	answer, err := provider.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err := refused("read identity schemas", answer.Diagnostics, err); err != nil {
		return nil, err
	}
	schema := answer.IdentitySchemas[typeName]
	if schema == nil {
		return nil, nil //nolint:nilnil // a resource without an identity is no error
	}
	return schema.ValueType(), nil
}

// sent is an identity on its way to the provider; nil for none.
func (s *server) sent(identity tftypes.Value) (*tfprotov6.ResourceIdentityData, error) {
	if s.identity == nil || identity.Type() == nil || identity.IsNull() {
		return nil, nil //nolint:nilnil // none is no error
	}
	wire, err := tfprotov6.NewDynamicValue(s.identity, identity)
	return &tfprotov6.ResourceIdentityData{IdentityData: &wire}, err
}

// told is the identity that an answer without errors holds. Before is the one that was sent, or none: it does not change.
func (s *server) told(answer *tfprotov6.ResourceIdentityData, before tftypes.Value) (tftypes.Value, error) {
	if s.identity == nil {
		return tftypes.Value{}, nil
	}
	if answer == nil || answer.IdentityData == nil {
		return tftypes.Value{}, errors.New("the provider told no identity")
	}
	identity, err := answer.IdentityData.Unmarshal(s.identity)
	switch {
	case err != nil:
		return tftypes.Value{}, err
	case identity.IsFullyNull() || !identity.IsFullyKnown():
		return tftypes.Value{}, fmt.Errorf("the provider told no whole identity: %s", identity)
	case before.Type() != nil && !before.IsNull() && !before.Equal(identity):
		return tftypes.Value{}, fmt.Errorf("the identity changed from %s to %s", before, identity)
	}
	return identity, nil
}

// named is the identity that an import block names.
func (s *server) named(attributes map[string]string) (*tfprotov6.ResourceIdentityData, error) {
	shape, ok := s.identity.(tftypes.Object)
	if !ok {
		return nil, errors.New("import by identity: the resource has none")
	}
	values := map[string]tftypes.Value{}
	for name := range shape.AttributeTypes {
		values[name] = tftypes.NewValue(tftypes.String, nil)
	}
	for name, text := range attributes {
		values[name] = tftypes.NewValue(tftypes.String, text)
	}
	return s.sent(tftypes.NewValue(shape, values))
}

// Identity are the attributes of an object's identity; null ones are left out.
func (o Object) Identity() map[string]string {
	if o.identity.Type() == nil || o.identity.IsNull() {
		return nil
	}
	parts, texts := map[string]tftypes.Value{}, map[string]string{}
	if o.identity.As(&parts) != nil {
		return nil
	}
	for name, part := range parts {
		var text *string
		if part.As(&text) == nil && text != nil {
			texts[name] = *text
		}
	}
	return texts
}
