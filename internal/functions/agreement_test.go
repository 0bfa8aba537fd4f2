package functions_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

// reader is what a resource imports by.
type reader struct {
	platform llm.Platform
	kind     llm.Kind
	parse    func(id string) (llm.ID, error)
}

func readers() []reader {
	azure, bedrock := azureopenai.NewPlatform(azureopenai.Config{Unconfigured: true}), amazonbedrock.NewPlatform(amazonbedrock.Config{Unconfigured: true})
	return []reader{
		{llm.Azure, llm.KindDeployment, azure.Deployments().ParseID},
		{llm.Azure, llm.KindRoute, azure.Routes().ParseID},
		{llm.Azure, llm.KindGuardrail, azure.Guardrails().ParseID},
		{llm.Bedrock, llm.KindDeployment, bedrock.Deployments().ParseID},
		{llm.Bedrock, llm.KindRoute, bedrock.Routes().ParseID},
		{llm.Bedrock, llm.KindGuardrail, bedrock.Guardrails().ParseID},
		{llm.Bedrock, llm.KindEnforcement, bedrock.Enforcements().ParseID},
	}
}

// ids are of every kind and of none.
func ids(t *testing.T) []string {
	t.Helper()
	all := []string{
		"", "a", "us-east-1", "us-east-1/", "us-east-1//abc", "us-east-1/1", account + "/raiPolicies/Microsoft.DefaultV2", account + "/raiPolicies/a b", account + "/deployments/..", service + "/apis/echo",
		inBedrock + "guardrail/abc:1", inBedrock + "guardrail/abc:DRAFT", inBedrock + "inference-profile/eu.amazon.nova-lite-v1:0", gatewayARN + "/route/", gatewayARN + "/rule/x", gatewayARN + "/target/ABCDEFGHIJ",
	}
	for _, p := range platforms() {
		for _, form := range p.Forms {
			all = append(all, example(t, form.Form))
		}
	}
	return all
}

// agrees fails unless parse_id tells of an id what the resource that reads it
// tells, where any does.
func agrees(t *testing.T, id string) (read bool) {
	t.Helper()
	for _, r := range readers() {
		want, err := r.parse(id)
		if err != nil {
			continue
		}
		read = true
		got, err := platforms()[r.platform].Address(id)
		if err != nil || got.Kind != r.kind {
			t.Errorf("%s of %s reads %q, parse_id tells %v, %v", r.kind, r.platform, id, got, err)
		} else if diff := cmp.Diff(want, got.ID); diff != "" {
			t.Errorf("%q (-%s of %s +parse_id):\n%s", id, r.kind, r.platform, diff)
		}
	}
	return read
}

// What any resource reads as an id, parse_id reads as the same; what it reads
// beside that are places, guardrails of Microsoft's own, and versions.
func TestParseID_agreesWithTheResources(t *testing.T) {
	t.Parallel()
	shared := 0
	for _, id := range ids(t) {
		if agrees(t, id) {
			shared++
			continue
		}
		for platform, p := range platforms() {
			at, err := p.Address(id)
			own := at.Azure.Account != "" && at.Kind == llm.KindGuardrail && at.ID.Name == "Microsoft.DefaultV2"
			if err == nil && at.Kind != llm.KindAccount && at.Kind != llm.KindGateway && at.Version == "" && !own {
				t.Errorf("parse_id reads %q on %s as %v, no resource does", id, platform, at)
			}
		}
	}
	if shared < 12 {
		t.Errorf("only %d ids are read by resources", shared)
	}
	t.Logf("ids=%d, read by resources=%d", len(ids(t)), shared)
}
