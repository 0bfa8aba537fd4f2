package acceptance_test

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// terraform sends a sample through the real binary, where the error has to show
// the line of the configuration that is wrong.
func (h *hostility) terraform() {
	if os.Getenv(resource.EnvTfAcc) == "" {
		h.t.Log("without TF_ACC the sample on the real binary is left out")
		return
	}
	azure, bedrock := onAzure().named("chat"), onBedrock().named("chat")
	h.sample("validate", map[string]lined{
		"dots":        {azure.with(args{"name": hcl("..")}), "name"},
		"escaped":     {azure.with(args{"name": hcl("%2e%2e")}), "name"},
		"slash":       {bedrock.with(args{"name": hcl("a/b")}), "name"},
		"query":       {bedrock.with(args{"name": hcl("a?b")}), "name"},
		"bidi":        {azure.with(args{"name": hcl("a\u202eb")}), "name"},
		"homoglyph":   {bedrock.with(args{"name": hcl("сhat")}), "name"},
		"newline":     {azure.with(args{"name": hcl("a\nb")}), "name"},
		"long":        {azure.with(args{"name": hcl(strings.Repeat("a", 10_000))}), "name"},
		"prefix":      {bedrock.with(args{"name": "", "name_prefix": hcl("a/")}), "name_prefix"},
		"model":       {azure.with(args{"model": hcl("openai/../x")}), "model"},
		"escape":      {azure.with(args{"model": hcl("OpenAI/\x1b[2J/1")}), "model"},
		"guardrail":   {azure.with(args{"guardrail": hcl(armChild("raiPolicies", ".."))}), "guardrail"},
		"account":     {azure.with(args{"azure": "{ account_id = " + hcl("/subscriptions/x/../y") + " }"}), "azure"},
		"spillover":   {bedrock.with(args{"azure": "{ spillover_deployment = " + hcl(azureID("a\u200bb")) + " }"}), "azure"},
		"region":      {bedrock.with(args{"bedrock": "{ region = " + hcl("us-east-1.evil.example/") + " }"}), "bedrock"},
		"profile":     {bedrock.with(args{"bedrock": "{ inference_profile = " + hcl("us.amazon.x/../y") + " }"}), "bedrock"},
		"arn":         {azure.with(args{"bedrock": "{ model_id = " + hcl(strings.Replace(customModel, ":bedrock:", ":s3:", 1)) + " }"}), "bedrock"},
		"tag":         {azure.with(args{"tags": "{ " + hcl("a/b") + " = 1 }"}), "tags"},
		"attestation": {azure.with(args{"model": hcl("anthropic/claude-sonnet-5"), "azure": "{ attestation = { organization = " + hcl("a\nb") + `, country_code = "DE", industry = "x" } }`}), "azure"},
	})
	h.sample("plan", map[string]lined{
		"stranger": {bedrock.with(args{"processing_scope": `"region"`, "bedrock": "{ model_id = " + hcl(strings.Replace(customModel, "000000000000", "123456789012", 1)) + " }"}), "bedrock"},
		"account":  {azure.with(args{"azure": "{ account_id = " + hcl(strings.Replace(armChild("x", "y"), "/accounts/sandbox/x/y", "/accounts/other", 1)) + " }"}), "azure"},
		"model":    {azure.with(args{"model": hcl("openai/gpt-99")}), "model"},
		"policy":   {azure.with(args{"guardrail": hcl(armChild("raiPolicies", "missing"))}), "guardrail"},
		"tokens":   {azure.with(args{"throughput": "{ tokens_per_minute = 900000000 }"}), "throughput"},
	})
}

// lined is a deployment and the argument whose line the error has to show.
type lined struct {
	args args
	line string
}

// sample plans all of them in one configuration.
func (h *hostility) sample(step string, rows map[string]lined) {
	h.t.Helper()
	w := serialWorld(h.t)
	c := w.terraform()
	var config strings.Builder
	for label, row := range rows {
		config.WriteString(row.args.block(label))
	}
	c.configure(config.String())
	s := c.plan()
	for label, row := range rows {
		h.inputs++
		shown := slices.ContainsFunc(s.diagnostics, func(d diagnostic) bool {
			return d.Severity == "error" && d.Address == address(label) && strings.HasPrefix(strings.TrimSpace(d.Snippet.Code), row.line+" ") && wayOut.MatchString(d.Detail)
		})
		if shown {
			h.stopped++
			continue
		}
		h.failf(&h.vague, "%s %s: no error shows the line of %s: %.3000s", step, label, row.line, s.output)
	}
	if s.exit != 1 {
		h.failf(&h.escapes, "%s: exit code %d", step, s.exit)
	}
	if err := w.noWrites(); err != nil {
		h.failf(&h.writes, "%s: %v", step, err)
	}
}

// hcl writes any text as a quoted expression.
func hcl(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if strings.ContainsRune(`"\$%`, r) || r < ' ' || r > '~' {
			fmt.Fprintf(&b, `\U%08X`, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
