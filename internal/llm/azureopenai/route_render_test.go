package azureopenai_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

const (
	gateway    = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox"
	vaultKey   = "https://keys.vault.azure.net/secrets/bedrock"
	namedValue = gateway + "/namedValues/bedrock-api-key"
)

func routeDriver() llm.RouteDriver {
	return azureopenai.NewPlatform(azureopenai.Config{Sandbox: true}).Routes()
}

// onAzure is a target that the gateway's own identity may call.
func onAzure(account, model string, weight int64) llm.RouteTarget {
	return llm.RouteTarget{Weight: weight, Endpoint: llm.Endpoint{
		Platform: llm.Azure, Model: model, URLs: llm.URLs{OpenAI: "https://" + account + ".openai.azure.com/openai/v1/"},
		Auth: llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: "https://cognitiveservices.azure.com/.default"},
	}}
}

// onBedrock is a target that takes a key.
func onBedrock(model string, weight int64, credential string) llm.RouteTarget {
	return llm.RouteTarget{Weight: weight, Credential: credential, Endpoint: llm.Endpoint{
		Platform: llm.Bedrock, Model: model, URLs: llm.URLs{OpenAI: "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1"},
		Auth: llm.Auth{Schemes: []string{"sigv4"}},
	}}
}

// route is a spec with default triggers.
func route(name string, targets map[string]llm.RouteTarget, fallbacks ...llm.RouteTarget) llm.RouteSpec {
	return llm.RouteSpec{Name: name, Gateway: gateway, Targets: targets, Fallbacks: fallbacks, FallbackOn: llm.DefaultTriggers()}
}

// anyTarget draws one of every kind of target.
func anyTarget(t *rapid.T, label string) llm.RouteTarget {
	model := rapid.SampledFrom([]string{"chat", "openai.gpt-oss-120b-1:0", "gpt-5"}).Draw(t, label+" model")
	weight := int64(rapid.IntRange(0, 100).Draw(t, label+" weight"))
	account := rapid.StringMatching(`[a-z]{3,8}`).Draw(t, label+" account")
	switch rapid.IntRange(0, 3).Draw(t, label+" kind") {
	case 0:
		target := onAzure(account, model, weight)
		target.Credential = rapid.SampledFrom([]string{"", vaultKey, namedValue}).Draw(t, label+" credential")
		return target
	case 1:
		target := onAzure(account, model, weight) // written out by hand: its domain tells
		target.Endpoint.Platform, target.Endpoint.Auth = "", llm.Auth{}
		return target
	case 2:
		return onBedrock(model, weight, rapid.SampledFrom([]string{vaultKey, namedValue}).Draw(t, label+" credential"))
	}
	return llm.RouteTarget{Weight: weight, Credential: vaultKey, Endpoint: llm.Endpoint{
		Model: model, URLs: llm.URLs{OpenAI: "https://" + account + ".example.com/v1"},
	}}
}

// anyRoute draws a spec that passes the checks.
func anyRoute(t *rapid.T) llm.RouteSpec {
	spec := route(rapid.StringMatching(`[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?`).Draw(t, "name"), map[string]llm.RouteTarget{})
	for i := range rapid.IntRange(1, 4).Draw(t, "targets") {
		key := rapid.StringMatching(`[A-Za-z0-9]([A-Za-z0-9_-]{0,8}[A-Za-z0-9])?`).Draw(t, fmt.Sprint("key ", i))
		spec.Targets[key] = anyTarget(t, "target")
	}
	for range rapid.IntRange(0, 3).Draw(t, "fallbacks") {
		fallback := anyTarget(t, "fallback")
		fallback.Weight = 0
		spec.Fallbacks = append(spec.Fallbacks, fallback)
	}
	spec.FallbackOn = llm.Triggers{
		Statuses:         rapid.SampledFrom([][]string{nil, {"429"}, {"429", "503"}, {"408", "4XX", "5XX"}}).Draw(t, "statuses"),
		ConnectionError:  rapid.Bool().Draw(t, "connection"),
		FirstByteTimeout: time.Duration(rapid.IntRange(0, 240).Draw(t, "first byte")) * time.Second,
	}
	spec.FallbackOn.ConnectionError = spec.FallbackOn.ConnectionError || slices.Contains(spec.FallbackOn.Statuses, "5XX")
	spec.CircuitBreaker = rapid.Bool().Draw(t, "breaker")
	if rapid.Bool().Draw(t, "limited") {
		tokens := int64(rapid.IntRange(1, 1<<30).Draw(t, "tokens"))
		spec.TokensPerMinute = &tokens
	}
	return spec
}

func passes(driver llm.RouteDriver, spec llm.RouteSpec) bool {
	draft := llm.RouteDraft{Spec: spec}
	return len(llm.CheckRoute(draft)) == 0 && len(driver.Check(draft)) == 0
}

func TestRouteReadBackIsTheRouteWritten(t *testing.T) {
	driver, passed := routeDriver(), 0
	rapid.Check(t, func(t *rapid.T) {
		spec := anyRoute(t)
		if !passes(driver, spec) {
			return
		}
		passed++
		rendered := driver.Render(spec)
		decoded := driver.Decode(rendered)
		if diff := cmp.Diff(rendered, driver.Render(decoded)); diff != "" {
			t.Fatalf("decoded %+v\n%s", decoded, diff)
		}
	})
	if t.Logf("%d specs passed the checks", passed); passed < 20 { // of 100
		t.Fatalf("only %d specs passed the checks", passed)
	}
}
