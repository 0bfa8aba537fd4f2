package acceptance_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// Rows of one table share a run of terraform, since starting it costs more than
// what it does: every row is one deployment, and a subtest judges what was
// planned for it and what came of it.

// plan is what one plan says of each deployment, by label.
type plan struct {
	actions map[string]plancheck.ResourceActionType
	changed map[string][]string // root attributes that differ, those that become unknown among them
}

// recordPlan keeps a plan for later judgement.
type recordPlan struct{ into *plan }

// CheckPlan never fails.
func (r recordPlan) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, _ *plancheck.CheckPlanResponse) {
	*r.into = plan{actions: map[string]plancheck.ResourceActionType{}, changed: map[string][]string{}}
	for _, rc := range req.Plan.ResourceChanges {
		if rc.Type != "llm_deployment" {
			continue
		}
		action := plancheck.ResourceActionType(fmt.Sprint(rc.Change.Actions))
		switch a := rc.Change.Actions; {
		case a.NoOp():
			action = plancheck.ResourceActionNoop
		case a.Update():
			action = plancheck.ResourceActionUpdate
		case a.Replace():
			action = plancheck.ResourceActionReplace
		case a.Create():
			action = plancheck.ResourceActionCreate
		}
		r.into.actions[rc.Name] = action
		r.into.changed[rc.Name] = differing(rc.Change.Before, rc.Change.After, rc.Change.AfterUnknown)
	}
}

// sameState is a check on a plan after an apply: what was stored is what a
// refresh finds.
type sameState struct{}

// CheckPlan fails where the refresh changed the state.
func (sameState) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	for _, rc := range req.Plan.ResourceDrift {
		if names := differing(rc.Change.Before, rc.Change.After, nil); len(names) > 0 {
			resp.Error = errors.Join(resp.Error, fmt.Errorf("%s: apply stored something else than is there: %v\n%s",
				rc.Address, names, cmp.Diff(rc.Change.Before, rc.Change.After)))
		}
	}
}

// differing lists the root attributes that a plan changes.
func differing(before, after, unknown any) []string {
	b, _ := before.(map[string]any)
	a, _ := after.(map[string]any)
	u, _ := unknown.(map[string]any)
	var names []string
	for name := range a {
		if !cmp.Equal(b[name], a[name]) {
			names = append(names, name)
		}
	}
	for name, is := range u {
		if is == true && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// edit is one deployment before and after something happened to it.
type edit struct {
	from   args
	change args            // edits of the configuration
	behind func(id string) // happens behind terraform's back, before the plan
	extra  string          // other blocks that it refers to
	want   plancheck.ResourceActionType
	named  string   // a root attribute that the plan must change; empty for none
	holds  []string // parts of what the cloud holds in the end
	lacks  []string // parts that it must not hold
}

// outcome is what became of the rows.
type outcome struct {
	plan   plan
	cloud  map[string]string // what the cloud holds in the end, by label
	ids    [2]map[string]string
	writes []string
}

// edits applies every row's first form, then its second one, and judges each.
// Both must be followed by an empty plan.
func (w *world) edits(header string, rows map[string]edit) outcome {
	w.t.Helper()
	return w.editsUnder(header, header, rows)
}

// editsUnder does the same while the rest of the configuration changes too.
func (w *world) editsUnder(headerBefore, headerAfter string, rows map[string]edit) outcome {
	w.t.Helper()
	var out outcome
	w.run(
		resource.TestStep{Config: headerBefore + configured(rows, false), ConfigPlanChecks: settled(), Check: w.remember(&out, 0)},
		resource.TestStep{
			PreConfig: func() {
				w.age()
				for sentence, row := range rows {
					if row.behind != nil {
						row.behind(out.ids[0][slug(sentence)])
					}
				}
				w.forget()
			},
			Config:           headerAfter + configured(rows, true),
			ConfigPlanChecks: settled(recordPlan{&out.plan}),
			Check:            w.remember(&out, 1),
		},
	)
	for _, sentence := range slices.Sorted(maps.Keys(rows)) {
		w.t.Run(sentence, func(t *testing.T) { rows[sentence].judge(t, slug(sentence), out) })
	}
	return out
}

// settled looks at the plan before an apply, and demands that after it nothing
// is left to do or to learn.
func settled(before ...plancheck.PlanCheck) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{
		PreApply:             before,
		PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan(), sameState{}},
	}
}

func configured(rows map[string]edit, edited bool) string {
	var b strings.Builder
	for _, sentence := range slices.Sorted(maps.Keys(rows)) {
		row := rows[sentence]
		a := row.from
		if _, given := a["name_prefix"]; !given {
			a = a.named(slug(sentence))
		}
		if edited {
			a = a.with(row.change)
		}
		b.WriteString(row.extra + a.block(slug(sentence)))
	}
	return b.String()
}

// remember keeps ids and what the clouds hold.
func (w *world) remember(out *outcome, step int) resource.TestCheckFunc {
	return func(s *terraform.State) error {
		out.writes = w.writes()
		out.cloud = map[string]string{}
		out.ids[step] = map[string]string{}
		for path, r := range s.RootModule().Resources {
			label, ours := strings.CutPrefix(path, "llm_deployment.")
			if ours {
				out.ids[step][label] = r.Primary.ID
				out.cloud[label] = w.cloud(r.Primary.ID)
			}
		}
		return nil
	}
}

func (e edit) judge(t *testing.T, label string, out outcome) {
	t.Helper()
	if action := out.plan.actions[label]; action != e.want {
		t.Errorf("planned %q, want %q; changes: %v", action, e.want, out.plan.changed[label])
	}
	if e.named != "" && !slices.Contains(out.plan.changed[label], e.named) {
		t.Errorf("the plan does not name %s; changes: %v", e.named, out.plan.changed[label])
	}
	if before, after := out.ids[0][label], out.ids[1][label]; e.want != plancheck.ResourceActionReplace && e.want != plancheck.ResourceActionCreate && before != after {
		t.Errorf("the id went from %s to %s", before, after)
	}
	for _, part := range e.holds {
		if !strings.Contains(out.cloud[label], part) {
			t.Errorf("the cloud does not hold %s:\n%s", part, out.cloud[label])
		}
	}
	for _, part := range e.lacks {
		if strings.Contains(out.cloud[label], part) {
			t.Errorf("the cloud holds %s:\n%s", part, out.cloud[label])
		}
	}
}
