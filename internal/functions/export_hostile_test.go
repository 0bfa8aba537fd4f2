package functions_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// hostileNames mean something to YAML, Kubernetes, LiteLLM or a shell.
func hostileNames() []string {
	return []string{
		`"quoted"`, `it's`, `a: b`, `- a`, `a #b`, `#a`, `&a`, `!!python/object:os.system`, `|`, `>`, `%TAG`, `@a`, "`a`", `{a: b}`, `[a]`, `a, b`, `~`, `null`, `Null`, `true`, `yes`, `on`, `No`,
		`1`, `0x10`, `1e3`, `.inf`, `12:30:00`, `2026-11-23`, `0o7`, `<<`, `=`, `---`, `...`, `? a`, `a:`, `\n`, `a\tb`, `${var.secret}`, `%{ if true }`, `$(id)`, `;id`, `$ANTHROPIC_API_KEY`, `{{ .Values }}`,
		`os.environ`, `x/os.environ/KEY`, `../../etc`, `a/b`, `A_b.C`, `ünïcode`, `日本`, `🙂`, `model_list: []`, strings.Repeat("x", 128), strings.Repeat("-", 128), "a  b", "model-1", "-", "9",
	}
}

// A name stays one text, whatever it means elsewhere: it adds and hides nothing.
func TestExport_namesBreakOutOfNothing(t *testing.T) {
	t.Parallel()
	for _, name := range hostileNames() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			staysOneText(t, name)
		})
	}
	t.Logf("names=%d", len(hostileNames()))
}

// staysOneText exports under the name and under a plain one, and fails unless
// that is all that differs. What is refused is fine.
func staysOneText(t *testing.T, name string) {
	t.Helper()
	endpoints := func(name string) map[string]llm.Endpoint { return map[string]llm.Endpoint{name: guarded(profile())} }
	plain, _ := toLiteLLM(t, endpoints("plain"))
	lite, err := toLiteLLM(t, endpoints(name))
	if !isNil(err) {
		return
	}
	want, got := parsed(t, plain), parsed(t, lite)
	want[0]["model_list"].([]any)[0].(map[string]any)["model_name"] = name
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("LiteLLM (-want +got):\n%s", diff)
	}
	envoy, err := toEnvoy(t, endpoints(name))
	if !isNil(err) {
		t.Fatalf("LiteLLM takes the name, Envoy AI Gateway does not: %v", err)
	}
	plain, _ = toEnvoy(t, endpoints("plain"))
	asked := parsed(t, plain)
	for i, document := range parsed(t, envoy) {
		if diff := cmp.Diff(keys(asked[i]), keys(document)); diff != "" {
			t.Errorf("document %d (-want +got):\n%s", i, diff)
		}
		resource := document["metadata"].(map[string]any)["name"].(string)
		if len(resource) > 63 || strings.Trim(resource, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Trim(resource, "-") != resource {
			t.Errorf("document %d is named %q, which Kubernetes does not take", i, resource)
		}
	}
	rule := parsed(t, envoy)[0]["spec"].(map[string]any)["rules"].([]any)[0].(map[string]any)
	header := rule["matches"].([]any)[0].(map[string]any)["headers"].([]any)[0].(map[string]any)
	if header["value"] != name {
		t.Errorf("the route is for %q", header["value"])
	}
}

// FuzzExport: whatever the name, it is refused or stays one text.
func FuzzExport(f *testing.F) {
	for _, name := range hostileNames() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) { staysOneText(t, name) })
}

// No two names share resources.
func TestExport_namesShareNoResource(t *testing.T) {
	t.Parallel()
	endpoints := map[string]llm.Endpoint{}
	for _, name := range append(hostileNames(), "Model-1", "model 1", "model_1") {
		endpoints[name] = profile()
	}
	envoy, err := toEnvoy(t, endpoints)
	if !isNil(err) {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, d := range parsed(t, envoy) {
		id := d["kind"].(string) + "/" + d["metadata"].(map[string]any)["name"].(string)
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
	}
	if len(seen) != 5*len(endpoints) {
		t.Errorf("%d resources for %d endpoints", len(seen), len(endpoints))
	}
}

func TestExport_refusesWithTheWayOut(t *testing.T) {
	t.Parallel()
	changed := func(e llm.Endpoint, change func(*llm.Endpoint)) llm.Endpoint { change(&e); return e }
	for sentence, row := range map[string]struct {
		name     string
		endpoint llm.Endpoint
		want     string
	}{
		"no name":                           {"", profile(), "empty"},
		"a space at the end":                {"a ", profile(), "space"},
		"a line break":                      {"a\nlitellm_settings: {}", profile(), "not printed"},
		"a null byte":                       {"a\x00", profile(), "not printed"},
		"an override of direction":          {"a\u202eb", profile(), "not printed"},
		"a line separator":                  {"a\u2028b", profile(), "not printed"},
		"no text at all":                    {"\xff\xfe", profile(), "not printed"},
		"any model":                         {"*", profile(), "any model"},
		"a variable of the environment":     {"os.environ/LITELLM_MASTER_KEY", profile(), "variable of its environment"},
		"a very long name":                  {strings.Repeat("x", 129), profile(), "128 bytes"},
		"no endpoint":                       {"a", llm.Endpoint{}, "platform or auth.resources is missing"},
		"another cloud":                     {"a", changed(profile(), func(e *llm.Endpoint) { e.Platform = "vertex" }), "platform or auth.resources is missing"},
		"a route on AgentCore":              {"a", changed(profile(), func(e *llm.Endpoint) { e.Model = "assistant"; e.Auth.Resources = []string{gatewayARN} }), "is a gateway already"},
		"a route on API Management":         {"a", changed(onAzure("assistant"), func(e *llm.Endpoint) { e.Auth.Resources = []string{service} }), "is a gateway already"},
		"a model that is no deployment":     {"a", changed(profile(), func(e *llm.Endpoint) { e.Model = "amazon.nova-lite-v1:0" }), "names no deployment"},
		"a guardrail as a model":            {"a", changed(profile(), func(e *llm.Endpoint) { e.Model = guardrailARN }), "names no deployment"},
		"a variable as a model":             {"a", changed(onAzure("chat"), func(e *llm.Endpoint) { e.Model = "os.environ/KEY" }), "names no deployment"},
		"a model that leads away":           {"a", changed(onAzure("chat"), func(e *llm.Endpoint) { e.Model = "../accounts" }), "names no deployment"},
		"a plain address":                   {"a", changed(onAzure("chat"), func(e *llm.Endpoint) { e.URLs.OpenAI = "http://acme.openai.azure.com/openai/v1" }), "urls.openai that is not https"},
		"an address with a password":        {"a", changed(onAzure("chat"), func(e *llm.Endpoint) { e.URLs.OpenAI = "https://u:canary@acme.openai.azure.com/openai/v1" }), "urls.openai"},
		"an address with a query":           {"a", changed(onAzure("chat"), func(e *llm.Endpoint) { e.URLs.OpenAI += "?code=canary" }), "urls.openai"},
		"an address of one's own":           {"a", changed(onAzure("chat"), func(e *llm.Endpoint) { e.URLs.OpenAI = "https://acme.openai.azure.com/openai/deployments/x" }), "urls.openai"},
		"a host that is none":               {"a", changed(profile(), func(e *llm.Endpoint) { e.URLs.Converse = "https://a b" }), "urls.converse"},
		"no address":                        {"a", changed(onAzure("chat"), func(e *llm.Endpoint) { e.URLs = llm.URLs{} }), "urls.anthropic"},
		"a scope that is a variable":        {"a", changed(onAzure("chat"), func(e *llm.Endpoint) { e.Auth.Scope = "os.environ/KEY" }), "no scope"},
		"a guardrail without a version":     {"a", changed(profile(), func(e *llm.Endpoint) { e.Guardrail.ID = guardrailARN }), "Publish a version"},
		"a guardrail that is none":          {"a", changed(profile(), func(e *llm.Endpoint) { e.Guardrail = llm.AttachedGuardrail{ID: profileARN, Version: "1"} }), "Publish a version"},
		"a guardrail's version of no digit": {"a", changed(profile(), func(e *llm.Endpoint) { e.Guardrail = llm.AttachedGuardrail{ID: guardrailARN, Version: "1\"}"} }), "Publish a version"},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()
			lite, liteErr := toLiteLLM(t, map[string]llm.Endpoint{row.name: row.endpoint})
			envoy, envoyErr := toEnvoy(t, map[string]llm.Endpoint{row.name: row.endpoint})
			for exporter, err := range map[string]error{"LiteLLM " + lite: liteErr, "Envoy AI Gateway " + envoy: envoyErr} {
				if isNil(err) || !strings.Contains(err.Error(), row.want) || !strings.Contains(strings.ToLower(err.Error()), "give ") && !strings.Contains(err.Error(), "Publish") {
					t.Errorf("%s: error %v, want %q and the way out", exporter, err, row.want)
				}
				if !isNil(err) && strings.Contains(err.Error(), "canary") {
					t.Errorf("%s repeats a secret: %v", exporter, err)
				}
			}
		})
	}
}

func TestExport_refusesWhatOneGatewayLacks(t *testing.T) {
	t.Parallel()
	if _, err := toEnvoy(t, map[string]llm.Endpoint{"a": withoutKeys(onAzure("chat"))}); isNil(err) || !strings.Contains(err.Error(), "azure_identity") {
		t.Errorf("an account without keys and no identity: %v", err)
	}
	if _, err := toLiteLLM(t, map[string]llm.Endpoint{"a": withoutKeys(claudeOnAzure("chat"))}); isNil(err) || !strings.Contains(err.Error(), `with "claude" in it`) {
		t.Errorf("Claude under another name and no keys: %v", err)
	}
	for name, as := range map[string][][2]string{
		"two identities":    {{client, tenant}, {client, tenant}},
		"no GUIDs":          {{"client", "tenant"}},
		"YAML in a GUID":    {{client + "\n  x: y", tenant}},
		"nothing but space": {{" ", " "}},
	} {
		if _, err := toEnvoy(t, everyKind(), as...); isNil(err) {
			t.Errorf("%s: no error", name)
		}
	}
	for _, bad := range []string{"", "AI", "a/b", "a\nb", "-a", "a.b", strings.Repeat("a", 64)} {
		for _, gateway := range []types.Object{gatewayValue(t, bad, "default"), gatewayValue(t, "ai", bad)} {
			_, err := call(t, "to_envoy_ai_gateway", endpointsValue(t, everyKind()), gateway, identities(t))
			if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != 1 {
				t.Errorf("gateway %q: %v", bad, err)
			}
		}
	}
}
