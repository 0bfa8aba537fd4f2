package acceptance_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	guardrailType   = "llm_guardrail"
	enforcementType = "llm_guardrail_enforcement"
	someGuardrail   = "arn:aws:bedrock:us-east-1:" + sandbox.AWSAccount + ":guardrail/abcdefghijkl"
)

// onGuardrails puts hostile words, numbers and lists into every argument of a
// guardrail and of what is enforced, and ids that are almost right.
func (h *hostility) onGuardrails() {
	before := h.inputs
	for i, s := range slices.Concat(guardrailSites(), confidentialSites()) {
		s.typeName = guardrailType
		h.try(aSample(hostileWords(), i), s, guardrailBases)
	}
	for i, s := range enforcementSites() {
		s.typeName = enforcementType
		h.try(aSample(hostileWords(), i), s, enforcementBases)
	}
	for _, wrong := range wrongGuardrails() {
		resource := guardrailBases()[wrong.base]
		wrong.put(resource)
		h.judge(wrong.argument+" on "+wrong.base+": "+wrong.what, site{typeName: guardrailType, argument: wrong.argument, secret: wrong.secret}, "", tree{}, resource)
	}
	h.guardrailReferences()
	h.guardrailImports()
	h.guardrails = h.inputs - before
}

// aSample is, in a quick run, one word of every third family: the next third at
// the next site.
func aSample(words []word, turn int) []word {
	if proof.Full() {
		return words
	}
	var sample []word
	for i, w := range oneOfEach(words, turn/3) {
		if (i+turn)%3 == 0 {
			sample = append(sample, w)
		}
	}
	return sample
}

// guardrailBases are valid guardrails, one on either platform.
func guardrailBases() map[string]tree {
	of := func(platform string) tree {
		return tree{"platform": platform, "name": "standard", "filters": tree{"hate": tree{"input": "high", "output": "low"}}, platform: tree{}}
	}
	return map[string]tree{"azure": of("azure"), "bedrock": of("bedrock")}
}

func enforcementBases() map[string]tree {
	return map[string]tree{"bedrock": {"guardrail": someGuardrail, "version": "1"}}
}

// wrongGuardrail is a guardrail with one mistake that is no word.
type wrongGuardrail struct {
	argument, base, what string
	secret               string // of what is confidential; empty: nothing is
	put                  func(resource tree)
}

// wrongGuardrails are numbers out of range, lists that are too long, expressions
// that are none, and what a platform does not have.
func wrongGuardrails() []wrongGuardrail {
	var all []wrongGuardrail
	add := func(argument, base, what string, v any, steps ...string) {
		all = append(all, wrongGuardrail{argument: argument, base: base, what: what, put: func(resource tree) { set(resource, v, steps...) }})
	}
	for _, base := range []string{"azure", "bedrock"} {
		for _, v := range []int64{0, -1, math.MinInt64} {
			add("keep_versions", base, strconv.FormatInt(v, 10), v, "keep_versions")
		}
		for _, v := range []float64{-1, -0.0001, 0.991, 1, 99, math.MaxFloat64} {
			add("grounding", base, fmt.Sprint(v), v, "grounding", "grounding")
			add("grounding", base, fmt.Sprint(v), v, "grounding", "relevance")
		}
		for _, direction := range []string{"input", "output"} {
			for _, strictness := range []string{"none", "HIGH", "high ", "maximum", ""} {
				add("filters.hate."+direction, base, strictness, strictness, "filters", "hate", direction)
			}
		}
		add("filters.hate.action", base, "mask", "mask", "filters", "hate", "action")
	}
	for category, bases := range map[string][]string{"self_harm": {"bedrock"}, "indirect_attack": {"bedrock"}, "insults": {"azure"}, "misconduct": {"azure"}} {
		add("filters."+category, bases[0], "a category that is not there", "low", "filters", category, "input")
	}
	for _, category := range []string{"protected_material_text", "protected_material_code", "ungrounded_material"} {
		add("filters."+category, "bedrock", "a category that is not there", "low", "filters", category, "output")
		add("filters."+category, "azure", "a direction that is not there", "low", "filters", category, "input")
	}
	for _, category := range []string{"prompt_attack", "indirect_attack"} {
		add("filters."+category, "azure", "a direction that is not there", "high", "filters", category, "output")
	}
	add("filters.prompt_attack", "bedrock", "a direction that is not there", "high", "filters", "prompt_attack", "output")
	add("bedrock.tier", "bedrock", "without a profile", "standard", "bedrock", "tier")
	add("bedrock.guardrail_profile", "bedrock", "of another geography", "eu.guardrail.v1:0", "bedrock", "guardrail_profile")
	add("bedrock.guardrail_profile", "bedrock", "of another account", "arn:aws:bedrock:us-east-1:123456789012:guardrail-profile/us.guardrail.v1:0", "bedrock", "guardrail_profile")
	add("bedrock.kms_key", "bedrock", "of another region", "arn:aws:kms:eu-central-1:000000000000:key/"+stranger, "bedrock", "kms_key")
	add("bedrock.kms_key", "bedrock", "an alias", "arn:aws:kms:us-east-1:000000000000:alias/x", "bedrock", "kms_key")
	add("azure.base_policy", "azure", "a policy of one's own", "standard", "azure", "base_policy")
	add("azure.base_policy", "azure", "a policy of nobody's", "Microsoft.Nothing", "azure", "base_policy")
	add("name", "azure", "Microsoft's own", "Microsoft.DefaultV2", "name")
	add("name", "azure", "Microsoft's own in other letters", "mIcrosoft.mine", "name")
	return append(all, wrongTexts()...)
}
