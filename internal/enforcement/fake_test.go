package enforcement

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// fake is an account that enforces nothing: what is looked at comes from tests.
type fake struct{}

func (fake) Check(llm.EnforcementDraft) []llm.Problem { return nil }

func (fake) Target(spec llm.EnforcementSpec) (llm.ID, error) {
	if spec.Region == "" {
		return llm.ID{Location: "here"}, nil
	}
	return llm.ID{Location: spec.Region}, nil
}

func (fake) ParseID(s string) (llm.ID, error) {
	region, _, _ := strings.Cut(s, "/")
	return llm.ID{Value: s, Location: region}, nil
}

func (fake) Render(spec llm.EnforcementSpec) []llm.Child {
	content := map[string]string{
		"guardrail": spec.Guardrail, "version": spec.Version, "system": spec.System, "messages": spec.Messages,
		"included": strings.Join(spec.IncludedModels, ","), "excluded": strings.Join(spec.ExcludedModels, ","),
	}
	return []llm.Child{{Name: "enforcement", Content: content, Root: true, Last: true}}
}

func (fake) Decode(children []llm.Child) llm.EnforcementSpec {
	content := children[0].Content
	list := func(path string) []string {
		return slices.DeleteFunc(strings.Split(content[path], ","), func(s string) bool { return s == "" })
	}
	return llm.EnforcementSpec{
		Guardrail: content["guardrail"], Version: content["version"], System: content["system"], Messages: content["messages"],
		IncludedModels: list("included"), ExcludedModels: list("excluded"),
	}
}

func (fake) Replaced(have *llm.Composite, want llm.EnforcementDraft) []llm.Field {
	if want.Spec.Region != "" && want.Spec.Region != have.Place {
		return []llm.Field{llm.FieldEnforcedRegion}
	}
	return nil
}

func (fake) Preflight(context.Context, llm.EnforcementSpec) []llm.Problem { return nil }

func (fake) Get(_ context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	return nil, &llm.Error{Op: "read", Object: id.Value, Code: llm.CodeNotFound}
}

func (fake) Put(context.Context, llm.EnforcementSpec, *llm.Composite, string) (llm.ID, error) {
	return llm.ID{}, nil
}

func (fake) Remove(context.Context, *llm.Composite, string) error { return nil }

func (fake) List(context.Context, llm.Filter) iter.Seq2[llm.ID, error] {
	return func(func(llm.ID, error) bool) {}
}
