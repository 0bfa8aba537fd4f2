package tfcore

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Listed is one object that a list block finds.
type Listed struct {
	Name     string // as terraform shows it
	Object   Object // Value is the zero value where the state was not asked for
	Warnings []*tfprotov6.Diagnostic
}

// Search is a list block.
type Search struct {
	Block Tree  // its config
	State bool  // ask for the whole state too, as a query that writes configuration does
	Limit int64 // 0: none
}

// List does what `terraform query` does with a list block for the directory's resource. Warnings that belong to no object
// stand in a Listed of their own.
func (d *Directory) List(ctx context.Context, search Search) ([]Listed, error) {
	s, err := d.start(ctx)
	if err != nil {
		return nil, err
	}
	lister, ok := s.ProviderServer.(tfprotov6.ListResourceServer)
	if !ok || s.identity == nil {
		return nil, errors.New("list: the provider serves none")
	}
	config, err := s.listConfig(ctx, search.Block)
	if err != nil {
		return nil, err
	}
	judged, err := lister.ValidateListResourceConfig(ctx, &tfprotov6.ValidateListResourceConfigRequest{TypeName: s.typeName, Config: config})
	if err := refused("validate list", judged.Diagnostics, err); err != nil {
		return nil, err
	}
	stream, err := lister.ListResource(ctx, &tfprotov6.ListResourceRequest{
		TypeName: s.typeName, Config: config, IncludeResource: search.State, Limit: search.Limit,
	})
	if err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	var found []Listed
	for result := range stream.Results {
		if err := refused("list", result.Diagnostics, nil); err != nil {
			return found, err
		}
		one, err := s.listed(result, search.State)
		if err != nil {
			return found, fmt.Errorf("list: %w", err)
		}
		found = append(found, one)
	}
	return found, nil
}

func (s *server) listConfig(ctx context.Context, block Tree) (*tfprotov6.DynamicValue, error) {
	schemas, err := s.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	schema := schemas.ListResourceSchemas[s.typeName]
	if schema == nil {
		return nil, errors.New("list: there is no list of " + s.typeName)
	}
	value, err := Value(block, schema.ValueType())
	if err != nil {
		return nil, err
	}
	wire, err := tfprotov6.NewDynamicValue(schema.ValueType(), value)
	return &wire, err
}

// listed holds a result to what terraform needs: an identity, a name, and the state where that was asked for.
func (s *server) listed(result tfprotov6.ListResourceResult, state bool) (Listed, error) {
	one := Listed{Name: result.DisplayName, Warnings: result.Diagnostics}
	if result.DisplayName == "" && result.Identity == nil && len(result.Diagnostics) > 0 {
		return one, nil
	}
	var err error
	if one.Object.identity, err = s.told(result.Identity, tftypes.Value{}); err != nil {
		return one, err
	}
	if !state {
		return one, nil
	}
	if result.Resource == nil {
		return one, fmt.Errorf("%s has no state", one.Name)
	}
	if one.Object.Value, err = s.decode(result.Resource); err != nil {
		return one, err
	}
	if one.Object.Value.IsNull() || !one.Object.Value.IsFullyKnown() {
		return one, fmt.Errorf("the state of %s is not whole: %s", one.Name, one.Object.Value)
	}
	return one, nil
}
