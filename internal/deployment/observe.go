package deployment

import (
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
	attached  llm.AttachedGuardrail
}

// observe is the state that an observation makes of what was known before. A
// value that means the same stays as it was written; everything else becomes
// what the platform says. It is the way back of spec.
func (m tfModel) observe(data *framework.Data, o observation) (tfModel, diag.Diagnostics) {
	before, unknown, diags := m.spec(data)
	have, s := m.spelled(o.have), m
	s.ID = types.StringValue(have.ID.Value)
	s.Name = types.StringValue(have.Name)
	s.VersionUpgrade = framework.Kept(m.VersionUpgrade, before.VersionUpgrade == have.VersionUpgrade, framework.Text(have.VersionUpgrade))
	s.Guardrail = framework.Kept(m.Guardrail, m.namesGuardrail() || sameGuardrail(before.Guardrail, have), framework.Text(have.Guardrail))
	s.Throughput = observeThroughput(before.Throughput, unknown, have.Throughput)
	s.Tags = data.ObservedTags(m.Tags, have.Tags)
	s.TagsAll = framework.StringMap(data.IgnoreTags.Managed(have.Tags))
	s.Azure = m.observeAzure(before.Azure, have.Azure, &diags)
	s.Location = framework.Text(have.Location)
	s.ModelVersion = framework.Text(have.Native.Version)
	s.CreatedAt = framework.Moment(have.Created)
	s.Resolved = resolved(have)
	s.Endpoint = endpoint(have.Endpoint, o.attached)
	s.Health = framework.Health(have.Phase, have.Reason)
	s.Drift = framework.Drift(o.drift)
	if o.lifecycle != nil {
		s.ModelLifecycle = lifecycle(*o.lifecycle)
	} else if m.ModelLifecycle.IsUnknown() {
		s.ModelLifecycle = types.ObjectNull(lifecycleType())
	}
	return s, diags
}

func endpoint(e llm.Endpoint, attached llm.AttachedGuardrail) types.Object {
	e.Guardrail = attached
	return framework.Endpoint(e)
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
		"mode":              framework.Text(have.Mode),
		"tokens_per_minute": types.Int64PointerValue(tokens),
		"units":             types.Int64PointerValue(have.Units),
		"commitment":        framework.Text(have.Commitment),
	})
}

func resolved(have *llm.Deployment) types.Object {
	n := have.Native
	return types.ObjectValueMust(resolvedType(), map[string]attr.Value{
		"format":               framework.Text(n.Format),
		"name":                 framework.Text(n.Name),
		"version":              framework.Text(n.Version),
		"source":               framework.Text(n.Source),
		"source_account":       framework.Text(n.SourceAccount),
		"serving":              framework.Text(n.Serving),
		"scope":                framework.Text(n.Scope),
		"processing_locations": framework.List(n.Locations),
		"capacity":             framework.Number(n.Capacity),
		"tokens_per_unit":      framework.Number(n.UnitTokens),
		"commitment_ends_at":   framework.Moment(have.CommitmentEnds),
	})
}

func lifecycle(l llm.Lifecycle) types.Object {
	return types.ObjectValueMust(lifecycleType(), map[string]attr.Value{
		"status": framework.Text(l.Status), "retires_on": framework.Date(l.RetiresOn), "replacement": framework.Text(l.Replacement),
	})
}
