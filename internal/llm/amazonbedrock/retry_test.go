package amazonbedrock

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// flaky fails as often as told before it answers, and notes when it was asked.
func flaky(failures int, status int, header http.Header) (*stub, *[]time.Time) {
	var asked []time.Time
	return &stub{answer: func(*http.Request, string) (int, string, http.Header) {
		asked = append(asked, time.Now())
		if len(asked) <= failures {
			return status, `{"message":"not now"}`, header
		}
		return 200, `{"inferenceProfileArn":"` + profileARN + `","status":"ACTIVE"}`, nil
	}}, &asked
}

func retrying(transport http.RoundTripper) *driver {
	cfg := testConfig(transport)
	cfg.MaxRetries = nil
	return &driver{platform: NewPlatform(cfg)}
}

func create(ctx context.Context, d *driver) error {
	_, err := d.Create(ctx, profileSpec(), llm.Native{Name: "m.n", Serving: "m.n"})
	return err
}

func TestRetry_neverEarlierThanTold(t *testing.T) {
	tests := []struct {
		name   string
		header func() (string, string)
		wait   time.Duration
	}{
		{"seconds", func() (string, string) { return "Retry-After", "7" }, 7 * time.Second},
		{"a date", func() (string, string) {
			return "Retry-After", time.Now().Add(9 * time.Second).UTC().Format(http.TimeFormat)
		}, 8 * time.Second}, // the form has whole seconds
		{"milliseconds", func() (string, string) { return "Retry-After-Ms", "4500" }, 4500 * time.Millisecond},
		{"nothing", func() (string, string) { return "X-Other", "1" }, 100 * time.Millisecond},
		{"nonsense", func() (string, string) { return "Retry-After", "soon" }, 100 * time.Millisecond},
		{"a date that has passed", func() (string, string) {
			return "Retry-After", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat)
		}, 100 * time.Millisecond},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				header := typed("ThrottlingException")
				header.Set(tt.header())
				cloud, asked := flaky(1, 429, header)
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				if err := create(ctx, retrying(cloud)); err != nil {
					t.Fatal(err)
				}
				if waited := (*asked)[1].Sub((*asked)[0]); waited < tt.wait || waited > 2*tt.wait+time.Second {
					t.Errorf("asked again after %s, want %s or a little more", waited, tt.wait)
				}
			})
		})
	}
}

func TestRetry_untilTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, asked := flaky(1<<30, 503, typed("ServiceUnavailableException"))
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		started := time.Now()
		err := create(ctx, retrying(cloud))
		if err == nil || len(*asked) < 25 || time.Since(started) < 9*time.Minute {
			t.Errorf("gave up after %s and %d calls: %v", time.Since(started), len(*asked), err)
		}
	})
}

func TestRetry_reasonIsToldWhenTheWaitIsTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		header := typed("ThrottlingException")
		header.Set("Retry-After", "3600")
		cloud, asked := flaky(1<<30, 429, header)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		started := time.Now()
		err := create(ctx, retrying(cloud))
		if llm.CodeOf(err) != llm.CodeThrottled || time.Since(started) > time.Second || len(*asked) != 1 {
			t.Errorf("after %s and %d calls: %v, want the throttling at once", time.Since(started), len(*asked), err)
		}
	})
}

func TestRetry_boundedWithoutADeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, _ := flaky(1<<30, 500, typed("InternalServerException"))
		started := time.Now()
		if err := create(t.Context(), retrying(cloud)); err == nil {
			t.Fatal("no error")
		}
		if took := time.Since(started); took > defaultPatience {
			t.Errorf("took %s, want at most %s", took, defaultPatience)
		}
	})
}

func TestRetry_whatIsRetried(t *testing.T) {
	tests := []struct {
		name      string
		status    int
		exception string
		again     bool
	}{
		{"throttling", 429, "ThrottlingException", true},
		{"a failure", 500, "InternalServerException", true},
		{"an unavailable service", 503, "ServiceUnavailableException", true},
		{"a gateway without a word", 502, "", true},
		{"a lost connection", 0, "", true},
		{"a conflict among creates", 400, "ConflictException", true},
		{"a quota", 400, "ServiceQuotaExceededException", false},
		{"bad input", 400, "ValidationException", false},
		{"no permission", 403, "AccessDeniedException", false},
		{"an expired token", 403, "ExpiredTokenException", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cloud, asked := flaky(2, tt.status, typed(tt.exception))
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				err := create(ctx, retrying(cloud))
				if again := len(*asked) == 3 && err == nil; again != tt.again {
					t.Errorf("%d calls, error %v; want retried: %t", len(*asked), err, tt.again)
				}
			})
		})
	}
}

func TestRetry_conflictsHaveTheirOwnPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, _ := flaky(1<<30, 400, typed("ConflictException"))
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		started := time.Now()
		err := create(ctx, retrying(cloud))
		if took := time.Since(started); llm.CodeOf(err) != llm.CodeConflict || took > conflictPatience+longestDelay || took < conflictPatience/2 {
			t.Errorf("after %s: %v", took, err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		cloud, asked := flaky(1<<30, 400, typed("ConflictException"))
		if err := retrying(cloud).Delete(t.Context(), llm.ID{Value: profileARN}); err == nil || len(*asked) != 1 {
			t.Errorf("a conflict of another operation was asked %d times: %v", len(*asked), err)
		}
	})
}

// TestRetry_tokens holds what makes a repeated create harmless, and a second create one of its own.
func TestRetry_tokens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, _ := flaky(2, 0, nil)
		d := retrying(cloud)
		for range 2 {
			if err := create(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		var bodies []string
		for _, r := range cloud.all() {
			bodies = append(bodies, r.body)
		}
		if len(bodies) != 4 || len(slices.Compact(slices.Clone(bodies[:3]))) != 1 || bodies[3] == bodies[2] {
			t.Errorf("bodies = %q, want three equal ones and another", bodies)
		}
	})
}

func TestRetry_maxRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cloud, asked := flaky(1<<30, 500, typed("InternalServerException"))
		cfg := testConfig(cloud)
		cfg.MaxRetries = new(3)
		if err := create(t.Context(), &driver{platform: NewPlatform(cfg)}); err == nil || len(*asked) != 4 {
			t.Errorf("%d calls, %v; want 4", len(*asked), err)
		}
	})
}

func TestRetry_refusalsAreFinal(t *testing.T) {
	r := newRetryer(nil)
	for _, err := range []error{&llm.Error{Code: llm.CodeRefused}, context.Canceled, errors.New("x509")} {
		if r.IsErrorRetryable(err) {
			t.Errorf("%v is retried", err)
		}
	}
}
