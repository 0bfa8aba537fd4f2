package amazonbedrock

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// read reads all of a guardrail.
func (d *guardrailDriver) read(ctx context.Context, c *client, a arn) (*llm.Composite, error) {
	const op = "read guardrail"
	draft, err := getGuardrail(ctx, c, a, nil)
	if err != nil {
		return nil, translate(op, a.String(), err)
	}
	have := &llm.Composite{ID: idOf(a), Name: deref(draft.Name), Place: a.Region}
	child := draftChild(a, draft)
	if err := d.addTags(ctx, c, a, have, &child); err != nil {
		return nil, err
	}
	have.Children = append(have.Children, child)
	if err := d.addVersions(ctx, c, a, have); err != nil {
		return nil, err
	}
	return have, nil
}

// getGuardrail reads the draft, or a version.
func getGuardrail(ctx context.Context, c *client, a arn, version *string) (*bedrock.GetGuardrailOutput, error) {
	answer, err := c.bedrock.GetGuardrail(ctx, &bedrock.GetGuardrailInput{GuardrailIdentifier: new(a.String()), GuardrailVersion: version})
	if err != nil {
		return nil, err
	}
	if about := deref(answer.GuardrailArn); about != a.String() {
		return nil, &llm.Error{Op: sendOp, Object: a.String(), Code: llm.CodeProtocol, Message: "the answer is about " + clip(about)}
	}
	return answer, nil
}

func draftChild(a arn, draft *bedrock.GetGuardrailOutput) llm.Child {
	f := formOf(draft)
	child := llm.Child{Name: childDraft, ID: a.String(), Content: f.flat(nil), Texts: f.texts, Created: deref(draft.CreatedAt)}
	child.Phase, child.Reason = guardrailPhase(draft.Status), guardrailReason(draft, f.texts)
	return child
}

// guardrailPhase: a status that is not known is under way.
func guardrailPhase(status types.GuardrailStatus) llm.Phase {
	switch status {
	case types.GuardrailStatusReady:
		return llm.Ready
	case types.GuardrailStatusFailed:
		return llm.Failed
	}
	return llm.Pending
}

// guardrailReason is the status, with the service's reasons, which may repeat what is confidential.
func guardrailReason(answer *bedrock.GetGuardrailOutput, texts map[string]string) string {
	reason := string(answer.Status)
	if said := slices.Concat(answer.StatusReasons, answer.FailureRecommendations); len(said) > 0 && answer.Status == types.GuardrailStatusFailed {
		reason += ": " + concealed(oneLine(strings.Join(said, "; ")), confidential(texts))
	}
	return reason
}

// addTags completes the draft by its tags, which live in an API of their own. What exists while its tags are not there yet
// is new: it is pending, not gone.
func (d *guardrailDriver) addTags(ctx context.Context, c *client, a arn, have *llm.Composite, draft *llm.Child) error {
	tags, err := listTags(ctx, c, a.String())
	if err = translate("read tags of guardrail", a.String(), err); llm.IsNotFound(err) {
		draft.Phase, draft.Reason = llm.Pending, "its tags are not readable yet"
		return nil
	}
	have.Owner = tags[llm.TagOwner]
	for key, value := range d.platform.config.IgnoreTags.Managed(tags) {
		draft.Content[tagPath(key)] = value
		if value == "" {
			draft.Content[tagPath(key)] = emptyTag
		}
	}
	return err
}

// addVersions reads the newest version and names the others.
func (d *guardrailDriver) addVersions(ctx context.Context, c *client, a arn, have *llm.Composite) error {
	numbers, err := listVersions(ctx, c, a)
	if err = translate("list versions of guardrail", a.String(), err); llm.IsNotFound(err) {
		have.Children[0].Phase, have.Children[0].Reason = llm.Pending, "its versions are not readable yet"
		return nil
	}
	if err != nil || len(numbers) == 0 {
		return err
	}
	newest := numbers[len(numbers)-1]
	child, err := versionChild(ctx, c, a, newest)
	if err != nil {
		return err
	}
	have.Children = append(have.Children, child)
	for _, older := range numbers[:len(numbers)-1] {
		have.Editions = append(have.Editions, editionPrefix+older.number)
	}
	return nil
}

// versionChild reads a version. One that is listed and cannot be read comes or goes.
func versionChild(ctx context.Context, c *client, a arn, v version) (llm.Child, error) {
	child := llm.Child{Name: childVersion, ID: v.number, Root: true, Last: true, Published: true, With: childDraft, Created: v.created}
	answer, err := getGuardrail(ctx, c, a, &v.number)
	if err = translate("read version of guardrail", a.String(), err); llm.IsNotFound(err) {
		child.Phase, child.Reason = llm.Pending, "it is not readable yet"
		return child, nil
	}
	if err != nil {
		return child, err
	}
	if said := deref(answer.Version); said != v.number {
		return child, &llm.Error{Op: "read version of guardrail", Object: a.String(), Code: llm.CodeProtocol, Message: "the answer is about version " + strconv.Quote(clip(said))}
	}
	f := formOf(answer)
	child.Content, child.Texts = published(f.flat(nil)), f.texts
	child.Phase, child.Reason = guardrailPhase(answer.Status), guardrailReason(answer, f.texts)
	return child, nil
}
