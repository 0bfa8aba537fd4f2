package framework

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestAddError_saysWhatWasTriedAndTheWayOut(t *testing.T) {
	have := llm.Subject{Noun: "deployment", ID: llm.ID{Value: "arn:x"}, Name: "chat", Reason: "Failed"}
	quota := &llm.Error{
		Op: "create deployment", Object: "chat", Code: llm.CodeQuota, Cloud: "InsufficientQuota",
		Status: 400, RequestID: "0a1b", Message: "the limit is 240", Field: llm.FieldTokensPerMinute,
	}
	for name, test := range map[string]struct {
		err     error
		summary string
		at      string
		words   []string
	}{
		"a quota error names code, request and argument": {
			quota, "Quota exhausted", "throughput",
			[]string{"throughput.tokens_per_minute", `Create deployment "chat"`, "InsufficientQuota", "request 0a1b", "HTTP 400", "raised"},
		},
		"what a model makes impossible is headed by the model": {
			&llm.Error{Op: "resolve model", Object: "a/b", Code: llm.CodeInvalid, Message: "not listed here", Field: llm.FieldModel},
			"Model cannot be deployed here", "model",
			[]string{"not listed here"},
		},
		"a wrapped error keeps its advice": {
			fmt.Errorf("while planning: %w", quota), "Quota exhausted", "throughput", []string{"While planning"},
		},
		"an existing object comes with its import block": {
			&llm.ExistsError{Existing: have}, "Object exists already", "",
			[]string{"import {", "to = llm_deployment.this", `id = "arn:x"`},
		},
		"an interrupted create that is not resumed says why": {
			&llm.ExistsError{Existing: have, NotResumed: "it is another's"}, "Object exists already", "",
			[]string{"was not resumed: it is another's. It is not touched.", "import {"},
		},
		"a value that did not stick is told at its argument": {
			&llm.DivergedError{Have: have, Change: llm.Change{Action: llm.Update, Fields: []llm.Field{llm.FieldRouting}}},
			"Value not in force", "azure",
			[]string{"accepted", "azure.routing"},
		},
		"a failure gives the platform's reason": {
			&llm.FailedError{Have: have}, "Deployment failed", "", []string{"Failed", "kept in state"},
		},
		"an error of nobody's is still a sentence": {errors.New("boom"), "Operation failed", "", []string{"Boom."}},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			AddError(&diags, "llm_deployment", test.err)
			if len(diags) != 1 || diags[0].Summary() != test.summary {
				t.Fatalf("diagnostics = %v, want one %q", diags, test.summary)
			}
			for _, word := range test.words {
				if !strings.Contains(diags[0].Detail(), word) {
					t.Errorf("%q is not in:\n%s", word, diags[0].Detail())
				}
			}
			var at string
			if d, ok := diags[0].(diag.DiagnosticWithPath); ok {
				at = d.Path().String()
			}
			if at != test.at {
				t.Errorf("at %q, want %q", at, test.at)
			}
		})
	}
}

func TestAdvice_existsForEveryCode(t *testing.T) {
	for _, code := range []llm.Code{
		llm.CodeUnknown, llm.CodeInvalid, llm.CodeNotFound, llm.CodeExists, llm.CodeConflict, llm.CodeLocked, llm.CodeQuota, llm.CodeThrottled,
		llm.CodeUnavailable, llm.CodeUnauthenticated, llm.CodeDenied, llm.CodeProtocol, llm.CodeRefused, llm.CodeTimeout, llm.CodeCancelled,
	} {
		if a := adviceFor(code); a.summary == "" || a.fix == "" || strings.HasSuffix(a.summary, ".") {
			t.Errorf("%s: %+v", code, a)
		}
	}
}

func TestAddWriteError_warnsOfWhatIsStillInProgress(t *testing.T) {
	pending := &llm.PendingError{Have: llm.Subject{Noun: "deployment", Name: "chat", Reason: "Creating"}, Cause: errors.New("deadline")}
	for name, test := range map[string]struct {
		err      error
		done     bool
		severity diag.Severity
	}{
		"in progress is done, with a warning": {fmt.Errorf("wrapped: %w", pending), true, diag.SeverityWarning},
		"anything else is not":                {&llm.Error{Op: "create", Code: llm.CodeDenied}, false, diag.SeverityError},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			if done := AddWriteError(&diags, "llm_deployment", test.err); done != test.done {
				t.Errorf("done = %v", done)
			}
			if len(diags) != 1 || diags[0].Severity() != test.severity {
				t.Errorf("diagnostics = %v", diags)
			}
		})
	}
}
