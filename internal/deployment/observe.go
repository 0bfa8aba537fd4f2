package deployment

import (
	"context"
	"path"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// observation is everything that a read has found out.
type observation struct {
	have      *llm.Deployment
	drift     []llm.Drift
	lifecycle *llm.Lifecycle // nil: could not be read, what is known stays
}

// observe is the state that an observation makes of what was known before. A
// value that means the same stays as it was written; everything else becomes
// what the platform says. It is the way back of spec.
func (m tfModel) observe(ctx context.Context, data *framework.Data, o observation) (tfModel, diag.Diagnostics) {
	before, unknown, diags := m.spec(ctx, data)
	have, s := m.spelled(o.have), m
	s.ID = types.StringValue(have.ID.Value)
	s.Name = types.StringValue(have.Name)
	s.VersionUpgrade = kept(m.VersionUpgrade, before.VersionUpgrade == have.VersionUpgrade, text(have.VersionUpgrade))
	s.Guardrail = kept(m.Guardrail, sameGuardrail(before.Guardrail, have), text(have.Guardrail))
	s.Throughput = observeThroughput(before.Throughput, unknown, have.Throughput)
	s.Tags = observeTags(m.Tags, have.Tags, data.IgnoreTags)
	s.TagsAll = stringMap(data.IgnoreTags.Managed(have.Tags))
	s.Azure = m.observeAzure(ctx, before.Azure, have.Azure, &diags)
	s.Location = text(have.Location)
	s.ModelVersion = text(have.Native.Version)
	s.CreatedAt = moment(have.Created)
	s.Resolved = resolved(have)
	s.Endpoint = endpoint(have.Endpoint)
	s.Health = health(have)
	s.Drift = drift(o.drift)
	if o.lifecycle != nil {
		s.ModelLifecycle = lifecycle(*o.lifecycle)
	} else if m.ModelLifecycle.IsUnknown() {
		s.ModelLifecycle = types.ObjectNull(lifecycleType())
	}
	return s, diags
}

// kept is the value as it was written while it means the same.
func kept[T attr.Value](written T, same bool, observed T) T {
	if same && !written.IsUnknown() {
		return written
	}
	return observed
}

// sameGuardrail also takes the platform's default for itself where it was
// written out by name.
func sameGuardrail(written string, have *llm.Deployment) bool {
	if have.Guardrail == "" && have.DefaultPolicy != "" {
		return written == "" || strings.EqualFold(path.Base(written), have.DefaultPolicy)
	}
	return strings.EqualFold(written, have.Guardrail)
}

// observeThroughput keeps a tokens_per_minute that no platform stores.
func observeThroughput(before llm.Throughput, unknown llm.FieldSet, have llm.Throughput) types.Object {
	tokens := have.TokensPerMinute
	if tokens == nil && have.Mode == llm.OnDemand && !unknown.Has(llm.FieldTokensPerMinute) {
		tokens = before.TokensPerMinute
	}
	return types.ObjectValueMust(throughputType(), map[string]attr.Value{
		"mode":              text(have.Mode),
		"tokens_per_minute": types.Int64PointerValue(tokens),
		"units":             types.Int64PointerValue(have.Units),
		"commitment":        text(have.Commitment),
	})
}

// observeTags follows the tags that were written here. What else the object
// bears shows in tags_all, so that a change of default_tags is not taken for a
// tag that somebody removed. A tag that is ignored stays as it was written.
func observeTags(written types.Map, have map[string]string, ignored llm.TagRules) types.Map {
	if written.IsNull() || written.IsUnknown() {
		return written
	}
	seen := make(map[string]attr.Value, len(written.Elements()))
	for key, value := range written.Elements() {
		if ignored.Ignores(key) {
			seen[key] = value
		} else if now, present := have[key]; present {
			seen[key] = types.StringValue(now)
		}
	}
	return types.MapValueMust(types.StringType, seen)
}

func resolved(have *llm.Deployment) types.Object {
	n := have.Native
	return types.ObjectValueMust(resolvedType(), map[string]attr.Value{
		"format":               text(n.Format),
		"name":                 text(n.Name),
		"version":              text(n.Version),
		"source":               text(n.Source),
		"source_account":       text(n.SourceAccount),
		"serving":              text(n.Serving),
		"scope":                text(n.Scope),
		"processing_locations": list(n.Locations),
		"capacity":             number(n.Capacity),
		"tokens_per_unit":      number(n.UnitTokens),
		"commitment_ends_at":   moment(have.CommitmentEnds),
	})
}

func endpoint(e llm.Endpoint) types.Object {
	return types.ObjectValueMust(endpointType(), map[string]attr.Value{
		"platform": text(e.Platform),
		"location": text(e.Location),
		"model":    text(e.Model),
		"urls": types.ObjectValueMust(urlsType(), map[string]attr.Value{
			"openai":    text(e.URLs.OpenAI),
			"anthropic": text(e.URLs.Anthropic),
			"converse":  text(e.URLs.Converse),
		}),
		"auth": types.ObjectValueMust(authType(), map[string]attr.Value{
			"schemes":         list(e.Auth.Schemes),
			"scope":           text(e.Auth.Scope),
			"signing_service": text(e.Auth.SigningService),
			"resources":       list(e.Auth.Resources),
		}),
		"supports": types.ObjectValueMust(supportsType(), map[string]attr.Value{
			"input":   list(e.Supports.Input),
			"tools":   types.BoolPointerValue(e.Supports.Tools),
			"context": types.Int64PointerValue(e.Supports.Context),
		}),
	})
}

func health(have *llm.Deployment) types.Object {
	return types.ObjectValueMust(healthType(), map[string]attr.Value{
		"status": text(have.Phase),
		"reason": text(have.Reason),
	})
}

func drift(events []llm.Drift) types.List {
	shape := types.ObjectType{AttrTypes: driftType()}
	elements := make([]attr.Value, len(events))
	for i, e := range events {
		elements[i] = types.ObjectValueMust(driftType(), map[string]attr.Value{
			"class": text(e.Class), "field": text(e.Field), "detail": text(e.Detail),
		})
	}
	return types.ListValueMust(shape, elements)
}

func lifecycle(l llm.Lifecycle) types.Object {
	return types.ObjectValueMust(lifecycleType(), map[string]attr.Value{
		"status": text(l.Status), "retires_on": date(l.RetiresOn), "replacement": text(l.Replacement),
	})
}
