package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// An empty list lets every check over it pass. So what an argument names and nobody
// has is told, unless a platform was not read, which might have it.

// warnUnlisted says where to look when nobody lists the model: most often it is
// misspelled.
func warnUnlisted(results []result, consequence string, diags *diag.Diagnostics) {
	var lines []string
	for _, r := range results {
		if r.Standing != llm.StandingNotOffered {
			return
		}
		lines = append(lines, fmt.Sprintf("%s: %s.", r.platform, r.Why))
	}
	diags.AddAttributeWarning(path.Root("model"), "Model not listed", strings.Join(lines, "\n")+"\n\n"+
		consequence+" If it is a misspelling, write one of the names above; llm_models searches the catalogs.")
}

// refuseAmbiguous is for who has to know the one model that is meant.
func refuseAmbiguous(results []result, diags *diag.Diagnostics) {
	for _, r := range results {
		if r.Offer == nil && len(r.Candidates) > 0 && r.Standing != llm.StandingNotOffered {
			diags.AddAttributeError(path.Root("model"), "Ambiguous model", fmt.Sprintf("%s: %s.\n\nWrite one of %s, or leave the platform out of platforms.",
				r.platform, r.Why, strings.Join(r.Candidates, ", ")))
		}
	}
}

// warnUnmatched tells why no quota is left: the model counts against none, or none
// of its quotas is of the serving.
func (c *tfQuota) warnUnmatched(unbound []served, diags *diag.Diagnostics) {
	if len(unbound) == 0 {
		diags.AddAttributeWarning(path.Root("model"), "No quota told", "The model is listed, and no platform that was asked names a quota that it counts against. "+
			"So quotas is empty, and a check over it proves nothing.")
		return
	}
	var lines []string
	for _, of := range unbound {
		lines = append(lines, fmt.Sprintf("%s: %s", of.platform, strings.Join(of.servings, ", ")))
	}
	diags.AddAttributeWarning(path.Root("serving"), "Serving not listed", "No quota is of the serving "+framework.Shown(c.Serving.ValueString())+
		". So quotas is empty, and a check over it proves nothing. There are:\n\n"+strings.Join(lines, "\n"))
}

// warnUnknown tells of a publisher that no catalog has.
func (s search) warnUnknown(answers []answer[llm.Offer], diags *diag.Diagnostics) {
	var known []string
	for _, a := range answers {
		for _, o := range a.told {
			if ref, err := llm.ParseReference(o.Reference); err == nil {
				known = append(known, ref.Publisher)
			}
		}
	}
	unread := slices.ContainsFunc(answers, func(a answer[llm.Offer]) bool { return a.err != nil })
	if s.by == "" || unread || slices.Contains(known, s.by) {
		return
	}
	slices.Sort(known)
	diags.AddAttributeWarning(path.Root("publisher"), "Publisher not listed", "No catalog that was read lists a model of "+framework.Shown(s.by)+
		". So models is empty. There are models of: "+strings.Join(slices.Compact(known), ", ")+".")
}
