package sandbox

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Throttle refuses what exceeds ARM's limits for one principal in one region of a subscription, by real time: a bucket
// of 250 reads that refills by 25 a second, one of 200 writes and one of 200 deletes that refill by 10 (Microsoft,
// "Understand how Azure Resource Manager throttles requests", 2026-08). It does the same for AgentCore's gateways and
// targets: 10 reads and 5 writes a second. Each call returns full buckets of its own. AWS publishes no other rates of
// its control planes, so requests to them pass.
func Throttle() Hook {
	now := time.Now()
	t := &throttle{
		reads: newBucket(250, 25, now), writes: newBucket(200, 10, now), deletes: newBucket(200, 10, now),
		gatewayReads: newBucket(10, 10, now), gatewayWrites: newBucket(5, 5, now),
	}
	return Hook{Match: func(r *http.Request) bool { return isARM(r) || isGatewayOrTarget(r) }, Before: t.refuse, After: t.count}
}

func isARM(r *http.Request) bool {
	service, _ := serviceOf(r)
	return service == serviceARM
}

type throttle struct {
	mu                          sync.Mutex
	reads, writes, deletes      *bucket
	gatewayReads, gatewayWrites *bucket
}

// of returns the bucket that a method draws from, and how ARM calls it.
func (t *throttle) of(method string) (b *bucket, kind string) {
	switch method {
	case http.MethodGet, http.MethodHead:
		return t.reads, "read"
	case http.MethodDelete:
		return t.deletes, "delete"
	}
	return t.writes, "write"
}

// refuse answers in ARM's recorded words.
func (t *throttle) refuse(r *http.Request) *http.Response {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !isARM(r) {
		return t.refuseGateway(r)
	}
	b, kind := t.of(r.Method)
	wait := b.take(time.Now())
	if wait == 0 {
		return nil
	}
	seconds := strconv.Itoa(int(math.Ceil(wait.Seconds())))
	refusal := refuse(http.StatusTooManyRequests, "SubscriptionRequestsThrottled", "Number of '%s' requests for subscription '%s' "+
		"actor '%s' exceeded. Please try again after '%s' seconds.", kind, AzureSubscription, AzureTenant, seconds)
	return response(r, refusal.reply().with("Retry-After", seconds))
}

// count tells the client how many requests of the kind it has left. AWS tells nothing.
func (t *throttle) count(r *http.Request, resp *http.Response) *http.Response {
	if !isARM(r) {
		return resp
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	b, kind := t.of(r.Method)
	resp.Header.Set(fmt.Sprintf("X-Ms-Ratelimit-Remaining-Subscription-%ss", kind), strconv.Itoa(int(b.tokens)))
	return resp
}

// bucket holds tokens, one for a request, and gains them with time.
type bucket struct {
	size, refill, tokens float64 // refill is per second
	at                   time.Time
}

func newBucket(size, refill float64, now time.Time) *bucket {
	return &bucket{size: size, refill: refill, tokens: size, at: now}
}

// take removes one token and returns 0, or returns how long it takes until there is one.
func (b *bucket) take(now time.Time) time.Duration {
	b.tokens = min(b.size, b.tokens+b.refill*now.Sub(b.at).Seconds())
	b.at = now
	if b.tokens >= 1 {
		b.tokens--
		return 0
	}
	return time.Duration((1 - b.tokens) / b.refill * float64(time.Second))
}
