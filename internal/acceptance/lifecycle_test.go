package acceptance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// kind is one way to deploy: what it is made of, and what has to come of it.
type kind struct {
	args  args
	extra string            // other blocks that it refers to
	state map[string]string // attributes by flat path
	holds []string          // parts of what the cloud holds
}

func TestAccDeployment_lifecycleOnAzure(t *testing.T) {
	w := newWorld(t)
	w.lifecycles(w.azureKinds())
}

func TestAccDeployment_lifecycleOnBedrock(t *testing.T) {
	w := newWorld(t)
	w.lifecycles(w.bedrockKinds())
}

// lifecycles creates every kind in one run, which ends with an empty plan and a
// destroy that leaves nothing, and judges each by itself.
func (w *world) lifecycles(kinds map[string]kind) {
	w.t.Helper()
	var config strings.Builder
	for _, sentence := range slices.Sorted(maps.Keys(kinds)) {
		config.WriteString(kinds[sentence].extra + kinds[sentence].args.named(slug(sentence)).block(slug(sentence)))
	}
	state, cloud := map[string]map[string]string{}, map[string]string{}
	w.run(resource.TestStep{
		Config:           config.String(),
		ConfigPlanChecks: settled(),
		Check: func(s *terraform.State) error {
			for path, r := range s.RootModule().Resources {
				label := strings.TrimPrefix(path, "llm_deployment.")
				state[label], cloud[label] = r.Primary.Attributes, w.cloud(r.Primary.ID)
			}
			return nil
		},
	})
	for _, sentence := range slices.Sorted(maps.Keys(kinds)) {
		w.t.Run(sentence, func(t *testing.T) { kinds[sentence].judge(t, state[slug(sentence)], cloud[slug(sentence)]) })
	}
}

func (k kind) judge(t *testing.T, state map[string]string, cloud string) {
	t.Helper()
	want := map[string]string{"health.status": "ready"}
	maps.Copy(want, k.state)
	for path, value := range want {
		if state[path] != value {
			t.Errorf("%s is %q, want %q", path, state[path], value)
		}
	}
	for _, path := range []string{"id", "location", "created_at", "endpoint.model", "endpoint.auth.schemes.0", "resolved.serving"} {
		if state[path] == "" {
			t.Errorf("%s is empty", path)
		}
	}
	for _, part := range k.holds {
		if !strings.Contains(cloud, part) {
			t.Errorf("the cloud does not hold %s:\n%s", part, cloud)
		}
	}
	if t.Failed() {
		for _, path := range slices.Sorted(maps.Keys(state)) {
			t.Logf("%s = %q", path, state[path])
		}
	}
}

func (w *world) azureKinds() map[string]kind {
	w.t.Helper()
	base, fineTuned := onAzure(), armChild("jobs", "ftjob-1")
	claude := base.with(args{
		"model": `"anthropic/claude-sonnet-5"`,
		"azure": `{ attestation = { organization = "Contoso", country_code = "DE", industry = "retail" } }`,
	})
	spare := base.named("spare").block("spare")
	return map[string]kind{
		"on demand within the region is Standard": {
			args: base.with(args{"processing_scope": `"region"`}),
			state: map[string]string{
				"resolved.serving": "Standard", "resolved.scope": "region", "resolved.processing_locations.0": "eastus2", "location": "eastus2",
				"resolved.capacity": "5", "resolved.tokens_per_unit": "1000", "throughput.tokens_per_minute": "5000", "throughput.mode": "on_demand",
				"version_upgrade": "pinned", "deletion_protection": "false", "model_version": "2025-04-14", "resolved.format": "OpenAI",
				"endpoint.urls.openai": "https://sandbox.openai.azure.com/openai/v1/", "endpoint.model": slug("on demand within the region is Standard"),
				"endpoint.platform": "azure", "endpoint.auth.schemes.0": "entra_id", "endpoint.auth.schemes.1": "api_key",
				"endpoint.auth.scope": "https://cognitiveservices.azure.com/.default", "model_lifecycle.retires_on": "2027-04-14",
			},
			holds: []string{`"name":"Standard"`, `"capacity":5`, `"versionUpgradeOption":"NoAutoUpgrade"`},
		},
		"on demand within the geography is DataZoneStandard": {
			args:  base.with(args{"processing_scope": `"geo"`}),
			state: map[string]string{"resolved.serving": "DataZoneStandard", "resolved.scope": "geo", "resolved.processing_locations.0": "us"},
			holds: []string{`"name":"DataZoneStandard"`},
		},
		"on demand anywhere is GlobalStandard": {
			args:  base,
			state: map[string]string{"resolved.serving": "GlobalStandard", "resolved.scope": "global", "resolved.processing_locations.0": "global"},
			holds: []string{`"name":"GlobalStandard"`},
		},
		"allowed locations narrow what is chosen": {
			args:  base.with(args{"allowed_locations": `["us"]`}),
			state: map[string]string{"resolved.serving": "DataZoneStandard"},
		},
		"without a throughput the catalog's default capacity is taken": {
			args:  base.with(args{"throughput": ""}),
			state: map[string]string{"resolved.capacity": "10", "throughput.tokens_per_minute": "10000", "throughput.mode": "on_demand"},
			holds: []string{`"capacity":10`},
		},
		"provisioned throughput within the region is ProvisionedManaged": {
			args: provisionedAzure().with(args{"processing_scope": `"region"`, "throughput": `{ mode = "provisioned", units = 25 }`}),
			state: map[string]string{
				"resolved.serving": "ProvisionedManaged", "throughput.units": "25", "throughput.mode": "provisioned", "deletion_protection": "false",
			},
			holds: []string{`"name":"ProvisionedManaged"`, `"capacity":25`},
		},
		"batch within the geography is DataZoneBatch": {
			args:  base.with(args{"processing_scope": `"geo"`, "throughput": `{ mode = "batch" }`}),
			state: map[string]string{"resolved.serving": "DataZoneBatch", "throughput.mode": "batch"},
			holds: []string{`"name":"DataZoneBatch"`},
		},
		"a fine-tuned model is named in Azure's own terms": {
			args: base.with(args{
				"azure":      fmt.Sprintf(`{ sku = "DeveloperTier", model = { format = "OpenAI", name = "gpt-4.1-mini", version = "2025-04-14", source = %q } }`, fineTuned),
				"throughput": `{ tokens_per_minute = 50000 }`,
			}),
			state: map[string]string{"resolved.serving": "DeveloperTier", "resolved.source": fineTuned},
			holds: []string{`"name":"DeveloperTier"`, `"source":"` + fineTuned + `"`},
		},
		"a model router takes its routing": {
			args: base.with(args{
				"model": `"openai/model-router"`,
				"azure": `{ routing = { mode = "cost", models = ["OpenAI/gpt-4.1-mini/2025-04-14", "OpenAI/gpt-4.1/2025-04-14"] } }`,
			}),
			state: map[string]string{"resolved.name": "model-router", "model_version": "2025-11-18"},
			holds: []string{`"mode":"cost"`, `"name":"gpt-4.1-mini"`},
		},
		"a Claude model takes its attestation and prefers Azure as its host": {
			args: claude,
			state: map[string]string{
				"model_version": "2", "resolved.format": "Anthropic", "endpoint.urls.anthropic": "https://sandbox.services.ai.azure.com/anthropic",
			},
			holds: []string{`"organizationName":"Contoso"`},
		},
		"a Claude model is hosted by Anthropic where that is asked for": {
			args: claude.with(args{
				"azure": `{ hosted_on = "anthropic", attestation = { organization = "Contoso", country_code = "DE", industry = "retail" } }`,
			}),
			state: map[string]string{"model_version": "1"},
		},
		"provisioned throughput spills over": {
			extra: spare,
			args:  provisionedAzure().with(args{"azure": `{ spillover_deployment = llm_deployment.spare.id }`}),
			holds: []string{`"spilloverDeploymentName":"spare"`},
		},
		"a deployment starts paused": {
			args:  base.with(args{"azure": `{ paused = true }`}),
			holds: []string{`"deploymentState":"Paused"`},
		},
		"a deployment has priority": {
			args:  base.with(args{"azure": `{ service_tier = "priority" }`}),
			holds: []string{`"serviceTier":"Priority"`},
		},
		"a guardrail is attached by its id": {
			args:  base.with(args{"guardrail": quoted(w.policy("strict"))}),
			holds: []string{`"raiPolicyName":"strict"`},
		},
		"the platform may move the version": {
			args:  base.with(args{"version_upgrade": `"on_new_default"`}),
			state: map[string]string{"version_upgrade": "on_new_default"},
			holds: []string{`"versionUpgradeOption":"OnceNewDefaultVersionAvailable"`},
		},
		"tags are written": {
			args:  base.with(args{"tags": `{ Team = "search" }`}),
			state: map[string]string{"tags.Team": "search", "tags_all.Team": "search"},
			holds: []string{`"Team":"search"`},
		},
	}
}

func (w *world) bedrockKinds() map[string]kind {
	w.t.Helper()
	base, custom := onBedrock(), w.customModel("tuned")
	sonnet := base.with(args{"model": `"anthropic/claude-sonnet-4-5"`, "bedrock": `{ region = "eu-central-1" }`})
	return map[string]kind{
		"on demand within the region copies the foundation model": {
			args: base.with(args{"processing_scope": `"region"`}),
			state: map[string]string{
				"resolved.serving": "amazon.nova-lite-v1:0", "resolved.scope": "region", "resolved.processing_locations.0": region,
				"resolved.processing_locations.#": "1", "location": region, "throughput.mode": "on_demand", "version_upgrade": "pinned",
				"endpoint.platform": "bedrock", "endpoint.urls.converse": "https://bedrock-runtime.us-east-1.amazonaws.com",
				"endpoint.auth.schemes.0": "sigv4", "endpoint.auth.signing_service": "bedrock",
			},
			holds: []string{"foundation-model/amazon.nova-lite-v1:0"},
		},
		"on demand within the geography copies its profile": {
			args:  base,
			state: map[string]string{"resolved.serving": "us.amazon.nova-lite-v1:0", "resolved.scope": "geo", "resolved.processing_locations.#": "3"},
			holds: []string{"us-west-2::foundation-model/amazon.nova-lite-v1:0"},
		},
		"on demand anywhere copies the global profile": {
			args: base.with(args{"model": `"openai/gpt-5.6-sol"`, "processing_scope": `"global"`, "throughput": `{ tokens_per_minute = 50000 }`}),
			state: map[string]string{
				"resolved.serving": "global.openai.gpt-5.6-sol", "resolved.scope": "global", "resolved.processing_locations.0": "global",
				"throughput.tokens_per_minute": "50000",
			},
			holds: []string{"arn:aws:bedrock:::foundation-model/openai.gpt-5.6-sol"},
		},
		"allowed locations narrow what is chosen": {
			args:  sonnet.with(args{"processing_scope": `"global"`, "allowed_locations": `["eu"]`}),
			state: map[string]string{"resolved.serving": "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "location": "eu-central-1", "resolved.scope": "geo"},
		},
		"an inference profile is insisted on": {
			args:  base.with(args{"bedrock": `{ inference_profile = "us.amazon.nova-lite-v1:0" }`}),
			state: map[string]string{"resolved.serving": "us.amazon.nova-lite-v1:0"},
		},
		"a model goes by its own id": {
			args:  base.with(args{"bedrock": `{ model_id = "amazon.nova-lite-v1:0" }`}),
			state: map[string]string{"resolved.name": "amazon.nova-lite-v1:0"},
		},
		"a version fixes the model": {
			args:  sonnet.with(args{"model": `"anthropic/claude-sonnet-4-5@20250929"`}),
			state: map[string]string{"resolved.name": "anthropic.claude-sonnet-4-5-20250929-v1:0"},
		},
		"provisioned throughput without a commitment is billed by the hour": {
			args: provisionedBedrock(),
			state: map[string]string{
				"resolved.serving": "provisioned", "throughput.units": "1", "throughput.mode": "provisioned", "resolved.commitment_ends_at": "",
			},
			holds: []string{`"modelUnits":1`},
		},
		"a custom model is deployed on demand": {
			args:  base.with(args{"processing_scope": `"region"`, "bedrock": fmt.Sprintf(`{ model_id = %q }`, custom)}),
			state: map[string]string{"resolved.serving": "custom", "resolved.name": custom},
			holds: []string{custom},
		},
		"tags are written": {
			args:  base.with(args{"tags": `{ Team = "search" }`}),
			state: map[string]string{"tags.Team": "search", "tags_all.Team": "search"},
			holds: []string{`{"key":"Team","value":"search"}`},
		},
	}
}

// customModel makes a custom model and returns its ARN.
func (w *world) customModel(name string) string {
	w.t.Helper()
	arn, err := w.sb.AddCustomModel(region, name, "amazon.nova-lite-v1:0:300k")
	if err != nil {
		w.t.Fatal(err)
	}
	return arn
}
