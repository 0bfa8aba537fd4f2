package guardrail

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func fakes() map[llm.Platform]*llm.Guardrails {
	return map[llm.Platform]*llm.Guardrails{
		llm.Azure: llm.NewGuardrails(&fake{}, nil), llm.Bedrock: llm.NewGuardrails(&fake{publishes: true}, nil),
	}
}

// What a platform holds survives the way into state and back, in everything that
// a plan compares; writing it down twice changes nothing; and the configuration
// that an import would have asks for nothing else.
func TestObserve_isInvertedByFromState(t *testing.T) {
	for platform, guardrails := range fakes() {
		t.Run("on "+string(platform), func(t *testing.T) {
			data := &framework.Data{Guardrails: fakes()}
			r := newResource(data)
			rapid.Check(t, func(rt *rapid.T) {
				have := drawGuardrail(rt, guardrails.Composites)
				bare := bareModel(platform, have.ID)
				written := bare.Imported(look{Data: data, Composites: guardrails.Composites, Have: have, Complete: true})
				state, _, diags := r.Observe(written, guardrails.Composites, have, nil)
				if diags.HasError() {
					rt.Fatal(diags)
				}
				back, diags := r.FromState(state, guardrails.Composites, have.ID)
				if diags.HasError() {
					rt.Fatal(diags)
				}
				if diff := cmp.Diff(have, back, cmpopts.EquateEmpty()); diff != "" {
					rt.Fatalf("(-observed +read back):\n%s", diff)
				}
				again, _, diags := r.Observe(state, guardrails.Composites, have, nil)
				if diags.HasError() || !framework.Same(state, again) {
					rt.Fatalf("a second look changes the state (%v)", diags)
				}
				draft, diags := state.Draft(data)
				if change := guardrails.Diff(back, draft); diags.HasError() || change.Action == llm.Replace || len(ofContent(change)) > 0 {
					rt.Fatalf("what was observed is planned as another guardrail: %+v (%v)", change, diags)
				}
			})
		})
	}
}

// ofContent are the changes that a child's phase does not ask for.
func ofContent(change llm.CompositeChange) []llm.ChildChange {
	return slices.DeleteFunc(change.Children, func(c llm.ChildChange) bool { return c.Kind == llm.ChildFailed || c.Kind == llm.ChildPending })
}

func bareModel(platform llm.Platform, id llm.ID) tfModel {
	texts := types.MapNull(types.StringType)
	return tfModel{
		Common: composite.Common{
			ID: types.StringValue(id.Value), Platform: framework.Text(platform), DriftPolicy: texts,
			Health: types.ObjectNull(framework.HealthType()), Drift: framework.Drift(nil), Children: types.MapNull(composite.ChildrenType().ElemType),
		},
		Filters: types.ObjectNull(filtersType()), BlockedWords: types.SetNull(types.StringType), BlockedPatterns: types.SetNull(types.StringType),
		BlockedTopics: types.MapNull(types.ObjectType{AttrTypes: topicType()}), PII: types.ObjectNull(piiType()),
		Grounding: types.ObjectNull(groundingType()), Messages: types.ObjectNull(messagesType()),
		Tags: texts, TagsAll: texts, Azure: types.ObjectNull(azureType()), Bedrock: types.ObjectNull(bedrockType()), Versions: types.ListNull(types.StringType),
	}
}

func drawGuardrail(t *rapid.T, guardrails *llm.Composites[llm.GuardrailSpec]) *llm.Composite {
	spec := drawSpec(t)
	id, _ := guardrails.Target(spec)
	id.Name = ""
	if id.Value == "" {
		id.Value = "arn-1"
	}
	have := &llm.Composite{ID: id, Name: spec.Name, Place: cmpOr(id.Location, id.Parent), Children: guardrails.Render(spec)}
	for i := range have.Children {
		c := &have.Children[i]
		c.ID, c.Phase = cmpOr(c.ID, "id-"+strconv.Itoa(i)), llm.Ready
		if c.Published {
			for n := range rapid.IntRange(0, 3).Draw(t, "editions") {
				have.Editions = append(have.Editions, c.Name+"/"+strconv.Itoa(n+1))
			}
			c.ID = "9"
		}
	}
	if rapid.Bool().Draw(t, "fails") {
		ill := &have.Children[rapid.IntRange(0, len(have.Children)-1).Draw(t, "child")]
		ill.Phase, ill.Reason = rapid.SampledFrom([]llm.Phase{llm.Failed, llm.Pending}).Draw(t, "phase"), "because"
	}
	return have
}

func drawSpec(t *rapid.T) llm.GuardrailSpec {
	word := rapid.StringMatching(`[a-z]{1,6}`)
	words := rapid.SliceOfNDistinct(word, 0, 3, rapid.ID[string])
	strictness := rapid.SampledFrom([]llm.Strictness{llm.StrictnessOff, llm.StrictnessLow, llm.StrictnessMedium, llm.StrictnessHigh})
	threshold := rapid.Custom(func(t *rapid.T) *float64 {
		if rapid.Bool().Draw(t, "none") {
			return nil
		}
		return new(float64(rapid.IntRange(0, 99).Draw(t, "percent")) / 100)
	})
	spec := llm.GuardrailSpec{
		Name: word.Draw(t, "name"), BlockedWords: words.Draw(t, "words"), BlockedPatterns: words.Draw(t, "patterns"), Profanity: rapid.Bool().Draw(t, "profanity"),
		Grounding: llm.Grounding{Grounding: threshold.Draw(t, "grounding"), Relevance: threshold.Draw(t, "relevance")},
		Messages:  llm.Messages{Input: word.Draw(t, "input"), Output: rapid.OneOf(rapid.Just(""), word).Draw(t, "output")},
		Azure:     llm.AzureGuardrail{BasePolicy: rapid.SampledFrom([]string{"", "Microsoft.Default"}).Draw(t, "base"), Mode: rapid.SampledFrom([]string{"", "asynchronous"}).Draw(t, "mode")},
		Bedrock: llm.BedrockGuardrail{
			Description: word.Draw(t, "description"), Tier: rapid.SampledFrom([]string{"", "standard"}).Draw(t, "tier"), Images: rapid.Bool().Draw(t, "images"),
			Profile: rapid.SampledFrom([]string{"", "eu.guardrail.v1:0"}).Draw(t, "profile"),
		},
	}
	for _, category := range rapid.SliceOfNDistinct(rapid.SampledFrom(llm.Categories()), 0, 3, rapid.ID).Draw(t, "categories") {
		put(&spec.Filters, category, llm.ContentFilter{
			Input: strictness.Draw(t, "input"), Output: strictness.Draw(t, "output"), Action: rapid.SampledFrom([]llm.FilterAction{"", llm.ActionDetect}).Draw(t, "action"),
		})
	}
	for _, name := range words.Draw(t, "topics") {
		put(&spec.Topics, name, llm.Topic{Definition: word.Draw(t, "definition"), Examples: words.Draw(t, "examples")})
	}
	for _, name := range words.Draw(t, "entities") {
		put(&spec.PII.Entities, name, rapid.SampledFrom([]llm.PIIAction{llm.PIIBlock, llm.PIIMask}).Draw(t, "action"))
		put(&spec.PII.Patterns, name, llm.PIIPattern{Pattern: word.Draw(t, "pattern"), Action: llm.PIIDetect})
	}
	for _, key := range words.Draw(t, "tags") {
		put(&spec.Tags, key, word.Draw(t, "value"))
	}
	slices.Sort(spec.BlockedWords)
	slices.Sort(spec.BlockedPatterns)
	return spec
}

// The attribute types written by hand are those of the schema.
func TestAttributeTypes_areTheSchemas(t *testing.T) {
	var resp resource.SchemaResponse
	(&Resource{}).Schema(context.Background(), resource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Fatal(diags)
	}
	wanted := map[string]attr.Type{
		"filters":        types.ObjectType{AttrTypes: filtersType()},
		"blocked_topics": types.MapType{ElemType: types.ObjectType{AttrTypes: topicType()}},
		"pii":            types.ObjectType{AttrTypes: piiType()},
		"grounding":      types.ObjectType{AttrTypes: groundingType()},
		"messages":       types.ObjectType{AttrTypes: messagesType()},
		"azure":          types.ObjectType{AttrTypes: azureType()},
		"bedrock":        types.ObjectType{AttrTypes: bedrockType()},
		"health":         types.ObjectType{AttrTypes: framework.HealthType()},
		"drift":          types.ListType{ElemType: types.ObjectType{AttrTypes: framework.DriftType()}},
		"children":       composite.ChildrenType(),
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if have := resp.Schema.Attributes[name].GetType(); !have.Equal(wanted[name]) {
			t.Errorf("%s: the schema has %s, the code %s", name, have, wanted[name])
		}
	}
}
