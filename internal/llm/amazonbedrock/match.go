package amazonbedrock

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// findModel returns the id of the foundation model that the spec means.
func (d *driver) findModel(ctx context.Context, known *catalog, spec llm.DeploymentSpec) (string, error) {
	matched, err := matchModel(spec, known.entries(spec.Throughput.Mode, d.platform.config.Now()))
	if err != nil {
		return "", d.notFound(ctx, known, spec, err)
	}
	return matched.Entry.NativeID, nil
}

// matchModel reads the model as a native id where it looks like one, else as a reference.
func matchModel(spec llm.DeploymentSpec, entries []llm.Entry) (llm.Matched, error) {
	if id, native := nativeModel(spec); native {
		return llm.MatchNative(id, entries)
	}
	ref, err := llm.ParseReference(spec.Model)
	if err != nil {
		return llm.Matched{}, err
	}
	return llm.Match(ref, spec.ModelAliases, entries)
}

// nativeModel returns the model id that the spec names in Bedrock's own words, if it does: an override, an id, an ARN, or
// the id of a system profile, which names its model.
func nativeModel(spec llm.DeploymentSpec) (id string, native bool) {
	wanted := wantedModel(spec)
	if a, err := parseARN(wanted); err == nil {
		wanted = a.Resource
	} else if spec.Bedrock.ModelID == "" && !isNativeID(wanted) {
		return "", false
	}
	if _, model, ok := splitProfileID(wanted); ok {
		return model, true
	}
	return wanted, true
}

// wantedProfile is the system profile that the spec insists on; empty leaves the choice open.
func wantedProfile(spec llm.DeploymentSpec) string {
	wanted := cmp.Or(spec.Bedrock.InferenceProfile, wantedModel(spec))
	if a, err := parseARN(wanted); err == nil {
		wanted = a.Resource
	}
	if _, _, ok := splitProfileID(wanted); ok || spec.Bedrock.InferenceProfile != "" {
		return wanted
	}
	return ""
}

// entries are the models as the resolver compares them. What the mode cannot serve is listed with the reason, so that the
// error can tell it.
func (k *catalog) entries(mode llm.Mode, now time.Time) []llm.Entry {
	var entries []llm.Entry
	for i, m := range k.models {
		entry, variant := DecomposeModelID(deref(m.ModelId))
		entry.Index = i
		entry.Unusable = cmp.Or(unusable(m, now), k.unserved(m, mode, variant))
		entries = append(entries, entry)
	}
	return entries
}

// unserved is why a model cannot be served in a mode from this region.
func (k *catalog) unserved(m types.FoundationModelSummary, mode llm.Mode, variant string) string {
	id := deref(m.ModelId)
	switch {
	case mode == llm.Provisioned && supports(m, types.InferenceTypeProvisioned):
		return ""
	case mode == llm.Provisioned:
		return k.unprovisioned(id)
	case variant != "":
		return "is one context size of a model, for provisioned throughput only"
	case len(k.servings(id)) == 0:
		return "cannot be called on demand from " + k.region
	}
	return ""
}

// unprovisioned names the context sizes in which throughput can be bought after all.
func (k *catalog) unprovisioned(id string) string {
	var sizes []string
	for _, m := range k.models {
		if other := deref(m.ModelId); other != id && withoutVariant(other) == id && supports(m, types.InferenceTypeProvisioned) {
			sizes = append(sizes, other)
		}
	}
	if len(sizes) > 0 {
		return "is sold as provisioned throughput by context size: " + strings.Join(sizes, ", ")
	}
	return "is not sold as provisioned throughput in " + k.region
}

// means reports whether the spec can mean the model, by names alone.
func means(spec llm.DeploymentSpec, native llm.Native) bool {
	if isCustomModel(wantedModel(spec)) || isCustomModel(native.Name) {
		return wantedModel(spec) == native.Name
	}
	entry, _ := DecomposeModelID(native.Name)
	if id, ok := nativeModel(spec); ok {
		return id == native.Name || native.Serving == servingProvisioned && sameButVariant(id, native.Name)
	}
	_, err := matchModel(spec, []llm.Entry{entry})
	return err == nil
}

// sameButVariant reports whether one id is the other without its context size: answers may carry one that was not asked for.
func sameButVariant(a, b string) bool {
	return a == b || a == withoutVariant(b) || withoutVariant(a) == b
}

// referenceOf is what a user writes for a model. Context sizes and custom models have no portable name.
func referenceOf(model string) string {
	entry, variant := DecomposeModelID(model)
	if isARN(model) || variant != "" || entry.Publisher == "" {
		return model
	}
	ref := entry.Reference()
	ref.Version = ""
	return ref.String()
}
