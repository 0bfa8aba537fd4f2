package deployment

import (
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// How long before its day every plan warns of what time brings. A month's
// commitment would else be warned about from the day that it is made.
const (
	noticeBefore        = llm.RetirementNotice
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

// warnOfRetirement tells of the end of a model from 90 days before its day on, and of one whose day is not told at once.
func warnOfRetirement(diags *diag.Diagnostics, name string, l llm.Lifecycle, now time.Time) {
	if !l.Due(now) {
		return
	}
	summary, told := "Model retires soon", fmt.Sprintf("Deployment %q serves a model that retires on %s.", name, l.Day())
	switch {
	case l.Ended(now) && !l.RetiresOn.IsZero() && !now.Before(l.RetiresOn):
		summary, told = "Model has retired", fmt.Sprintf("Deployment %q serves a model that retired on %s.", name, l.Day())
	case l.Ended(now):
		summary, told = "Model has retired", fmt.Sprintf("Deployment %q serves a model that the platform calls %s.", name, l.Status)
	case l.Stage == llm.StageUnlisted:
		summary, told = "Model not listed any more", fmt.Sprintf("Deployment %q serves a model that the platform's catalog does not list any more, as it is when a model ends.", name)
	}
	if successor := l.Successor(); successor != "" {
		told += " " + strings.ToUpper(successor[:1]) + successor[1:] + "."
	}
	diags.AddAttributeWarning(path.Root("model"), summary, told+"\n\nMove to another model: once it has retired, the platform answers its callers with errors.")
}
