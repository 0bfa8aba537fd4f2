package acceptance_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	miniQuota   = "OpenAI.GlobalStandard.gpt4.1-mini"
	novaQuota   = "Cross-region model inference tokens per minute for Amazon Nova Lite"
	haikuModel  = "anthropic.claude-haiku-4-5-20251001-v1:0"
	sumExceeded = "Quota exceeded by the plan as a whole"
)

// tokens asks for so many tokens per minute.
func tokens(n int) args { return args{"throughput": fmt.Sprintf("{ tokens_per_minute = %d }", n)} }

// blocks are as many deployments, named by their place.
func blocks(of ...args) string {
	var all strings.Builder
	for i, a := range of {
		all.WriteString(a.named(fmt.Sprintf("chat-%d", i)).block(fmt.Sprintf("chat_%d", i)))
	}
	return all.String()
}

// A plan over quota fails with the numbers; one that only adds up to too much
// warns with the sum, and one that gives back what it takes goes through.
func TestAccPlanChecks_quota(t *testing.T) {
	haiku := onBedrock().with(args{"model": `"anthropic/claude-haiku-4-5"`, "processing_scope": `"global"`})
	units := provisionedBedrock()
	tagged := func(a args) args { return a.with(args{"tags": `{ team = "search" }`}) }
	half, most := onBedrock().with(tokens(500_000)), onBedrock().with(tokens(700_000))
	for sentence, row := range map[string]struct {
		config   string
		exit     int
		severity string // of what is told; empty for nothing
		words    []string
		stands   string // applied before; empty: nothing
	}{
		"over the limit on Azure": {
			blocks(onAzure().with(tokens(90_000))), 1, "error",
			[]string{"90000 more tokens per minute", miniQuota + " in eastus2", "80000 are free (limit 80000, in use 0)"},
			"",
		},
		"over the limit of throughput on Azure": {
			blocks(onAzure().with(args{"model": `"openai/gpt-5-mini"`, "deletion_protection": "false", "throughput": `{ mode = "provisioned", units = 505 }`})), 1, "error",
			[]string{"505 more PTUs", "500 are free (limit 500, in use 0)"},
			"",
		},
		"over the limit on Bedrock": {
			blocks(onBedrock().with(tokens(900_000))), 1, "error", []string{"900000 more tokens per minute", `"` + novaQuota + `" in us-east-1`, "limit is 800000"}, "",
		},
		"over the limit of units on Bedrock": {
			blocks(units.with(args{"throughput": `{ mode = "provisioned", units = 11 }`, "deletion_protection": "false"})), 1, "error", []string{"11 more model units", "limit is 10"}, "",
		},
		"two that fit on Azure":          {blocks(onAzure().with(tokens(40_000)), onAzure().with(tokens(40_000))), 2, "", nil, ""},
		"two that do not fit on Azure":   {blocks(onAzure().with(tokens(50_000)), onAzure().with(tokens(40_000))), 2, "warning", []string{sumExceeded, "90000 more tokens per minute", "80000 are free"}, ""},
		"two that fit on Bedrock":        {blocks(onBedrock().with(tokens(400_000)), onBedrock().with(tokens(400_000))), 2, "", nil, ""},
		"two that do not on Bedrock":     {blocks(onBedrock().with(tokens(500_000)), onBedrock().with(tokens(400_000))), 2, "warning", []string{sumExceeded, "900000 more tokens per minute", "800000"}, ""},
		"two models on Bedrock":          {blocks(onBedrock().with(tokens(500_000)), haiku.with(tokens(400_000))), 2, "", nil, ""},
		"thirty-three on one account":    {blocks(repeated(onAzure().with(tokens(1_000)), 33)...), 2, "warning", []string{sumExceeded, "33 more standard deployments", "limit 32"}, ""},
		"thirty-two on one account":      {blocks(repeated(onAzure().with(tokens(1_000)), 32)...), 2, "", nil, ""},
		"other tags over a full quota":   {blocks(tagged(half), tagged(half)), 2, "", nil, blocks(half, half)},
		"other names over a full quota":  {blocks(half, half), 2, "", nil, half.named("a").block("chat_0") + half.named("b").block("chat_1")},
		"more than what stands and fits": {blocks(tagged(most)), 2, "", nil, blocks(half)},
		"more than what stands, together": {
			blocks(tagged(most), tagged(most)), 2, "warning", []string{sumExceeded, "400000 more tokens per minute", "200000 of them here", "1000000 counted on already"}, blocks(half, half),
		},
		"more than what stands, alone": {
			blocks(tagged(onBedrock().with(tokens(900_000)))), 2, "warning", []string{"400000 more tokens per minute", "limit is 800000, 500000 counted on already"}, blocks(half),
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			w.ok(w.sb.SetQuota(sandbox.AzureLocation, miniQuota, 80))
			c := w.terraform()
			if row.stands != "" {
				c.configure(row.stands)
				c.apply().must(t, 0)
				w.forget()
			}
			c.configure(row.config)
			s := c.plan().must(t, row.exit)
			if row.severity != "" {
				s.tells(t, row.severity, row.words...)
			} else {
				s.told(t, "Quota exceeded", 0)
				s.told(t, sumExceeded, 0)
			}
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
		})
	}
}

func repeated(a args, times int) []args {
	all := make([]args, times)
	for i := range all {
		all[i] = a
	}
	return all
}

// A replacement takes the place of what it replaces: it is planned over a quota
// that is full of the old one, told of, and applied.
func TestAccPlanChecks_replacementFreesQuota(t *testing.T) {
	w := newWorld(t)
	w.ok(w.sb.SetQuota(sandbox.AzureLocation, miniQuota, 80))
	c := w.terraform()
	c.configure(blocks(onAzure().with(tokens(80_000))))
	c.apply().must(t, 0)
	renamed := onAzure().with(tokens(80_000)).named("other").block("chat_0")
	c.configure(renamed)
	c.plan().must(t, 2).tells(t, "warning", "Quota exceeded", "gives 80000 back", "0 are free (limit 80000, in use 80000)")
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	c.run("plan", "-json", "-replace=llm_deployment.chat_0", "-detailed-exitcode", "-input=false").must(t, 2)
}

// What the account lacks for a model of Bedrock is told by the plan, with the
// way to it, and stops nothing: AWS makes the deployment all the same.
func TestAccPlanChecks_access(t *testing.T) {
	haiku := onBedrock().with(args{"model": `"anthropic/claude-haiku-4-5"`, "processing_scope": `"global"`})
	for sentence, row := range map[string]struct {
		happens func(w *world)
		words   []string
	}{
		"no agreement":              {func(w *world) { w.ok(w.sb.SetModelAgreement(haikuModel, "NOT_AVAILABLE")) }, []string{"Model agreement missing", haikuModel, "aws-marketplace:Subscribe", "create-foundation-model-agreement"}},
		"an agreement under way":    {func(w *world) { w.ok(w.sb.SetModelAgreement(haikuModel, "PENDING")) }, []string{"Model agreement pending"}},
		"no form sent to Anthropic": {func(w *world) { w.ok(w.sb.SetUseCaseSubmitted(false)) }, []string{"Use case not submitted", "management account", "put-use-case-for-model-access"}},
		"no permission to look": {func(w *world) {
			w.sb.Hook(sandbox.Fault(sandbox.On("GET", "/foundation-model-availability/"), 403, `{"__type":"AccessDeniedException","message":"no"}`, nil))
		}, []string{"Model access not checked", "bedrock:GetFoundationModelAvailability"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			row.happens(w)
			c := w.terraform()
			c.configure(blocks(haiku))
			c.plan().must(t, 2).tells(t, "warning", row.words...)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.apply().must(t, 0)
		})
	}
}

// What a plan asks beside reading what stands is counted by location and not by
// deployment; a plan that changes nothing asks for the models alone.
func TestAccPlanChecks_calls(t *testing.T) {
	const each = 6
	w := newWorld(t)
	c := w.terraform()
	azure, bedrock := onAzure().with(tokens(1_000)), onBedrock().with(tokens(1_000))
	c.configure(blocks(append(repeated(azure, each), repeated(bedrock, each)...)...))
	w.forget()
	c.plan().must(t, 2)
	w.asked(t, map[string]int{
		"GET account": 1, "GET account/deployments": 1, "GET models": 1, "GET usages": 1,
		"GET /foundation-models": 1, "GET /inference-profiles": 1, "GET /foundation-model-availability": 1, "ListServiceQuotas": 3, // pages of a hundred
	})
	c.apply().must(t, 0)
	w.age()
	w.forget()
	c.plan().must(t, 0)
	w.asked(t, map[string]int{
		"GET account": 1, "GET account/deployments": 1, "GET models": 1,
		"GET /foundation-models": 1, "GET /inference-profiles": 2, "GET /provisioned-model-throughputs": 1,
		"GET /model-customization/custom-model-deployments": 1, "GetResources": 1,
	})
}

// asked compares the calls since forget, by what they ask for.
func (w *world) asked(t *testing.T, want map[string]int) {
	t.Helper()
	got := map[string]int{}
	for _, call := range w.sb.Calls() {
		got[askedFor(call)]++
	}
	delete(got, "sts")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func askedFor(call sandbox.Call) string {
	path, _, _ := strings.Cut(call.Path, "?")
	path = regexp.MustCompile(`^.*/accounts/[^/]+`).ReplaceAllString(path, "account")
	path = regexp.MustCompile(`^/subscriptions/.*/locations/[^/]+/`).ReplaceAllString(path, "")
	path = regexp.MustCompile(`^(/foundation-model-availability)/.*`).ReplaceAllString(path, "$1")
	switch {
	case call.Service == "sts":
		return "sts"
	case call.Target != "":
		return call.Target[strings.LastIndex(call.Target, ".")+1:]
	}
	return call.Method + " " + path
}
