package azureopenai

import (
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Reference reads a model in Azure's own words, format/name/version, as a portable reference. Native is false for anything
// else, which is not judged. It asks nobody: whether there is such a model is not known.
func Reference(model string) (ref llm.Reference, native bool, err error) {
	format, name, version, native := parseNativeID(model)
	if !native || strings.Contains(format, ":") { // an id of somebody else's, such as an ARN
		return llm.Reference{}, false, nil
	}
	if !areModelWords(format, name, version) {
		return llm.Reference{}, true, fmt.Errorf("read model %s: it is not format/name/version, such as OpenAI/gpt-4o/2024-11-20", quoted(model))
	}
	ref, err = llm.ParseReference(DecomposeModel(format, "", name, version).Reference().String())
	return ref, true, err
}
