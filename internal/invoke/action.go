// Package invoke is the action llm_invoke.
package invoke

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Action is llm_invoke: one small request to a deployment or a route. It
// changes nothing that terraform knows, and it is paid for.
type Action struct{ data *framework.Data }

// NewAction makes the action. Pure holds drivers that are not configured.
func NewAction(pure *framework.Data) func() action.Action {
	return func() action.Action { return &Action{data: pure} }
}

var _ action.ActionWithConfigure = (*Action)(nil)

// Metadata names the action.
func (*Action) Metadata(_ context.Context, _ action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = "llm_invoke"
}

// Configure takes what the provider hands over.
func (a *Action) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.data = framework.FromProvider(req.ProviderData, a.data, &resp.Diagnostics)
}

type tfModel struct {
	Endpoint  types.Object `tfsdk:"endpoint"`
	Prompt    types.String `tfsdk:"prompt"`
	MaxTokens types.Int64  `tfsdk:"max_tokens"`
	Timeout   types.String `tfsdk:"timeout"`
}

// Invoke asks once. No answer is an error, which stops what comes after the
// action.
func (a *Action) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	defer a.data.Conceal(&resp.Diagnostics)
	var m tfModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	to, question := m.asked(&resp.Diagnostics)
	driver := a.data.Asked(to, &resp.Diagnostics)
	if driver == nil {
		return
	}
	timeout := m.timeout()
	resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf("Asking %s for an answer of at most %d tokens, for %s at most.", to.Model, question.MaxTokens, timeout)})
	ctx, done := context.WithTimeout(ctx, timeout)
	defer done()
	answer, err := driver.Invoke(ctx, to, question)
	if err != nil {
		framework.AddError(&resp.Diagnostics, "llm_invoke", err)
		return
	}
	for _, line := range report(answer) {
		resp.SendProgress(action.InvokeProgressEvent{Message: a.data.Secrets.Hide(line)})
	}
}

func (m tfModel) asked(diags *diag.Diagnostics) (llm.Endpoint, llm.Question) {
	reader := framework.NewReader()
	to := reader.Endpoint(llm.FieldEndpoint, m.Endpoint)
	diags.Append(reader.Diags...)
	question := llm.Question{Prompt: m.Prompt.ValueString(), MaxTokens: defaultTokens}
	if !m.MaxTokens.IsNull() {
		question.MaxTokens = m.MaxTokens.ValueInt64()
	}
	return to, question
}

// timeout is what was validated, or the default.
func (m tfModel) timeout() time.Duration {
	if given, err := time.ParseDuration(m.Timeout.ValueString()); err == nil {
		return given
	}
	return defaultTimeout
}

// shownAnswer is how many characters of an answer are shown at most.
const shownAnswer = 4000

// report is what is shown of an answer: what it took, then what it says.
func report(answer llm.Answer) []string {
	facts := []string{"Answered in " + answer.Latency.Round(time.Millisecond).String()}
	for _, fact := range []struct{ name, value string }{
		{"model", answer.Model}, {"stopped by", answer.StopReason}, {"request", answer.RequestID},
	} {
		if fact.value != "" {
			facts = append(facts, fact.name+" "+plain(fact.value))
		}
	}
	facts = append(facts, fmt.Sprintf("%d tokens in, %d out", answer.InputTokens, answer.OutputTokens))
	text := plain(answer.Text)
	if strings.TrimSpace(text) == "" {
		text = "(no text: what the model wrote, such as reasoning, took all of max_tokens, or it wrote none)"
	}
	return []string{strings.Join(facts, "; ") + ".", text}
}

// plain keeps a text readable and the terminal what it is: what a model writes
// may hold anything.
func plain(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, text)
	if runes := []rune(clean); len(runes) > shownAnswer {
		return string(runes[:shownAnswer]) + "…"
	}
	return clean
}
