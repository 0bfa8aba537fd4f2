package framework

import (
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// An error beside a new object taints it, and the next apply destroys it: what
// the next plan mends by itself is a warning.
func TestAddWriteError_taintsOnlyWhatHasTo(t *testing.T) {
	have := llm.Subject{Noun: "deployment", ID: llm.ID{Value: "arn:x"}, Name: "chat", Reason: "Creating"}
	for name, test := range map[string]struct {
		err   error
		done  bool
		words string
	}{
		"what is in progress":              {&llm.PendingError{Have: have, Cause: errors.New("late")}, true, "go on waiting"},
		"what could not be marked as done": {&llm.UnfinishedError{Have: &llm.Deployment{Name: "chat"}, Cause: errors.New("denied")}, true, llm.TagUnfinished},
		"what is in use and stays":         {&llm.HeldError{Have: have, Names: []string{"version/1"}, Cause: &llm.Error{Code: llm.CodeLocked, Fix: "let go of it"}}, true, "let go of it"},
		"what failed":                      {&llm.FailedError{Have: have}, false, "Creating"},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			done := AddWriteError(&diags, "llm_deployment", test.err)
			if done != test.done || diags.HasError() == test.done || !strings.Contains(diags[0].Detail(), test.words) {
				t.Errorf("done %v, said %v", done, diags)
			}
		})
	}
	var diags diag.Diagnostics
	made := &llm.Deployment{ID: llm.ID{Value: "arn:x"}, Name: "chat"}
	AddResumed(&diags, made)
	if len(diags) != 1 || diags.HasError() || !strings.Contains(diags[0].Detail(), "arn:x") {
		t.Errorf("a resumed create says %v", diags)
	}
	diags = nil
	AddPassedOver(&diags, made, nil)
	AddPassedOver(&diags, made, []llm.ID{{Value: "arn:y"}})
	if len(diags) != 1 || diags.HasError() || !strings.Contains(diags[0].Detail(), "arn:y") {
		t.Errorf("a name that was passed over is told by %v", diags)
	}
}
