package azureopenai

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// clock is a clock that moves only when somebody sleeps.
type clock struct {
	at     time.Time
	pauses []time.Duration
}

func (c *clock) now() time.Time { return c.at }

func (c *clock) sleep(_ context.Context, d time.Duration) error {
	c.pauses = append(c.pauses, d)
	c.at = c.at.Add(d)
	return nil
}

// attempts runs the retry policy alone over scripted answers, of which the last
// repeats for ever; nil loses the connection.
func attempts(ctx context.Context, t *testing.T, c *clock, method string, answers ...func(*http.Request) *http.Response) (resp *http.Response, sent int, err error) {
	t.Helper()
	transport := transportFunc(func(req *http.Request) *http.Response {
		answer := answers[min(sent, len(answers)-1)]
		sent++
		return answer(req)
	})
	pipeline := runtime.NewPipeline("test", "v1.0.0", runtime.PipelineOptions{}, &policy.ClientOptions{
		Transport: transport, Retry: policy.RetryOptions{MaxRetries: -1},
		PerCallPolicies: []policy.Policy{&retry{now: c.now, sleep: c.sleep}},
	})
	req, err := runtime.NewRequest(ctx, method, "https://management.azure.com/")
	if err != nil {
		t.Fatal(err)
	}
	resp, err = pipeline.Do(req)
	return resp, sent, err
}

func answer(status int, body string, headers ...string) func(*http.Request) *http.Response {
	return func(req *http.Request) *http.Response { return reply(req, status, body, headers...) }
}

func lostConnection(*http.Request) *http.Response { return nil }

const (
	conflictBody = `{"error":{"code":"RequestConflict","message":"Another operation is being performed on the parent resource '/subscriptions/x/accounts/x'. Please try again later."}}`
	quotaBody    = `{"error":{"code":"InsufficientQuota","message":"This operation require 240 new capacity in quota Tokens Per Minute (thousands) - Text-Embedding-Ada-002, which is bigger than the current available capacity 0. The current quota usage is 240 and the quota limit is 240 for quota Tokens Per Minute (thousands) - Text-Embedding-Ada-002."}}`
)

func TestRetry_untilItSucceeds(t *testing.T) {
	for name, first := range map[string]func(*http.Request) *http.Response{
		"throttled":                            answer(429, ""),
		"timed out":                            answer(408, ""),
		"failed inside":                        answer(500, "{}"),
		"a bad gateway with a page of its own": answer(502, "<html>"),
		"unavailable":                          answer(503, ""),
		"a gateway that timed out":             answer(504, ""),
		"a lost connection":                    lostConnection,
		"another writer on the account":        answer(409, conflictBody),
		"an account that is not ready":         answer(409, `{"error":{"code":"AccountProvisioningStateInvalid","message":"m"}}`),
	} {
		t.Run(name, func(t *testing.T) {
			c := &clock{at: time.Now()}
			resp, sent, err := attempts(t.Context(), t, c, http.MethodPut, first, first, first, first, first, first, answer(200, "{}"))
			if err != nil || resp.StatusCode != http.StatusOK || sent != 7 {
				t.Fatalf("%v, %v after %d attempts, want 200 after 7", resp, err, sent)
			}
			for i, pause := range c.pauses {
				if most := min(firstPause<<i, lastPause); pause > most || pause < most/2 {
					t.Errorf("pause %d = %s, want between %s and %s", i, pause, most/2, most)
				}
			}
		})
	}
}

func TestRetry_notWhatIsSettled(t *testing.T) {
	for name, first := range map[string]func(*http.Request) *http.Response{
		"quota":                     answer(400, quotaBody),
		"quota that is called 429":  answer(429, quotaBody),
		"quota that is called 500":  answer(500, `{"error":{"code":"715-123420","message":"m"}}`),
		"no permission":             answer(403, `{"error":{"code":"AuthorizationFailed","message":"m"}}`),
		"no credentials":            answer(401, ""),
		"not found":                 answer(404, `{"error":{"code":"ResourceNotFound","message":"m"}}`),
		"another conflict":          answer(409, `{"error":{"code":"CustomDomainInUse","message":"m"}}`),
		"a method that is not made": answer(501, ""),
		"a redirect":                answer(307, ""),
	} {
		t.Run(name, func(t *testing.T) {
			c := &clock{at: time.Now()}
			_, sent, err := attempts(t.Context(), t, c, http.MethodPut, first)
			if err != nil || sent != 1 || len(c.pauses) != 0 {
				t.Errorf("%d attempts (%v), want 1", sent, err)
			}
		})
	}
}

func TestRetry_neverEarlierThanTold(t *testing.T) {
	now := time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC)
	date := func(t time.Time) string { return t.Format(http.TimeFormat) }
	for name, c := range map[string]struct {
		headers []string
		want    time.Duration
	}{
		"seconds":                         {[]string{"Retry-After", "7"}, 7 * time.Second},
		"a date":                          {[]string{"Retry-After", date(now.Add(9 * time.Second))}, 9 * time.Second},
		"a date by the server's clock":    {[]string{"Retry-After", date(now.Add(time.Hour + 9*time.Second)), "Date", date(now.Add(time.Hour))}, 9 * time.Second},
		"milliseconds":                    {[]string{"Retry-After-Ms", "1500"}, 1500 * time.Millisecond},
		"Microsoft's milliseconds":        {[]string{"X-Ms-Retry-After-Ms", "2500"}, 2500 * time.Millisecond},
		"several: the longest":            {[]string{"Retry-After-Ms", "10", "Retry-After", "3", "X-Ms-Retry-After-Ms", "20"}, 3 * time.Second},
		"seconds longer than our longest": {[]string{"Retry-After", "120"}, 2 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			clock := &clock{at: now}
			_, sent, err := attempts(t.Context(), t, clock, http.MethodGet, answer(429, "", c.headers...), answer(200, "{}"))
			if err != nil || sent != 2 || len(clock.pauses) != 1 || clock.pauses[0] != c.want {
				t.Errorf("%d attempts with pauses %v (%v), want one pause of %s", sent, clock.pauses, err, c.want)
			}
		})
	}
}

func TestRetry_doesNotTakeNonsenseForAnOrder(t *testing.T) {
	for _, value := range []string{"0", "-5", "soon", "NaN", ""} {
		c := &clock{at: time.Now()}
		_, sent, _ := attempts(t.Context(), t, c, http.MethodGet, answer(429, "", "Retry-After", value), answer(200, "{}"))
		if sent != 2 || c.pauses[0] < firstPause/2 || c.pauses[0] > firstPause {
			t.Errorf("Retry-After %q: %d attempts, pauses %v", value, sent, c.pauses)
		}
	}
}

func TestRetry_endsAtTheDeadline(t *testing.T) {
	t.Run("with the last answer", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		c := &clock{at: time.Now()}
		began := c.at
		resp, sent, err := attempts(ctx, t, c, http.MethodPut, answer(409, conflictBody))
		took := c.at.Sub(began)
		if err != nil || resp.StatusCode != http.StatusConflict || took > time.Hour || took < time.Hour-2*time.Second || sent < 100 {
			t.Errorf("%v, %v after %s and %d attempts; want 409 shortly before the deadline", resp, err, took, sent)
		}
	})
	t.Run("at once when told to wait past it", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for _, after := range []string{"61", "99999999999", "1e300"} {
			c := &clock{at: time.Now()}
			resp, sent, err := attempts(ctx, t, c, http.MethodPut, answer(429, "", "Retry-After", after))
			if err != nil || resp.StatusCode != http.StatusTooManyRequests || sent != 1 || len(c.pauses) != 0 {
				t.Errorf("Retry-After %s: %d attempts, pauses %v", after, sent, c.pauses)
			}
		}
	})
	t.Run("after five minutes where there is none", func(t *testing.T) {
		c := &clock{at: time.Now()}
		began := c.at
		_, _, _ = attempts(context.Background(), t, c, http.MethodGet, answer(503, ""))
		if took := c.at.Sub(began); took > patience || took < patience-2*time.Second {
			t.Errorf("took %s", took)
		}
	})
	t.Run("when the caller gives up", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		_, sent, err := attempts(ctx, t, &clock{at: time.Now()}, http.MethodGet, func(*http.Request) *http.Response {
			cancel()
			return nil
		})
		if err == nil || sent != 1 {
			t.Errorf("%d attempts, %v", sent, err)
		}
	})
}

// TestRetry_lostAnswers is the case that leaves an orphan: the answer to a
// create is lost, and the object that it made is what conflicts from then on.
func TestRetry_lostAnswersAreRemembered(t *testing.T) {
	for name, c := range map[string]struct {
		first func(*http.Request) *http.Response
		want  llm.Code
	}{
		"a lost connection leaves the outcome open":  {lostConnection, llm.CodeUnknown},
		"a gateway's timeout leaves it open":         {answer(504, ""), llm.CodeUnknown},
		"a throttled attempt has surely not been":    {answer(429, ""), llm.CodeInvalid},
		"a conflict before has surely not been made": {answer(409, conflictBody), llm.CodeInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			clock := &clock{at: time.Now()}
			resp, _, err := attempts(t.Context(), t, clock, http.MethodPut, c.first, answer(400, `{"error":{"code":"InvalidResourceProperties","message":"m"}}`))
			if err != nil {
				t.Fatal(err)
			}
			if told := failure("create deployment", "chat", resp, []byte(`{"error":{"code":"InvalidResourceProperties","message":"m"}}`)); told.Code != c.want {
				t.Errorf("code = %s, want %s", told.Code, c.want)
			}
		})
	}
}

func TestRetry_sendsTheBodyEachTime(t *testing.T) {
	var bodies []string
	d := scripted(t, func(req *http.Request) *http.Response {
		if req.Method != http.MethodPut {
			return reply(req, http.StatusOK, `{"location":"eastus2","kind":"OpenAI"}`)
		}
		var b strings.Builder
		if _, err := copyAll(&b, req); err != nil {
			t.Error(err)
		}
		bodies = append(bodies, b.String())
		if len(bodies) < 3 {
			return reply(req, 503, "", "Retry-After-Ms", "1")
		}
		return reply(req, 201, `{"name":"chat"}`)
	})
	_, err := d.Create(t.Context(), llm.DeploymentSpec{Name: "chat"}, llm.Native{Format: "OpenAI", Name: "gpt-4o", Serving: "Standard", Capacity: 1})
	if err != nil || len(bodies) != 3 || bodies[0] == "" || bodies[0] != bodies[1] || bodies[1] != bodies[2] {
		t.Errorf("%v; bodies %q", err, bodies)
	}
}

func TestRetry_neverRepeatsARefusalOfOurs(t *testing.T) {
	if passing(nil, &llm.Error{Code: llm.CodeRefused}) {
		t.Error("a refusal is repeated")
	}
	if passing(nil, nonRetriable{errors.New("no token")}) {
		t.Error("a credential error is repeated")
	}
}

type nonRetriable struct{ error }

func (nonRetriable) NonRetriable() {}

func copyAll(b *strings.Builder, req *http.Request) (int64, error) { return io.Copy(b, req.Body) }

func (n nonRetriable) Unwrap() error { return n.error }
