package azureopenai

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/chat"
)

// TestInvoke_refused: what the cloud says is told once, with a way out, and never with the prompt, an answer or a credential.
func TestInvoke_refused(t *testing.T) {
	said := func(code, message string) string {
		return `{"error":{"code":"` + code + `","message":"` + message + `"}}`
	}
	for name, c := range map[string]struct {
		status int
		body   string
		code   llm.Code
		says   []string
	}{
		"a deployment that is not there":  {404, said("DeploymentNotFound", "The API deployment for this resource does not exist."), llm.CodeNotFound, []string{"DeploymentNotFound", "some minutes"}},
		"a route that is not there":       {404, `{"statusCode":404,"message":"Resource not found"}`, llm.CodeNotFound, []string{"Resource not found"}},
		"a model that has retired":        {410, said("ModelDeprecated", "retired"), llm.CodeNotFound, []string{"Choose another model"}},
		"a paused deployment":             {423, said("DeploymentPaused", "paused"), llm.CodeLocked, []string{"azure.paused"}},
		"too many requests":               {429, said("429", "Requests have exceeded the call rate limit."), llm.CodeThrottled, []string{"not tried again", "tokens_per_minute"}},
		"a server that fails":             {500, said("InternalServerError", "oops"), llm.CodeUnavailable, []string{"not tried again"}},
		"an identity without a role":      {401, said("PermissionDenied", "The principal lacks the required data action."), llm.CodeDenied, []string{"Cognitive Services OpenAI User"}},
		"a credential that is none":       {401, said("401", "Access denied due to invalid subscription key."), llm.CodeUnauthenticated, nil},
		"a network that is not let in":    {403, said("403", "Public access is disabled."), llm.CodeDenied, []string{"network"}},
		"a prompt that a filter stops":    {400, `{"error":{"code":"content_filter","message":"filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}`, llm.CodeInvalid, []string{"guardrail", "can be reached"}},
		"an answer that a filter stops":   {200, strings.Replace(completionText, `"stop"`, `"content_filter"`, 1), llm.CodeInvalid, []string{"guardrail"}},
		"a refusal that repeats":          {400, said("BadRequest", "I do not like: what is the  PROMPT-canary of the house"), llm.CodeInvalid, []string{"repeats the prompt", "BadRequest"}},
		"an answer that is cut":           {200, completionText[:len(completionText)-60], llm.CodeProtocol, []string{"not shown"}},
		"an answer of another protocol":   {200, messageText, llm.CodeProtocol, []string{"not shown"}},
		"a page of a proxy":               {502, "<html>" + canaryAnswer, llm.CodeProtocol, []string{"proxy"}},
		"an empty answer":                 {200, "", llm.CodeProtocol, nil},
		"an answer without a choice":      {200, `{"choices":[]}`, llm.CodeProtocol, nil},
		"an answer without end":           {200, `{"x":"` + strings.Repeat("a", chat.Size) + `"}`, llm.CodeProtocol, []string{"larger"}},
		"a redirect":                      {307, "", llm.CodeProtocol, nil},
		"an operation it does not have":   {400, said("OperationNotSupported", "The chatCompletion operation does not work with the specified model."), llm.CodeInvalid, []string{"OperationNotSupported"}},
		"a connection that breaks":        {0, "", llm.CodeUnavailable, nil},
		"a refusal without a word of why": {400, "", llm.CodeInvalid, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, _ := stubbed(t)
			stub.answer = func(*http.Request) (int, string) { return c.status, c.body }
			answer, err := d.Invoke(t.Context(), deploymentEndpoint(), question())
			if answer != (llm.Answer{}) || llm.CodeOf(err) != c.code {
				t.Fatalf("%+v, %v with code %q, want %q", answer, err, llm.CodeOf(err), c.code)
			}
			told, _ := errors.AsType[*llm.Error](err)
			text := told.Error() + " " + told.Fix
			for _, word := range c.says {
				if !strings.Contains(text, word) {
					t.Errorf("%q does not say %q", text, word)
				}
			}
			for err := error(told); err != nil; err = errors.Unwrap(err) {
				if strings.Contains(strings.ToLower(err.Error()+told.Fix), "canary") || strings.Contains(err.Error(), "not-a-secret") {
					t.Errorf("%q holds what nobody may read", err)
				}
			}
			if sent, _ := stub.toModels(); len(sent) != 1 {
				t.Errorf("%d requests were sent, want one", len(sent))
			}
		})
	}
}
