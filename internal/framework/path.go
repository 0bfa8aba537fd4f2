package framework

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Path is the root attribute that holds a field: Terraform shows the line of
// nothing deeper (measured on 1.11). The empty field is the whole resource.
func Path(field llm.Field) path.Path {
	if field == "" {
		return path.Empty()
	}
	return path.Root(string(field.Root()))
}

// line is where a diagnostic about a field points. Terraform prints what stands
// there, whole: of what is confidential that is the line of the name, and of a
// credential, in whose place somebody may have written a key, that of the gateway
// that would use it.
func line(field llm.Field) path.Path {
	switch {
	case strings.HasSuffix(string(field), ".credential"):
		return Path(llm.FieldGateway)
	case field.Confidential():
		return Path(llm.FieldName)
	}
	return Path(field)
}

// argument names a field that its line does not.
func argument(field llm.Field) string {
	if field.Confidential() {
		return "Argument: " + string(field.Told()) + "."
	}
	if field == field.Root() {
		return ""
	}
	return "Argument: " + string(field) + "."
}
