package amazonbedrock

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// guardrailDriver keeps guardrails of Bedrock: a draft, and what is published of it. What is asked for is brought into the
// draft and then published, so that a version follows every change of what governs requests.
type guardrailDriver struct{ platform *Platform }

var _ llm.GuardrailDriver = (*guardrailDriver)(nil)

// Guardrails returns the driver of guardrails.
func (p *Platform) Guardrails() llm.GuardrailDriver { return &guardrailDriver{platform: p} }

// The names of a guardrail's children, and what begins that of an edition.
const (
	childDraft   = "guardrail"
	childVersion = "version"

	editionPrefix = "version/"
)

// tagGuardrail marks what a resource has made, whatever its value: it is sent in the create call.
const tagGuardrail = llm.TagPrefix + "guardrail"

// Get reads the draft with its tags, the list of versions, and the newest of them. Where the id has no value, the guardrail
// is looked for by its name, which is unique in an account and region.
func (d *guardrailDriver) Get(ctx context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	const op = "read guardrail"
	ctx, done := bounded(ctx)
	defer done()
	var (
		c   *client
		a   arn
		err error
	)
	if id.Value == "" {
		c, a, err = d.named(ctx, op, id)
	} else {
		c, a, err = d.open(ctx, op, id.Value)
	}
	if err != nil {
		return nil, err
	}
	have, err := d.read(ctx, c, a)
	if err != nil {
		return nil, err
	}
	if id.Value == "" {
		disown(have)
	}
	return have, nil
}

// disown tells what nobody has marked, and that is not in use, from what a create has left: it is somebody's draft. What
// is asked for by its ARN is what was meant, whoever made it.
func disown(have *llm.Composite) {
	draft := have.Child(childDraft)
	if _, marked := draft.Content[tagPath(tagGuardrail)]; !marked && !have.Finished() {
		draft.Foreign = true
	}
}

// open reaches the region of a guardrail, if the account is the right one. What the ARN alone tells is judged before any
// credentials are looked for.
func (d *guardrailDriver) open(ctx context.Context, op, value string) (*client, arn, error) {
	a, err := parseGuardrail(value)
	if err != nil {
		return nil, arn{}, &llm.Error{Op: op, Object: clip(value), Code: llm.CodeRefused, Field: llm.FieldID, Message: err.Error(), Fix: guardrailFix, Err: err}
	}
	if err := d.platform.foreign(a); err != nil {
		return nil, arn{}, d.platform.foreignError(op, a, err)
	}
	c, err := d.platform.client(ctx, a.Region)
	if err != nil {
		return nil, arn{}, err
	}
	if err := foreignTo(a.Account, c.account, d.platform.config.Sandbox); err != nil {
		return nil, arn{}, d.platform.foreignError(op, a, err)
	}
	return c, a, nil
}

// named finds a guardrail by its name.
func (d *guardrailDriver) named(ctx context.Context, op string, id llm.ID) (*client, arn, error) {
	c, err := d.platform.client(ctx, id.Location)
	if err != nil {
		return nil, arn{}, err
	}
	found, err := guardrailNamed(ctx, c, id.Name)
	if err != nil {
		return nil, arn{}, translate(op, id.Name, err)
	}
	if found == "" {
		return nil, arn{}, &llm.Error{Op: op, Object: id.Name, Code: llm.CodeNotFound, Message: "there is no guardrail of that name in " + c.region}
	}
	a, err := parseGuardrail(found)
	if err != nil || a.Region != c.region {
		return nil, arn{}, &llm.Error{Op: op, Object: id.Name, Code: llm.CodeProtocol, Message: "the list names " + clip(found), Err: err}
	}
	return c, a, nil
}

// guardrailNamed is the ARN of the guardrail that bears a name, empty where there is none.
func guardrailNamed(ctx context.Context, c *client, name string) (string, error) {
	all, err := listGuardrails(ctx, c, nil)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(all, func(g types.GuardrailSummary) bool { return deref(g.Name) == name })
	if at < 0 {
		return "", nil
	}
	return deref(all[at].Arn), nil
}

// listGuardrails lists the drafts of a region or, of the guardrail that is named, its draft and its versions.
func listGuardrails(ctx context.Context, c *client, of *string) ([]types.GuardrailSummary, error) {
	return collect(allPages(ctx, func(ctx context.Context, token *string) ([]types.GuardrailSummary, *string, error) {
		answer, err := c.bedrock.ListGuardrails(ctx, &bedrock.ListGuardrailsInput{
			GuardrailIdentifier: of, MaxResults: new(int32(pageSize)), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return answer.Guardrails, answer.NextToken, nil
	}))
}

// List names every guardrail of a region; of the provider's where none is named.
func (d *guardrailDriver) List(ctx context.Context, filter llm.Filter) iter.Seq2[llm.ID, error] {
	return idsOf(func() ([]llm.ID, error) { return d.in(ctx, filter.Location) })
}

func (d *guardrailDriver) in(ctx context.Context, region string) ([]llm.ID, error) {
	const op = "list guardrails"
	ctx, done := bounded(ctx)
	defer done()
	c, err := d.platform.listedRegion(ctx, op, region)
	if err != nil {
		return nil, err
	}
	all, err := listGuardrails(ctx, c, nil)
	if err != nil {
		return nil, translate(op, c.region, err)
	}
	var ids []llm.ID
	for _, summary := range all {
		if a, err := parseGuardrail(deref(summary.Arn)); err == nil {
			id := idOf(a)
			id.Name = deref(summary.Name)
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b llm.ID) int { return strings.Compare(a.Value, b.Value) })
	return ids, nil
}

// Replaced names the region alone: a region that is not named is that of the stored id, whatever the provider's default has
// become. Everything else about a guardrail changes in place, its name included.
func (*guardrailDriver) Replaced(have *llm.Composite, want llm.GuardrailDraft) []llm.Field {
	region := want.Spec.Bedrock.Region
	if want.Unknown.Has(llm.FieldRegion) || region != "" && region != have.Place {
		return []llm.Field{llm.FieldRegion}
	}
	return nil
}
