package faults_test

import (
	"net/http"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const otherGuardrail = "an answer about another guardrail"

// guardrailFaultsOf are all faults of a platform as guardrails meet them, and those that only guardrails have: answers that
// repeat what is told to nobody, and deletes that fail after they were accepted.
func guardrailFaultsOf(platform llm.Platform) []fault {
	all := slices.DeleteFunc(faultsOf(platform), func(f fault) bool {
		return strings.HasPrefix(f.name, "the object becomes") || f.name == "operation followed to another host" ||
			strings.Contains(f.name, "after the create") || f.name == "an answer about another object"
	})
	all = append(all, repeated(platform)...)
	all = append(all, fault{
		name: otherGuardrail, strike: altered(anotherObject), read: no(llm.CodeProtocol), silent: true,
		at: func(o operation, c call) bool {
			return isGuardrail(c) && (o.name != opDelete || c.stage == before) && (o.name != opCreate || c.stage == after)
		},
	}, fault{
		name: "deletes fail in the end", start: failDeletes, stuck: true, silent: true,
		at: func(o operation, _ call) bool { return o.name == opDelete },
	})
	if platform == llm.Azure {
		return all
	}
	return append(all, guardrailBecomes("FAILED", broken), guardrailBecomes("HIBERNATING", pending), fault{
		name: "it has failed before", start: failGuardrails, silent: true,
		at: func(o operation, _ call) bool {
			return slices.Contains([]string{opUpdate, opDelete, "Get", "Published"}, o.name)
		},
	})
}

// isGuardrail reports whether the call reads the guardrail itself, a version or a list of words.
func isGuardrail(c call) bool {
	return slices.Contains([]string{"GET raiPolicy", "GET raiBlocklist", "GET /guardrails/{arn}", "GET /guardrails/{arn} version"}, c.name)
}

// guardrailBecomes is a state that the draft or a version falls into by itself after it was written, with reasons that
// repeat what it holds.
func guardrailBecomes(state string, code llm.Code) fault {
	return fault{
		name: "it becomes " + state, read: declared{code: code}, silent: true,
		at: func(o operation, c call) bool {
			return (o.name == opCreate || o.name == opUpdate) && c.stage == after && isGuardrail(c)
		},
		strike: altered(func(x *exchange, document map[string]any) {
			inState(state)(x, document)
			document["statusReasons"] = []any{"The policy about " + canary + " alpha cannot be compiled."}
			document["failureRecommendations"] = []any{"Remove " + canary + "."}
		}),
	}
}

// repeated are answers that hold what was sent.
func repeated(platform llm.Platform) []fault {
	invalid := "InvalidResourceProperties"
	if platform == llm.Bedrock {
		invalid = "ValidationException"
	}
	sent := func(_ operation, c call) bool {
		return c.stage == write && !strings.HasPrefix(c.name, http.MethodDelete)
	}
	return []fault{
		{
			name: "a refusal that repeats the request", cloud: invalid, at: sent, write: no(llm.CodeInvalid),
			strike: func(x *exchange) (*http.Response, error) {
				return x.refuse(http.StatusBadRequest, invalid, "The request is invalid: "+string(x.body)), nil
			},
		},
		{
			name: "a page that repeats the request", at: sent, write: no(llm.CodeProtocol),
			strike: func(x *exchange) (*http.Response, error) {
				return x.answer(http.StatusForbidden, typeHTML, "<html><body>Blocked: "+string(x.body)+"</body></html>"), nil
			},
		},
		{
			name: "a failure that repeats the request", at: sent, write: late(llm.CodeUnavailable),
			strike: func(x *exchange) (*http.Response, error) {
				return x.refuse(http.StatusInternalServerError, "InternalServerError", string(x.body)), nil
			},
		},
	}
}

// failGuardrails lets the drafts of what stands fail by themselves, for a reason that repeats what they hold.
func failGuardrails(p *place) {
	for _, id := range p.stands {
		if err := p.cloud.SetGuardrailStatus(id, "FAILED", "The policy about "+canary+" alpha cannot be compiled."); err != nil {
			panic(err)
		}
	}
}

// failDeletes lets all deletes of what stands fail after they were accepted.
func failDeletes(p *place) {
	ids := []string{sandbox.AzureAccountID() + "/raiPolicies/" + guardrailName}
	if p.wire.platform == llm.Bedrock {
		ids = p.stands
	}
	for _, id := range ids {
		if err := p.cloud.FailDeletes(id); err != nil {
			panic(err)
		}
	}
}
