package provider

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"go.uber.org/goleak"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func configured(t *testing.T, arguments block, env environment, opts ...Option) (*framework.Data, diag.Diagnostics) {
	t.Helper()
	var diags diag.Diagnostics
	p, ok := New("test", append([]Option{WithEnvironment(env.lookup)}, opts...)...)().(*llmProvider)
	if !ok {
		t.Fatal("New makes something else")
	}
	return p.data(t.Context(), decoded(t, arguments), &diags), diags
}

func TestConfigure_common(t *testing.T) {
	data, diags := configured(t, block{
		"owner": "team", "default_tags": block{"a": "b"}, "ignore_tags": block{"keys": []any{"k"}, "key_prefixes": []any{"p:"}},
		"model_aliases": block{"acme/house": "openai/gpt-4o"},
	}, nil)
	if len(diags) > 0 {
		t.Fatal(lines(diags))
	}
	got := framework.Data{
		Owner: data.Owner, DefaultTags: data.DefaultTags, IgnoreTags: data.IgnoreTags, ModelAliases: data.ModelAliases,
		Configured: data.Configured, Unknown: data.Unknown,
	}
	want := framework.Data{
		Owner: "team", DefaultTags: map[string]string{"a": "b"}, IgnoreTags: llm.TagRules{Keys: []string{"k"}, Prefixes: []string{"p:"}},
		ModelAliases: map[string]string{"acme/house": "openai/gpt-4o"}, Configured: true, Unknown: map[llm.Platform]bool{},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreTypes(modelcard.Table{})); diff != "" {
		t.Error(diff)
	}
	for _, platform := range []llm.Platform{llm.Azure, llm.Bedrock} {
		if data.Deployments[platform] == nil {
			t.Errorf("%s has no driver", platform)
		}
	}
}

func TestConfigure_unknown(t *testing.T) {
	tests := []struct {
		name      string
		arguments block
		azure     string // the argument that makes the platform unknown
		bedrock   string
	}{
		{name: "nothing is unknown", arguments: block{"azure": block{"account_id": "g/account", "subscription_id": guidA}}},
		{name: "one Azure argument", arguments: block{"azure": block{"account_id": afterApply{}}}, azure: "azure"},
		{name: "the whole azure block", arguments: block{"azure": afterApply{}}, azure: "azure"},
		{name: "one Bedrock argument", arguments: block{"bedrock": block{"region": afterApply{}}}, bedrock: "bedrock"},
		{name: "a role in a chain", arguments: block{"bedrock": block{"assume_role": []any{afterApply{}}}}, bedrock: "bedrock"},
		{name: "an endpoint", arguments: block{"bedrock": block{"endpoints": block{"sts": afterApply{}}}}, bedrock: "bedrock"},
		{name: "an allowed account", arguments: block{"bedrock": block{"allowed_account_ids": []any{afterApply{}}}}, bedrock: "bedrock"},
		{name: "the owner", arguments: block{"owner": afterApply{}}, azure: "owner", bedrock: "owner"},
		{name: "one default tag", arguments: block{"default_tags": block{"a": afterApply{}}}, azure: "default_tags", bedrock: "default_tags"},
		{name: "the rules for tags", arguments: block{"ignore_tags": afterApply{}}, azure: "ignore_tags", bedrock: "ignore_tags"},
		{name: "a fact", arguments: block{"model_facts": []any{block{"model": "a/b", "context": afterApply{}}}}, azure: "model_facts", bedrock: "model_facts"},
		{name: "an alias", arguments: block{"model_aliases": block{"a/b": afterApply{}}}, azure: "model_aliases", bedrock: "model_aliases"},
		{name: "the sandbox", arguments: block{"sandbox": block{"path": afterApply{}}}, azure: "sandbox", bedrock: "sandbox"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data, diags := configured(t, test.arguments, nil)
			if len(diags) > 0 {
				t.Fatal(lines(diags))
			}
			for platform, argument := range map[llm.Platform]string{llm.Azure: test.azure, llm.Bedrock: test.bedrock} {
				if got := data.Unknown[platform]; got != (argument != "") {
					t.Errorf("%s unknown: got %t", platform, got)
				}
				if argument != "" {
					refusesCalls(t, data.Deployments[platform].DeploymentDriver, "the provider argument "+argument+" is not known before apply")
				}
			}
		})
	}
}

// What a catalog tells depends on where it is asked and on nothing that is written
// to objects.
func TestConfigure_unknownAndCatalogs(t *testing.T) {
	for argument, row := range map[string]struct {
		arguments block
		opens     bool
	}{
		"owner":         {block{"owner": afterApply{}}, true},
		"default_tags":  {block{"default_tags": block{"a": afterApply{}}}, true},
		"ignore_tags":   {block{"ignore_tags": afterApply{}}, true},
		"drift_policy":  {block{"drift_policy": afterApply{}}, true},
		"model_aliases": {block{"model_aliases": block{"a/b": afterApply{}}}, false},
		"model_facts":   {block{"model_facts": []any{block{"model": "a/b", "context": afterApply{}}}}, false},
		"sandbox":       {block{"sandbox": block{"path": afterApply{}}}, false},
	} {
		t.Run(argument, func(t *testing.T) {
			data, diags := configured(t, row.arguments, nil, WithSandbox(sandbox.New()))
			if diags.HasError() {
				t.Fatal(lines(diags))
			}
			for platform, catalog := range data.Catalogs {
				offers, err := catalog.Offers(t.Context(), llm.Site{})
				refused, _ := errors.AsType[*llm.Error](err)
				switch {
				case row.opens && (err != nil || len(offers) < 10):
					t.Errorf("%s lists %d models: %v", platform, len(offers), err)
				case !row.opens && (refused == nil || refused.Message != stillUnknown(argument).message):
					t.Errorf("%s: %v", platform, err)
				}
			}
		})
	}
}

// refusesCalls holds a driver to failing every call with the reason.
func refusesCalls(t *testing.T, driver llm.DeploymentDriver, reason string) {
	t.Helper()
	ctx, d, id := t.Context(), &llm.Deployment{}, llm.ID{}
	_, resolve := driver.Resolve(ctx, llm.DeploymentSpec{})
	_, find := driver.Find(ctx, llm.DeploymentSpec{})
	_, create := driver.Create(ctx, llm.DeploymentSpec{}, llm.Native{})
	_, get := driver.Get(ctx, id)
	_, lifecycle := driver.Lifecycle(ctx, d)
	calls := map[string]error{
		"resolve": resolve, "find": find, "create": create, "get": get, "lifecycle": lifecycle,
		"update": driver.Update(ctx, d, llm.DeploymentSpec{}, llm.Native{}), "delete": driver.Delete(ctx, id),
	}
	for _, err := range driver.List(ctx, llm.Filter{}) {
		calls["list"] = err
	}
	for call, err := range calls {
		var refused *llm.Error
		if !errors.As(err, &refused) || refused.Code != llm.CodeRefused || refused.Message != reason || refused.Fix == "" {
			t.Errorf("%s: got %v, want a refusal that says %q", call, err, reason)
		}
	}
	if calls["list"] == nil {
		t.Error("list: no error")
	}
	if problems, _ := driver.Foresee(ctx, llm.Asking{}); len(problems) > 0 {
		t.Errorf("preflight: %v, though nothing was looked at", problems)
	}
}

func TestUnconfigured(t *testing.T) {
	data := unconfigured()
	if data.Configured {
		t.Error("says that it is configured")
	}
	for _, platform := range []llm.Platform{llm.Azure, llm.Bedrock} {
		refusesCalls(t, data.Deployments[platform].DeploymentDriver, notConfigured.message)
	}
}

// TestUnconfigured_takesBothWorlds since it is not known yet in which one the
// provider will be: terraform validates resources first.
func TestUnconfigured_takesBothWorlds(t *testing.T) {
	unknown, diags := configured(t, block{"sandbox": block{"path": afterApply{}}}, nil)
	if diags.HasError() {
		t.Fatal(lines(diags))
	}
	fields := map[llm.Platform]llm.Field{llm.Azure: llm.FieldAccountID, llm.Bedrock: llm.FieldModelID}
	for name, data := range map[string]*framework.Data{"unconfigured": unconfigured(), "unknown": unknown} {
		for platform, specs := range bothWorlds() {
			for _, spec := range specs {
				t.Run(name+" takes "+spec.Azure.AccountID+spec.Bedrock.ModelID, func(t *testing.T) {
					for _, problem := range data.Deployments[platform].Check(llm.Draft{Spec: spec}) {
						if problem.Field == fields[platform] {
							t.Errorf("%s: %s", problem.Summary, problem.Detail)
						}
					}
				})
			}
		}
	}
}

// bothWorlds lists deployments that name something of a real cloud, and of the
// sandbox.
func bothWorlds() map[llm.Platform][]llm.DeploymentSpec {
	spec := llm.DeploymentSpec{
		Name: "chat", Model: "openai/gpt-4o@2024-11-20", Scope: llm.ScopeGlobal, VersionUpgrade: llm.Pinned,
		Throughput: llm.Throughput{Mode: llm.OnDemand},
	}
	on := func(account, model string) llm.DeploymentSpec {
		spec := spec
		spec.Azure.AccountID, spec.Bedrock.ModelID, spec.Bedrock.Region = account, model, "us-east-1"
		return spec
	}
	realAccount := "/subscriptions/" + guidA + "/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/acc"
	return map[llm.Platform][]llm.DeploymentSpec{
		llm.Azure: {on(realAccount, ""), on(sandbox.AzureAccountID(), "")},
		llm.Bedrock: {
			on("", "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0/abcdefghijkl"),
			on("", "arn:aws:bedrock:us-east-1:"+sandbox.AWSAccount+":custom-model/amazon.nova-lite-v1:0/abcdefghijkl"),
		},
	}
}

// configure speaks the protocol.
func configure(t *testing.T, arguments block, env environment) []*tfprotov6.Diagnostic {
	t.Helper()
	resp, err := server(env).ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.11.4", Config: wire(t, arguments),
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Diagnostics
}

func TestConfigure_protocol(t *testing.T) {
	defer goleak.VerifyNone(t)
	t.Run("takes what is not known yet", func(t *testing.T) {
		arguments := block{"azure": block{"client_secret": afterApply{}}, "bedrock": afterApply{}, "owner": afterApply{}}
		if diags := configure(t, arguments, nil); len(diags) > 0 {
			t.Error(readable(diags))
		}
	})
	t.Run("needs no credentials", func(t *testing.T) {
		if diags := configure(t, block{}, nil); len(diags) > 0 {
			t.Error(readable(diags))
		}
	})
	t.Run("refuses a wrong environment", func(t *testing.T) {
		diags := configure(t, block{}, environment{"AWS_REGION": "Frankfurt"})
		if got := readable(diags); !strings.Contains(got, "ERROR bedrock.region: Invalid environment variable") {
			t.Errorf("got %q", got)
		}
	})
}

func TestConfigure_readsNoFile(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	diags := configure(t, block{
		"azure":   block{"client_certificate_path": missing, "client_id_file_path": missing},
		"bedrock": block{"shared_config_files": []any{missing}, "custom_ca_bundle": missing, "profile": "nobody"},
	}, nil)
	if len(diags) > 0 {
		t.Error(readable(diags))
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("a file was made")
	}
}
