package provider_test

import (
	"context"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// kind is one sort of object that the provider makes.
type kind struct {
	name     string // as a test is named
	typeName string
	resource tfcore.Tree
	change   tfcore.Tree // to be written in place
	move     tfcore.Tree // cannot be
	needs    *kind       // what has to stand first
}

func (k *kind) with(edits ...tfcore.Tree) tfcore.Tree {
	all := maps.Clone(k.resource)
	for _, edit := range edits {
		maps.Copy(all, edit)
	}
	return all
}

// kinds are all resources on all clouds.
func kinds(t *testing.T, sb *sandbox.Sandbox) []*kind {
	t.Helper()
	custom, err := sb.AddCustomModel(sandbox.AWSRegion, "tuned", "amazon.nova-lite-v1:0:300k")
	if err != nil {
		t.Fatal(err)
	}
	guardrail := guardrailKind("bedrock", tfcore.Tree{"bedrock": tfcore.Tree{"region": "eu-central-1"}})
	all := append(deploymentKinds(custom), routeKinds()...)
	return append(all,
		guardrailKind("azure", tfcore.Tree{"name": "moved"}), guardrail,
		&kind{
			name: "a guardrail enforcement", typeName: "llm_guardrail_enforcement", resource: tfcore.Tree{}, needs: guardrail,
			change: tfcore.Tree{"system_prompts": "selective"}, move: tfcore.Tree{"region": "eu-central-1"},
		})
}

func deploymentKinds(custom string) []*kind {
	plain := func(platform string, more tfcore.Tree) tfcore.Tree {
		all := tfcore.Tree{
			"platform": platform, "name": "chat", "processing_scope": "global",
			"model": map[string]string{"azure": "openai/gpt-5.6-sol", "bedrock": "amazon/nova-2-lite"}[platform],
		}
		maps.Copy(all, more)
		return all
	}
	tags, moved := tfcore.Tree{"tags": map[string]string{"team": "search"}}, tfcore.Tree{"name": "moved"}
	return []*kind{
		{name: "a deployment on Azure", typeName: "llm_deployment", resource: plain("azure", nil), change: tags, move: moved},
		{name: "an inference profile", typeName: "llm_deployment", resource: plain("bedrock", nil), change: tags, move: moved},
		{
			name: "a throughput on Bedrock", typeName: "llm_deployment", change: tags, move: tfcore.Tree{"throughput": tfcore.Tree{"mode": "provisioned", "units": int64(2)}},
			resource: plain("bedrock", tfcore.Tree{
				"model": "amazon.nova-lite-v1:0:24k", "processing_scope": "region", "deletion_protection": false,
				"throughput": tfcore.Tree{"mode": "provisioned", "units": int64(1)},
			}),
		},
		{name: "a custom model", typeName: "llm_deployment", resource: plain("bedrock", tfcore.Tree{"model": custom, "processing_scope": "region"}), change: tags, move: moved},
	}
}

func routeKinds() []*kind {
	on := func(gateway string, endpoint tfcore.Tree) tfcore.Tree {
		return tfcore.Tree{"name": "chat", "gateway": gateway, "targets": tfcore.Tree{"blue": tfcore.Tree{"endpoint": endpoint, "weight": int64(100)}}}
	}
	endpoint := func(platform, location, model, host string, auth tfcore.Tree) tfcore.Tree {
		return tfcore.Tree{"platform": platform, "location": location, "model": model, "urls": tfcore.Tree{"openai": "https://" + host + "/openai/v1"}, "auth": auth}
	}
	limit, moved := tfcore.Tree{"rate_limit": tfcore.Tree{"tokens_per_minute": int64(50000)}}, tfcore.Tree{"name": "moved"}
	return []*kind{
		{
			name: "a route on AgentCore", typeName: "llm_route", change: limit, move: moved,
			resource: on(sandbox.AgentCoreGatewayARN(), endpoint("bedrock", "us-east-1", "openai.gpt-oss-120b-1:0", "bedrock-runtime.us-east-1.amazonaws.com",
				tfcore.Tree{"schemes": []string{"sigv4"}, "signing_service": "bedrock"})),
		},
		{
			name: "a route on API Management", typeName: "llm_route", change: limit, move: moved,
			resource: on(sandbox.APIManagementID(), endpoint("azure", "eastus2", "chat", "sandbox.openai.azure.com",
				tfcore.Tree{"schemes": []string{"entra_id"}, "scope": "https://cognitiveservices.azure.com/.default"})),
		},
	}
}

func guardrailKind(platform string, move tfcore.Tree) *kind {
	return &kind{
		name: "a guardrail on " + platform, typeName: "llm_guardrail", move: move, change: tfcore.Tree{"blocked_words": []string{"other"}},
		resource: tfcore.Tree{
			"platform": platform, "name": "standard", "blocked_words": []string{"project-x"},
			"filters": tfcore.Tree{"hate": tfcore.Tree{"input": "high", "output": "high"}},
		},
	}
}

// opened is a function that starts the provider as terraform is served it.
func opened(sb *sandbox.Sandbox) func() (tfprotov6.ProviderServer, error) {
	return func() (tfprotov6.ProviderServer, error) {
		return provider.NewServer(context.Background(), "test", provider.WithSandbox(sb))(), nil
	}
}

// standing is a kind in a sandbox of its own, made to its end.
type standing struct {
	*tfcore.Directory

	t    *testing.T
	sb   *sandbox.Sandbox
	kind *kind
}

// everyKind runs a test on each.
func everyKind(t *testing.T, test func(t *testing.T, s *standing)) {
	t.Helper()
	ran := 0
	for i, k := range kinds(t, sandbox.New()) {
		t.Run(k.name, func(t *testing.T) {
			sb := sandbox.New(sandbox.ProvisioningTime(0))
			test(t, stand(t, sb, kinds(t, sb)[i]))
			ran++
		})
	}
	t.Logf("%d kinds ran", ran)
}

func stand(t *testing.T, sb *sandbox.Sandbox, k *kind) *standing {
	t.Helper()
	s := directory(t, sb, k)
	if k.needs != nil {
		before := directory(t, sb, k.needs)
		before.make()
		s.Resource["guardrail"] = tfcore.Text(before.State.Value, "versioned_id")
		k.resource = s.Resource
	}
	s.make()
	return s
}

func directory(t *testing.T, sb *sandbox.Sandbox, k *kind) *standing {
	t.Helper()
	return &standing{&tfcore.Directory{Open: opened(sb), TypeName: k.typeName, Provider: tfcore.Tree{}, Resource: k.with()}, t, sb, k}
}

// make plans and applies what the directory holds.
func (s *standing) make() {
	s.t.Helper()
	s.apply(s.plan())
}

func (s *standing) plan() *tfcore.Plan {
	s.t.Helper()
	p, err := s.Plan(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func (s *standing) apply(p *tfcore.Plan) {
	s.t.Helper()
	if err := s.Apply(s.t.Context(), p); err != nil {
		s.t.Fatal(err)
	}
}

// id is what state holds.
func (s *standing) id() string { return tfcore.Text(s.State.Value, "id") }

// other is another working directory with the same state.
func (s *standing) other() *standing {
	copied := *s.Directory
	copied.Resource = maps.Clone(s.Resource)
	return &standing{&copied, s.t, s.sb, s.kind}
}

// vanish takes what stands away behind the state's back, and lets so much time
// pass that it is not waited for.
func (s *standing) vanish() {
	s.t.Helper()
	o := s.other()
	p, err := o.PlanDestroy(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	o.apply(p)
	s.age()
}

func (s *standing) age() {
	s.t.Helper()
	if err := s.sb.Advance(hour); err != nil {
		s.t.Fatal(err)
	}
}
