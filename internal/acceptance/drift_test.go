package acceptance_test

import (
	"fmt"
	"strings"
	"testing"
)

// rewrite changes an Azure deployment behind terraform's back: what was GET is
// PUT again with parts replaced.
func (w *world) rewrite(replacements ...string) func(id string) {
	return func(id string) {
		w.t.Helper()
		was := w.do("GET", id, "")
		is := strings.NewReplacer(replacements...).Replace(was)
		if is == was {
			w.t.Fatalf("%v replaces nothing in %s", replacements, was)
		}
		w.do("PUT", id, is)
	}
}

// retag writes tags of a Bedrock deployment behind terraform's back.
func (w *world) retag(key, value string) func(id string) {
	return func(id string) {
		w.t.Helper()
		w.do("POST", aws(strings.Split(id, ":")[3], "/tagResource"),
			fmt.Sprintf(`{"resourceARN":%q,"tags":[{"key":%q,"value":%q}]}`, id, key, value))
	}
}

func (w *world) untag(key string) func(id string) {
	return func(id string) {
		w.t.Helper()
		w.do("POST", aws(strings.Split(id, ":")[3], "/untagResource"), fmt.Sprintf(`{"resourceARN":%q,"tagKeys":[%q]}`, id, key))
	}
}

// Every argument that Azure stores is changed by hand; one plan names it and one
// apply repairs it.
func TestAccDeployment_driftOnAzure(t *testing.T) {
	w := newWorld(t)
	base := onAzure()
	strict, lax := w.policy("strict"), w.policy("lax")
	tagged := base.with(args{"tags": `{ team = "search" }`})
	router := base.with(args{
		"model": `"openai/model-router"`,
		"azure": `{ routing = { mode = "cost", models = ["OpenAI/gpt-4.1/2025-04-14"] } }`,
	})
	claude := base.with(args{
		"model": `"anthropic/claude-sonnet-5"`,
		"azure": `{ attestation = { organization = "Contoso", country_code = "DE", industry = "retail" } }`,
	})
	w.edits("", map[string]edit{
		"the capacity": {
			from: base, behind: w.rewrite(`"capacity":5}`, `"capacity":9}`), want: updated, named: "throughput", holds: []string{`"capacity":5}`},
		},
		"the capacity that was left to the platform": {
			from: base.with(args{"throughput": ""}), behind: w.rewrite(`"capacity":10}`, `"capacity":9}`),
			want: updated, named: "throughput", holds: []string{`"capacity":10}`},
		},
		"the capacity of batch": {
			from: base.with(args{"throughput": `{ mode = "batch" }`}), behind: w.rewrite(`"capacity":10}`, `"capacity":9}`),
			want: updated, named: "resolved", holds: []string{`"capacity":10}`},
		},
		"the units": {
			from: provisionedAzure(), behind: w.rewrite(`"capacity":15}`, `"capacity":25}`), want: updated, named: "throughput", holds: []string{`"capacity":15}`},
		},
		"the upgrade policy": {
			from: base, behind: w.rewrite("NoAutoUpgrade", "OnceCurrentVersionExpired"), want: updated, named: "version_upgrade", holds: []string{"NoAutoUpgrade"},
		},
		"the guardrail": {
			from: base.with(args{"guardrail": quoted(strict)}), behind: w.rewrite(`"strict"`, `"lax"`),
			want: updated, named: "guardrail", holds: []string{`"raiPolicyName":"strict"`},
		},
		"a guardrail that is taken away": {
			from: base.with(args{"guardrail": quoted(lax)}), behind: w.rewrite(`"lax"`, `"Microsoft.DefaultV2"`),
			want: updated, named: "guardrail", holds: []string{`"raiPolicyName":"lax"`},
		},
		"a guardrail that is switched off by hand": {
			from: base, behind: w.rewrite(`"Microsoft.DefaultV2"`, `"Microsoft.Nil"`),
			want: updated, named: "guardrail", holds: []string{`"raiPolicyName":"Microsoft.DefaultV2"`},
		},
		"a tag that is changed": {
			from: tagged, behind: w.rewrite(`"team":"search"`, `"team":"ads"`), want: updated, named: "tags_all", holds: []string{`"tags":{"team":"search"}`},
		},
		"a tag that is added": {
			from: tagged, behind: w.rewrite(`"team":"search"`, `"team":"search","x":"1"`), want: updated, named: "tags_all", holds: []string{`"tags":{"team":"search"}`},
		},
		"a tag that is added to none": {
			from: base, behind: w.rewrite(`"sku":`, `"tags":{"x":"1"},"sku":`), want: updated, named: "tags_all", lacks: []string{`"tags"`},
		},
		"a tag that is removed": {
			from: tagged, behind: w.rewrite(`"team":"search"`, ""), want: updated, named: "tags_all", holds: []string{`"tags":{"team":"search"}`},
		},
		"a pause": {
			from: base, behind: func(id string) { w.do("POST", id+"/pause", "") }, want: updated, named: "azure", lacks: []string{"Paused"},
		},
		"a resumption": {
			from: base.with(args{"azure": `{ paused = true }`}), behind: func(id string) { w.do("POST", id+"/resume", "") },
			want: updated, named: "azure", holds: []string{"Paused"},
		},
		"the service tier": {
			from: base.with(args{"azure": `{ service_tier = "priority" }`}), behind: w.rewrite(`"Priority"`, `"Default"`),
			want: updated, named: "azure", holds: []string{`"serviceTier":"Priority"`},
		},
		"the routing mode": {
			from: router, behind: w.rewrite(`"mode":"cost"`, `"mode":"quality"`), want: updated, named: "azure", holds: []string{`"mode":"cost"`},
		},
		"the members of the router": {
			from: router, behind: w.rewrite(`"name":"gpt-4.1"`, `"name":"gpt-4.1-mini"`), want: updated, named: "azure", holds: []string{`"name":"gpt-4.1"`},
		},
		"the routing as a whole": {
			from: router, behind: w.rewrite(`"routing":`, `"forgotten":`), want: updated, named: "azure", holds: []string{`"mode":"cost"`},
		},
		"the attestation": {
			from: claude, behind: w.rewrite("Contoso", "Fabrikam"), want: updated, named: "azure", holds: []string{"Contoso"},
		},
		"the spillover": {
			extra: base.named("spare").block("spare"), from: provisionedAzure().with(args{"azure": `{ spillover_deployment = llm_deployment.spare.id }`}),
			behind: w.rewrite(`"spilloverDeploymentName":"spare"`, `"spilloverDeploymentName":""`), want: updated, named: "azure", holds: []string{`"spilloverDeploymentName":"spare"`},
		},
		"the version that was pinned": {
			from: base.with(args{"model": `"openai/model-router"`}), behind: w.rewrite("2025-11-18", "2025-08-07"),
			want: updated, named: "model_version", holds: []string{`"version":"2025-11-18"`},
		},
		"a deployment that fails": {
			from: base, behind: w.fails("Failed"), want: updated, named: "health", holds: []string{`"provisioningState":"Succeeded"`},
		},
		"a deployment that is disabled": {
			from: base, behind: w.fails("Disabled"), want: updated, named: "health", holds: []string{`"provisioningState":"Succeeded"`},
		},
		"provisioned throughput that fails": {
			from: provisionedAzure(), behind: w.fails("Failed"), want: updated, named: "health", holds: []string{`"provisioningState":"Succeeded"`},
		},
		"a deletion": {from: base, behind: w.remove, want: created, named: "id", holds: []string{`"capacity":5}`}},
		"a model that another one took the place of": {
			from: base, behind: w.recreated(`"name":"gpt-4.1-mini"`, `"name":"gpt-4.1"`), want: replaced, named: "id", holds: []string{`"name":"gpt-4.1-mini"`},
		},
		"a serving that leaves the bounds": {
			from: base.with(args{"processing_scope": `"geo"`}), behind: w.recreated("DataZoneStandard", "GlobalStandard"),
			want: replaced, named: "resolved", holds: []string{"DataZoneStandard"},
		},
		"a serving that stays inside the bounds": {
			from: base, behind: w.recreated("GlobalStandard", "Standard"), want: unchanged, holds: []string{`"name":"Standard"`},
		},
		"a serving that stays inside the bounds beside a change of tags": {
			from: base, behind: w.recreated("GlobalStandard", "Standard"), change: args{"tags": `{ team = "search" }`},
			want: updated, named: "tags_all", holds: []string{`"name":"Standard"`, `"team":"search"`},
		},
		"another mode": {
			from: base, behind: w.recreated("GlobalStandard", "GlobalBatch"), want: replaced, named: "throughput", holds: []string{"GlobalStandard"},
		},
	})
}

// fails makes the platform report another state of a deployment.
func (w *world) fails(state string) func(id string) {
	return func(id string) {
		w.t.Helper()
		if err := w.sb.FailDeployment(id, state); err != nil {
			w.t.Fatal(err)
		}
	}
}

// recreated deletes an Azure deployment and makes another of the same name.
func (w *world) recreated(replacements ...string) func(id string) {
	return func(id string) {
		w.t.Helper()
		is := strings.NewReplacer(replacements...).Replace(w.do("GET", id, ""))
		w.do("DELETE", id, "")
		w.do("PUT", id, is)
	}
}

func TestAccDeployment_driftOnBedrock(t *testing.T) {
	w := newWorld(t)
	base := onBedrock()
	tagged := base.with(args{"tags": `{ team = "search" }`})
	first, second := w.customModel("first"), w.customModel("second")
	custom := args{"processing_scope": `"region"`, "bedrock": fmt.Sprintf(`{ model_id = %q }`, first)}
	w.edits("", map[string]edit{
		"a tag that is changed": {
			from: tagged, behind: w.retag("team", "ads"), want: updated, named: "tags_all", holds: []string{`"tags":[{"key":"team","value":"search"}]`},
		},
		"a tag that is added": {
			from: tagged, behind: w.retag("x", "1"), want: updated, named: "tags_all", holds: []string{`"tags":[{"key":"team","value":"search"}]`},
		},
		"a tag that is added to none": {
			from: base, behind: w.retag("x", "1"), want: updated, named: "tags_all", holds: []string{`"tags":[]`},
		},
		"a tag that is removed": {
			from: tagged, behind: w.untag("team"), want: updated, named: "tags_all", holds: []string{`"tags":[{"key":"team","value":"search"}]`},
		},
		"the name of provisioned throughput": {
			from: provisionedBedrock(), behind: func(id string) { w.do("PATCH", bedrockPath(id), `{"desiredProvisionedModelName":"by-hand"}`) },
			want: updated, named: "name", lacks: []string{"by-hand"},
		},
		"a tag of provisioned throughput": {
			from: provisionedBedrock(), behind: w.retag("x", "1"), want: updated, named: "tags_all", holds: []string{`"tags":[]`},
		},
		"the custom model on demand": {
			from: base.with(custom), behind: func(id string) { w.do("PATCH", bedrockPath(id), fmt.Sprintf(`{"modelArn":%q}`, second)) },
			want: updated, named: "resolved", holds: []string{`"modelArn":"` + first + `"`},
		},
		"the custom model behind provisioned throughput": {
			from:   provisionedBedrock().with(custom),
			behind: func(id string) { w.do("PATCH", bedrockPath(id), fmt.Sprintf(`{"desiredModelId":%q}`, second)) },
			want:   updated, named: "resolved", holds: []string{`"modelArn":"` + first + `"`},
		},
		"a deletion":                              {from: base, behind: w.remove, want: created, named: "id"},
		"a deletion of provisioned throughput":    {from: provisionedBedrock(), behind: w.remove, want: created, named: "id"},
		"a deletion of a custom model deployment": {from: base.with(custom), behind: w.remove, want: created, named: "id"},
	})
}

// What the provider is told to ignore stays, also through an update.
func TestAccDeployment_ignoredTagsStay(t *testing.T) {
	w := newWorld(t)
	ignoring := `provider "llm" {
  ignore_tags = { keys = ["policy"], key_prefixes = ["sys:"] }
}
`
	tagged := args{"tags": `{ team = "search" }`}
	azureTags := w.rewrite(`"team":"search"`, `"team":"search","policy":"p","sys:x":"1"`)
	awsTags := func(id string) { w.retag("policy", "p")(id); w.retag("sys:x", "1")(id) }
	w.edits(ignoring, map[string]edit{
		"without a change on Azure":   {from: onAzure().with(tagged), behind: azureTags, want: unchanged, holds: []string{`"policy":"p"`, `"sys:x":"1"`}},
		"without a change on Bedrock": {from: onBedrock().with(tagged), behind: awsTags, want: unchanged, holds: []string{`"policy"`, `"sys:x"`}},
		"through an update on Azure": {
			from: onAzure().with(tagged), change: args{"tags": `{ team = "ads" }`}, behind: azureTags, want: updated,
			holds: []string{`"policy":"p"`, `"sys:x":"1"`, `"team":"ads"`},
		},
		"through an update on Bedrock": {
			from: onBedrock().with(tagged), change: args{"tags": `{ team = "ads" }`}, behind: awsTags, want: updated,
			holds: []string{`"policy"`, `"sys:x"`, `{"key":"team","value":"ads"}`},
		},
	})
}
