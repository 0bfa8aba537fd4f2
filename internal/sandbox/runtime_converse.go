package sandbox

import (
	"net/http"
	"strings"
)

func runtimeRoutes() []route {
	return []route{
		inferenceRoute(serviceRuntime, "/model/{model}/converse", converse),
		inferenceRoute(serviceRuntime, "/openai/v1/chat/completions", runtimeChat),
		inferenceRoute(serviceRuntime, "/openai/v1/responses", runtimeResponse),
	}
}

// converseInput is ConverseRequest, as far as something depends on it.
type converseInput struct {
	Messages []converseMessage `json:"messages"`
	System   []converseBlock   `json:"system"`
	Config   struct {
		MaxTokens *int `json:"maxTokens"`
	} `json:"inferenceConfig"`
	Guardrail struct {
		Identifier string `json:"guardrailIdentifier"`
		Version    string `json:"guardrailVersion"`
		Trace      string `json:"trace"`
	} `json:"guardrailConfig"`
}

type converseMessage struct {
	Role    string          `json:"role"`
	Content []converseBlock `json:"content"`
}

// converseBlock is a block of content; those that are no text say nothing to the sandbox.
type converseBlock struct {
	Text *string `json:"text"`
}

// converseShape is ConverseRequest: bedrock-runtime, API version 2023-09-30, of 2026-08. What the sandbox does not look at
// is held to its type alone.
func converseShape() wireObject {
	return wireObject{members: map[string]wireShape{
		"messages": wireList{item: wireObject{required: []string{"role", "content"}, members: map[string]wireShape{
			"role": wireText{enum: []string{"user", "assistant"}}, "content": wireList{item: wireAny{}},
		}}},
		"system": wireList{item: wireAny{}},
		"inferenceConfig": wireObject{members: map[string]wireShape{
			"maxTokens": wireNumber{least: 1, most: 1 << 31, whole: true}, "temperature": wireNumber{most: 1}, "topP": wireNumber{most: 1},
			"stopSequences": wireList{most: 2500, item: wireText{least: 1}},
		}},
		"guardrailConfig": wireObject{members: map[string]wireShape{
			"guardrailIdentifier": wireText{most: 2048, pattern: guardrailIdentifierPattern}, "guardrailVersion": wireText{pattern: guardrailVersionPattern},
			"trace": wireText{enum: []string{"enabled", "disabled", "enabled_full"}},
		}},
		"toolConfig": wireAny{}, "additionalModelRequestFields": wireAny{}, "promptVariables": wireAny{}, "outputConfig": wireAny{},
		"additionalModelResponseFieldPaths": wireList{most: 10, item: wireText{least: 1, most: 256}},
		"requestMetadata":                   wireMap{least: 1, most: 16, key: wireText{least: 1, most: 256}, value: wireText{most: 256}},
		"performanceConfig":                 wireObject{members: map[string]wireShape{"latency": wireText{enum: []string{"standard", "optimized"}}}},
		"serviceTier": wireObject{required: []string{"type"}, members: map[string]wireShape{
			"type": wireText{enum: []string{"priority", "default", "flex", "reserved"}},
		}},
	}}
}

// converse answers a conversation.
func converse(st *state, r *request) reply {
	body, refused := conversed(st, r)
	if refused != nil {
		return refused.reply(r)
	}
	return jsonReply(http.StatusOK, body).with("Content-Type", "application/json").with(awsRequestID())
}

func conversed(st *state, r *request) (any, *awsError) {
	if refused := runtimeCaller(r); refused != nil {
		return nil, refused
	}
	var in converseInput
	if refused := shaped(r.body, converseShape(), &in); refused != nil {
		return nil, refused
	}
	m, refused := runtimeModel(st, r, r.vars["model"])
	if refused != nil {
		return nil, refused
	}
	prompt, refused := in.prompt()
	if refused != nil {
		return nil, refused
	}
	check, refused := guardrailsFor(st, r, m, in.Guardrail.Identifier, in.Guardrail.Version)
	if refused != nil {
		return nil, refused
	}
	limit := 0
	if in.Config.MaxTokens != nil {
		limit = *in.Config.MaxTokens
	}
	if v := check.input(prompt); v != nil {
		return in.kept(v, "inputAssessment", inferenceAnswer{}), nil
	}
	answer := standInAnswer("model "+m.ID, prompt, limit)
	if v := check.output(answer.text); v != nil {
		return in.kept(v, "outputAssessments", answer), nil
	}
	stop := "end_turn"
	if answer.cut {
		stop = "max_tokens"
	}
	return converseAnswer(answer, stop), nil
}

// prompt is everything that a conversation says. The words are the service's, from public reports.
func (in *converseInput) prompt() (string, *awsError) {
	if len(in.Messages) == 0 || in.Messages[0].Role != "user" {
		return "", invalidInput("A conversation must start with a user message. Try again with a conversation that starts with a user message.")
	}
	var said []string
	for _, block := range in.System {
		if block.Text != nil {
			said = append(said, *block.Text)
		}
	}
	for i, message := range in.Messages {
		if len(message.Content) == 0 {
			return "", invalidInput("The content field in the Message object at messages.%d is empty. Add a ContentBlock object to the content field and try again.", i)
		}
		for j, block := range message.Content {
			if block.Text == nil {
				continue
			}
			if *block.Text == "" {
				return "", invalidInput("The text field in the ContentBlock object at messages.%d.content.%d is blank. Add text to the text field, and try again.", i, j)
			}
			said = append(said, *block.Text)
		}
	}
	return strings.Join(said, "\n"), nil
}

type converseOutput struct {
	Output struct {
		Message converseSaid `json:"message"`
	} `json:"output"`
	StopReason string         `json:"stopReason"`
	Usage      converseUsage  `json:"usage"`
	Metrics    map[string]int `json:"metrics"`
	Trace      map[string]any `json:"trace,omitempty"`
}

type converseSaid struct {
	Role    string              `json:"role"`
	Content []map[string]string `json:"content"`
}

type converseUsage struct {
	Input  int `json:"inputTokens"`
	Output int `json:"outputTokens"`
	Total  int `json:"totalTokens"`
}

func converseAnswer(a inferenceAnswer, stop string) converseOutput {
	out := converseOutput{
		StopReason: stop, Metrics: map[string]int{"latencyMs": 1},
		Usage: converseUsage{Input: a.input, Output: a.output, Total: a.input + a.output},
	}
	out.Output.Message = converseSaid{Role: "assistant", Content: []map[string]string{{"text": a.text}}}
	return out
}

// kept is the answer of a guardrail in place of the model's. With a trace it says by what it was moved, without one not.
func (in *converseInput) kept(v *verdict, side string, asked inferenceAnswer) converseOutput {
	asked.text = v.message
	out := converseAnswer(asked, "guardrail_intervened")
	if in.Guardrail.Trace == "" || in.Guardrail.Trace == "disabled" {
		return out
	}
	assessment := map[string]any{"wordPolicy": map[string]any{
		"customWords": []map[string]string{{"match": v.word, "action": "BLOCKED"}}, "managedWordLists": []string{},
	}}
	if v.pattern != "" {
		assessment = map[string]any{"sensitiveInformationPolicy": map[string]any{
			"regexes": []map[string]string{{"name": v.pattern, "action": "BLOCKED"}}, "piiEntities": []string{},
		}}
	}
	assessments := map[string]any{v.guardrail: assessment}
	if side == "outputAssessments" {
		assessments = map[string]any{v.guardrail: []any{assessment}}
	}
	out.Trace = map[string]any{"guardrail": map[string]any{side: assessments}}
	return out
}
