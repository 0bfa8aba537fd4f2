package drift_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Every leaf of the types in which resources are observed follows
// from a field of a cloud, or is declared to follow from none, and nothing else
// is named.
func TestRows_accountForWhatIsObserved(t *testing.T) {
	name := func(f reflect.StructField) string { return f.Name }
	deployment := leaves(reflect.TypeFor[llm.Deployment](), "", name)
	for i, leaf := range deployment {
		if strings.HasPrefix(leaf, "Azure.Model.") {
			deployment[i] = "Azure.Model"
		}
	}
	t.Run("deployments", func(t *testing.T) { account(t, drift.Deployment, deployment) })
	for _, resource := range []drift.Resource{drift.Route, drift.Guardrail, drift.Enforcement} {
		t.Run(string(resource), func(t *testing.T) { account(t, resource, leaves(reflect.TypeFor[llm.Composite](), "", name)) })
	}
}

func account(t *testing.T, of drift.Resource, observed []string) {
	t.Helper()
	constant := drift.Constant(of)
	var seen []string
	for _, r := range drift.Rows() {
		if r.Object.Of() == of {
			seen = append(seen, r.Observed...)
		}
	}
	for _, leaf := range unique(observed) {
		_, declared := constant[leaf]
		switch found := slices.Contains(seen, leaf); {
		case found && declared:
			t.Errorf("%s follows from a field, and is declared to follow from none", leaf)
		case !found && !declared:
			t.Errorf("no field is said to be seen in %s", leaf)
		}
		delete(constant, leaf)
	}
	for leaf := range constant {
		t.Errorf("%s is declared, and observed no more", leaf)
	}
	for _, leaf := range seen {
		if !slices.Contains(observed, leaf) {
			t.Errorf("%s is named, and observed no more", leaf)
		}
	}
	t.Logf("observed: leaves=%d", len(unique(observed)))
}

// What is not shown has a reason that users can read, and no row is said twice.
func TestRows_giveReasons(t *testing.T) {
	type key struct {
		object       drift.Object
		kind         drift.Kind
		field, which string
	}
	said := map[key]bool{}
	for _, r := range drift.Rows() {
		if !r.Plan.Detects() && r.Why == "" {
			t.Errorf("%s %s (%s): nothing is shown, and no reason given", r.Object, r.Field, r.Case)
		}
		for _, kind := range r.Of() {
			k := key{r.Object, kind, r.Field, r.Case}
			if said[k] || !slices.Contains(r.Object.Kinds(), kind) {
				t.Errorf("%+v is said twice, or of a kind that the object is not", k)
			}
			said[k] = true
		}
	}
}
