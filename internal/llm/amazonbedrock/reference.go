package amazonbedrock

import (
	"fmt"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Reference reads a model in Bedrock's own words as a portable reference: the id or ARN of a foundation model, or of a
// system inference profile, which names its model. Native is false for anything else, which is not judged. It asks nobody:
// whether there is such a model is not known.
func Reference(model string) (ref llm.Reference, native bool, err error) {
	if isARN(model) {
		a, err := parseARN(model)
		switch {
		case err != nil:
			return llm.Reference{}, true, fmt.Errorf("read model %q: %w", clip(model), err)
		case a.Kind != kindFoundation && a.Kind != kindSystemProfile:
			return llm.Reference{}, true, fmt.Errorf("read model %q: a %s has no portable reference; only foundation models and system inference profiles have one", clip(model), a.Kind)
		}
	}
	id, native := nativeModel(llm.DeploymentSpec{Model: model})
	if !native {
		return llm.Reference{}, false, nil
	}
	entry, _ := DecomposeModelID(id)
	if entry.Publisher == "" {
		return llm.Reference{}, true, fmt.Errorf("read model %q: it names no publisher before a dot", clip(model))
	}
	ref, err = llm.ParseReference(entry.Reference().String())
	return ref, true, err
}
