package framework

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// MoveSource is a resource of another provider whose objects a moved block hands
// over.
type MoveSource struct {
	Type     string       // as in "azurerm_cognitive_deployment"
	Provider string       // namespace and type: "hashicorp/azurerm"
	ID       string       // the attribute of its state that holds the platform's own id
	Platform llm.Platform // whose objects it manages
}

// registries serve the providers that are taken for the ones they are named
// like. A provider of the same name elsewhere may be another.
func registries() []string { return []string{"registry.terraform.io", "registry.opentofu.org"} }

// serves reports whether a provider's address is the source's. Terraform gives
// the full one; OpenTofu gives the type alone, so that a fork cannot be told there
// (airbytehq/terraform-provider-airbyte #472, read 2026-11-23).
func (s MoveSource) serves(address string) bool {
	_, short, _ := strings.Cut(s.Provider, "/")
	return address == short || slices.ContainsFunc(registries(), func(host string) bool { return address == host+"/"+s.Provider })
}

// StateMovers take over what the sources manage. As after an import, state holds
// no more than id and platform then: everything else is read from the platform,
// so that it does not depend on the version of the source's schema. What cannot
// be taken over is an error that names the way by import.
func StateMovers[P interface {
	ParseID(s string) (llm.ID, error)
}](platforms map[llm.Platform]P, noun string, sources []MoveSource) []resource.StateMover {
	parse := func(s MoveSource, value string) (llm.ID, error) { return platforms[s.Platform].ParseID(value) }
	var movers []resource.StateMover
	for _, source := range sources {
		movers = append(movers, resource.StateMover{StateMover: func(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
			if req.SourceTypeName == source.Type {
				move{source, noun, parse}.do(ctx, req, resp)
			}
		}})
	}
	return append(movers, resource.StateMover{StateMover: func(_ context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
		AddMoveUnknown(&resp.Diagnostics, noun, req.SourceTypeName, req.SourceProviderAddress, sources)
	}})
}

// move hands over one object of a source.
type move struct {
	source MoveSource
	noun   string
	parse  func(MoveSource, string) (llm.ID, error)
}

func (m move) do(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	value, err := m.held(req)
	var id llm.ID
	if err == nil {
		id, err = m.parse(m.source, value)
	}
	switch {
	case !m.source.serves(req.SourceProviderAddress):
		AddMoveForeign(&resp.Diagnostics, m.noun, m.source, req.SourceProviderAddress, id)
		return
	case err != nil:
		AddMoveUnreadable(&resp.Diagnostics, m.noun, m.source, req.SourceSchemaVersion, err)
		return
	}
	resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, path.Root("id"), id.Value)...)
	resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, path.Root("platform"), string(m.source.Platform))...)
	if resp.TargetIdentity != nil {
		resp.Diagnostics.Append(resp.TargetIdentity.SetAttribute(ctx, path.Root("id"), id.Value)...)
	}
}

// held is the platform's id in the source's state. Nothing else of that state is
// looked at, whatever its schema's version has made of it.
func (m move) held(req resource.MoveStateRequest) (string, error) {
	if req.SourceRawState == nil || len(req.SourceRawState.JSON) == 0 {
		return "", errors.New("it is not written as JSON, as by a terraform of before 0.12")
	}
	var attributes map[string]json.RawMessage
	if json.Unmarshal(req.SourceRawState.JSON, &attributes) != nil {
		return "", errors.New("it is no JSON object") // the error's own words may hold what the state holds
	}
	var value string
	if json.Unmarshal(attributes[m.source.ID], &value) != nil || value == "" {
		return "", fmt.Errorf("its attribute %q holds no text", m.source.ID)
	}
	return value, nil
}
