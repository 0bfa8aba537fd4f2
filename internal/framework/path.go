package framework

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Path is the attribute that a field names. The empty field is the whole
// resource.
func Path(field llm.Field) path.Path {
	var p path.Path
	if field == "" {
		return p
	}
	steps := strings.Split(string(field), ".")
	p = path.Root(steps[0])
	for _, step := range steps[1:] {
		p = p.AtName(step)
	}
	return p
}
