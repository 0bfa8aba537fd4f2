package azureopenai

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// statusRange is an inclusive range of HTTP statuses.
type statusRange struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// statusRanges joins statuses and classes of them to ranges, lowest first.
func statusRanges(statuses []string) []statusRange {
	var all []statusRange
	for _, status := range statuses {
		if first, found := strings.CutSuffix(status, "XX"); found {
			class, _ := strconv.Atoi(first) // checked before
			all = append(all, statusRange{class * 100, class*100 + 99})
			continue
		}
		one, _ := strconv.Atoi(status) // checked before
		all = append(all, statusRange{one, one})
	}
	slices.SortFunc(all, func(a, b statusRange) int { return cmp.Or(cmp.Compare(a.Min, b.Min), cmp.Compare(a.Max, b.Max)) })
	var joined []statusRange
	for _, r := range all {
		if last := len(joined) - 1; last >= 0 && r.Min <= joined[last].Max+1 {
			joined[last].Max = max(joined[last].Max, r.Max)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// breakerOf leaves a backend out for a while that keeps failing. What fails is
// what the triggers say; the words of the reasons are those of context.LastError.
func breakerOf(spec llm.RouteSpec) *wireBreaker {
	if !spec.CircuitBreaker {
		return nil
	}
	condition := wireCondition{Count: breakerCount, Interval: breakerInterval, StatusCodeRanges: statusRanges(spec.FallbackOn.Statuses)}
	if spec.FallbackOn.ConnectionError {
		condition.ErrorReasons = append(condition.ErrorReasons, reasonConnection)
	}
	if spec.FallbackOn.FirstByteTimeout > 0 {
		condition.ErrorReasons = append(condition.ErrorReasons, reasonTimeout)
	}
	return &wireBreaker{Rules: []wireBreakerRule{{
		Name: markWord, FailureCondition: condition, TripDuration: breakerTrip, AcceptRetryAfter: true,
	}}}
}

// How often a backend fails before it is left out, and for how long where it
// does not say itself.
const (
	breakerCount    = 3
	breakerInterval = "PT1M"
	breakerTrip     = "PT1M"

	reasonConnection = "BackendConnectionFailure"
	reasonTimeout    = "Timeout"
)
