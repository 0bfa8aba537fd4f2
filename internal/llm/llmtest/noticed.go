package llmtest

import (
	"maps"
	"reflect"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// alwaysExempt are fields that say who or where an object is, or that are not
// the user's to ask for. Drift in them is told by llm.Drifted.
func alwaysExempt() map[string]string {
	return map[string]string{
		"ID":                "identity; a read by id cannot find another",
		"Location":          "follows from the id",
		"Reference":         "derived from Native",
		"Reason":            "the words for Phase",
		"Created":           "drift class recreated",
		"DefaultPolicy":     "drift class default_changed",
		"Unverified":        "drift class unverified",
		"Extra":             "drift class unmanaged",
		"Endpoint":          "derived",
		"Partial":           "how it was read",
		"CommitmentEnds":    "set by the platform",
		"Native.Serving":    "drift class serving_changed",
		"Native.UnitTokens": "a fact of the model",
		"Native.Locations":  "drift class locations, told by the driver's problems",
		"Azure.AccountID":   "follows from the id",
		"Azure.HostedOn":    "follows from Native.Version",
		"Azure.SKU":         "follows from Native.Serving",
		"Azure.Model":       "follows from Native",
	}
}

// noticed changes every leaf of the deployment that is served, one at a time,
// and asks for a difference. The leaves are enumerated from the type: a new
// field fails until it is compared or exempt.
func noticed(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, choice := create(t, h, w, c.Spec)
	exempt, cells := alwaysExempt(), 0
	maps.Copy(exempt, h.Exempt)
	for _, path := range leaves(reflect.TypeFor[llm.Deployment](), "") {
		if covered(exempt, path) {
			continue
		}
		cells++
		have := get(t, w, made.ID)
		mutate(t, reflect.ValueOf(have).Elem(), path)
		if change := w.Deployments.Diff(have, llm.Draft{Spec: c.Spec, Kept: choice}); change.Action == llm.Same {
			t.Errorf("a change of %s is not noticed", path)
		}
	}
	t.Logf("noticed: cells=%d exempt=%d", cells, len(exempt))
}
