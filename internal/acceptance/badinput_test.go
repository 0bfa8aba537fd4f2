package acceptance_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// refusal is a configuration that is stopped at plan.
type refusal struct {
	args  args
	words []string // of the error: what is wrong and the way out
	at    string   // the line of the configuration that the error points at
}

func TestAccDeployment_badInputIsStoppedAtPlan(t *testing.T) {
	azure, bedrock := onAzure().named("chat"), onBedrock().named("chat")
	for _, table := range []map[string]refusal{
		modelsNobodyHas(azure, bedrock), boundsThatCannotBeKept(azure, bedrock), throughputThatIsNotSold(azure, bedrock),
		namesThatNobodyTakes(azure, bedrock), idsOfOthers(azure, bedrock), whatThePlatformLacks(azure, bedrock),
	} {
		for sentence, row := range table {
			t.Run(sentence, func(t *testing.T) {
				w := newWorld(t)
				c := w.terraform()
				c.configure(row.args.block("chat"))
				c.plan().must(t, 1).tells(t, "error", row.words...).points(t, row.at)
				if err := w.noWrites(); err != nil {
					t.Error(err)
				}
				if err := w.leftover(); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// points fails the test unless an error is at the argument's line or names it.
func (s said) points(t *testing.T, argument string) {
	t.Helper()
	named := regexp.MustCompile(`\b` + regexp.QuoteMeta(argument) + `\b`)
	for _, d := range s.diagnostics {
		atLine := strings.HasPrefix(strings.TrimSpace(d.Snippet.Code), argument+" =")
		if d.Severity == "error" && (atLine || named.MatchString(d.Summary+"\n"+d.Detail)) {
			return
		}
	}
	t.Errorf("no error is about %s:\n%s", argument, s.output)
}

func modelsNobodyHas(azure, bedrock args) map[string]refusal {
	return map[string]refusal{
		"a model that Azure does not have":     {azure.with(args{"model": `"openai/gpt-99"`}), []string{"gpt-99", "eastus2"}, "model"},
		"a model that Bedrock does not have":   {bedrock.with(args{"model": `"openai/gpt-99"`}), []string{"gpt-99", "us-east-1"}, "model"},
		"a model of the other platform":        {bedrock.with(args{"model": `"openai/gpt-4.1"`}), []string{"gpt-4.1"}, "model"},
		"a model of another region":            {bedrock.with(args{"model": `"anthropic/claude-3-7-sonnet"`}), []string{"us-east-1"}, "model"},
		"an ambiguous model on Azure":          {azure.with(args{"model": `"openai/gpt"`}), []string{"gpt"}, "model"},
		"an ambiguous model on Bedrock":        {bedrock.with(args{"model": `"amazon/nova"`}), []string{"nova"}, "model"},
		"a retired version on Azure":           {azure.with(args{"model": `"openai/gpt-5.2-chat@2025-12-11"`}), []string{"retired on 2026-06-29"}, "model"},
		"a model that Azure has closed":        {azure.with(args{"model": `"openai/gpt-4.1-nano"`}), []string{"closed to new deployments", "retires on 2026-10-14", "of its family that is listed here is"}, "model"},
		"a model that Bedrock has closed":      {bedrock.with(args{"model": `"anthropic/claude-opus-4-1"`}), []string{"legacy", "retires on 2027-01-08", "of its family that is listed here is anthropic/claude-opus-5"}, "model"},
		"a version that Azure does not have":   {azure.with(args{"model": `"openai/gpt-4.1@2020-01-01"`}), []string{"2020-01-01", "2025-04-14"}, "model"},
		"a version that Bedrock does not have": {bedrock.with(args{"model": `"anthropic/claude-sonnet-4-5@20200101"`}), []string{"20200101"}, "model"},
		"no reference on Azure":                {azure.with(args{"model": `"gpt 4"`}), []string{"publisher/name"}, "model"},
		"no reference on Bedrock":              {bedrock.with(args{"model": `"///"`}), []string{"publisher/name"}, "model"},
	}
}

func boundsThatCannotBeKept(azure, bedrock args) map[string]refusal {
	return map[string]refusal{
		"a scope that the model cannot keep on Azure":     {azure.with(args{"model": `"openai/gpt-5.6-sol"`, "processing_scope": `"region"`}), []string{"DataZoneStandard", "geo"}, "processing_scope"},
		"a scope that the model cannot keep on Bedrock":   {bedrock.with(args{"model": `"openai/gpt-5.6-sol"`, "processing_scope": `"region"`}), []string{"us.openai.gpt-5.6-sol", "geo"}, "processing_scope"},
		"locations that the model cannot keep on Azure":   {azure.with(args{"allowed_locations": `["eu"]`}), []string{"eastus2"}, "allowed_locations"},
		"locations that the model cannot keep on Bedrock": {bedrock.with(args{"allowed_locations": `["eu"]`}), []string{"us-east-1"}, "allowed_locations"},
		"a profile that routes to London":                 {bedrock.with(args{"model": `"anthropic/claude-sonnet-5"`, "bedrock": `{ region = "eu-west-2" }`, "allowed_locations": `["eu"]`}), []string{"eu-west-2", "uk"}, "allowed_locations"},
		"no scope at all":                                 {azure.with(args{"processing_scope": ""}), []string{"processing_scope", "required"}, "processing_scope"},
		"a scope of nobody's":                             {azure.with(args{"processing_scope": `"planet"`}), []string{"region", "geo", "global"}, "processing_scope"},
		"a profile beyond the scope":                      {bedrock.with(args{"model": `"openai/gpt-5.6-sol"`, "bedrock": `{ inference_profile = "global.openai.gpt-5.6-sol" }`}), []string{"global", "processing_scope"}, "inference_profile"},
		"a SKU beyond the scope":                          {azure.with(args{"processing_scope": `"geo"`, "azure": `{ sku = "GlobalStandard" }`}), []string{"GlobalStandard", "processing_scope"}, "azure"},
	}
}

func throughputThatIsNotSold(azure, bedrock args) map[string]refusal {
	provisioned := azure.with(args{"deletion_protection": "false"})
	return map[string]refusal{
		"tokens that are no multiple of the unit": {azure.with(args{"throughput": `{ tokens_per_minute = 5500 }`}), []string{"5000", "6000"}, "tokens_per_minute"},
		"tokens below one unit":                   {azure.with(args{"throughput": `{ tokens_per_minute = 10 }`}), []string{"1000"}, "tokens_per_minute"},
		"no tokens":                               {azure.with(args{"throughput": `{ tokens_per_minute = 0 }`}), []string{"at least 1"}, "tokens_per_minute"},
		"more tokens than the quota on Azure":     {azure.with(args{"throughput": `{ tokens_per_minute = 900000000 }`}), []string{"tokens"}, "tokens_per_minute"},
		"more tokens than the quota on Bedrock":   {bedrock.with(args{"throughput": `{ tokens_per_minute = 900000000 }`}), []string{"quota"}, "tokens_per_minute"},
		"units below the minimum":                 {provisioned.with(args{"throughput": `{ mode = "provisioned", units = 5 }`}), []string{"15"}, "units"},
		"units off the step":                      {provisioned.with(args{"throughput": `{ mode = "provisioned", units = 17 }`}), []string{"15", "20"}, "units"},
		"no units on Azure":                       {provisioned.with(args{"throughput": `{ mode = "provisioned" }`}), []string{"units"}, "units"},
		"no units on Bedrock":                     {bedrock.with(args{"throughput": `{ mode = "provisioned" }`}), []string{"units"}, "units"},
		"units on demand on Azure":                {azure.with(args{"throughput": `{ units = 15 }`}), []string{`mode = "provisioned"`}, "units"},
		"units on demand on Bedrock":              {bedrock.with(args{"throughput": `{ units = 1 }`}), []string{`mode = "provisioned"`}, "units"},
		"tokens when provisioned":                 {azure.with(args{"throughput": `{ mode = "provisioned", units = 15, tokens_per_minute = 1000 }`}), []string{"tokens_per_minute"}, "tokens_per_minute"},
		"a commitment on demand":                  {bedrock.with(args{"throughput": `{ commitment = "one_month" }`}), []string{`mode = "provisioned"`}, "commitment"},
		"a commitment on Azure":                   {azure.with(args{"throughput": `{ mode = "provisioned", units = 15, commitment = "one_month" }`}), []string{"reservation"}, "commitment"},
		"batch on Bedrock":                        {bedrock.with(args{"throughput": `{ mode = "batch" }`}), []string{"job", "on_demand"}, "mode"},
		"batch within one region":                 {azure.with(args{"processing_scope": `"region"`, "throughput": `{ mode = "batch" }`}), []string{"geo", "global"}, "processing_scope"},
		"a mode of nobody's":                      {azure.with(args{"throughput": `{ mode = "rented" }`}), []string{"on_demand", "provisioned", "batch"}, "mode"},
		"a model that is not sold by the unit":    {bedrock.with(args{"throughput": `{ mode = "provisioned", units = 1 }`}), []string{"amazon.nova-lite-v1:0:24k"}, "model"},
	}
}

func namesThatNobodyTakes(azure, bedrock args) map[string]refusal {
	table := map[string]refusal{
		"no name":                {azure.with(args{"name": ""}), []string{"name", "name_prefix"}, "name"},
		"a name and a prefix":    {azure.with(args{"name_prefix": `"chat-"`}), []string{"name", "name_prefix"}, "name"},
		"a prefix that is long":  {azure.with(args{"name": "", "name_prefix": quoted(strings.Repeat("a", 41))}), []string{"40"}, "name_prefix"},
		"a name of one letter":   {azure.with(args{"name": `"a"`}), []string{"2 to 64"}, "name"},
		"a name with two dashes": {bedrock.with(args{"name": `"a--b"`}), []string{"with single spaces, dashes"}, "name"},
	}
	for what, name := range map[string]string{
		"a name that climbs": "..", "a name with a slash": "a/b", "a name of 300 characters": strings.Repeat("a", 300),
		"a name with a right-to-left mark": "a\u200fb", "a name that is a percent sign": "a%2fb", "a name with a line break": "a\nb",
		"an empty name": "",
	} {
		table[what+" on Azure"] = refusal{azure.named(name), []string{"name"}, "name"}
		table[what+" on Bedrock"] = refusal{bedrock.named(name), []string{"name"}, "name"}
	}
	return table
}

func idsOfOthers(azure, bedrock args) map[string]refusal {
	account := func(id string) args { return args{"azure": fmt.Sprintf(`{ account_id = %q }`, id)} }
	model := func(arn string) args {
		return args{"processing_scope": `"region"`, "bedrock": fmt.Sprintf(`{ model_id = %q }`, arn)}
	}
	custom := func(region, owner string) string {
		return "arn:aws:bedrock:" + region + ":" + owner + ":custom-model/amazon.nova-lite-v1:0:300k/abcdefghijkl"
	}
	foreign := strings.ReplaceAll(armChild("raiPolicies", "strict"), "5a4db0c5", "11111111")
	return map[string]refusal{
		"an account of a real subscription":  {azure.with(account("/subscriptions/11111111-0000-4000-8000-000000000000/resourceGroups/r/providers/Microsoft.CognitiveServices/accounts/abc")), []string{"sandbox"}, "azure"},
		"an account that is no id":           {azure.with(account("my-account")), []string{"ARM id"}, "azure"},
		"an account that climbs":             {azure.with(account("/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/../providers/Microsoft.CognitiveServices/accounts/abc")), []string{".."}, "azure"},
		"an account that is not there":       {azure.with(account("/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/missing")), []string{"missing"}, "azure"},
		"a model of a real account":          {bedrock.with(model(custom("us-east-1", "123456789012"))), []string{"sandbox"}, "bedrock"},
		"a model of another region's":        {bedrock.with(model(custom("eu-west-1", "000000000000"))), []string{"eu-west-1", "us-east-1"}, "bedrock"},
		"a region of nobody's":               {bedrock.with(args{"bedrock": `{ region = "moon-1" }`}), []string{"moon-1", "eu-central-1"}, "bedrock"},
		"a guardrail of a real subscription": {azure.with(args{"guardrail": quoted(foreign)}), []string{"account"}, "guardrail"},
		"a guardrail that is not there":      {azure.with(args{"guardrail": quoted(armChild("raiPolicies", "missing"))}), []string{"missing"}, "guardrail"},
		"a guardrail that is no id":          {azure.with(args{"guardrail": `"strict"`}), []string{"ARM id"}, "guardrail"},
		"a spillover that is not there":      {azure.with(args{"deletion_protection": "false", "throughput": `{ mode = "provisioned", units = 15 }`, "azure": fmt.Sprintf(`{ spillover_deployment = %q }`, azureID("missing"))}), []string{"missing"}, "azure"},
	}
}

func whatThePlatformLacks(azure, bedrock args) map[string]refusal {
	return map[string]refusal{
		"a guardrail on Bedrock":                  {bedrock.with(args{"guardrail": `"gr-1"`}), []string{"not an ARN", "own region and account", "published version"}, "guardrail"},
		"upgrades on Bedrock":                     {bedrock.with(args{"version_upgrade": `"on_retirement"`}), []string{"pinned"}, "version_upgrade"},
		"a Claude model without an attestation":   {azure.with(args{"model": `"anthropic/claude-sonnet-5"`}), []string{"attestation"}, "attestation"},
		"a routing of what is no router":          {azure.with(args{"azure": `{ routing = { mode = "cost" } }`}), []string{"router"}, "routing"},
		"a member that the router does not know":  {azure.with(args{"model": `"openai/model-router"`, "azure": `{ routing = { models = ["OpenAI/gpt-99/1"] } }`}), []string{"gpt-99"}, "routing"},
		"a pause of what is provisioned":          {azure.with(args{"deletion_protection": "false", "throughput": `{ mode = "provisioned", units = 15 }`, "azure": `{ paused = true }`}), []string{"paused"}, "azure"},
		"a spillover of what is on demand":        {azure.with(args{"azure": fmt.Sprintf(`{ spillover_deployment = %q }`, azureID("spare"))}), []string{"provisioned"}, "azure"},
		"priority within one region":              {azure.with(args{"processing_scope": `"region"`, "azure": `{ service_tier = "priority" }`}), []string{"priority"}, "azure"},
		"the developer tier of an ordinary model": {azure.with(args{"azure": `{ sku = "DeveloperTier" }`}), []string{"fine-tuned"}, "azure"},
		"a platform of nobody's":                  {azure.with(args{"platform": `"gcp"`}), []string{"azure", "bedrock"}, "platform"},
		"a tag of AWS's own":                      {bedrock.with(args{"tags": `{ "aws:x" = "1" }`}), []string{"aws:"}, "tags"},
		"too many tags on Azure":                  {azure.with(args{"tags": `{ for i in range(51) : "t${i}" => "1" }`}), []string{"51"}, "tags"},
		"too many tags on Bedrock":                {bedrock.with(args{"tags": `{ for i in range(51) : "t${i}" => "1" }`}), []string{"51"}, "tags"},
		"an override of the other platform":       {azure.with(args{"azure": `{ service_tier = "gold" }`}), []string{"default", "priority"}, "service_tier"},
	}
}
