package acceptance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// later is a value that is not known before apply.
func later(expression string) (block, reference string) {
	return fmt.Sprintf("resource \"terraform_data\" \"later\" {\n  input = %s\n}\n", expression), "terraform_data.later.output"
}

// Each argument may be unknown at the first plan, which asks nothing of it;
// apply ends with an empty plan.
func TestAccDeployment_unknownAtFirstPlan(t *testing.T) {
	router := onAzure().with(args{"model": `"openai/model-router"`})
	for sentence, row := range map[string]struct {
		args       args
		expression string
		argument   string
		form       string // what is made of the reference
	}{
		"the account":                   {onAzure(), quoted(sandbox.AzureAccountID()), "azure", `{ account_id = %s }`},
		"the guardrail":                 {onAzure(), quoted(armChild("raiPolicies", "strict")), "guardrail", `%s`},
		"the spillover":                 {provisionedAzure(), quoted(azureID("spare")), "azure", `{ spillover_deployment = %s }`},
		"a tag on Azure":                {onAzure(), `"search"`, "tags", `{ team = %s }`},
		"all tags on Azure":             {onAzure(), `{ team = "search" }`, "tags", `%s`},
		"the name on Azure":             {onAzure(), `"chat"`, "name", `%s`},
		"the model on Azure":            {onAzure(), `"openai/gpt-4.1"`, "model", `%s`},
		"the scope on Azure":            {onAzure(), `"geo"`, "processing_scope", `%s`},
		"the locations on Azure":        {onAzure(), `"us"`, "allowed_locations", `[%s]`},
		"the tokens on Azure":           {onAzure(), `7000`, "throughput", `{ tokens_per_minute = %s }`},
		"the units on Azure":            {provisionedAzure(), `20`, "throughput", `{ mode = "provisioned", units = %s }`},
		"the mode on Azure":             {onAzure().with(args{"deletion_protection": "false"}), `"batch"`, "throughput", `{ mode = %s }`},
		"the whole throughput on Azure": {onAzure().with(args{"deletion_protection": "false"}), `{ mode = "batch" }`, "throughput", `%s`},
		"the upgrade policy":            {onAzure(), `"on_retirement"`, "version_upgrade", `%s`},
		"a pause":                       {onAzure(), `true`, "azure", `{ paused = %s }`},
		"a member of the router":        {router, `"OpenAI/gpt-4.1/2025-04-14"`, "azure", `{ routing = { mode = "cost", models = [%s] } }`},
		"the protection":                {onAzure(), `false`, "deletion_protection", `%s`},
		"the region":                    {onBedrock(), `"us-east-1"`, "bedrock", `{ region = %s }`},
		"the profile":                   {onBedrock(), `"us.amazon.nova-lite-v1:0"`, "bedrock", `{ inference_profile = %s }`},
		"the model id":                  {onBedrock(), `"amazon.nova-lite-v1:0"`, "bedrock", `{ model_id = %s }`},
		"a tag on Bedrock":              {onBedrock(), `"search"`, "tags", `{ team = %s }`},
		"the name on Bedrock":           {onBedrock(), `"chat"`, "name", `%s`},
		"the model on Bedrock":          {onBedrock(), `"amazon/nova-pro"`, "model", `%s`},
		"the scope on Bedrock":          {onBedrock(), `"region"`, "processing_scope", `%s`},
		"the locations on Bedrock":      {onBedrock(), `"us"`, "allowed_locations", `[%s]`},
		"the tokens on Bedrock":         {onBedrock(), `1000`, "throughput", `{ tokens_per_minute = %s }`},
		"the units on Bedrock":          {provisionedBedrock(), `1`, "throughput", `{ mode = "provisioned", units = %s }`},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			w.policy("strict")
			extra := ""
			if sentence == "the spillover" {
				extra = onAzure().named("spare").block("spare")
				row.expression = strings.Replace(row.expression, quoted(azureID("spare")), "llm_deployment.spare.id", 1)
			}
			block, reference := later(row.expression)
			c := w.terraform()
			c.configure(extra + block + row.args.named("chat").with(args{row.argument: fmt.Sprintf(row.form, reference)}).block("chat"))
			if s := c.plan().must(t, 2); s.actions[chat] != "create" {
				t.Errorf("planned %q, want a create", s.actions[chat])
			}
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			c.apply("-destroy").must(t, 0)
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

// What is not known at an update is no promise of what comes of it. Only an
// account or a region replaces: where a deployment will be decides whether it is
// another one.
func TestAccDeployment_unknownAtUpdate(t *testing.T) {
	for sentence, row := range map[string]struct {
		from       args
		expression string
		change     args
		replaces   bool
	}{
		"a tag on Azure":           {onAzure(), `"search"`, args{"tags": `{ team = %s }`}, false},
		"a tag on Bedrock":         {onBedrock(), `"search"`, args{"tags": `{ team = %s }`}, false},
		"the tokens on Azure":      {onAzure(), `7000`, args{"throughput": `{ tokens_per_minute = %s }`}, false},
		"the units on Azure":       {provisionedAzure(), `20`, args{"throughput": `{ mode = "provisioned", units = %s }`}, false},
		"the guardrail":            {onAzure(), quoted(armChild("raiPolicies", "strict")), args{"guardrail": `%s`}, false},
		"a pause":                  {onAzure(), `true`, args{"azure": `{ paused = %s }`}, false},
		"the account it is in":     {onAzure(), quoted(sandbox.AzureAccountID()), args{"azure": `{ account_id = %s }`}, true},
		"the region it is in":      {onBedrock(), `"us-east-1"`, args{"bedrock": `{ region = %s }`}, true},
		"the model that is served": {onAzure(), `"openai/gpt-4.1-mini@2025-04-14"`, args{"model": `%s`}, false},
		"a new version": {
			onAzure().with(args{"model": `"openai/model-router@2025-08-07"`}), `"openai/model-router@2025-11-18"`, args{"model": `%s`}, false,
		},
		"the protection": {onAzure(), `true`, args{"deletion_protection": `%s`}, false},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			w.policy("strict")
			c := w.terraform()
			id := c.standing(row.from.named("chat"))
			block, reference := later(row.expression)
			change := args{}
			for argument, form := range row.change {
				change[argument] = fmt.Sprintf(form, reference)
			}
			c.configure(block + row.from.named("chat").with(change).block("chat"))
			want := "update"
			if row.replaces {
				want = "replace"
			}
			if s := c.plan().must(t, 2); s.actions[chat] != want {
				t.Errorf("planned %q, want %q", s.actions[chat], want)
			}
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if now := c.w.only(); !row.replaces && now != id {
				t.Errorf("%s became %s", id, now)
			}
		})
	}
}
