package amazonbedrock

import (
	"cmp"
	"context"
	"iter"
	"maps"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// enforcementDriver keeps the one configuration of an account and region by which every request has to pass a guardrail.
type enforcementDriver struct{ platform *Platform }

var _ llm.EnforcementDriver = (*enforcementDriver)(nil)

// Enforcements returns the driver of enforced guardrails.
func (p *Platform) Enforcements() llm.EnforcementDriver { return &enforcementDriver{platform: p} }

const childEnforcement = "enforcement"

// enforcedOf reads the configuration of a region; nil: there is none.
func enforcedOf(ctx context.Context, c *client) (*types.AccountEnforcedGuardrailOutputConfiguration, error) {
	all, err := collect(allPages(ctx, func(ctx context.Context, token *string) ([]types.AccountEnforcedGuardrailOutputConfiguration, *string, error) {
		answer, err := c.bedrock.ListEnforcedGuardrailsConfiguration(ctx, &bedrock.ListEnforcedGuardrailsConfigurationInput{NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return answer.GuardrailsConfig, answer.NextToken, nil
	}))
	if err != nil {
		return nil, err
	}
	for _, enforced := range all {
		if enforced.Owner == "" || enforced.Owner == types.ConfigurationOwnerAccount {
			return &enforced, nil
		}
	}
	return nil, nil //nolint:nilnil // a region where nothing is enforced is no error
}

// Get reads the configuration of the region. Where the id names one, any other is not it.
func (d *enforcementDriver) Get(ctx context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	const op = "read guardrail enforcement"
	ctx, done := bounded(ctx)
	defer done()
	c, e, err := d.open(ctx, op, id)
	if err != nil {
		return nil, err
	}
	enforced, err := enforcedOf(ctx, c)
	if err != nil {
		return nil, enforcementError(op, c.region, err)
	}
	if enforced == nil || e.config != "" && e.config != deref(enforced.ConfigId) {
		return nil, &llm.Error{Op: op, Object: cmp.Or(id.Value, c.region), Code: llm.CodeNotFound, Message: "nothing of that id is enforced in " + c.region}
	}
	return &llm.Composite{
		ID: enforcementID(c, e.account, deref(enforced.ConfigId)), Name: deref(enforced.GuardrailArn), Place: c.region,
		Children: []llm.Child{enforcementChild(enforced)},
	}, nil
}

func enforcementChild(enforced *types.AccountEnforcedGuardrailOutputConfiguration) llm.Child {
	return llm.Child{
		Name: childEnforcement, ID: deref(enforced.ConfigId), Content: enforcementContent(enforced), Last: true, Phase: llm.Ready,
		Created: deref(enforced.CreatedAt),
	}
}

// List names the configuration of a region; of the provider's where none is named.
func (d *enforcementDriver) List(ctx context.Context, filter llm.Filter) iter.Seq2[llm.ID, error] {
	return idsOf(func() ([]llm.ID, error) {
		target, err := d.Target(llm.EnforcementSpec{Region: filter.Location})
		if err != nil {
			return nil, err
		}
		have, err := d.Get(ctx, target, nil)
		switch {
		case llm.IsNotFound(err):
			return nil, nil
		case err != nil:
			return nil, err
		}
		return []llm.ID{have.ID}, nil
	})
}

// Replaced names the region alone.
func (*enforcementDriver) Replaced(have *llm.Composite, want llm.EnforcementDraft) []llm.Field {
	if want.Unknown.Has(llm.FieldEnforcedRegion) || want.Spec.Region != "" && want.Spec.Region != have.Place {
		return []llm.Field{llm.FieldEnforcedRegion}
	}
	return nil
}

// Put writes the configuration whole.
func (d *enforcementDriver) Put(ctx context.Context, spec llm.EnforcementSpec, have *llm.Composite, _ string) (llm.ID, error) {
	const op = "enforce guardrail"
	ctx, done := bounded(ctx)
	defer done()
	id := have.ID
	if id.Value == "" {
		target, err := d.Target(spec)
		if err != nil {
			return llm.ID{}, err
		}
		id = target
	}
	c, e, err := d.open(ctx, op, id)
	if err != nil {
		return have.ID, err
	}
	in := toEnforcement(spec)
	in.ConfigId = orNil(e.config)
	answer, err := c.bedrock.PutEnforcedGuardrailConfiguration(ctx, in)
	if err == nil && configPattern.MatchString(deref(answer.ConfigId)) {
		return enforcementID(c, e.account, *answer.ConfigId), nil
	}
	if err == nil {
		return have.ID, &llm.Error{Op: op, Object: c.region, Code: llm.CodeProtocol, Message: "the answer names no configuration"}
	}
	return d.met(ctx, c, spec, have, enforcementError(op, spec.Guardrail, err))
}

// met looks what is in the way of a new configuration. The service has no token that would tell a repeat, so that the
// repeat of a call whose answer was lost is refused for what the call itself has made: that is the one that was asked for.
func (d *enforcementDriver) met(ctx context.Context, c *client, spec llm.EnforcementSpec, have *llm.Composite, refused error) (llm.ID, error) {
	if have.ID.Value != "" || llm.CodeOf(refused) != llm.CodeExists && llm.CodeOf(refused) != llm.CodeConflict {
		return have.ID, refused
	}
	enforced, err := enforcedOf(ctx, c)
	if err != nil || enforced == nil || !maps.Equal(enforcementContent(enforced), d.Render(spec)[0].Content) {
		return have.ID, refused
	}
	return enforcementID(c, "", deref(enforced.ConfigId)), nil
}

// Remove deletes the configuration, so that requests pass no guardrail any more.
func (d *enforcementDriver) Remove(ctx context.Context, have *llm.Composite, _ string) error {
	const op = "delete guardrail enforcement"
	ctx, done := bounded(ctx)
	defer done()
	c, e, err := d.open(ctx, op, have.ID)
	if err != nil || e.config == "" {
		return err
	}
	_, err = c.bedrock.DeleteEnforcedGuardrailConfiguration(ctx, &bedrock.DeleteEnforcedGuardrailConfigurationInput{ConfigId: &e.config})
	if err = enforcementError(op, have.ID.Value, err); llm.IsNotFound(err) {
		return nil
	}
	return err
}

// enforcementError is translate with the ways out that an enforced guardrail has.
func enforcementError(op, object string, err error) error {
	if err == nil {
		return nil
	}
	e := asError(op, object, err)
	switch e.Code {
	case llm.CodeExists:
		e.Fix = "An account enforces one guardrail in a region. Import the configuration that is there, or delete it first."
	case llm.CodeNotFound:
		if op == "enforce guardrail" { // it is not the configuration that is meant
			e.Code, e.Field, e.Fix = llm.CodeInvalid, llm.FieldGuardrail, "Give a guardrail of this account and region, and a published version of it."
		}
	}
	return e
}
