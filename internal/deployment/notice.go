package deployment

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// How long before its day every plan warns of what time brings. A month's
// commitment would else be warned about from the day that it is made.
const (
	noticeBefore        = 90 * 24 * time.Hour
	noticeBeforeMonthly = 7 * 24 * time.Hour
)

// warn tells what no difference in the plan shows.
func warn(diags *diag.Diagnostics, o observation, policy llm.Policy, now time.Time) {
	framework.AddDrift(diags, llm.Subject{Noun: "deployment", Name: o.have.Name}, o.drift, policy)
	if policy.Warns(llm.DriftCommitment) {
		warnOfCommitment(diags, o.have, now)
	}
	if policy.Warns(llm.DriftRetirement) && o.lifecycle != nil {
		warnOfRetirement(diags, o.have.Name, *o.lifecycle, now)
	}
}

func warnOfCommitment(diags *diag.Diagnostics, have *llm.Deployment, now time.Time) {
	notice := noticeBefore
	if have.Throughput.Commitment == llm.OneMonth {
		notice = noticeBeforeMonthly
	}
	if left := have.CommitmentEnds.Sub(now); left <= 0 || left > notice {
		return
	}
	diags.AddAttributeWarning(path.Root("throughput"), "Commitment ends soon",
		fmt.Sprintf("Deployment %q is committed until %s. It stays, and goes on being billed, until it is deleted.\n\n"+
			"Decide before that day whether it is to stay. From then on it can be destroyed or replaced.", have.Name, have.CommitmentEnds.UTC().Format(time.DateOnly)))
}

func warnOfRetirement(diags *diag.Diagnostics, name string, l llm.Lifecycle, now time.Time) {
	if l.RetiresOn.IsZero() || l.RetiresOn.Sub(now) > noticeBefore {
		return
	}
	summary, verb := "Model retires soon", "retires"
	if !l.RetiresOn.After(now) {
		summary, verb = "Model has retired", "retired"
	}
	detail := fmt.Sprintf("Deployment %q serves a model that %s on %s.", name, verb, l.RetiresOn.Format(time.DateOnly))
	if l.Replacement != "" {
		detail += " The platform names " + l.Replacement + " as its successor."
	}
	diags.AddAttributeWarning(path.Root("model"), summary, detail+"\n\nMove to another model: after that day the platform answers its callers with errors.")
}
