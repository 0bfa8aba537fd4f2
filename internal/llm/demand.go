package llm

import (
	"context"
	"fmt"
)

// Asking is a write that a plan would make, for what it takes of what others share.
type Asking struct {
	Have   *Deployment // nil before a create, of a replacement too
	Kept   *Choice     // what was last written of what stands, or of what a replacement takes away; nil: nothing, or it is not known
	Want   DeploymentSpec
	Native Native
}

// Replaced is what a replacement takes away; nil: nothing, or it is not known.
func (a Asking) Replaced() *Native {
	if a.Have != nil || a.Kept == nil {
		return nil
	}
	return &a.Kept.Native
}

// Demand is what a write takes of a quota that others share. Amounts are in units of the quota; Scale turns them into Measure.
type Demand struct {
	Quota    string   // tells quotas apart: equal for all who share this one
	Label    string   // the quota and where it holds, for people
	Field    Field    // the argument that asks
	Measure  string   // what is told, such as "tokens per minute"
	Scale    int64    // of Measure in one unit; 0 counts as 1
	More     int64    // beyond what stands; negative: given back
	Freed    int64    // what a replacement gives back once the old one is gone
	Held     int64    // what stands of it already, where the platform does not tell what is used
	Limit    float64  // units
	Used     *float64 // units; nil: the platform does not tell
	Severity Severity // of exceeding it alone
	Fix      string
}

// free is what is left, in units; where nobody tells what is used, all that is not held here.
func (d Demand) free() int64 {
	if d.Used == nil {
		return max(int64(d.Limit)-d.Held, 0)
	}
	return max(int64(d.Limit-*d.Used), 0)
}

func (d Demand) told(units int64) int64 { return units * max(d.Scale, 1) }

// room says how much there is, in words.
func (d Demand) room() string {
	limit := d.told(int64(d.Limit))
	switch {
	case d.Used == nil && d.Held > 0:
		return fmt.Sprintf("the limit is %d, %d counted on already, and the platform does not tell how much is in use", limit, d.told(d.Held))
	case d.Used == nil:
		return fmt.Sprintf("the limit is %d, and the platform does not tell how much is in use", limit)
	}
	return fmt.Sprintf("%d are free (limit %d, in use %d)", d.told(d.free()), limit, d.told(int64(*d.Used)))
}

// alone is what is wrong with the demand by itself. What fits once the old one is gone is a warning: the new one may be made
// first. Where use is not told, it makes no room.
func (d Demand) alone() []Problem {
	if d.More <= 0 || d.More <= d.free() {
		return nil
	}
	p := Problem{
		Field: d.Field, Severity: d.Severity, Summary: "Quota exceeded", Fix: d.Fix,
		Detail: fmt.Sprintf("%d more %s are needed of %s; %s", d.told(d.More), d.Measure, d.Label, d.room()),
	}
	if d.Used != nil && d.Freed > 0 && d.More-d.Freed <= d.free() {
		p.Severity = Warning
		p.Detail += fmt.Sprintf("; the deployment that is replaced gives %d back", d.told(d.Freed))
		p.Fix = "It fits where the old one is destroyed first, which create_before_destroy prevents. " + d.Fix
	}
	return []Problem{p}
}

// net is what a plan counts: what comes less what goes.
func (d Demand) net() int64 { return d.More - d.Freed }

// held is what a plan counts beside it: of what stands, and of what is replaced, where nobody tells what is used.
func (d Demand) held() int64 {
	if d.Used != nil {
		return 0
	}
	return d.Held + d.Freed
}

// Preflight reads what a write would run into, quotas included, each by itself.
func (d *Deployments) Preflight(ctx context.Context, have *Deployment, want DeploymentSpec, native Native) []Problem {
	return d.preflightOf(ctx, Asking{Have: have, Want: want, Native: native}, func(Demand) []Problem { return nil })
}

// PlanPreflight is Preflight at plan, and adds up what the plans of this process take of each quota: whichever comes last over
// a limit is told of the sum. It is a warning, since something else of the plan may free as much. Again says that this
// is the second plan of one replacement, of which the first was counted.
func (d *Deployments) PlanPreflight(ctx context.Context, ask Asking, again bool) []Problem {
	return d.preflightOf(ctx, ask, func(one Demand) []Problem {
		if again && ask.Want.Name == "" {
			return nil
		}
		return d.plans.together(d.takerOf(ask), one)
	})
}

func (d *Deployments) preflightOf(ctx context.Context, ask Asking, together func(Demand) []Problem) []Problem {
	problems, demands := d.Foresee(ctx, ask)
	for _, one := range demands {
		alone := one.alone()
		if all := together(one); len(alone) == 0 {
			alone = all
		}
		problems = append(problems, alone...)
	}
	return problems
}
