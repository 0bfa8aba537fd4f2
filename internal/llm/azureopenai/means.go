package azureopenai

import (
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// means reports whether a spec can mean a native model, by names alone.
func means(spec llm.DeploymentSpec, native llm.Native) bool {
	if host := hostOf(wireModel{Format: native.Format, Version: native.Version},
		nil); spec.Azure.HostedOn != "" && host != "" && host != spec.Azure.HostedOn {
		return false
	}
	if m := spec.Azure.Model; m != nil {
		return meansName(spec, native) && (m.Version == "" || m.Version == native.Version)
	}
	return native.Source == "" && matches(spec, native, false)
}

// meansName is means with versions and hosts left aside: what it tells apart
// cannot become the other in place.
func meansName(spec llm.DeploymentSpec, native llm.Native) bool {
	if m := spec.Azure.Model; m != nil {
		return m.Format == native.Format &&
			m.Name == native.Name && m.Source == native.Source && m.SourceAccount == native.SourceAccount
	}
	return native.Source == "" && matches(spec, native, true)
}

// matches asks a catalog that holds nothing but the native model.
func matches(spec llm.DeploymentSpec, native llm.Native, anyVersion bool) bool {
	model := llm.FollowAliases(spec.Model, spec.ModelAliases)
	if format, name, version, ok := parseNativeID(model); ok {
		return format == native.Format && name == native.Name && (anyVersion || version == native.Version)
	}
	ref, err := llm.ParseReference(model)
	if err != nil {
		return false
	}
	if anyVersion {
		ref.Version = ""
	}
	matched, err := llm.Match(ref, nil,
		[]llm.Entry{DecomposeModel(native.Format, "", native.Name, native.Version)})
	return err == nil && matched.Entry.Name != ""
}
