package acceptance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// notImported are the attributes that no platform stores: an import cannot know
// what a configuration says in them.
func notImported() []string {
	return []string{
		"model",               // as it is spelled: an import writes the portable name without a version
		"processing_scope",    // the bound: an import takes the tightest
		"allowed_locations",   // a bound too
		"deletion_protection", // the provider's own
		"on_commitment_lock",  // the provider's own
		"timeouts",            // the provider's own
		"name_prefix",         // what the name was made from
		"drift",               // what differs from the last apply, of which there was none
	}
}

// Each kind is imported by its native id, into a state of its own, and compared
// with what apply stored.
func TestAccDeployment_importByNativeID(t *testing.T) {
	w := newWorld(t)
	tagged := args{"tags": `{ team = "search" }`}
	custom := w.customModel("tuned")
	rows := map[string]struct {
		args   args
		ignore []string // further attributes, and why
	}{
		"Azure on demand":   {args: onAzure().with(tagged)},
		"Azure batch":       {args: onAzure().with(args{"throughput": `{ mode = "batch" }`})},
		"Azure provisioned": {args: provisionedAzure()},
		"Azure paused":      {args: onAzure().with(args{"azure": `{ paused = true }`})},
		"Azure with a guardrail that is followed by a new default": {
			args: onAzure().with(args{"guardrail": quoted(w.policy("strict")), "version_upgrade": `"on_new_default"`}),
		},
		"Azure elsewhere":      {args: onAzure().with(args{"azure": fmt.Sprintf(`{ account_id = %q }`, w.swedishAccount())})},
		"Azure router":         {args: onAzure().with(args{"model": `"openai/model-router"`, "azure": `{ routing = { mode = "cost" } }`})},
		"Bedrock region":       {args: onBedrock().with(tagged).with(args{"processing_scope": `"region"`})},
		"Bedrock geography":    {args: onBedrock()},
		"Bedrock elsewhere":    {args: onBedrock().with(args{"model": `"anthropic/claude-sonnet-4-5"`, "bedrock": `{ region = "eu-central-1" }`})},
		"Bedrock provisioned":  {args: provisionedBedrock()},
		"Bedrock global":       {args: portable("bedrock"), ignore: []string{"throughput.tokens_per_minute"}},                                                                    // stored by no cloud
		"Bedrock custom model": {args: onBedrock().with(args{"processing_scope": `"region"`, "bedrock": fmt.Sprintf(`{ model_id = %q }`, custom)}), ignore: []string{"bedrock"}}, // what overrode the model: the import writes it as the model
	}
	var config strings.Builder
	for _, sentence := range slices.Sorted(maps.Keys(rows)) {
		config.WriteString(rows[sentence].args.named(slug(sentence)).block(slug(sentence)))
	}
	steps := []resource.TestStep{{Config: config.String(), ConfigPlanChecks: settled()}}
	for _, sentence := range slices.Sorted(maps.Keys(rows)) {
		steps = append(steps, resource.TestStep{
			ResourceName: address(slug(sentence)), ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: append(notImported(), rows[sentence].ignore...),
		})
	}
	w.run(steps...)
}

// After an import a plan holds at most what only the provider knows, and its
// apply sends nothing: whatever the configuration calls the model.
func TestAccDeployment_importThenApplySendsNothing(t *testing.T) {
	for sentence, row := range map[string]struct{ made, imported args }{
		"on Azure":                         {onAzure(), onAzure()},
		"on Azure by another spelling":     {onAzure(), onAzure().with(args{"model": `"OpenAI/gpt-4-1-mini"`})},
		"on Azure with the version":        {onAzure(), onAzure().with(args{"model": `"openai/gpt-4.1-mini@2025-04-14"`})},
		"on Azure by its native name":      {onAzure(), onAzure().with(args{"model": `"OpenAI/gpt-4.1-mini/2025-04-14"`})},
		"on Azure with a throughput left":  {onAzure(), onAzure().with(args{"throughput": ""})},
		"on Azure within a narrower bound": {onAzure().with(args{"processing_scope": `"region"`}), onAzure()},
		"on Azure provisioned":             {provisionedAzure(), provisionedAzure()},
		"on Azure batch":                   {onAzure().with(args{"throughput": `{ mode = "batch" }`}), onAzure().with(args{"throughput": `{ mode = "batch" }`})},
		"on Bedrock":                       {onBedrock(), onBedrock()},
		"on Bedrock by another spelling":   {onBedrock(), onBedrock().with(args{"model": `"amazon/nova.lite"`})},
		"on Bedrock by its native id":      {onBedrock(), onBedrock().with(args{"model": `"amazon.nova-lite-v1:0"`})},
		"on Bedrock within a wider bound":  {onBedrock(), onBedrock().with(args{"processing_scope": `"global"`, "allowed_locations": `["us"]`})},
		"on Bedrock with tokens":           {onBedrock(), onBedrock().with(args{"throughput": `{ tokens_per_minute = 1000 }`})},
		"on Bedrock provisioned":           {provisionedBedrock(), provisionedBedrock()},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			maker, c := w.terraform(), w.terraform()
			id := maker.standing(row.made.named("chat"))
			w.forget()
			c.configure(row.imported.named("chat").block("chat") + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", chat, id))
			if s := c.plan(); s.exit == 1 || s.actions[chat] == "replace" || s.actions[chat] == "create" {
				t.Fatalf("planned %q:\n%s", s.actions[chat], s.output)
			}
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
		})
	}
}

// What cannot be imported says what can.
func TestAccDeployment_importRefuses(t *testing.T) {
	for sentence, row := range map[string]struct {
		args  args
		id    string
		words []string
	}{
		"an id of nobody's form":       {onAzure(), "chat", []string{"Import id not understood", "ARM id", "ARN"}},
		"an id of a real subscription": {onAzure(), strings.ReplaceAll(azureID("chat"), "5a4db0c5", "11111111"), []string{"sandbox"}},
		"an ARN of a real account":     {onBedrock(), "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl", []string{"sandbox"}},
		"a name that climbs":           {onAzure(), azureID(".."), []string{"Import id not understood"}},
		"what is not there on Azure":   {onAzure(), azureID("nothing"), []string{"non-existent"}},
		"what is not there on Bedrock": {onBedrock(), "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abcdefghijkl", []string{"non-existent"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.configure(row.args.named("chat").block("chat") + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", chat, row.id))
			c.plan().must(t, 1).tells(t, "error", row.words...)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
		})
	}
}
