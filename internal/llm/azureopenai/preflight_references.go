package azureopenai

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// attestation is asked for where only the catalog tells that the model is
// Anthropic's.
func (f *preflight) attestation() {
	if f.native.Format != formatAnthropic {
		return
	}
	if problem := attestationProblem(f.want.Azure.Attestation); problem != "" {
		f.add(llm.Blocking, llm.FieldAttestation, "Attestation incomplete", problem, attestationFix)
	}
}

// guardrail looks whether the policy exists: Azure accepts the name of one that
// does not (azurerm #23454).
func (f *preflight) guardrail(ctx context.Context) {
	if f.want.Guardrail == "" {
		return
	}
	id, err := parsePolicyID(f.want.Guardrail)
	if err != nil {
		f.add(llm.Blocking, llm.FieldGuardrail, "Not an Azure guardrail", err.Error(),
			"Use the ARM id of an RAI policy of the same account.")
		return
	}
	names, err := f.d.p.policiesOf(ctx, f.on)
	if err != nil {
		f.unchecked(llm.FieldGuardrail, "the RAI policies", err)
		return
	}
	if !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, id.name) }) {
		f.add(llm.Blocking, llm.FieldGuardrail, "Guardrail not found",
			fmt.Sprintf("account %s has no RAI policy %q; it has %s", f.on.id.name, id.name, strings.Join(names, ", ")),
			"Use the id of a policy of this account, or create it first.")
	}
}

func (p *Platform) policiesOf(ctx context.Context, on *account) ([]string, error) {
	c, err := p.open()
	if err != nil {
		return nil, err
	}
	path := on.id.path() + "/raiPolicies"
	return p.policies.Get(ctx, strings.ToLower(path), func(ctx context.Context) ([]string, error) {
		var names []string
		err := c.pages(ctx, "list RAI policies", on.id.name, path, func(r io.Reader) (string, error) {
			return eachItem(r, func(decoder *json.Decoder) error {
				var row wirePolicy
				err := decoder.Decode(&row)
				names = append(names, row.Name)
				return err
			})
		})
		return names, err
	})
}

// spillover looks whether the target can take the overflow: a standard
// deployment that processes requests no farther away.
func (f *preflight) spillover(ctx context.Context) {
	if f.want.Azure.Spillover == "" {
		return
	}
	id, err := parseDeploymentID(f.want.Azure.Spillover)
	if err != nil {
		f.add(llm.Blocking, llm.FieldSpillover, "Not an Azure deployment", err.Error(),
			"Use the ARM id of a standard deployment of the same account.")
		return
	}
	target, err := f.d.Get(ctx, id.deployment())
	switch {
	case llm.IsNotFound(err):
		f.add(llm.Blocking, llm.FieldSpillover, "Spillover deployment not found", id.deployment().Value+" does not exist",
			"Create it first, or remove azure.spillover_deployment.")
	case err != nil:
		f.unchecked(llm.FieldSpillover, "the spillover deployment", err)
	case target.Throughput.Mode != llm.OnDemand || target.Native.Scope != f.native.Scope:
		f.add(llm.Blocking, llm.FieldSpillover, "Spillover deployment cannot take it",
			fmt.Sprintf("%s is %s (%s, %s) and this one is %s (%s)",
				id.name, target.Native.Serving, target.Throughput.Mode, target.Native.Scope, f.native.Serving, f.native.Scope),
			"Use an on-demand deployment with the same processing scope.")
	}
}
