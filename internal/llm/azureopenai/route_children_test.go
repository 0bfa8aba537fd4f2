package azureopenai

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What is there in other letters, or was made to be of another type, is the same
// object: taken for two, the one that is wanted would be deleted as surplus.
func TestRouteChildren_areFoundByWhatTheyWereMadeAs(t *testing.T) {
	at := serviceID{subscription: "s", group: "g", name: "gw"}.route("llm-chat")
	for sentence, test := range map[string]struct {
		name, kind string
		known      []string
		want       string
	}{
		"a backend in other letters":              {"CHAT-BLUE-1", "Single", []string{"backend/chat-blue-1"}, "backend/chat-blue-1"},
		"a pool in other letters":                 {"Chat-Pool-1", "pool", nil, "pool/chat-pool-1"},
		"a pool that became a single backend":     {"chat-pool-1", "Single", []string{"pool/chat-pool-1"}, "pool/chat-pool-1"},
		"a single backend that became a pool":     {"chat-blue-1", "Pool", []string{"backend/chat-blue-1"}, "backend/chat-blue-1"},
		"a pool of which nothing is known before": {"chat-pool-1", "Pool", nil, "pool/chat-pool-1"},
	} {
		t.Run(sentence, func(t *testing.T) {
			found := at.members(kindBackend, []wireEntity{{
				Name: test.name, Properties: map[string]any{"type": test.kind, "description": "llm_route chat target blue"},
			}}, test.known)
			if len(found) != 1 || found[0].Name != test.want {
				t.Errorf("found %v, want %s", found, test.want)
			}
		})
	}
}

func TestRouteContent_hasOneFormForOneMeaning(t *testing.T) {
	breaker := func(reasons, ranges []any) map[string]any {
		return map[string]any{"circuitBreaker": map[string]any{"rules": []any{map[string]any{
			"failureCondition": map[string]any{"errorReasons": reasons, "statusCodeRanges": ranges},
		}}}}
	}
	pool := func(id string) map[string]any {
		return map[string]any{"pool": map[string]any{"services": []any{map[string]any{"id": id, "weight": 1.0}}}}
	}
	low, high := map[string]any{"min": 429.0, "max": 429.0}, map[string]any{"min": 500.0, "max": 599.0}
	for sentence, pair := range map[string][2]map[string]string{
		"failures in another order": {
			contentOf(kindBackend, breaker([]any{"Timeout", "BackendConnectionFailure"}, []any{low, high})),
			contentOf(kindBackend, breaker([]any{"BackendConnectionFailure", "Timeout"}, []any{high, low})),
		},
		"a member in other letters": {contentOf(kindPool, pool("/a/backends/chat-blue")), contentOf(kindPool, pool("/A/Backends/CHAT-BLUE"))},
	} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("%s (-one +other):\n%s", sentence, diff)
		}
	}
	if phase, _ := phaseOf(map[string]any{"provisioningState": "succeeded"}); phase != llm.Ready {
		t.Errorf("a state in other letters is %s", phase)
	}
}

// Everything that is written of a route is classified in the guide on drift.
func TestRouteWire_isClassified(t *testing.T) {
	for object, shape := range map[drift.Object]reflect.Type{
		drift.Backend: reflect.TypeFor[wireBackend](), drift.BackendPool: reflect.TypeFor[wireBackend](), drift.NamedValue: reflect.TypeFor[wireNamedValue](),
		drift.API: reflect.TypeFor[wireAPI](), drift.APIOperation: reflect.TypeFor[wireAPIOperation](), drift.APIPolicy: reflect.TypeFor[wireAPIPolicy](),
	} {
		for _, path := range jsonPaths(shape, "properties") {
			if !slices.ContainsFunc(drift.Rows(), func(r drift.Row) bool { return r.Object == object && classifies(r.Field, path) }) {
				t.Errorf("%s: nobody has said what becomes of a change of %s", object, path)
			}
		}
	}
}

// classifies reports whether a row's field is the path, its items, or holds it.
func classifies(field, path string) bool {
	whole, everything := strings.CutSuffix(field, "*")
	return speaksOf(field, path) || field == path+"[]" || everything && strings.HasPrefix(path+".", whole)
}
