package amazonbedrock

import (
	"context"
	"maps"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Put makes or changes the draft, or publishes it.
func (d *guardrailDriver) Put(ctx context.Context, spec llm.GuardrailSpec, have *llm.Composite, child string) (llm.ID, error) {
	const op = "write guardrail"
	ctx, done := bounded(ctx)
	defer done()
	texts := everyText(d.Render(spec)[0], have)
	if have.ID.Value == "" && child == childDraft {
		return d.create(ctx, spec, texts)
	}
	c, a, err := d.open(ctx, op, have.ID.Value)
	if err != nil {
		return have.ID, err
	}
	d.platform.publications.wrote(a)
	switch child {
	case childDraft:
		return have.ID, guardrailError(op, spec.Name, texts, d.update(ctx, c, a, spec, have))
	case childVersion:
		return have.ID, guardrailError("publish guardrail", spec.Name, texts, d.publish(ctx, c, a, spec, have))
	}
	return have.ID, &llm.Error{Op: op, Object: child, Code: llm.CodeRefused, Message: "a guardrail has no such child"}
}

// everyText is what is confidential of a write: what is wanted, and what is there.
func everyText(wanted llm.Child, have *llm.Composite) map[string]string {
	texts := maps.Clone(wanted.Texts)
	for _, child := range have.Children {
		maps.Copy(texts, child.Texts)
	}
	return texts
}

// create sends the draft with its tags, so that what an interrupted create leaves bears its mark.
func (d *guardrailDriver) create(ctx context.Context, spec llm.GuardrailSpec, texts map[string]string) (llm.ID, error) {
	const op = "create guardrail"
	target, err := d.Target(spec)
	if err != nil {
		return llm.ID{}, err
	}
	c, err := d.platform.client(ctx, target.Location)
	if err != nil {
		return llm.ID{}, err
	}
	in := toGuardrail(spec)
	in.Tags, in.ClientRequestToken = toTags(marked(spec)), new(newToken())
	answer, err := c.bedrock.CreateGuardrail(ctx, in)
	if err != nil {
		return llm.ID{}, createGuardrailError(op, spec, texts, err)
	}
	a, err := parseGuardrail(deref(answer.GuardrailArn))
	if err != nil || a.Region != c.region {
		return llm.ID{}, &llm.Error{Op: op, Object: spec.Name, Code: llm.CodeProtocol, Message: "the answer names " + clip(deref(answer.GuardrailArn)) + ", which is not what was asked for", Err: err}
	}
	d.platform.publications.wrote(a)
	return idOf(a), nil
}

// createGuardrailError knows that what is not found here is what the guardrail refers to.
func createGuardrailError(op string, spec llm.GuardrailSpec, texts map[string]string, err error) error {
	e := asError(op, spec.Name, err)
	if e.Code == llm.CodeNotFound {
		e.Code, e.Field, e.Fix = llm.CodeInvalid, llm.FieldKMSKey, "What the guardrail refers to, such as its key, has to exist in its region."
	}
	return guardrailError(op, spec.Name, texts, e)
}

// update changes the tags first: that can be repeated and publishes nothing. The draft is replaced as a whole, and only
// where it differs by more than tags.
func (d *guardrailDriver) update(ctx context.Context, c *client, a arn, spec llm.GuardrailSpec, have *llm.Composite) error {
	draft := have.Child(childDraft)
	if draft == nil { // its successor would have another ARN
		return &llm.Error{Op: sendOp, Object: a.String(), Code: llm.CodeConflict, Message: "the guardrail is not there any more"}
	}
	wanted := d.Render(spec)[0].Content
	if err := writeTags(ctx, c, a.String(), decoding{content: draft.Content}.allTags(), decoding{content: wanted}.allTags()); err != nil {
		return err
	}
	if maps.Equal(withoutTags(draft.Content), withoutTags(wanted)) && draft.Phase != llm.Failed {
		return nil
	}
	if err := takenName(ctx, c, a, draft.Content["name"], spec.Name); err != nil {
		return err
	}
	_, err := c.bedrock.UpdateGuardrail(ctx, replacing(a, toGuardrail(spec)), patiently(c))
	return err
}

// takenName looks whether a guardrail can be renamed, since AWS answers a taken name as it answers another write that is
// under way.
func takenName(ctx context.Context, c *client, a arn, have, want string) error {
	if have == want {
		return nil
	}
	other, err := guardrailNamed(ctx, c, want)
	if err != nil || other == "" || other == a.String() {
		return err
	}
	return &llm.Error{Op: sendOp, Object: want, Code: llm.CodeExists, Message: "another guardrail bears the name: " + clip(other)}
}

// replacing is the same request as an update: what it leaves out is taken away.
func replacing(a arn, in *bedrock.CreateGuardrailInput) *bedrock.UpdateGuardrailInput {
	return &bedrock.UpdateGuardrailInput{
		GuardrailIdentifier: new(a.String()), Name: in.Name, Description: in.Description, KmsKeyId: in.KmsKeyId,
		BlockedInputMessaging: in.BlockedInputMessaging, BlockedOutputsMessaging: in.BlockedOutputsMessaging,
		ContentPolicyConfig: in.ContentPolicyConfig, TopicPolicyConfig: in.TopicPolicyConfig, WordPolicyConfig: in.WordPolicyConfig,
		SensitiveInformationPolicyConfig: in.SensitiveInformationPolicyConfig, ContextualGroundingPolicyConfig: in.ContextualGroundingPolicyConfig,
		CrossRegionConfig: in.CrossRegionConfig,
	}
}

// withoutTags is what the draft itself holds.
func withoutTags(content map[string]string) map[string]string {
	own := maps.Clone(content)
	maps.DeleteFunc(own, func(path, _ string) bool { return strings.HasPrefix(path, tagPath("")) })
	return own
}

// Remove deletes the guardrail with all that was published of it, or one earlier version. What is not there is gone.
func (d *guardrailDriver) Remove(ctx context.Context, have *llm.Composite, child string) error {
	const op = "delete guardrail"
	ctx, done := bounded(ctx)
	defer done()
	c, a, err := d.open(ctx, op, have.ID.Value)
	if err != nil {
		return err
	}
	in := &bedrock.DeleteGuardrailInput{GuardrailIdentifier: new(a.String())}
	switch number, isEdition := strings.CutPrefix(child, editionPrefix); {
	case isEdition && guardrailVersionPattern.MatchString(number):
		in.GuardrailVersion = &number
	case child == childVersion && have.Child(child) != nil && guardrailVersionPattern.MatchString(have.Child(child).ID):
		in.GuardrailVersion = new(have.Child(child).ID)
	case child != childDraft: // without a version everything would go
		return &llm.Error{Op: op, Object: clip(child), Code: llm.CodeRefused, Message: "a guardrail has no such child"}
	}
	d.platform.publications.wrote(a)
	_, err = c.bedrock.DeleteGuardrail(ctx, in, patiently(c))
	if err == nil || llm.IsNotFound(translate(op, a.String(), err)) {
		return nil
	}
	return d.removeError(ctx, c, a, have, child, err)
}
