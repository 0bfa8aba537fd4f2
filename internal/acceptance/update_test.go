package acceptance_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

const (
	unchanged = plancheck.ResourceActionNoop
	updated   = plancheck.ResourceActionUpdate
	replaced  = plancheck.ResourceActionReplace
	created   = plancheck.ResourceActionCreate
)

func TestAccDeployment_updateOnAzure(t *testing.T) {
	w := newWorld(t)
	base := onAzure()
	router := base.with(args{"model": `"openai/model-router"`, "azure": `{ routing = { mode = "cost" } }`})
	oldRouter := base.with(args{"model": `"openai/model-router@2025-08-07"`})
	attested := func(organization string) string {
		return fmt.Sprintf(`{ attestation = { organization = %q, country_code = "DE", industry = "retail" } }`, organization)
	}
	claude := base.with(args{"model": `"anthropic/claude-sonnet-5"`, "azure": attested("Contoso")})
	spare := base.named("spare").block("spare")
	spilling := provisionedAzure().with(args{"azure": `{ spillover_deployment = llm_deployment.spare.id }`})
	w.edits("", map[string]edit{
		"more tokens per minute": {
			from: base, change: args{"throughput": `{ tokens_per_minute = 8000 }`},
			want: updated, named: "throughput", holds: []string{`"capacity":8}`},
		},
		"fewer tokens per minute": {
			from: base, change: args{"throughput": `{ tokens_per_minute = 2000 }`},
			want: updated, named: "throughput", holds: []string{`"capacity":2}`},
		},
		"more units": {
			extra: spare, from: spilling, change: args{"throughput": `{ mode = "provisioned", units = 20 }`},
			want: updated, named: "throughput", holds: []string{`"capacity":20}`, `"spilloverDeploymentName":"spare"`},
		},
		"fewer units": {
			from: provisionedAzure().with(args{"throughput": `{ mode = "provisioned", units = 30 }`}), change: args{"throughput": `{ mode = "provisioned", units = 15 }`},
			want: updated, named: "throughput", holds: []string{`"capacity":15}`},
		},
		"another version of the model": {
			from: oldRouter, change: args{"model": `"openai/model-router@2025-11-18"`},
			want: updated, named: "model", holds: []string{`"version":"2025-11-18"`},
		},
		"another version and another capacity at once": {
			from: oldRouter, change: args{"model": `"openai/model-router@2025-11-18"`, "throughput": `{ tokens_per_minute = 9000 }`},
			want: updated, named: "model", holds: []string{`"version":"2025-11-18"`, `"capacity":9}`},
		},
		"another version of what is served within narrower bounds": {
			from:   oldRouter.with(args{"processing_scope": `"geo"`}),
			change: args{"processing_scope": `"global"`, "model": `"openai/model-router@2025-11-18"`},
			want:   updated, named: "model", holds: []string{`"version":"2025-11-18"`, "DataZoneStandard"},
		},
		"the upgrade policy moves to a new default": {
			from: base, change: args{"version_upgrade": `"on_new_default"`},
			want: updated, named: "version_upgrade", holds: []string{"OnceNewDefaultVersionAvailable"},
		},
		"the upgrade policy moves to retirement": {
			from: base, change: args{"version_upgrade": `"on_retirement"`},
			want: updated, named: "version_upgrade", holds: []string{"OnceCurrentVersionExpired"},
		},
		"a removed upgrade policy is pinned again": {
			from: base.with(args{"version_upgrade": `"on_retirement"`}), change: args{"version_upgrade": ""},
			want: updated, named: "version_upgrade", holds: []string{"NoAutoUpgrade"},
		},
		"a guardrail is attached": {
			from: base, change: args{"guardrail": quoted(w.policy("strict"))},
			want: updated, named: "guardrail", holds: []string{`"raiPolicyName":"strict"`},
		},
		"a guardrail is exchanged": {
			from: base.with(args{"guardrail": quoted(w.policy("strict"))}), change: args{"guardrail": quoted(w.policy("lax"))},
			want: updated, named: "guardrail", holds: []string{`"raiPolicyName":"lax"`},
		},
		"a removed guardrail returns to the default": {
			from: base.with(args{"guardrail": quoted(w.policy("strict"))}), change: args{"guardrail": ""},
			want: updated, named: "guardrail", holds: []string{`"raiPolicyName":"Microsoft.DefaultV2"`},
		},
		"tags are added changed and removed": {
			from: base.with(args{"tags": `{ a = "1", b = "1" }`}), change: args{"tags": `{ a = "2", c = "1" }`},
			want: updated, named: "tags_all", holds: []string{`"tags":{"a":"2","c":"1"}`},
		},
		"removed tags leave none": {
			from: base.with(args{"tags": `{ a = "1" }`}), change: args{"tags": ""},
			want: updated, named: "tags_all", lacks: []string{`"tags":{`},
		},
		"a deployment is paused": {
			from: base, change: args{"azure": `{ paused = true }`},
			want: updated, named: "azure", holds: []string{`"deploymentState":"Paused"`},
		},
		"a removed pause resumes": {
			from: base.with(args{"azure": `{ paused = true }`}), change: args{"azure": ""},
			want: updated, named: "azure", lacks: []string{"Paused"},
		},
		"a service tier is given": {
			from: base, change: args{"azure": `{ service_tier = "priority" }`},
			want: updated, named: "azure", holds: []string{`"serviceTier":"Priority"`},
		},
		"a removed service tier returns to the default": {
			from: base.with(args{"azure": `{ service_tier = "priority" }`}), change: args{"azure": ""},
			want: updated, named: "azure", lacks: []string{"Priority"},
		},
		"another routing mode": {
			from: router, change: args{"azure": `{ routing = { mode = "quality" } }`},
			want: updated, named: "azure", holds: []string{`"mode":"quality"`},
		},
		"members of the router are named": {
			from: router, change: args{"azure": `{ routing = { mode = "cost", models = ["OpenAI/gpt-4.1/2025-04-14"] } }`},
			want: updated, named: "azure", holds: []string{`"models":[{"format":"OpenAI","name":"gpt-4.1","version":"2025-04-14"}]`},
		},
		"a removed routing is balanced over all": {
			from: router, change: args{"azure": ""},
			want: updated, named: "azure", lacks: []string{`"mode":"cost"`},
		},
		"another attestation": {
			from: claude, change: args{"azure": attested("Fabrikam")},
			want: updated, named: "azure", holds: []string{`"organizationName":"Fabrikam"`},
		},
		"another host": {
			from:   claude,
			change: args{"azure": `{ hosted_on = "anthropic", attestation = { organization = "Contoso", country_code = "DE", industry = "retail" } }`},
			want:   updated, named: "azure", holds: []string{`"version":"1"`},
		},
		"a spillover is taken away": {
			from: spilling, change: args{"azure": ""},
			want: updated, named: "azure", lacks: []string{"spilloverDeploymentName"},
		},
		"a spillover is added": {
			from: provisionedAzure(), change: args{"azure": `{ spillover_deployment = llm_deployment.spare.id }`},
			want: updated, named: "azure", holds: []string{`"spilloverDeploymentName":"spare"`},
		},
		"several arguments at once": {
			from: base, change: args{"throughput": `{ tokens_per_minute = 7000 }`, "tags": `{ a = "1" }`, "azure": `{ paused = true }`, "version_upgrade": `"on_retirement"`},
			want: updated, named: "throughput", holds: []string{`"capacity":7}`, `"a":"1"`, "Paused", "OnceCurrentVersionExpired"},
		},
	})
}

func TestAccDeployment_updateOnBedrock(t *testing.T) {
	w := newWorld(t)
	first, second := w.customModel("first"), w.customModel("second")
	custom := func(arn string) string { return fmt.Sprintf(`{ model_id = %q }`, arn) }
	base := onBedrock()
	region := base.with(args{"processing_scope": `"region"`})
	w.edits("", map[string]edit{
		"tags are added changed and removed": {
			from: base.with(args{"tags": `{ a = "1", b = "1" }`}), change: args{"tags": `{ a = "2", c = "1" }`},
			want: updated, named: "tags_all", holds: []string{`[{"key":"a","value":"2"},{"key":"c","value":"1"}]`},
		},
		"removed tags leave none": {
			from: base.with(args{"tags": `{ a = "1" }`}), change: args{"tags": ""},
			want: updated, named: "tags_all", holds: []string{`"tags":[]`},
		},
		"tags of provisioned throughput": {
			from: provisionedBedrock(), change: args{"tags": `{ a = "1" }`},
			want: updated, named: "tags_all", holds: []string{`{"key":"a","value":"1"}`},
		},
		"provisioned throughput is renamed": {
			from: provisionedBedrock(), change: args{"name": `"renamed"`},
			want: updated, named: "name", holds: []string{`"provisionedModelName":"renamed"`},
		},
		"provisioned throughput is renamed and tagged at once": {
			from: provisionedBedrock(), change: args{"name": `"both"`, "tags": `{ a = "1" }`},
			want: updated, named: "name", holds: []string{`"provisionedModelName":"both"`, `{"key":"a","value":"1"}`},
		},
		"another custom model on demand": {
			from: region.with(args{"bedrock": custom(first)}), change: args{"bedrock": custom(second)},
			want: updated, named: "bedrock", holds: []string{`"modelArn":"` + second + `"`},
		},
		"another custom model behind provisioned throughput": {
			from: provisionedBedrock().with(args{"bedrock": custom(first)}), change: args{"bedrock": custom(second)},
			want: updated, named: "bedrock", holds: []string{`"modelArn":"` + second + `"`},
		},
	})
}

// What no cloud stores is a predicate on what was resolved: changing it plans in
// place and sends nothing.
func TestAccDeployment_providerOnlyChangesSendNothing(t *testing.T) {
	w := newWorld(t)
	azure, bedrock := onAzure(), onBedrock()
	inUS := args{"allowed_locations": `["us"]`}
	azureInUS, bedrockInUS := azure.with(inUS), bedrock.with(inUS)
	out := w.edits("", map[string]edit{
		"a wider scope on Azure": {
			from: azure.with(args{"processing_scope": `"geo"`}), change: args{"processing_scope": `"global"`}, want: updated, named: "processing_scope",
			holds: []string{"DataZoneStandard"},
		},
		"a narrower scope that is kept on Azure": {
			from: azureInUS, change: args{"processing_scope": `"geo"`}, want: updated, named: "processing_scope", holds: []string{"DataZoneStandard"},
		},
		"allowed locations that are kept on Azure": {
			from: azure.with(args{"processing_scope": `"geo"`}), change: inUS, want: updated, named: "allowed_locations",
		},
		"removed allowed locations on Azure": {
			from: azureInUS, change: args{"allowed_locations": ""}, want: updated, named: "allowed_locations", holds: []string{"DataZoneStandard"},
		},
		"the version that is served is written down on Azure": {
			from: azure, change: args{"model": `"openai/gpt-4.1-mini@2025-04-14"`}, want: updated, named: "model",
		},
		"another spelling of the model on Azure": {
			from: azure, change: args{"model": `"OpenAI/gpt-4-1-mini"`}, want: unchanged,
		},
		"a version is no longer written down on Azure": {
			from: azure.with(args{"model": `"openai/gpt-4.1-mini@2025-04-14"`}), change: args{"model": `"openai/gpt-4.1-mini"`}, want: updated, named: "model",
		},
		"removed deletion protection on Azure": {
			from: azure.with(args{"deletion_protection": "true"}), change: args{"deletion_protection": ""}, want: updated, named: "deletion_protection",
		},
		"timeouts on Azure":                  {from: azure, change: args{"timeouts{}": `{ create = "30m" }`}, want: updated, named: "timeouts"},
		"removed tokens per minute on Azure": {from: azure, change: args{"throughput": ""}, want: unchanged, holds: []string{`"capacity":5}`}},
		"an override of the other platform":  {from: azure, change: args{"bedrock": `{ region = "eu-central-1" }`}, want: updated, named: "bedrock"},
		"the commitment lock":                {from: bedrock, change: args{"on_commitment_lock": `"abandon"`}, want: updated, named: "on_commitment_lock"},
		"a wider scope on Bedrock": {
			from: bedrock, change: args{"processing_scope": `"global"`}, want: updated, named: "processing_scope",
		},
		"a narrower scope that is kept on Bedrock": {
			from: bedrock.with(args{"processing_scope": `"global"`}), change: args{"processing_scope": `"geo"`}, want: updated, named: "processing_scope",
		},
		"allowed locations that are kept on Bedrock": {
			from: bedrock, change: inUS, want: updated, named: "allowed_locations",
		},
		"removed allowed locations on Bedrock": {
			from: bedrockInUS, change: args{"allowed_locations": ""}, want: updated, named: "allowed_locations",
		},
		"another spelling of the model on Bedrock": {
			from: bedrock, change: args{"model": `"Amazon/nova.lite"`}, want: unchanged,
		},
		"the id of the model instead of its name on Bedrock": {
			from: bedrock, change: args{"model": `"amazon.nova-lite-v1:0"`}, want: updated, named: "model",
		},
		"tokens per minute on Bedrock": {
			from: bedrock, change: args{"throughput": `{ tokens_per_minute = 1000 }`}, want: updated, named: "throughput",
		},
		"removed deletion protection on Bedrock": {
			from: bedrock.with(args{"deletion_protection": "true"}), change: args{"deletion_protection": ""}, want: updated, named: "deletion_protection",
		},
		"removed tokens per minute on Bedrock": {
			from: bedrock.with(args{"throughput": `{ tokens_per_minute = 1000 }`}), change: args{"throughput": ""}, want: unchanged,
		},
		"timeouts on Bedrock":      {from: bedrock, change: args{"timeouts{}": `{ update = "30m" }`}, want: updated, named: "timeouts"},
		"the region that it is in": {from: bedrock, change: args{"bedrock": `{ region = "us-east-1" }`}, want: updated, named: "bedrock"},
	})
	if len(out.writes) > 0 {
		t.Errorf("nothing was to be written, yet it sent %v", out.writes)
	}
}
