package azureopenai

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Resolve implements [llm.DeploymentDriver]. The model's version is chosen
// among those that can be sold within the bounds; then the widest serving
// within them.
func (d *deployments) Resolve(ctx context.Context, spec llm.DeploymentSpec) (llm.Native, error) {
	in, err := d.p.accountOf(spec)
	if err != nil {
		return llm.Native{}, err
	}
	on, err := d.p.account(ctx, in)
	if err != nil {
		return llm.Native{}, notGone(err)
	}
	var named wireModel
	if m := spec.Azure.Model; m != nil {
		named = wireModel{Format: m.Format, Name: m.Name}
	}
	listed, err := d.p.catalogFor(ctx, on, named)
	if err != nil {
		return llm.Native{}, err
	}
	r := resolver{spec: spec, listed: listed, now: d.p.cfg.Now()}
	chosen, err := r.model()
	if err != nil {
		return llm.Native{}, err
	}
	sold, err := r.serving(chosen)
	if err != nil {
		return llm.Native{}, err
	}
	return r.native(chosen, sold)
}

// resolver finds what a spec means in a catalog.
type resolver struct {
	spec   llm.DeploymentSpec
	listed *catalog
	now    time.Time
}

func (r resolver) fineTuned() bool {
	return r.spec.Azure.Model != nil && r.spec.Azure.Model.Source != ""
}

// model is the version to deploy.
func (r resolver) model() (offer, error) {
	matched, err := r.match(r.reasonAgainst)
	if err == nil {
		return r.listed.offers[matched.Entry.Index], nil
	}
	if _, ok := errors.AsType[*llm.UnusableError](err); !ok {
		return offer{}, r.refusal(err)
	}
	alive, aliveErr := r.match(r.endOf)
	if aliveErr != nil {
		return offer{}, r.refusal(aliveErr)
	}
	_, err = r.serving(r.listed.offers[alive.Entry.Index]) // the bounds are what is in the way: say which
	return offer{}, err
}

// match looks the reference up; against says why an offer is out of the question.
func (r resolver) match(against func(offer) string) (llm.Matched, error) {
	entries := make([]llm.Entry, len(r.listed.offers))
	for i, o := range r.listed.offers {
		entries[i] = r.entry(i, o, against(o))
	}
	if m := r.spec.Azure.Model; m != nil {
		return r.matchNative(*m, entries)
	}
	if _, _, _, native := parseNativeID(r.spec.Model); native {
		return llm.MatchNative(r.spec.Model, entries)
	}
	ref, err := llm.ParseReference(r.spec.Model)
	if err != nil {
		return llm.Matched{}, err
	}
	return llm.Match(ref, r.spec.ModelAliases, entries)
}

// matchNative looks up Azure's own words; without a version, the best of them.
func (r resolver) matchNative(m llm.AzureModel, entries []llm.Entry) (llm.Matched, error) {
	if m.Version != "" {
		return llm.MatchNative(nativeID(m.Format, m.Name, m.Version), entries)
	}
	var named []llm.Entry
	for _, e := range entries {
		if o := r.listed.offers[e.Index]; o.Format == m.Format && o.Name == m.Name {
			named = append(named, e)
		}
	}
	if len(named) == 0 {
		return llm.MatchNative(nativeID(m.Format, m.Name, m.Version), entries)
	}
	ref := named[0].Reference()
	ref.Version = ""
	return llm.Match(ref, nil, named)
}

// entry is an offer as the matching sees it. Azure itself is preferred to other
// hosts, and what is released to a preview.
func (r resolver) entry(index int, o offer, unusable string) llm.Entry {
	e := DecomposeModel(o.Format, o.publisher, o.Name, o.Version)
	e.Index, e.Default, e.Unusable = index, o.isDefault, unusable
	e.Preference *= 8
	if o.host == hostAzure {
		e.Preference += 4
	}
	if o.host == hostAnthropic {
		e.Host = hostAnthropic
	}
	if o.status != statusPreview {
		e.Preference++
	}
	return e
}

// reasonAgainst is why an offer cannot be deployed as the spec asks; empty when
// it can.
func (r resolver) reasonAgainst(o offer) string {
	if reason := r.endOf(o); reason != "" {
		return reason
	}
	if _, err := r.serving(o); err != nil {
		return "is not sold within these bounds"
	}
	return ""
}

// endOf is why nothing new can be deployed of an offer, whatever the bounds.
// Preview is open to new deployments, Deprecating and Deprecated are not.
func (r resolver) endOf(o offer) string {
	want := r.spec.Azure.HostedOn
	switch {
	case o.ended(r.now) && (o.retires.IsZero() || r.now.Before(o.retires)):
		return "is retired"
	case o.ended(r.now):
		return "retired on " + o.retires.Format(time.DateOnly)
	case stageOf(o.status) == llm.StageClosed && !o.retires.IsZero():
		return "is closed to new deployments and retires on " + o.retires.Format(time.DateOnly)
	case stageOf(o.status) == llm.StageClosed:
		return "is closed to new deployments"
	case want == hostAnthropic && o.host != hostAnthropic || want == hostAzure && o.host == hostAnthropic:
		return "is not hosted on " + want
	}
	return ""
}

// successors are what to move to from the candidates that have come to their end.
func (r resolver) successors(unusable *llm.UnusableError) string {
	var told string
	for _, o := range r.listed.offers {
		if stage := stageOf(o.status); stage != llm.StageClosed && !o.ended(r.now) || !r.isCandidate(o, unusable) {
			continue
		}
		if next := r.listed.lifecycle(o, offerSKU{}, r.now).Successor(); next != "" && !strings.Contains(told, next) {
			told += "Of " + nativeID(o.Format, o.Name, o.Version) + " " + next + ". "
		}
	}
	return told
}

func (r resolver) isCandidate(o offer, unusable *llm.UnusableError) bool {
	reference := DecomposeModel(o.Format, o.publisher, o.Name, o.Version).Reference().String()
	return slices.ContainsFunc(unusable.Candidates, func(c llm.Candidate) bool { return c.Reference == reference })
}

// refusal makes an error of the matching point at its argument.
func (r resolver) refusal(err error) error {
	field, object := llm.FieldModel, r.spec.Model
	if r.spec.Azure.Model != nil {
		field, object = llm.FieldAzureModel, r.spec.Azure.Model.Name
	}
	fix := "Name a model that az cognitiveservices model list shows for this location, or give it in Azure's own words with azure.model."
	var ambiguous *llm.AmbiguousError
	var unusable *llm.UnusableError
	switch {
	case errors.As(err, &ambiguous):
		fix = "Write one of the candidates: " + strings.Join(ambiguous.Candidates, ", ") + "."
	case errors.As(err, &unusable) && r.spec.Azure.HostedOn != "" && strings.Contains(err.Error(), "hosted on"):
		field, fix = llm.FieldHostedOn, "Remove azure.hosted_on, or name a version that is hosted there."
	case errors.As(err, &unusable):
		fix = r.successors(unusable) + "Choose a version or a model that is open to new deployments in " + r.listed.location + "."
	}
	return &llm.Error{
		Op: "resolve model", Object: object, Code: llm.CodeInvalid, Field: field, Fix: fix, Err: err,
		Message: oneLine(fmt.Sprintf("%v (in %s)", err, r.listed.location), messageLimit),
	}
}
