package provider_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// list searches as `terraform query` does.
func (s *standing) list(search tfcore.Search) []tfcore.Listed {
	s.t.Helper()
	found, err := s.List(s.t.Context(), search)
	if err != nil {
		s.t.Fatal(err)
	}
	return found
}

// only is the one object that is found.
func (s *standing) only(search tfcore.Search) tfcore.Listed {
	s.t.Helper()
	found := s.list(search)
	if len(found) != 1 {
		s.t.Fatalf("found %d: %v", len(found), found)
	}
	return found[0]
}

// A list finds what stands. What it says of it is what an import by that identity and its read leave in state, after
// which a plan holds at most what only the provider knows, and its apply sends nothing.
func TestList_findsWhatAnImportTakes(t *testing.T) {
	everyKind(t, func(t *testing.T, s *standing) {
		s.sb.ResetCalls()
		named := s.only(tfcore.Search{})
		if diff := cmp.Diff(s.identity(), named.Object.Identity()); diff != "" {
			t.Errorf("the identity (-want +have):\n%s", diff)
		}
		whole := s.only(tfcore.Search{State: true})
		if whole.Name != named.Name || !strings.HasSuffix(named.Name, ")") {
			t.Errorf("it is named %q and %q", named.Name, whole.Name)
		}
		adopting := s.other()
		adopting.State = tfcore.Object{}
		p, err := adopting.PlanImportIdentity(t.Context(), whole.Object.Identity())
		if err != nil {
			t.Fatal(err)
		}
		if changed := tfcore.Changed(p.Prior.Value, whole.Object.Value); len(changed) > 0 {
			t.Errorf("the list says otherwise of %v", changed)
		}
		if p.Action != tfcore.NoOp && p.Action != tfcore.Update {
			t.Fatalf("the plan after the import is to %s: %v", p.Action, p.Changes())
		}
		adopting.apply(p)
		if p := adopting.plan(); p.Action != tfcore.NoOp {
			t.Errorf("the next plan is to %s: %v", p.Action, p.Changes())
		}
		for _, call := range s.sb.Calls() {
			if writes(call) {
				t.Errorf("something was written: %s %s", call.Method, call.Path)
			}
		}
		if len(s.list(tfcore.Search{Block: nowhere(s.kind.typeName)})) != 0 {
			t.Error("it is found where it is not")
		}
	})
}

// writes tells a request that changes something: AWS reads by POST too.
func writes(call sandbox.Call) bool {
	switch call.Method {
	case http.MethodGet, http.MethodHead:
		return false
	case http.MethodPost:
		return !strings.Contains(call.Path, "list") && call.Target == "" && call.Service != "sts" && !strings.Contains(call.Path, "calculate") &&
			!strings.HasPrefix(call.Path, "/identities/")
	}
	return true
}

// nowhere is a search that finds nothing.
func nowhere(typeName string) tfcore.Tree {
	if typeName == "llm_guardrail_enforcement" {
		return tfcore.Tree{"region": "eu-west-1"}
	}
	return tfcore.Tree{"name_prefix": "no such name"}
}

// several are deployments on two accounts of Azure and in two regions of Bedrock.
func several(t *testing.T) *standing {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	second := strings.Replace(sandbox.AzureAccountID(), "/accounts/", "/accounts/second-", 1)
	if status, answer := sb.Do(http.MethodPut, second, `{"kind":"AIServices","location":"swedencentral","sku":{"name":"S0"},"properties":{"customSubDomainName":"second"}}`); status > 299 {
		t.Fatalf("%d %s", status, answer)
	}
	if status, answer := sb.Do(http.MethodPut, strings.Replace(sandbox.AzureAccountID(), "/accounts/", "/accounts/empty-", 1),
		`{"kind":"OpenAI","location":"swedencentral","sku":{"name":"S0"},"properties":{"customSubDomainName":"empty"}}`); status > 299 {
		t.Fatalf("%d %s", status, answer)
	}
	base := map[string]tfcore.Tree{}
	for _, k := range kinds(t, sb) {
		base[k.name] = k.resource
	}
	var last *standing
	for name, more := range map[string]tfcore.Tree{
		"chat": {}, "chat-2": {"azure": tfcore.Tree{"account_id": second}, "tags": map[string]string{"team": "search"}},
		"far":  {"platform": "bedrock", "model": "amazon/nova-2-lite", "tags": map[string]string{"team": "search", "cost": "1"}},
		"near": {"platform": "bedrock", "model": "anthropic/claude-sonnet-4-5", "bedrock": tfcore.Tree{"region": "eu-central-1"}},
	} {
		k := &kind{typeName: "llm_deployment", resource: base["a deployment on Azure"]}
		s := directory(t, sb, k)
		s.Resource = k.with(more, tfcore.Tree{"name": name})
		if name == "far" {
			s.Provider = tfcore.Tree{"owner": "us"}
		}
		s.make()
		last = s
	}
	last.Provider = tfcore.Tree{}
	return last
}

// A list is narrowed by platform, place, name, tags and owner, and ends at its limit.
func TestList_filters(t *testing.T) {
	s := several(t)
	second := strings.Replace(sandbox.AzureAccountID(), "/accounts/", "/accounts/second-", 1)
	for sentence, row := range map[string]struct {
		block tfcore.Tree
		limit int64
		want  []string
	}{
		"without a word the provider's own places": {want: []string{"chat", "far"}},
		"one platform":                        {block: tfcore.Tree{"platform": "bedrock"}, want: []string{"far"}},
		"a region":                            {block: tfcore.Tree{"platform": "bedrock", "bedrock": tfcore.Tree{"region": "eu-central-1"}}, want: []string{"near"}},
		"an account":                          {block: tfcore.Tree{"platform": "azure", "azure": tfcore.Tree{"account_id": second}}, want: []string{"chat-2"}},
		"a resource group":                    {block: tfcore.Tree{"platform": "azure", "azure": tfcore.Tree{"resource_group": "sandbox"}}, want: []string{"chat", "chat-2"}},
		"an account of a group":               {block: tfcore.Tree{"platform": "azure", "azure": tfcore.Tree{"account_id": second, "resource_group": "sandbox"}}, want: []string{"chat-2"}},
		"a platform that is not asked is not": {block: tfcore.Tree{"platform": "bedrock", "azure": tfcore.Tree{"resource_group": "sandbox"}}, want: []string{"far"}},
		"the beginning of a name":             {block: tfcore.Tree{"name_prefix": "ch"}, want: []string{"chat"}},
		"in these letters":                    {block: tfcore.Tree{"name_prefix": "CH"}},
		"a tag":                               {block: tfcore.Tree{"tags": map[string]string{"team": "search"}, "azure": tfcore.Tree{"resource_group": "sandbox"}}, want: []string{"chat-2", "far"}},
		"all of several tags":                 {block: tfcore.Tree{"tags": map[string]string{"team": "search", "cost": "1"}}, want: []string{"far"}},
		"another value of a tag":              {block: tfcore.Tree{"tags": map[string]string{"team": "ads"}}},
		"an owner":                            {block: tfcore.Tree{"owner": "us"}, want: []string{"far"}},
		"another owner":                       {block: tfcore.Tree{"owner": "them"}},
		"nobody's":                            {block: tfcore.Tree{"owner": ""}, want: []string{"chat"}},
		"no more than the limit":              {block: tfcore.Tree{"azure": tfcore.Tree{"resource_group": "sandbox"}}, limit: 2, want: []string{"chat", "chat-2"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			inner := &standing{s.Directory, t, s.sb, s.kind}
			var names []string
			for _, found := range inner.list(tfcore.Search{Block: row.block, Limit: row.limit}) {
				name, _, _ := strings.Cut(found.Name, " (")
				names = append(names, name)
			}
			slices.Sort(names)
			if diff := cmp.Diff(row.want, names); diff != "" {
				t.Errorf("found (-want +have):\n%s", diff)
			}
		})
	}
}

// A list of deployments costs calls by account, region and page, however many there are, and with their state only what
// is not whole is read by itself.
func TestList_costsCallsByPlace(t *testing.T) {
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	reads := func(standing int) int {
		sb.ResetCalls()
		s := directory(t, sb, &kind{typeName: "llm_deployment"})
		for _, state := range []bool{false, true} {
			if found := s.list(tfcore.Search{State: state}); len(found) != standing {
				t.Fatalf("found %d of %d", len(found), standing)
			}
		}
		return len(sb.Calls())
	}
	add := func(from, to int) {
		for i := from; i < to; i++ {
			for _, k := range deploymentKinds("")[:2] {
				s := directory(t, sb, k)
				s.Resource["name"] = "chat-" + string(rune('a'+i))
				s.Resource["throughput"] = tfcore.Tree{"tokens_per_minute": int64(1000)}
				s.make()
			}
		}
	}
	add(0, 1)
	few := reads(2)
	add(1, 8)
	if many := reads(16); many != few {
		t.Errorf("a list of 2 sends %d requests, one of 16 %d", few, many)
	}
}
