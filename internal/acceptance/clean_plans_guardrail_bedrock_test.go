package acceptance_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// drawBedrockGuardrail draws a valid guardrail on Bedrock.
func drawBedrockGuardrail(rt *rapid.T) *cleanCase {
	d := drawGuardrail(rt, "bedrock", `[0-9a-zA-Z_-]{1,50}`)
	both := []string{"input", "output"}
	d.drawFilters(map[string][]string{"hate": both, "sexual": both, "violence": both, "insults": both, "misconduct": both, "prompt_attack": {"input"}})
	d.drawTopics()
	d.drawPII()
	grounding := tfcore.Tree{} // binary fractions: others are compared by the real core's own rules of numbers, in the drift matrix
	for _, threshold := range []string{"grounding", "relevance"} {
		argue(grounding, threshold, oneOf(rt, threshold, nil, 0.0, 0.25, 0.75, 0.984375))
	}
	argue(d.resource, "grounding", whole(rt, "grounding", grounding))
	messages := tfcore.Tree{}
	for _, side := range both {
		if maybe(rt, "messages."+side, 40) {
			messages[side] = d.text("messages."+side, 80)
		}
	}
	argue(d.resource, "messages", whole(rt, "messages", messages))
	d.drawOptions()
	if maybe(rt, "azure", 20) {
		d.resource["azure"] = tfcore.Tree{"base_policy": "Microsoft.Default", "mode": "asynchronous"}
	}
	return d.drawRest(d.words("blocked_words", `[a-zA-Z0-9äß'"<>&]{1,12}( [a-zA-Z0-9é.-]{1,12}){0,2}`))
}

func (d *guardDraw) drawTopics() {
	topics := tfcore.Tree{}
	for _, name := range d.words("blocked_topics", `[0-9a-zA-Z_-][0-9a-zA-Z_ !?.-]{0,20}[0-9a-zA-Z!?]`) {
		topic := tfcore.Tree{"definition": d.text("definition", 100)}
		examples := []string{}
		for range rapid.IntRange(0, 5).Draw(d.rt, "examples") {
			examples = append(examples, d.text("example", 60))
		}
		if len(examples) > 0 || maybe(d.rt, "examples = []", 30) {
			topic["examples"] = examples
		}
		topics[name] = topic
	}
	argue(d.resource, "blocked_topics", whole(d.rt, "blocked_topics", topics))
}

func (d *guardDraw) drawPII() {
	pii := tfcore.Tree{}
	kinds := rapid.SampledFrom([]string{"email", "phone", "name", "address", "us_social_security_number", "credit_debit_card_number", "ip_address", "uk_national_insurance_number"})
	actions := rapid.SampledFrom([]string{"block", "mask", "detect"})
	if entities := rapid.MapOfN(kinds, actions, 0, 5).Draw(d.rt, "entities"); len(entities) > 0 || maybe(d.rt, "entities = {}", 20) {
		pii["entities"] = entities
	}
	patterns := tfcore.Tree{}
	for i, name := range d.words("patterns", `[a-zA-Z0-9ä][a-zA-Z0-9_ -]{0,20}[a-z0-9]`) {
		pattern := tfcore.Tree{"pattern": fmt.Sprintf(`%s-%d-[0-9]{3,}`, rapid.StringMatching(`[A-Z]{1,4}`).Draw(d.rt, "pattern"), i)}
		if maybe(d.rt, "description", 40) {
			pattern["description"] = d.text("description", 80)
		}
		argue(pattern, "action", oneOf(d.rt, "action", nil, "block", "mask", "detect"))
		patterns[name] = pattern
	}
	argue(pii, "patterns", whole(d.rt, "patterns", patterns))
	argue(d.resource, "pii", whole(d.rt, "pii", pii))
}

// drawOptions draws what only Bedrock has: the standard tier needs a profile of
// the region's own geography, and images need filters.
func (d *guardDraw) drawOptions() {
	at := rapid.SampledFrom([]string{"", "eu-central-1", "us-west-2"}).Draw(d.rt, "region")
	bedrock := tfcore.Tree{}
	if at != "" {
		bedrock["region"] = at
	} else {
		at = region
	}
	if maybe(d.rt, "guardrail_profile", 50) {
		id := strings.SplitN(at, "-", 2)[0] + ".guardrail.v1:0"
		bedrock["guardrail_profile"] = oneOf(d.rt, "profile", id, fmt.Sprintf("arn:aws:bedrock:%s:%s:guardrail-profile/%s", at, sandbox.AWSAccount, id))
		argue(bedrock, "tier", oneOf(d.rt, "tier", nil, "standard", "classic"))
	} else {
		argue(bedrock, "tier", oneOf(d.rt, "tier", nil, "classic"))
	}
	if maybe(d.rt, "description", 40) {
		bedrock["description"] = d.text("description", 100)
	}
	argue(bedrock, "images", oneOf(d.rt, "images", nil, false))
	if filters, _ := d.resource["filters"].(tfcore.Tree); len(filters) > 0 && maybe(d.rt, "images = true", 40) {
		bedrock["images"] = true
	}
	argue(bedrock, "kms_key", oneOf(d.rt, "kms_key", nil, nil, fmt.Sprintf("arn:aws:kms:%s:%s:key/00000000-0000-4000-8000-000000000000", at, sandbox.AWSAccount)))
	argue(d.resource, "bedrock", whole(d.rt, "bedrock", bedrock))
	d.prepare = append(d.prepare, func(sb *sandbox.Sandbox) error {
		return accepted(sb.Do("POST", aws(at, "/guardrails"), `{"name":"-somebodys-","blockedInputMessaging":"a","blockedOutputsMessaging":"b","wordPolicyConfig":{"wordsConfig":[{"text":"w"}]}}`))
	})
	d.holds = []string{aws(at, "/guardrails")}
}
