package faults_test

import (
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// fault is one thing that goes wrong with requests, and what is declared to come of it.
type fault struct {
	name   string
	times  int                        // how many requests it strikes; 0: all
	at     func(operation, call) bool // which calls it can strike; nil: every one
	strike func(*exchange) (*http.Response, error)
	read   declared // of a call that reads
	write  declared // of a call that writes
	cloud  string   // the platform's own code, which an error has to repeat; empty: there is none
	silent bool     // no answer comes, so that there is no request id
	done   bool     // the write took effect nevertheless
	most   int      // requests of the call that are enough; 0: not counted
	stuck  bool     // what stands cannot be deleted until it is written again

	start func(*place) // goes wrong before the operation, and at no call of it; nil: at a call
}

// declared is what comes of a fault at a call on which an operation depends. The zero value is that the operation
// succeeds.
type declared struct {
	code   llm.Code
	effort effort
}

// effort is how long a driver tries.
type effort string

// The efforts.
const (
	once   effort = "once"           // what would only repeat itself is told at once
	onward effort = "to its end"     // what may pass is tried again until the deadline
	either effort = "as it sees fit" // where both are right
)

func ok() declared                 { return declared{} }
func no(code llm.Code) declared    { return declared{code, once} }
func late(code llm.Code) declared  { return declared{code, onward} }
func maybe(code llm.Code) declared { return declared{code, either} }

// faultsOf are all faults of a platform, with names of their own.
func faultsOf(platform llm.Platform) []fault {
	if platform == llm.Azure {
		return slices.Concat(azureRefusals(), azurePassing(), azureLinks(), throttled(), foreignBodies(platform), connections(), ended(), lists(), strange(platform))
	}
	return slices.Concat(bedrockRefusals(), bedrockPassing(), throttled(), foreignBodies(platform), connections(), ended(), lists(), strange(platform))
}

// refusal is an answer in the platform's own words, the same to every request.
func refusal(status int, cloud, message string, code llm.Code) fault {
	return fault{
		name: http.StatusText(status) + " " + cloud, cloud: cloud, read: no(code), write: no(code),
		strike: func(x *exchange) (*http.Response, error) { return x.refuse(status, cloud, message), nil },
	}
}

// passing is a refusal that later may not be one: told at the deadline if it stays, and not at all if it goes.
func passing(status int, cloud, message string, code llm.Code) []fault {
	stays := refusal(status, cloud, message, code)
	stays.read, stays.write = late(code), late(code)
	goes := stays
	goes.name, goes.times, goes.read, goes.write = goes.name+" twice", 2, ok(), ok()
	return []fault{stays, goes}
}

// throttled are the forms in which a service says how long to wait.
func throttled() []fault {
	type form struct {
		name   string
		header func() http.Header
		told   time.Duration
	}
	forms := []form{
		{"seconds", func() http.Header { return http.Header{"Retry-After": {"17"}} }, 17 * time.Second},
		{"a date", func() http.Header {
			return http.Header{"Retry-After": {time.Now().Add(21 * time.Second).UTC().Format(http.TimeFormat)}}
		}, 21 * time.Second},
		{"retry-after-ms", func() http.Header { return http.Header{"Retry-After-Ms": {"2500"}} }, 2500 * time.Millisecond},
		{"both forms", func() http.Header { return http.Header{"Retry-After-Ms": {"1500"}, "Retry-After": {"9"}} }, 9 * time.Second},
		{"nothing", func() http.Header { return nil }, 0},
		{"a word", func() http.Header { return http.Header{"Retry-After": {"soon"}} }, 0},
		{"a negative number", func() http.Header { return http.Header{"Retry-After": {"-5"}} }, 0},
	}
	var faults []fault
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		for _, f := range forms {
			faults = append(faults, fault{name: http.StatusText(status) + " with " + f.name, times: 2, strike: told(status, f.header, f.told)})
		}
	}
	hour := func() http.Header { return http.Header{"Retry-After": {"3600"}} }
	return append(faults, fault{
		name: "Too Many Requests with an hour", cloud: "ThrottlingException", strike: told(http.StatusTooManyRequests, hour, time.Hour),
		read: no(llm.CodeThrottled), write: no(llm.CodeThrottled),
	})
}

func told(status int, header func() http.Header, wait time.Duration) func(*exchange) (*http.Response, error) {
	return func(x *exchange) (*http.Response, error) {
		resp := x.refuse(status, "ThrottlingException", "Too many requests, please wait before trying again.")
		maps.Copy(resp.Header, header())
		x.told = wait
		if at, err := http.ParseTime(resp.Header.Get("Retry-After")); err == nil {
			x.told = time.Until(at)
		}
		return resp, nil
	}
}
