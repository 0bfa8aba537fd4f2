package azureopenai

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	firstPause = 500 * time.Millisecond
	lastPause  = 30 * time.Second
	patience   = 5 * time.Minute // how long a caller without a deadline waits
)

// retry repeats what may succeed later until the context's deadline: throttled
// and failed requests, lost connections, and conflicts with other writers of
// the same account. It stands in place of azcore's own retries, which know no
// conflicts and give up after a count.
type retry struct {
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
}

func newRetry() *retry { return &retry{now: time.Now, sleep: sleep} }

// Do sends until the answer settles or waiting on would pass the deadline; then
// the last answer is returned as it is.
func (r *retry) Do(req *policy.Request) (*http.Response, error) {
	ctx := req.Raw().Context()
	deadline, ok := ctx.Deadline()
	if !ok {
		deadline = r.now().Add(patience)
	}
	lost := false
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		if err := req.RewindBody(); err != nil {
			return nil, err
		}
		resp, err := req.Clone(ctx).Next()
		if err == nil {
			resp, err = keepRefusal(resp)
		}
		markLost(resp, lost)
		lost = lost || req.Raw().Method != http.MethodGet && mayHaveHappened(resp, err)
		if ctx.Err() != nil || !passing(resp, err) {
			return resp, err
		}
		left := deadline.Sub(r.now())
		if left < firstPause {
			return resp, err
		}
		wait := told(resp, r.now())
		if wait == 0 {
			wait = jittered(min(pause, left/2))
		}
		if wait >= left {
			return resp, err
		}
		if ended := r.sleep(ctx, wait); ended != nil {
			return lastWord(resp, err, ended)
		}
	}
}

// lastWord is what is told when waiting ends early: what the service said, unless
// the caller wants no answer any more.
func lastWord(resp *http.Response, err, ended error) (*http.Response, error) {
	if errors.Is(ended, context.Canceled) {
		return nil, ended
	}
	return resp, err
}

// isCredentialError reports whether no token could be had. The pipeline marks
// such errors as those that it would not retry itself.
func isCredentialError(err error) bool {
	var settled interface{ NonRetriable() }
	return errors.As(err, &settled)
}

// lostHeader marks a refusal before which the answer to an attempt was lost:
// that attempt may have done what was asked.
const lostHeader = "X-Llm-Attempt-Lost"

func markLost(resp *http.Response, lost bool) {
	if resp == nil {
		return
	}
	resp.Header.Del(lostHeader) // nobody else's to set
	if lost {
		resp.Header.Set(lostHeader, "true")
	}
}

// mayHaveHappened reports whether an attempt that failed may have been carried
// out nevertheless.
func mayHaveHappened(resp *http.Response, err error) bool {
	return err != nil || resp.StatusCode >= 500 || resp.StatusCode == http.StatusRequestTimeout
}

// keepRefusal reads the body of a refusal, so that it can be judged here and
// read again by the caller, and frees the connection.
func keepRefusal(resp *http.Response) (*http.Response, error) {
	if resp.StatusCode < 400 {
		return resp, nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	_ = resp.Body.Close() // it was read; nothing more can be learnt from closing
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if len(body) > 0 {
		err = nil // the status is known, which says more than the cut body
	}
	return resp, err
}

// passing reports whether the outcome may be another one later.
func passing(resp *http.Response, err error) bool {
	if err != nil {
		var known *llm.Error
		var stranger *tls.CertificateVerificationError
		return !isCredentialError(err) && !errors.As(err, &known) && !errors.As(err, &stranger)
	}
	switch resp.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		known, _ := byCode(errorCode(resp))
		return known.code != llm.CodeQuota
	case http.StatusConflict:
		code := errorCode(resp)
		return code == "RequestConflict" || code == "AccountProvisioningStateInvalid" || code == "PessimisticConcurrencyConflict"
	}
	return false
}

// errorCode peeks at the error code of a kept refusal.
func errorCode(resp *http.Response) string {
	body, err := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil {
		return ""
	}
	e, _ := parseError(body)
	return e.Code
}

// told is how long the service asks to wait: the longest, where it says it in
// several ways, and 0 where it says nothing.
func told(resp *http.Response, now time.Time) time.Duration {
	if resp == nil {
		return 0
	}
	h := resp.Header
	return max(
		duration(h.Get("Retry-After-Ms"), time.Millisecond),
		duration(h.Get("X-Ms-Retry-After-Ms"), time.Millisecond),
		duration(h.Get("Retry-After"), time.Second),
		until(h, now),
	)
}

// duration reads a count of units; what is absurdly long stays too long to wait.
func duration(value string, unit time.Duration) time.Duration {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(n) {
		return 0
	}
	const longest = 365 * 24 * time.Hour
	return time.Duration(max(0, min(n*float64(unit), float64(longest))))
}

// until reads a date. It is measured against the server's own clock where the
// answer tells it, so that a skewed one here does no harm.
func until(h http.Header, now time.Time) time.Duration {
	at, err := http.ParseTime(h.Get("Retry-After"))
	if err != nil {
		return 0
	}
	if served, err := http.ParseTime(h.Get("Date")); err == nil {
		now = served
	}
	return max(at.Sub(now), 0)
}

// jittered spreads a pause over its upper half.
func jittered(pause time.Duration) time.Duration {
	return pause/2 + rand.N(pause/2+1)
}

func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
