package acceptance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// args are the arguments of a deployment, HCL expressions by name. An empty
// expression leaves the argument out; a name that ends in a brace pair is a
// nested block.
type args map[string]string

// with returns the arguments with some replaced.
func (a args) with(edits args) args {
	edited := maps.Clone(a)
	maps.Copy(edited, edits)
	return edited
}

// block is the whole block of a deployment.
func (a args) block(label string) string { return a.blockOf("llm_deployment", label) }

// blockOf is a whole resource block.
func (a args) blockOf(resource, label string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "resource %q %q {\n", resource, label)
	for _, name := range slices.Sorted(maps.Keys(a)) {
		switch block, nested := strings.CutSuffix(name, "{}"); {
		case a[name] == "":
		case nested:
			fmt.Fprintf(&b, "  %s %s\n", block, a[name])
		default:
			fmt.Fprintf(&b, "  %s = %s\n", name, a[name])
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// named adds a name.
func (a args) named(name string) args { return a.with(args{"name": quoted(name)}) }

func quoted(s string) string { return fmt.Sprintf("%q", s) }

// onAzure is an on-demand deployment on Azure: gpt-4.1-mini is sold there at
// every scope, and its unit is 1000 tokens per minute.
func onAzure() args {
	return args{
		"platform":         `"azure"`,
		"model":            `"openai/gpt-4.1-mini"`,
		"processing_scope": `"global"`,
		"throughput":       `{ tokens_per_minute = 5000 }`,
	}
}

// onBedrock is an on-demand deployment on Bedrock: us-east-1 serves nova-lite in
// the region and through the profile us.amazon.nova-lite-v1:0.
func onBedrock() args {
	return args{
		"platform":         `"bedrock"`,
		"model":            `"amazon/nova-lite"`,
		"processing_scope": `"geo"`,
	}
}

// portable is the same block for either platform.
func portable(platform string) args {
	return args{
		"platform":         quoted(platform),
		"model":            `"openai/gpt-5.6-sol"`,
		"processing_scope": `"global"`,
		"throughput":       `{ tokens_per_minute = 5000 }`,
	}
}

// provisionedAzure is provisioned throughput on Azure that may be destroyed.
func provisionedAzure() args {
	return onAzure().with(args{"throughput": `{ mode = "provisioned", units = 15 }`, "deletion_protection": "false"})
}

// provisionedBedrock is provisioned throughput on Bedrock that may be destroyed.
func provisionedBedrock() args {
	return onBedrock().with(args{
		"model":               `"amazon.nova-lite-v1:0:24k"`,
		"processing_scope":    `"region"`,
		"throughput":          `{ mode = "provisioned", units = 1 }`,
		"deletion_protection": "false",
	})
}

// slug makes of a sentence a name that both clouds and HCL take.
func slug(sentence string) string {
	words := strings.FieldsFunc(strings.ToLower(sentence), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	name := "d-" + strings.Join(words, "-")
	return strings.Trim(name[:min(len(name), 60)], "-")
}

func address(label string) string { return "llm_deployment." + label }

// swedishAccount makes a second Azure account, in another region, and returns
// its id.
func (w *world) swedishAccount() string {
	w.t.Helper()
	id := "/subscriptions/" + sandbox.AzureSubscription + "/resourceGroups/" + sandbox.AzureResourceGroup +
		"/providers/Microsoft.CognitiveServices/accounts/sweden"
	w.do("PUT", id, `{"kind":"AIServices","location":"swedencentral","sku":{"name":"S0"},"properties":{"customSubDomainName":"sweden"}}`)
	return id
}

// policy makes a RAI policy in the sandbox's account and returns its id.
func (w *world) policy(name string) string {
	w.t.Helper()
	id := armChild("raiPolicies", name)
	w.do("PUT", id, `{"properties":{"basePolicyName":"Microsoft.DefaultV2","mode":"Blocking","contentFilters":[
		{"name":"Hate","source":"Prompt","blocking":true,"enabled":true,"severityThreshold":"Low"}]}}`)
	return id
}
