package llmtest

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// canary begins every text that may be told to nobody.
const canary = "canary"

// withCanaries is the spec with a canary in place of every confidential text. The
// series tells those of one spec from those of another. One that has none gets a
// word.
func withCanaries(spec llm.GuardrailSpec, series string) llm.GuardrailSpec {
	if strings.Join(canaries(spec), "") == "" {
		spec.BlockedWords = []string{canary}
	}
	n := 0
	return eachText(spec, func(text string, isPattern bool) string {
		if text == "" {
			return ""
		}
		n++
		text = fmt.Sprintf("%s%s%02d", canary, series, n)
		if isPattern {
			text += "[0-9]+"
		}
		return text
	})
}

// padded is the spec with something behind every confidential text.
func padded(spec llm.GuardrailSpec, by string) llm.GuardrailSpec {
	return eachText(spec, func(text string, _ bool) string { return text + by })
}

// canaries are the confidential texts of a spec.
func canaries(spec llm.GuardrailSpec) []string {
	var all []string
	eachText(spec, func(text string, _ bool) string {
		all = append(all, text)
		return text
	})
	return all
}

// eachText is the spec with another text in place of every confidential one.
func eachText(spec llm.GuardrailSpec, other func(text string, isPattern bool) string) llm.GuardrailSpec {
	spec = clone(spec)
	for i, word := range spec.BlockedWords {
		spec.BlockedWords[i] = other(word, false)
	}
	for i, pattern := range spec.BlockedPatterns {
		spec.BlockedPatterns[i] = other(pattern, true)
	}
	topics := spec.Topics
	spec.Topics = maps.Clone(topics)
	for _, name := range slices.Sorted(maps.Keys(topics)) {
		topic := topics[name]
		delete(spec.Topics, name)
		topic.Definition = other(topic.Definition, false)
		for i, example := range topic.Examples {
			topic.Examples[i] = other(example, false)
		}
		spec.Topics[other(name, false)] = topic
	}
	for _, name := range slices.Sorted(maps.Keys(spec.PII.Patterns)) {
		pattern := spec.PII.Patterns[name]
		pattern.Pattern, pattern.Description = other(pattern.Pattern, true), other(pattern.Description, false)
		spec.PII.Patterns[name] = pattern
	}
	for _, text := range []*string{&spec.Messages.Input, &spec.Messages.Output, &spec.Bedrock.Description} {
		*text = other(*text, false)
	}
	return spec
}

// sticky is a platform of which a write changes nothing.
type sticky struct {
	llm.CompositeDriver[llm.GuardrailSpec]
}

// Put accepts, and does nothing.
func (sticky) Put(_ context.Context, _ llm.GuardrailSpec, have *llm.Composite, _ string) (llm.ID, error) {
	return have.ID, nil
}

// confidential looks for canaries in everything that the portable half returns,
// errors of every kind included. The texts of a child are told as such.
func (g guardrailLaws) confidential(t *testing.T, c GuardrailCase) {
	native, w := g.openGuardrails(t)
	spec, other := withCanaries(c.Spec, "a"), withCanaries(c.Spec, "b")
	made := g.create(t, w, spec)
	seen := &listener{t: t}
	seen.hear("create", made, w.Preflight(t.Context(), spec), w.Render(spec))
	_, err := w.Create(t.Context(), spec, g.timeout)
	seen.hear("create of what exists", err)
	for _, wrong := range []llm.GuardrailDraft{{Spec: padded(spec, " ")}, {Spec: padded(spec, "\n")}, {Spec: padded(spec, strings.Repeat("x", 20_000))}} {
		seen.hear("check", llm.CheckGuardrail(wrong), w.Check(wrong))
	}
	seen.hear("diff", w.Diff(made, llm.GuardrailDraft{Spec: other}))
	after, err := g.in(w, sticky{w.CompositeDriver}).Update(t.Context(), made, other, g.timeout)
	seen.hear("what is accepted and not in force", after, failure(t, err))
	native.Refuse("the request holds " + strings.Join(append(canaries(spec), canaries(other)...), ", "))
	after, err = w.Update(t.Context(), made, other, g.timeout)
	seen.hear("what is refused", after, failure(t, err))
	after, err = w.Update(t.Context(), after, other, g.timeout)
	if err != nil {
		t.Errorf("update: %v", err)
	}
	seen.hear("update", after, err)
	masked, drift := after.Tolerate(made, llm.Policy{llm.DriftChanged: llm.RespondWarn})
	seen.hear("tolerate", masked, drift)
	t.Logf("confidential: %d canaries, %d texts heard", len(canaries(spec)), seen.texts)
	if seen.texts < 50 {
		t.Error("hardly anything was heard")
	}
}

func failure(t *testing.T, err error) error {
	t.Helper()
	if err == nil {
		t.Error("what went wrong is no error")
	}
	return err
}

// listener looks for canaries in what it hears.
type listener struct {
	t     *testing.T
	texts int
}

// hear walks values, with the keys of maps and the words of errors.
func (l *listener) hear(where string, values ...any) {
	l.t.Helper()
	for _, value := range values {
		if err, is := value.(error); is {
			l.text(where+" says", err.Error())
		}
		l.walk(where, reflect.ValueOf(value))
	}
}

func (l *listener) text(where, text string) {
	l.t.Helper()
	l.texts++
	if strings.Contains(strings.ToLower(text), canary) {
		l.t.Errorf("%s: a confidential text is told: %q", where, text)
	}
}

func (l *listener) walk(where string, value reflect.Value) {
	l.t.Helper()
	switch value.Kind() {
	case reflect.String:
		l.text(where, value.String())
	case reflect.Pointer, reflect.Interface:
		if !value.IsNil() {
			l.walk(where, value.Elem())
		}
	case reflect.Slice:
		for i := range value.Len() {
			l.walk(where, value.Index(i))
		}
	case reflect.Map:
		for key, member := range value.Seq2() {
			l.walk(where+": a key", key)
			l.walk(where+"["+key.String()+"]", member)
		}
	case reflect.Struct:
		l.fields(where, value)
	}
}

// fields leaves out the texts that are told as such, and what an error wraps,
// whose words the error tells in its own.
func (l *listener) fields(where string, value reflect.Value) {
	l.t.Helper()
	for field, member := range value.Fields() {
		isTexts := value.Type() == reflect.TypeFor[llm.Child]() && field.Name == "Texts"
		isCause := value.Type() == reflect.TypeFor[llm.Error]() && field.Name == "Err"
		if !isTexts && !isCause {
			l.walk(where+"."+field.Name, member)
		}
	}
}
