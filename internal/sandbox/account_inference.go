package sandbox

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

func accountInferenceRoutes() []route {
	return []route{
		inferenceRoute(serviceAccount, "/openai/v1/chat/completions", accountChat),
		inferenceRoute(serviceAccount, "/openai/v1/responses", accountResponse),
		inferenceRoute(serviceAccount, "/anthropic/v1/messages", accountMessage),
	}
}

// The capabilities that a model needs for an operation, and how refusals call it.
const (
	operationChat     = "chatCompletion"
	operationResponse = "responses"
)

func accountChat(st *state, r *request) reply {
	ask, d, refusal := st.askAccount(r, chatParameters(), operationChat)
	if refusal != nil {
		return refusal.reply()
	}
	prompt, refusal := ask.chatPrompt()
	if refusal != nil {
		return refusal.reply()
	}
	answer, finish, refusal := d.answer(ask, prompt, r.now)
	if refusal != nil {
		return refusal.reply()
	}
	out := answer.chat(r, d.modelName())
	if finish != "" {
		out.Choices[0].FinishReason, out.Choices[0].Message.Content = finish, nil
	}
	return accountReply(d.account, out)
}

func accountResponse(st *state, r *request) reply {
	ask, d, refusal := st.askAccount(r, responseParameters(), operationResponse)
	if refusal != nil {
		return refusal.reply()
	}
	prompt, refusal := ask.responsePrompt()
	if refusal != nil {
		return refusal.reply()
	}
	answer, finish, refusal := d.answer(ask, prompt, r.now)
	if refusal != nil {
		return refusal.reply()
	}
	out := answer.response(r, d.modelName())
	if finish != "" {
		out.Status, out.Incomplete, out.Output = "incomplete", &incomplete{Reason: finish}, []responseOutput{}
	}
	return accountReply(d.account, out)
}

// accountReply adds the headers that every answer of an account bears.
func accountReply(a *armAccount, v any) reply {
	return jsonReply(http.StatusOK, v).with("Apim-Request-Id", newGUID()).with("X-Ms-Region", a.Location)
}

// servedDeployment is a deployment that answers now.
type servedDeployment struct {
	*armDeployment

	account *armAccount
}

// askAccount reads a request of OpenAI's protocol and finds the deployment that it names.
func (st *state) askAccount(r *request, allowed []string, operation string) (*openaiAsk, servedDeployment, *openaiRefusal) {
	a, refusal := st.openAccount(r)
	if refusal != nil {
		return nil, servedDeployment{}, refusal
	}
	if version := r.query.Get("api-version"); !slices.Contains([]string{"", "v1", "latest", "preview"}, version) {
		return nil, servedDeployment{}, &openaiRefusal{
			status: http.StatusBadRequest, Code: "BadRequest", Message: "api-version query parameter is not allowed when using /v1 path",
		}
	}
	ask, refusal := readOpenAI(r.body, allowed)
	if refusal != nil {
		return nil, servedDeployment{}, refusal
	}
	d, refusal := st.serving(a, ask.Model, operation, r.now)
	return ask, d, refusal
}

// openAccount finds the account of a request's address, and admits who asks. An address that is nobody's has no name in
// the real world: the connection fails there.
func (st *state) openAccount(r *request) (*armAccount, *openaiRefusal) {
	if a := st.servedBy(r); a != nil {
		return a, a.admit(r)
	}
	if _, refusal := knownLocation(strings.TrimSuffix(r.host, accountDomain(r.host))); refusal == nil && accountKeyOf(r) == "" {
		return nil, &openaiRefusal{
			status: http.StatusBadRequest, Code: "BadRequest",
			Message: "Please provide a custom subdomain for token authentication, otherwise API key is required.",
		}
	}
	return nil, wrongKey()
}

// serving finds a deployment that can serve an operation now. That a paused one answers 423 and one whose model has
// retired 410 is documented; their codes are this stand-in's. One that is not ready or has failed is as good as none.
func (st *state) serving(a *armAccount, name, operation string, now time.Time) (servedDeployment, *openaiRefusal) {
	d := a.Deployments[strings.ToLower(name)]
	if d == nil {
		return servedDeployment{}, deploymentNotFound()
	}
	m, listed := st.azureModel(a.Location, a.Kind, d.Model)
	state := d.provisioningState(now)
	switch {
	case d.DeploymentState == "Paused":
		return servedDeployment{}, &openaiRefusal{status: http.StatusLocked, Code: "DeploymentPaused", Message: "The deployment '" + d.Name + "' is paused. Resume it and try again."}
	case listed && !m.Retires.IsZero() && !now.Before(m.Retires), state == "Disabled":
		return servedDeployment{}, &openaiRefusal{status: http.StatusGone, Code: "ModelDeprecated", Message: "The model '" + d.modelName() + "' of the deployment has been retired."}
	case state != "Succeeded" && state != "Updating":
		return servedDeployment{}, deploymentNotFound()
	case (d.Model.Format == formatAnthropic) != (operation == operationMessage), listed && operation != operationMessage && !m.does(operation):
		return servedDeployment{}, &openaiRefusal{
			status: http.StatusBadRequest, Code: "OperationNotSupported",
			Message: "The " + operation + " operation does not work with the specified model, " + d.Model.Name + ". Please choose different model and " +
				"try again. You can learn more about which models can be used with each operation here: https://go.microsoft.com/fwlink/?linkid=2197993.",
		}
	}
	return servedDeployment{d, a}, nil
}

// does tells whether a model can do an operation. The models of other companies than OpenAI answer Responses too, though
// their lists do not say so (Microsoft's page on the v1 API, 2026-08).
func (m azureModel) does(operation string) bool {
	return m.Capabilities[operation] == "true" || operation == operationResponse && m.Format != "OpenAI" && m.Capabilities[operationChat] == "true"
}

// deploymentNotFound is recorded: where it is missing, the model of a request is a deployment's name.
func deploymentNotFound() *openaiRefusal {
	return &openaiRefusal{
		status: http.StatusNotFound, Type: invalidRequest, Code: "DeploymentNotFound",
		Message: "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please " +
			"wait a moment and try again.",
	}
}

// modelName is what answers call the model.
func (d *armDeployment) modelName() string { return d.Model.Name + "-" + d.Model.Version }

var reasoningModels = regexp.MustCompile(`^(o\d|gpt-([5-9]|\d\d)|codex)`)

// reasons tells whether the model is one of OpenAI's that count their thoughts as part of an answer.
func (d *armDeployment) reasons() bool {
	return d.Model.Format == "OpenAI" && reasoningModels.MatchString(d.Model.Name) && !strings.Contains(d.Model.Name, "chat")
}

// answer answers a prompt under the deployment's policy. finish is set where the policy keeps the answer back.
func (d servedDeployment) answer(ask *openaiAsk, prompt string, now time.Time) (a inferenceAnswer, finish string, refusal *openaiRefusal) {
	limit, refusal := ask.limit(d.reasons())
	if refusal != nil {
		return inferenceAnswer{}, "", refusal
	}
	if list := d.blocked(sourcePrompt, prompt, now); list != "" {
		return inferenceAnswer{}, "", filteredPrompt(list)
	}
	a = standInAnswer("deployment "+d.Name, prompt, limit)
	if d.blocked(sourceCompletion, a.text, now) != "" {
		finish = finishFilter
	}
	return a, finish, nil
}
