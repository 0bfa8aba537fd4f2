package sandbox

import "net/http"

// openai words a refusal of Bedrock in OpenAI's form, as its OpenAI endpoints do. That the code is the exception's name is
// this stand-in's reading.
func (e *awsError) openai() reply {
	kind := invalidRequest
	if e.status == http.StatusForbidden {
		kind = "permission_denied"
	}
	return openaiRefusal{status: e.status, Type: kind, Code: e.code, Message: e.message}.reply().with(awsRequestID())
}

func runtimeChat(st *state, r *request) reply {
	asked, failed := askRuntime(st, r, chatParameters(), (*openaiAsk).chatPrompt)
	if failed != nil {
		return *failed
	}
	out := asked.answer.chat(r, asked.model)
	if asked.guarded {
		out.Action = "NONE"
	}
	if asked.kept {
		out.Action, out.Choices[0].FinishReason = "INTERVENED", finishFilter
	}
	return jsonReply(http.StatusOK, out).with(awsRequestID())
}

func runtimeResponse(st *state, r *request) reply {
	asked, failed := askRuntime(st, r, responseParameters(), (*openaiAsk).responsePrompt)
	if failed != nil {
		return *failed
	}
	out := asked.answer.response(r, asked.model)
	if asked.kept {
		out.Status, out.Incomplete = "incomplete", &incomplete{Reason: finishFilter}
	}
	return jsonReply(http.StatusOK, out).with(awsRequestID())
}

// runtimeAnswer is what Bedrock answers through OpenAI's protocol.
type runtimeAnswer struct {
	answer  inferenceAnswer
	model   string
	guarded bool // a guardrail looked at it
	kept    bool // and answered in the model's place
}

// askRuntime reads a request and answers it. A guardrail is named in headers. Which models the endpoint serves changes
// with the documentation's pages; here it is every one that chats, by whatever name Converse takes too.
func askRuntime(st *state, r *request, allowed []string, promptOf func(*openaiAsk) (string, *openaiRefusal)) (*runtimeAnswer, *reply) {
	fail := func(p reply) (*runtimeAnswer, *reply) { return nil, &p }
	if refused := runtimeCaller(r); refused != nil {
		return fail(refused.openai())
	}
	ask, refusal := readOpenAI(r.body, allowed)
	if refusal != nil {
		return fail(refusal.reply())
	}
	m, refused := runtimeModel(st, r, ask.Model)
	if refused != nil {
		return fail(refused.openai())
	}
	prompt, refusal := promptOf(ask)
	if refusal != nil {
		return fail(refusal.reply())
	}
	limit, refusal := ask.limit(false)
	if refusal != nil {
		return fail(refusal.reply())
	}
	check, refused := guardrailsFor(st, r, m, r.header.Get("X-Amzn-Bedrock-Guardrailidentifier"), r.header.Get("X-Amzn-Bedrock-Guardrailversion"))
	if refused != nil {
		return fail(refused.openai())
	}
	out := &runtimeAnswer{answer: standInAnswer("model "+m.ID, prompt, limit), model: ask.Model, guarded: len(check.editions) > 0}
	if v := check.input(prompt); v != nil {
		out.kept, out.answer = true, inferenceAnswer{text: v.message}
	} else if v := check.output(out.answer.text); v != nil {
		out.kept, out.answer.text = true, v.message
	}
	return out, nil
}
