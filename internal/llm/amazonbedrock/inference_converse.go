package amazonbedrock

import (
	"context"
	"errors"
	"math"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// converse asks a deployment in the protocol that every model on Bedrock speaks.
func (at *callee) converse(ctx context.Context, question llm.Question) (llm.Answer, error) {
	input, err := at.converseInput(question)
	if err != nil {
		return llm.Answer{}, err
	}
	client, err := at.platform.runtimeClient(ctx, at.c)
	if err != nil {
		return llm.Answer{}, endpointError("bedrock-runtime", err)
	}
	begun := time.Now()
	out, err := client.Converse(ctx, input)
	if err != nil {
		return llm.Answer{}, at.invokeError(err)
	}
	answer, whole := fromConverse(out)
	if !whole {
		return llm.Answer{}, at.invokeError(&strangeError{host: "bedrock-runtime", err: errors.New("the answer has no message; it is not shown")})
	}
	answer.Latency = time.Since(begun)
	return answer, nil
}

func (at *callee) converseInput(question llm.Question) (*bedrockruntime.ConverseInput, error) {
	guardrail, err := at.guardrail()
	if err != nil {
		return nil, err
	}
	return &bedrockruntime.ConverseInput{
		ModelId: &at.to.Model, GuardrailConfig: guardrail,
		Messages: []types.Message{{
			Role: types.ConversationRoleUser, Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: question.Prompt}},
		}},
		InferenceConfig: &types.InferenceConfiguration{MaxTokens: aws.Int32(int32(min(question.MaxTokens, math.MaxInt32)))},
	}, nil
}

// guardrail is what the request has to name, since a deployment bears none.
func (at *callee) guardrail() (*types.GuardrailConfiguration, error) {
	named := at.to.Guardrail
	switch {
	case named == llm.AttachedGuardrail{}:
		return nil, nil //nolint:nilnil // none is named
	case named.ID == "" || named.Version == "":
		return nil, at.invalid(invokeOp, llm.FieldEndpoint, "endpoint.guardrail names a guardrail without a published version, or a version of none",
			"Publish a version of the guardrail, as llm_guardrail does, or leave endpoint.guardrail null.")
	}
	return &types.GuardrailConfiguration{GuardrailIdentifier: &named.ID, GuardrailVersion: &named.Version}, nil
}

// fromConverse joins the blocks of text; reasoning and the like are left out. It is not whole where the service says nothing of why it stopped.
func fromConverse(out *bedrockruntime.ConverseOutput) (answer llm.Answer, whole bool) {
	message, whole := out.Output.(*types.ConverseOutputMemberMessage)
	if !whole || out.StopReason == "" {
		return llm.Answer{}, false
	}
	var text strings.Builder
	for _, block := range message.Value.Content {
		if said, ok := block.(*types.ContentBlockMemberText); ok {
			text.WriteString(said.Value)
		}
	}
	answer = llm.Answer{Text: text.String(), StopReason: string(out.StopReason)}
	if out.Usage != nil {
		answer.InputTokens, answer.OutputTokens = int64(deref(out.Usage.InputTokens)), int64(deref(out.Usage.OutputTokens))
	}
	if id, ok := awsmiddleware.GetRequestIDMetadata(out.ResultMetadata); ok {
		answer.RequestID = oneLine(id)
	}
	return answer, true
}

// withoutExcerpt takes the body out of an answer that is not the service's own: it may be a cut answer of the model.
func withoutExcerpt(err error) error {
	strange, ok := errors.AsType[*strangeError](err)
	if !ok {
		return err
	}
	told := *strange
	told.excerpt = "(not shown)"
	return &told
}
