package azureopenai

import (
	"context"
	"fmt"

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
