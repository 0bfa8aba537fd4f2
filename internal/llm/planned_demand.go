package llm

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// taken is what one planned write takes of one quota.
type taken struct {
	by    string // see takerOf
	quota string
	net   int64
	held  int64 // before, where nobody but the plan counts it
}

// takerOf tells planned writes apart: by id, or by place and name where nothing stands. Two creates by one prefix cannot be told
// apart; then it is empty, and each counts.
func (d *Deployments) takerOf(ask Asking) string {
	if ask.Have != nil {
		return strings.ToLower(ask.Have.ID.Value)
	}
	return d.takerNamed(ask.Want, ask.Want.Name)
}

func (d *Deployments) takerNamed(spec DeploymentSpec, name string) string {
	if name == "" {
		return ""
	}
	target, err := d.Target(spec)
	if err != nil {
		return ""
	}
	return strings.ToLower(strings.Join([]string{"create", cmp.Or(target.Parent, target.Location), name}, "\n"))
}

// together counts a demand in, and tells of the sum where that no longer fits although the demand alone does.
func (p *plans) together(by string, one Demand) []Problem {
	others, sum, held := p.count(by, one)
	one.Held = held
	if one.net() <= 0 || others == 0 || sum <= one.free() {
		return nil
	}
	return []Problem{{
		Field: one.Field, Severity: Warning, Summary: "Quota exceeded by the plan as a whole",
		Detail: fmt.Sprintf("%d more %s are needed of %s by this plan so far, %d of them here and the rest by other deployments; %s",
			one.told(sum), one.Measure, one.Label, one.told(one.net()), one.room()),
		Fix: "Unless the plan also frees as much, part of the apply will fail. " + one.Fix,
	}}
}

// count is how many others share the quota in this process, and what all take of it together beside what they hold.
func (p *plans) count(by string, one Demand) (others int, sum, held int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if by != "" {
		p.taken = slices.DeleteFunc(p.taken, func(t taken) bool { return t.by == by && t.quota == one.Quota })
	}
	own := taken{by: by, quota: one.Quota, net: one.net(), held: one.held()}
	for _, t := range p.taken {
		if t.quota == one.Quota {
			others, sum, held = others+1, sum+t.net, held+t.held
		}
	}
	p.taken = append(p.taken, own)
	return others, sum + own.net, held + own.held
}

// written takes out what is counted of a write that begins: from now on the platform counts it. Of creates by one prefix it is
// any one of them.
func (p *plans) written(by string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	done := map[string]bool{}
	p.taken = slices.DeleteFunc(p.taken, func(t taken) bool {
		if t.by != by || done[t.quota] {
			return false
		}
		done[t.quota] = true
		return true
	})
}
