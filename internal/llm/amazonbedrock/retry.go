package amazonbedrock

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	smithy "github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	shortestDelay = 300 * time.Millisecond
	longestDelay  = 20 * time.Second

	attemptsWithoutHost = 4 // a host that nobody answers at will not appear for waiting

	// defaultPatience bounds a call whose caller set no deadline.
	defaultPatience = 2 * time.Minute

	// conflictPatience is how long concurrent creates may be in each other's way. Source: the create of hashicorp/aws.
	conflictPatience = 2 * time.Minute
)

// retryer repeats a call that later may succeed until the caller's deadline, never earlier than the service says. It is
// stateless but for its fields and can be shared.
type retryer struct {
	maxRetries     *int // nil: until the deadline
	now            func() time.Time
	conflictsUntil time.Time // until then a conflict is retried; zero: never
}

func newRetryer(maxRetries *int) *retryer {
	return &retryer{maxRetries: maxRetries, now: time.Now}
}

// patient also repeats conflicts, for a while.
func (r *retryer) patient() *retryer {
	p := *r
	p.conflictsUntil = r.now().Add(conflictPatience)
	return &p
}

// IsErrorRetryable looks at what was said, then at how the connection failed.
func (r *retryer) IsErrorRetryable(err error) bool {
	if _, refused := errors.AsType[*llm.Error](err); refused || errors.Is(err, context.Canceled) {
		return false
	}
	if again, ok := errors.AsType[interface {
		error
		RetryableError() bool
	}](err); ok && again.RetryableError() {
		return true
	}
	if strange, ok := errors.AsType[*strangeError](err); ok {
		return retryableStatus(strange.status)
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return r.retryableCode(saidCode(api), statusOf(err))
	}
	if status := statusOf(err); status != 0 {
		return retryableStatus(status)
	}
	return retryableConnection(err)
}

func (r *retryer) retryableCode(code llm.Code, status int) bool {
	switch code {
	case llm.CodeThrottled, llm.CodeUnavailable:
		return true
	case llm.CodeConflict:
		return r.now().Before(r.conflictsUntil)
	case llm.CodeUnknown:
		return retryableStatus(status)
	}
	return false
}

func retryableStatus(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500 && status != http.StatusNotImplemented
}

func statusOf(err error) int {
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		return response.HTTPStatusCode()
	}
	return 0
}

func retryableConnection(err error) bool {
	if untrusted(err) {
		return false
	}
	return retry.RetryableConnectionError{}.IsErrorRetryable(err) == aws.TrueTernary
}

// untrusted reports whether the other side could not prove who it is.
func untrusted(err error) bool {
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &authority) || errors.As(err, &hostname) || errors.As(err, &invalid)
}

// MaxAttempts is 0 where only the deadline ends it.
func (r *retryer) MaxAttempts() int {
	if r.maxRetries == nil {
		return 0
	}
	return *r.maxRetries + 1
}

// RetryDelay is what the service asks for, or a random part of an exponential pause.
func (r *retryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	attempt = max(attempt, 1)
	if attempt >= attemptsWithoutHost && errors.Is(err, syscall.ECONNREFUSED) {
		return 0, err
	}
	if told := r.told(err); told > 0 {
		return told + rand.N(told/10+time.Millisecond), nil
	}
	pause := min(shortestDelay<<min(attempt, 10), longestDelay)
	return pause/2 + rand.N(pause/2), nil
}

// told is how long the service asks to wait: retry-after-ms, or Retry-After in seconds or as a date; the longest, where it
// says it in several ways. 0: it does not say.
func (r *retryer) told(err error) time.Duration {
	header := headerOf(err)
	var longest time.Duration
	if ms, err := strconv.ParseInt(header.Get("Retry-After-Ms"), 10, 64); err == nil && ms > 0 {
		longest = time.Duration(min(ms, maxTold.Milliseconds())) * time.Millisecond
	}
	after := header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(after, 10, 64); err == nil && seconds > 0 {
		longest = max(longest, time.Duration(min(seconds, int64(maxTold.Seconds())))*time.Second)
	}
	if date, err := http.ParseTime(after); err == nil {
		longest = max(longest, min(date.Sub(r.now()), maxTold))
	}
	return longest
}

// headerOf is the header of the answer in err; nil where there was none.
func headerOf(err error) http.Header {
	if strange, ok := errors.AsType[*strangeError](err); ok {
		return strange.header
	}
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok && response.Response != nil {
		return response.Response.Header
	}
	return nil
}

// maxTold keeps an absurd header from overflowing; it is longer than any deadline.
const maxTold = 30 * 24 * time.Hour

// GetRetryToken refuses to wait for a moment that lies behind the deadline: the reason is then told at once.
func (r *retryer) GetRetryToken(ctx context.Context, err error) (func(error) error, error) {
	deadline, bounded := ctx.Deadline()
	if bounded && r.now().Add(r.told(err)).After(deadline) {
		return nil, fmt.Errorf("the service asks to wait %s, longer than the time that is left", r.told(err).Round(time.Second))
	}
	return noRelease, nil
}

// GetInitialToken is the older form of GetAttemptToken.
func (r *retryer) GetInitialToken() func(error) error { return noRelease }

// GetAttemptToken always grants an attempt: there is no limit on this side.
func (r *retryer) GetAttemptToken(context.Context) (func(error) error, error) { return noRelease, nil }

func noRelease(error) error { return nil }

// bounded gives ctx a deadline if it has none, so that no call repeats itself for ever.
func bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, defaultPatience)
}

// briefly is for what can be done without: it gets a part of the time that is left, and never long.
func briefly(ctx context.Context) (context.Context, context.CancelFunc) {
	const longest = 10 * time.Second
	brief := longest
	if deadline, ok := ctx.Deadline(); ok {
		brief = min(longest, time.Until(deadline)/4)
	}
	return context.WithTimeout(ctx, brief)
}

var _ aws.RetryerV2 = (*retryer)(nil)
