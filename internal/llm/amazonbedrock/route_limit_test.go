package amazonbedrock

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What another writes to the shared rate limit while a write of ours is refused is kept, and so is the limit itself when
// the last entry of ours goes.
func TestRoute_entriesOfOthersOutliveAConflict(t *testing.T) {
	spec := sandboxRoute(func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(5000)) })
	for sentence, row := range map[string]struct {
		method string
		write  func(t *testing.T, routes *llm.Routes, made *llm.Composite)
	}{
		"when an entry changes": {http.MethodPatch, func(t *testing.T, routes *llm.Routes, made *llm.Composite) {
			t.Helper()
			changed := spec
			changed.TokensPerMinute = new(int64(6000))
			if _, err := routes.Update(t.Context(), made, changed, time.Hour); err != nil {
				t.Errorf("update: %v", err)
			}
		}},
		"when the only entry goes": {http.MethodDelete, func(t *testing.T, routes *llm.Routes, made *llm.Composite) {
			t.Helper()
			if err := routes.Delete(t.Context(), made.ID, nil, time.Hour); err != nil {
				t.Errorf("delete: %v", err)
			}
		}},
	} {
		t.Run(sentence, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sb := sandbox.New(sandbox.ProvisioningTime(0))
				routes := llm.NewRoutes(NewPlatform(sandboxConfig(sb, sandbox.AWSRegion)).Routes(), sb.Now)
				made, err := routes.Create(t.Context(), spec, time.Hour)
				if err != nil {
					t.Fatalf("create: %v", err)
				}
				limit := made.Child(childLimit).ID
				path := "/gateways/" + strings.Replace(limit[strings.Index(limit, "gateway/")+len("gateway/"):], "/rate-limit/", "/rate-limits/", 1)
				sb.Hook(sandbox.Hook{Match: sandbox.On(row.method, "/rate-limits/"), Times: 1, Before: func(r *http.Request) *http.Response {
					entry := func(model string) string {
						return `{"dimensions":{"` + modelDimension + `":"` + model + `"},"tokens":[{"period":"minute","rate":5000}]}`
					}
					if status, answer := sb.Do(http.MethodPatch, path, `{"entries":[`+entry(spec.Name)+`,`+entry("theirs")+`]}`); status != http.StatusOK {
						t.Errorf("write theirs: %d %s", status, answer)
					}
					return conflict(r)
				}})
				row.write(t, routes, made)
				if _, answer := sb.Do(http.MethodGet, path, ""); !strings.Contains(answer, `"theirs"`) {
					t.Errorf("the entry of another is lost: %s", answer)
				}
			})
		})
	}
}

// conflict is the service's answer while the object is being written.
func conflict(r *http.Request) *http.Response {
	return &http.Response{
		StatusCode: http.StatusConflict, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"X-Amzn-Errortype": {"ConflictException"}, "Content-Type": {"application/json"}},
		Body:   io.NopCloser(strings.NewReader(`{"message":"Cannot update the rate limit when it is in UPDATING status"}`)),
	}
}
