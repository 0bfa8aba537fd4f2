package tfcore

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Data is a data source as one run of terraform reads it.
type Data struct {
	Open     func() (tfprotov6.ProviderServer, error)
	TypeName string
	Provider Tree // the provider block
	Config   Tree // its own block
}

// Told is what a data source answered, as a state file would hold it: numbers
// are float64. It is nil where an error was told.
type Told struct {
	Values      map[string]any
	Diagnostics []*tfprotov6.Diagnostic
}

// Read validates the block and reads it. An error of the provider's is a
// [RefusedError].
func (d Data) Read(ctx context.Context) (Told, error) {
	s, err := d.start(ctx)
	if err != nil {
		return Told{}, err
	}
	value, err := Value(d.Config, s.shape())
	if err != nil {
		return Told{}, err
	}
	config, err := s.encode(value)
	if err != nil {
		return Told{}, err
	}
	judged, err := s.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: d.TypeName, Config: config})
	if err := refused("validate", judged.Diagnostics, err); err != nil {
		return Told{}, err
	}
	read, err := s.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: d.TypeName, Config: config})
	if err := refused("read", read.Diagnostics, err); err != nil {
		return Told{}, err
	}
	return s.toldData(read)
}

func (d Data) start(ctx context.Context) (*server, error) {
	provider, err := d.Open()
	if err != nil {
		return nil, fmt.Errorf("start provider: %w", err)
	}
	schema, err := provider.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	s := &server{ProviderServer: provider, typeName: d.TypeName, block: schema.DataSourceSchemas[d.TypeName].Block}
	return s, s.configure(ctx, schema.Provider.ValueType(), d.Provider)
}

func (s *server) toldData(read *tfprotov6.ReadDataSourceResponse) (Told, error) {
	state, err := s.decode(read.State)
	if err != nil {
		return Told{}, err
	}
	text, err := stateJSON(state)
	if err != nil {
		return Told{}, err
	}
	told := Told{Diagnostics: read.Diagnostics}
	if err := json.Unmarshal(text, &told.Values); err != nil {
		return Told{}, fmt.Errorf("read state: %w", err)
	}
	return told, nil
}
