package acceptance_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestAccDeployment_replaceOnAzure(t *testing.T) {
	w := newWorld(t)
	base := onAzure()
	elsewhere := fmt.Sprintf(`{ account_id = %q }`, w.swedishAccount())
	tuned := func(job string) args {
		return args{"azure": fmt.Sprintf(`{ model = { format = "OpenAI", name = "gpt-4.1-mini", version = "2025-04-14", source = %q } }`, armChild("jobs", job))}
	}
	unchangedName := base.with(args{"name_prefix": `"chat-"`})
	w.edits("", map[string]edit{
		"another name":               {from: base, change: args{"name": `"renamed"`}, want: replaced, named: "name", holds: []string{`"name":"renamed"`}},
		"another name prefix":        {from: unchangedName, change: args{"name_prefix": `"talk-"`}, want: replaced, named: "name", holds: []string{`"name":"talk-`}},
		"a name instead of a prefix": {from: unchangedName, change: args{"name_prefix": "", "name": `"plain"`}, want: replaced, named: "name"},
		"another model":              {from: base, change: args{"model": `"openai/gpt-5.1"`}, want: replaced, named: "model", holds: []string{`"name":"gpt-5.1"`}},
		"a narrower scope":           {from: base, change: args{"processing_scope": `"region"`}, want: replaced, named: "processing_scope", holds: []string{`"name":"Standard"`}},
		"narrower allowed locations": {from: base, change: args{"allowed_locations": `["us"]`}, want: replaced, named: "allowed_locations", holds: []string{"DataZoneStandard"}},
		"another mode":               {from: base, change: args{"throughput": `{ mode = "batch" }`}, want: replaced, named: "throughput", holds: []string{"GlobalBatch"}},
		"another account":            {from: base, change: args{"azure": elsewhere}, want: replaced, named: "azure"},
		"another SKU":                {from: base, change: args{"azure": `{ sku = "DataZoneStandard" }`}, want: replaced, named: "azure", holds: []string{"DataZoneStandard"}},
		"a fine-tuned model":         {from: base, change: tuned("one"), want: replaced, named: "azure", holds: []string{armChild("jobs", "one")}},
		"another fine-tuned model":   {from: base.with(tuned("one")), change: tuned("two"), want: replaced, named: "azure", holds: []string{armChild("jobs", "two")}},
		"another model when it is provisioned": {
			from: provisionedAzure(), change: args{"model": `"openai/gpt-5.1"`}, want: replaced, named: "model", holds: []string{`"name":"gpt-5.1"`},
		},
		"another platform": {
			from: portable("azure"), change: args{"platform": `"bedrock"`}, want: replaced, named: "platform", holds: []string{"openai.gpt-5.6-sol"},
		},
	})
}

func TestAccDeployment_replaceOnBedrock(t *testing.T) {
	w := newWorld(t)
	base := onBedrock()
	sol := portable("bedrock")
	european := base.with(args{"model": `"anthropic/claude-sonnet-4-5"`, "processing_scope": `"global"`})
	w.edits("", map[string]edit{
		"another name":        {from: base, change: args{"name": `"renamed"`}, want: replaced, named: "name", holds: []string{`"inferenceProfileName":"renamed"`}},
		"another name prefix": {from: base.with(args{"name_prefix": `"chat-"`}), change: args{"name_prefix": `"talk-"`}, want: replaced, named: "name", holds: []string{`Name":"talk-`}},
		"another model": {
			from: base, change: args{"model": `"amazon/nova-pro"`}, want: replaced, named: "model", holds: []string{"amazon.nova-pro-v1:0"},
		},
		"a narrower scope": {
			from: base, change: args{"processing_scope": `"region"`}, want: replaced, named: "processing_scope", lacks: []string{"us-west-2"},
		},
		"a scope that ends at the geography": {
			from: sol, change: args{"processing_scope": `"geo"`}, want: replaced, named: "processing_scope", holds: []string{"us-west-2"},
		},
		"narrower allowed locations": {
			from: base, change: args{"allowed_locations": `["us-east-1"]`}, want: replaced, named: "allowed_locations", lacks: []string{"us-west-2"},
		},
		"another region": {
			from: european, change: args{"bedrock": `{ region = "eu-central-1" }`}, want: replaced, named: "bedrock", holds: []string{"arn:aws:bedrock:eu-central-1:"},
		},
		"another profile to copy": {
			from: sol, change: args{"bedrock": `{ inference_profile = "us.openai.gpt-5.6-sol" }`}, want: replaced, named: "bedrock", holds: []string{"us-west-2"},
		},
		"another model by its id": {
			from: base, change: args{"bedrock": `{ model_id = "amazon.nova-pro-v1:0" }`}, want: replaced, named: "bedrock", holds: []string{"amazon.nova-pro-v1:0"},
		},
		"another mode": {
			from: base.with(args{"model": `"amazon.nova-lite-v1:0"`, "processing_scope": `"region"`}), change: args{"model": provisionedBedrock()["model"], "throughput": `{ mode = "provisioned", units = 1 }`, "deletion_protection": "false"},
			want: replaced, named: "throughput", holds: []string{`"modelUnits":1`},
		},
		"more units": {
			from: provisionedBedrock(), change: args{"throughput": `{ mode = "provisioned", units = 2 }`}, want: replaced, named: "throughput", holds: []string{`"modelUnits":2`},
		},
		"another model when it is provisioned": {
			from: provisionedBedrock(), change: args{"model": `"amazon.nova-micro-v1:0:24k"`}, want: replaced, named: "model", holds: []string{"nova-micro"},
		},
		"another platform": {
			from: sol, change: args{"platform": `"azure"`}, want: replaced, named: "platform", holds: []string{"GlobalStandard"},
		},
	})
}

// A replacement that makes the new one first needs a name that is free.
func TestAccDeployment_createBeforeDestroyFindsAFreeName(t *testing.T) {
	w := newWorld(t)
	first := args{"name_prefix": `"chat-"`, "lifecycle{}": `{ create_before_destroy = true }`}
	out := w.edits("", map[string]edit{
		"on Azure": {
			from: onAzure().with(first), change: args{"model": `"openai/gpt-5.1"`}, want: replaced, named: "name", holds: []string{`"name":"chat-`},
		},
		"on Azure where the new one hashes to the same name": {
			from: onAzure().with(first).with(args{"name_prefix": `"same-"`}), change: args{"azure": `{ sku = "DataZoneStandard" }`},
			want: replaced, named: "name", holds: []string{`"name":"same-`, `-2"`},
		},
		"on Bedrock": {
			from: onBedrock().with(first), change: args{"model": `"amazon/nova-pro"`}, want: replaced, named: "name", holds: []string{`Name":"chat-`},
		},
	})
	for label, before := range out.ids[0] {
		if after := out.ids[1][label]; before == after || !strings.Contains(after, "/") {
			t.Errorf("%s: the id went from %q to %q", label, before, after)
		}
	}
}
