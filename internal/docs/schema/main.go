// Command schema prints the provider's schema in the form of `terraform providers schema -json`, read from the
// provider's own code: the documentation then needs no terraform binary and holds what an older one cannot export.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
)

// name is where the documentation generator looks the schema up: it knows no registry address but HashiCorp's own.
const name = "llm"

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "schema:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	server, err := providerserver.NewProtocol6WithError(provider.New("docs")())()
	if err != nil {
		return fmt.Errorf("open provider: %w", err)
	}
	schemas, err := read(ctx, server)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document{
		FormatVersion: "1.0",
		Schemas:       map[string]providerJSON{name: schemas},
	})
}

// read asks the provider as terraform would, and turns every answer but an error into JSON's shape.
func read(ctx context.Context, server tfprotov6.ProviderServer) (providerJSON, error) {
	answer, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return providerJSON{}, fmt.Errorf("read schema: %w", err)
	}
	for _, d := range answer.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return providerJSON{}, fmt.Errorf("read schema: %s: %s", d.Summary, d.Detail)
		}
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return providerJSON{}, fmt.Errorf("read identity schemas: %w", err)
	}
	return providerJSON{
		Provider:           schemaOf(answer.Provider),
		Resources:          schemasOf(answer.ResourceSchemas),
		DataSources:        schemasOf(answer.DataSourceSchemas),
		EphemeralResources: schemasOf(answer.EphemeralResourceSchemas),
		ListResources:      schemasOf(answer.ListResourceSchemas),
		Identities:         identitiesOf(identities.IdentitySchemas),
		Actions:            actionsOf(answer.ActionSchemas),
		Functions:          functionsOf(answer.Functions),
	}, nil
}
