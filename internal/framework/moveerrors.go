package framework

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const moveSummary = "State not taken over"

// AddMoveUnknown tells that nothing is known of the resource that a moved block
// names.
func AddMoveUnknown(diags *diag.Diagnostics, noun, typeName, address string, sources []MoveSource) {
	var known []string
	for _, s := range sources {
		known = append(known, s.Type+" of "+s.Provider)
	}
	diags.AddError(moveSummary, paragraphs(
		fmt.Sprintf("The moved block leads from %s of %s. A %s can be taken over from %s.",
			excerpt(typeName), excerpt(address), noun, strings.Join(known, ", ")),
		byImport(noun, "")))
}

// AddMoveForeign tells that the provider only bears the name of the one that is
// known. Id is what its state seems to hold, zero if nothing.
func AddMoveForeign(diags *diag.Diagnostics, noun string, source MoveSource, address string, id llm.ID) {
	diags.AddError(moveSummary, paragraphs(
		fmt.Sprintf("The moved block leads from %s of %s. Only %s of %s is known to keep what it manages as expected; a provider of another address may differ.",
			source.Type, excerpt(address), source.Provider, strings.Join(registries(), " or ")),
		byImport(noun, id.Value)))
}

// AddMoveUnreadable tells that the state of a known resource does not hold what
// it should.
func AddMoveUnreadable(diags *diag.Diagnostics, noun string, source MoveSource, version int64, err error) {
	diags.AddError(moveSummary, paragraphs(
		fmt.Sprintf("The state of %s (schema version %d) does not tell which %s it is.", source.Type, version, noun),
		sentence(err),
		fmt.Sprintf("If it is one, refresh it with its own provider first (terraform apply -refresh-only, without the moved block), so that %q is up to date.", source.ID),
		byImport(noun, "")))
}

// byImport is the way that is always open.
func byImport(noun, id string) string {
	if id == "" {
		id = "…"
	}
	return fmt.Sprintf("Nothing was changed. In place of the moved block, let go of the old resource and import the %[1]s:\n\n"+
		"removed {\n  from = <old address>\n  lifecycle {\n    destroy = false\n  }\n}\n\n"+
		"import {\n  to = llm_%[1]s.this\n  id = %[2]q\n}", noun, id)
}

// AddUnread tells that a plan was asked for over a state that holds no more than
// an id.
func AddUnread(diags *diag.Diagnostics, noun, id string) {
	diags.AddError(capital(noun)+" was not read",
		fmt.Sprintf("State holds nothing of %s but its id, as a moved or an import block leaves it until it is read. What would become of the %s is not known, so nothing is planned.\n\n"+
			"Plan without -refresh=false. Where the provider block is not known yet, apply first what it waits for (-target).", id, noun))
}
