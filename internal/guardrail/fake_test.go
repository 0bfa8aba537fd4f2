package guardrail

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// fake is a platform that keeps what it is sent: a draft and, where it publishes,
// a version of what the draft says beside name and tags.
type fake struct {
	publishes bool
	draft     *llm.Child
	versions  []llm.Child // the oldest first
	writes    []string
}

func (f *fake) Check(want llm.GuardrailDraft) []llm.Problem {
	if f.publishes || len(want.Spec.Topics) == 0 {
		return nil
	}
	return []llm.Problem{{Field: llm.FieldTopics, Summary: "No topics here", Detail: "There are none.", Fix: "Leave them out."}}
}

func (f *fake) Target(spec llm.GuardrailSpec) (llm.ID, error) {
	if f.publishes {
		return llm.ID{Location: cmpOr(spec.Bedrock.Region, "here"), Name: spec.Name}, nil
	}
	return llm.ID{Value: "acc/" + spec.Name, Parent: cmpOr(spec.Azure.AccountID, "acc"), Name: spec.Name}, nil
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (f *fake) ParseID(s string) (llm.ID, error) {
	if name, found := strings.CutPrefix(s, "acc/"); found && !f.publishes {
		return llm.ID{Value: s, Parent: "acc", Name: name}, nil
	}
	if strings.HasPrefix(s, "arn-") && f.publishes {
		return llm.ID{Value: s, Location: "here"}, nil
	}
	return llm.ID{}, &llm.Error{Op: "parse", Object: s, Code: llm.CodeInvalid, Message: "no id of the fake"}
}

func (f *fake) Render(spec llm.GuardrailSpec) []llm.Child {
	content, texts := map[string]string{}, map[string]string{}
	secret := func(path, text string) {
		if text != "" {
			content[path], texts[llm.Digest(text)] = llm.Digest(text), text
		}
	}
	plain := func(path, text string) {
		if text != "" {
			content[path] = text
		}
	}
	for category, filter := range spec.Filters {
		path := "filters." + string(category)
		content[path] = "on"
		plain(path+".input", string(filter.Input))
		plain(path+".output", string(filter.Output))
		plain(path+".action", string(filter.Action))
	}
	for _, word := range spec.BlockedWords {
		secret("words."+llm.Digest(word), word)
	}
	for _, pattern := range spec.BlockedPatterns {
		secret("patterns."+llm.Digest(pattern), pattern)
	}
	for name, topic := range spec.Topics {
		path := "topics." + llm.Digest(name)
		secret(path, name)
		secret(path+".definition", topic.Definition)
		for i, example := range topic.Examples {
			secret(path+".examples."+strconv.Itoa(i), example)
		}
	}
	for entity, action := range spec.PII.Entities {
		content["pii."+entity] = string(action)
	}
	for name, pattern := range spec.PII.Patterns {
		path := "regexes." + llm.Digest(name)
		secret(path, name)
		secret(path+".pattern", pattern.Pattern)
		secret(path+".description", pattern.Description)
		plain(path+".action", string(pattern.Action))
	}
	for name, threshold := range map[string]*float64{"grounding": spec.Grounding.Grounding, "relevance": spec.Grounding.Relevance} {
		if threshold != nil {
			content["grounding."+name] = strconv.FormatFloat(*threshold, 'g', -1, 64)
		}
	}
	plain("profanity", map[bool]string{true: "on"}[spec.Profanity])
	secret("messages.input", cmpOr(spec.Messages.Input, "Sorry."))
	secret("messages.output", spec.Messages.Output)
	f.overrides(spec, plain, secret)
	if !f.publishes {
		f.own(spec, content)
		return []llm.Child{{Name: "policy/" + spec.Name, ID: "acc/" + spec.Name, Content: content, Texts: texts, Root: true, Last: true}}
	}
	draft := maps.Clone(content)
	f.own(spec, draft)
	return []llm.Child{
		{Name: "guardrail", Content: draft, Texts: texts},
		{Name: "version", Content: content, Texts: texts, Root: true, Last: true, Published: true, With: "guardrail"},
	}
}

func (f *fake) overrides(spec llm.GuardrailSpec, plain, secret func(path, text string)) {
	if !f.publishes {
		plain("base", cmpOr(spec.Azure.BasePolicy, "Microsoft.DefaultV2"))
		plain("mode", cmpOr(spec.Azure.Mode, "blocking"))
		return
	}
	plain("tier", cmpOr(spec.Bedrock.Tier, "classic"))
	plain("images", map[bool]string{true: "on"}[spec.Bedrock.Images])
	plain("profile", spec.Bedrock.Profile)
	secret("description", spec.Bedrock.Description)
	plain("key", spec.Bedrock.KMSKey)
}

// own is what a version does not repeat.
func (*fake) own(spec llm.GuardrailSpec, content map[string]string) {
	content["name"] = spec.Name
	for key, value := range spec.Tags {
		content["tags."+key] = value
	}
}

func (f *fake) Replaced(have *llm.Composite, want llm.GuardrailDraft) []llm.Field {
	if !f.publishes && (want.Unknown.Has(llm.FieldName) || have.Name != want.Spec.Name) {
		return []llm.Field{llm.FieldName}
	}
	if f.publishes && have.Place != cmpOr(want.Spec.Bedrock.Region, "here") {
		return []llm.Field{llm.FieldRegion}
	}
	return nil
}

func (*fake) Preflight(context.Context, llm.GuardrailSpec) []llm.Problem { return nil }

func (f *fake) id() llm.ID {
	if f.publishes {
		return llm.ID{Value: "arn-1", Location: "here"}
	}
	return llm.ID{Value: f.draft.ID, Parent: "acc"}
}

func (f *fake) Get(_ context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	if f.draft == nil {
		return nil, &llm.Error{Op: "read guardrail", Object: id.Value, Code: llm.CodeNotFound}
	}
	have := &llm.Composite{ID: f.id(), Name: f.draft.Content["name"], Place: cmpOr(f.id().Location, "acc"), Children: []llm.Child{*f.draft}}
	for i, v := range f.versions {
		if i < len(f.versions)-1 {
			have.Editions = append(have.Editions, "version/"+v.ID)
			continue
		}
		have.Children = append(have.Children, v)
	}
	return have, nil
}

func (f *fake) Put(_ context.Context, spec llm.GuardrailSpec, _ *llm.Composite, child string) (llm.ID, error) {
	f.writes = append(f.writes, "put "+child)
	for _, c := range f.Render(spec) {
		if c.Name != child {
			continue
		}
		c.Phase = llm.Ready
		if c.Published {
			c.ID = strconv.Itoa(len(f.versions) + 1)
			f.versions = append(f.versions, c)
			continue
		}
		c.ID = cmpOr(c.ID, "arn-1")
		f.draft = &c
	}
	return f.id(), nil
}

func (f *fake) Remove(_ context.Context, _ *llm.Composite, child string) error {
	f.writes = append(f.writes, "remove "+child)
	number, isVersion := strings.CutPrefix(child, "version/")
	if !isVersion {
		f.draft, f.versions = nil, nil
	}
	f.versions = slices.DeleteFunc(f.versions, func(c llm.Child) bool { return c.ID == number })
	return nil
}

func (*fake) List(context.Context, llm.Filter) iter.Seq2[llm.ID, error] {
	return func(func(llm.ID, error) bool) {}
}

func (f *fake) Reference(have *llm.Composite) (reference, version string) {
	if child := have.Child("version"); child != nil {
		return have.ID.Value + ":" + child.ID, child.ID
	}
	return have.ID.Value, ""
}

func (f *fake) Published(context.Context, string) (llm.AttachedGuardrail, error) {
	return llm.AttachedGuardrail{}, errors.New("the resource asks nobody")
}
