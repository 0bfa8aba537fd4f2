package acceptance_test

import (
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const stranger = "11111111-2222-4333-8444-555555555555" // a subscription of nobody here

// otherARM are ids that are almost one of Azure's: another owner, another kind,
// too much, too little, another notation.
func otherARM(id string) map[string]string {
	replaced := func(old, with string) string { return strings.Replace(id, old, with, 1) }
	group, _, _ := strings.Cut(id, "/providers/")
	last := id[strings.LastIndex(id, "/")+1:]
	return map[string]string{
		"another subscription":    replaced(sandbox.AzureSubscription, stranger),
		"a subscription of zeros": replaced(sandbox.AzureSubscription, "00000000-0000-0000-0000-000000000000"),
		"no subscription":         replaced("/subscriptions/"+sandbox.AzureSubscription, ""),
		"another provider":        replaced("Microsoft.CognitiveServices/accounts", "Microsoft.Storage/storageAccounts"),
		"another type":            replaced("/accounts/", "/commitmentPlans/"),
		"a deleted account":       replaced("/accounts/", "/deletedAccounts/"),
		"a nested provider":       id + "/providers/Microsoft.Authorization/locks/x",
		"an extra segment":        id + "/skus",
		"two extra segments":      id + "/skus/x",
		"a trailing slash":        id + "/",
		"a doubled slash":         replaced("/resourceGroups", "//resourceGroups"),
		"no leading slash":        id[1:],
		"a URL":                   "https://management.azure.com" + id,
		"another host's URL":      "https://evil.example" + id,
		"a host without a scheme": "//evil.example" + id,
		"a query":                 id + "?api-version=2026-03-01",
		"a fragment":              id + "#x",
		"a climb to the account":  id + "/..",
		"an escaped climb":        id + "/%2e%2e",
		"a climb in the middle":   replaced("/providers/", "/x/../providers/"),
		"backslashes":             strings.ReplaceAll(id, "/", `\`),
		"escaped slashes":         strings.ReplaceAll(id, "/", "%2F"),
		"the name alone":          last,
		"an ARN":                  "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abcdefghijkl",
		"the id twice":            id + id,
		"the group alone":         group,
	}
}

// otherARNs are ids that are almost one of Bedrock's.
func otherARNs(arn string) map[string]string {
	parts := strings.SplitN(arn, ":", 6)
	with := func(at int, value string) string {
		edited := append([]string(nil), parts...)
		edited[at] = value
		return strings.Join(edited, ":")
	}
	_, id, _ := strings.Cut(parts[5], "/")
	return map[string]string{
		"another account":         with(4, "123456789012"),
		"an account of letters":   with(4, "00000000000x"),
		"an account too short":    with(4, "00000000000"),
		"no account":              with(4, ""),
		"another partition":       with(1, "aws-cn"),
		"no partition":            with(1, ""),
		"a partition of nobody's": with(1, "awsome"),
		"another service":         with(2, "s3"),
		"a service that is alike": with(2, "bedrock-agentcore"),
		"a region of nobody's":    with(3, "moon-1"),
		"a region of a partition": with(3, "cn-north-1"),
		"a guardrail":             with(5, "guardrail/"+id),
		"a job":                   with(5, "model-customization-job/"+id),
		"a kind in capitals":      with(5, strings.ToUpper(parts[5])),
		"no kind":                 with(5, id),
		"no id":                   with(5, strings.TrimSuffix(parts[5], id)),
		"an id that climbs":       arn + "/../x",
		"an escaped climb":        arn + "%2F..",
		"a wildcard":              with(5, "*"),
		"a wildcard behind":       arn + "*",
		"a trailing colon":        arn + ":",
		"a trailing slash":        arn + "/",
		"a query":                 arn + "?x",
		"escaped colons":          strings.ReplaceAll(arn, ":", "%3A"),
		"capitals":                strings.ToUpper(arn),
		"a scheme":                "https://" + arn,
		"two ARNs":                arn + arn,
		"an ARM id of Azure":      armChild("deployments", "chat"),
		"an id too long":          arn + strings.Repeat("a", 3000),
		"a line break in the id":  arn + "\nx",
		"a direction in the id":   arn + "\u202ex",
		"a homoglyph in the id":   strings.Replace(arn, "a", "а", 1),
		"a nul":                   arn + "\x00",
		"a blank in front":        " " + arn,
		"a blank behind":          arn + " ",
	}
}

const customModel = "arn:aws:bedrock:us-east-1:000000000000:custom-model/amazon.nova-lite-v1:0:300k/abcdefghijkl"

// references puts ids of others and of other things where an id belongs.
func (h *hostility) references() {
	account := sandbox.AzureAccountID()
	for _, s := range []struct {
		site
		id     string
		others func(string) map[string]string
	}{
		{site{argument: "azure.account_id", base: "azure", put: in("azure", "account_id")}, account, otherARM},
		{site{argument: "guardrail", base: "azure", put: in("guardrail")}, account + "/raiPolicies/strict", otherARM},
		{site{argument: "guardrail", base: "azure", put: in("guardrail")}, account + "/deployments/chat", otherARM},
		{site{argument: "azure.spillover_deployment", base: "azure units", put: in("azure", "spillover_deployment")}, account + "/deployments/spare", otherARM},
		{site{argument: "azure.spillover_deployment", base: "azure units", put: in("azure", "spillover_deployment")}, account + "/raiPolicies/spare", otherARM},
		{site{argument: "bedrock.model_id", base: "bedrock", put: in("bedrock", "model_id")}, customModel, otherARNs},
		{site{argument: "model", base: "bedrock", put: in("model")}, customModel, otherARNs},
		{site{argument: "bedrock.inference_profile", base: "bedrock", put: in("bedrock", "inference_profile")}, strings.Replace(customModel, "custom-model", "inference-profile", 1), otherARNs},
	} {
		ids := s.others(s.id)
		if s.argument != "azure.account_id" {
			ids["what is not there"] = s.id
		}
		for what, id := range ids {
			resource := bases()[s.base]
			s.put(nil, resource, id)
			h.judge(fmt.Sprintf("%s is %s of %s", s.argument, what, s.id), s.site, id, tree{}, resource)
		}
	}
}
