package llm

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Read reads a deployment and says what became of it since it was last written.
// The choice that it returns is the one to keep: where the platform was allowed
// to move the model, or the policy accepts that it did, the move is taken over.
// An object younger than the grace is asked for again before it counts as gone.
func (d *Deployments) Read(ctx context.Context, id ID, kept *Choice, policy Policy) (*Deployment, *Choice, []Drift, error) {
	d.claims.hold(id)
	have, err := d.Get(ctx, id)
	for pause := firstPause; IsNotFound(err) && d.young(kept); pause = min(pause*8/5, lastPause) {
		if err := sleep(ctx, pause); err != nil {
			return nil, kept, nil, err
		}
		have, err = d.Get(ctx, id)
	}
	if err != nil {
		return nil, kept, nil, err
	}
	if kept != nil {
		have.Native = have.Native.spelledAs(kept.Native)
	}
	kept = noted(accept(kept, have, policy), have)
	return have, kept, policy.Listed(Drifted(kept, have)), nil
}

// Listed completes what a list has found to what a read of it would tell after an
// import: where the list tells less, it is read. In no state of this process, it is
// nobody's yet.
func (d *Deployments) Listed(ctx context.Context, have *Deployment, policy Policy) (*Deployment, []Drift, error) {
	if have.Partial {
		whole, err := d.Get(ctx, have.ID)
		if err != nil {
			return nil, nil, err
		}
		have = whole
	}
	return have, policy.Listed(Drifted(noted(accept(nil, have, policy), have), have)), nil
}

func (d *Deployments) young(kept *Choice) bool {
	if kept == nil || kept.Created == "" {
		return false
	}
	created, err := time.Parse(time.RFC3339, kept.Created)
	return err == nil && d.now().Sub(created) < grace
}

// accept takes over a model that the platform moved by permission, or that the
// policy plans no difference for: the model
// and nothing else, and never that of another object. Without a
// choice, as after an import, what is served becomes the choice.
func accept(kept *Choice, have *Deployment, policy Policy) *Choice {
	if kept == nil {
		return choose(&Choice{Native: have.Native}, DeploymentSpec{VersionUpgrade: have.VersionUpgrade}, have)
	}
	if policy.ToMove(kept.VersionUpgrade) == RespondPlan || have.Native.SameModel(kept.Native) || recreated(kept, have) {
		return kept
	}
	by := "version_upgrade allows the platform to do"
	if kept.VersionUpgrade == Pinned {
		by = "drift_policy accepts"
	}
	moved := *kept
	if moved.Meant == nil {
		moved.Meant = &kept.Native
	}
	moved.Accepted = append(slices.Clone(kept.Accepted), Drift{
		Class: DriftServiceChanged, Field: FieldModelVersion,
		Detail: fmt.Sprintf("it was moved from %s to %s, which %s", modelLabel(kept.Native), modelLabel(have.Native), by),
	})
	moved.Native.Format, moved.Native.Name, moved.Native.Version = have.Native.Format, have.Native.Name, have.Native.Version
	moved.Native.Source, moved.Native.UnitTokens = have.Native.Source, have.Native.UnitTokens
	return &moved
}

// recreated reports whether another object stands where the choice was made.
func recreated(kept *Choice, have *Deployment) bool {
	return kept.Created != "" && !have.Created.IsZero() && kept.Created != stamp(have.Created)
}

func stamp(created time.Time) string { return created.UTC().Format(time.RFC3339) }

// Drifted lists what differs from what was last written without being an
// ordinary difference from the configuration.
func Drifted(kept *Choice, have *Deployment) []Drift {
	drift := slices.Clone(kept.Accepted)
	add := func(when bool, class DriftClass, field Field, format string, args ...any) {
		if when {
			drift = append(drift, Drift{Class: class, Field: field, Detail: fmt.Sprintf(format, args...)})
		}
	}
	add(recreated(kept, have), DriftRecreated, FieldCreatedAt,
		"created at %s; what was written here was created at %s", stamp(have.Created), kept.Created)
	add(have.Phase == Missing, DriftMissing, FieldHealth, "the platform does not know it any more")
	add(have.Phase != Ready && have.Phase != Missing, DriftHealth, FieldHealth, "%s", have.Reason)
	add(!have.Native.SameModel(kept.Native), DriftServiceChanged, FieldModelVersion,
		"serves %s; chosen was %s", modelLabel(have.Native), modelLabel(kept.Native))
	guessed := slices.Contains(have.Unverified, FieldInferenceProfile)
	add(!guessed && have.Native.Serving != kept.Native.Serving, DriftServing, FieldResolved,
		"served as %s; chosen was %s", have.Native.Serving, kept.Native.Serving)
	add(!slices.Equal(have.Native.Locations, kept.Native.Locations), DriftLocations, FieldLocations,
		"processed in %v; chosen was %v", have.Native.Locations, kept.Native.Locations)
	add(kept.Guardrail != "" && have.DefaultPolicy != "" && !strings.EqualFold(kept.Guardrail, have.DefaultPolicy), DriftDefault, FieldGuardrail,
		"the platform's default is now %s; it was %s", have.DefaultPolicy, kept.Guardrail)
	for _, name := range changedKeys(kept.Extra, have.Extra) {
		add(true, DriftUnmanaged, FieldResolved, "%s is %s; it was %s", name, orAbsent(have.Extra[name]), orAbsent(kept.Extra[name]))
	}
	for _, field := range have.Unverified {
		add(true, DriftUnverified, field, "the platform does not return it")
	}
	return drift
}

// changedKeys lists the keys whose values differ, sorted.
func changedKeys(a, b map[string]string) []string {
	changed := map[string]bool{}
	for key, value := range a {
		changed[key] = b[key] != value
	}
	for key, value := range b {
		changed[key] = a[key] != value
	}
	maps.DeleteFunc(changed, func(_ string, differs bool) bool { return !differs })
	return slices.Sorted(maps.Keys(changed))
}

func orAbsent(value string) string { return cmp.Or(value, "absent") }

func modelLabel(n Native) string {
	if n.Version == "" {
		return n.Name
	}
	return n.Name + " " + n.Version
}
