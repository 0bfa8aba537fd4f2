package amazonbedrock

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func typed(name string) http.Header {
	return http.Header{"X-Amzn-Errortype": {name}, "X-Amzn-Requestid": {"req-1"}, "Content-Type": {"application/json"}}
}

// TestErrors reads every exception of the service model, and what is none, through the real client.
func TestErrors(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		header http.Header
		code   llm.Code
		cloud  string
	}{
		{"not found", 404, `{"message":"The provided inference profile is not found"}`, typed("ResourceNotFoundException"), llm.CodeNotFound, "ResourceNotFoundException"},
		{"not found with a namespace", 404, `{"message":"gone"}`, typed("ResourceNotFoundException:http://internal.amazon.com/coral/com.amazon.bedrock/"), llm.CodeNotFound, "ResourceNotFoundException"},
		{"not found in the body", 404, `{"__type":"com.amazon.bedrock#ResourceNotFoundException","message":"gone"}`, nil, llm.CodeNotFound, "ResourceNotFoundException"},
		{"a bare 404", 404, `{}`, nil, llm.CodeProtocol, ""},
		{"a proxy's 404", 404, `<html>no such page</html>`, http.Header{"Content-Type": {"text/html"}}, llm.CodeProtocol, ""},
		{"validation", 400, `{"message":"Input validation failed."}`, typed("ValidationException"), llm.CodeInvalid, "ValidationException"},
		{"conflict", 400, `{"message":"conflict"}`, typed("ConflictException"), llm.CodeConflict, "ConflictException"},
		{"in use", 400, `{"message":"in use"}`, typed("ResourceInUseException"), llm.CodeLocked, "ResourceInUseException"},
		{"quota", 400, `{"message":"exceeds the service quota"}`, typed("ServiceQuotaExceededException"), llm.CodeQuota, "ServiceQuotaExceededException"},
		{"too many tags", 400, `{"message":"tags","resourceName":"x"}`, typed("TooManyTagsException"), llm.CodeInvalid, "TooManyTagsException"},
		{"throttled", 429, `{"message":"Too many requests"}`, typed("ThrottlingException"), llm.CodeThrottled, "ThrottlingException"},
		{"throttled without a word", 429, ``, nil, llm.CodeThrottled, ""},
		{"denied", 403, `{"message":"not authorized to perform: bedrock:GetInferenceProfile"}`, typed("AccessDeniedException"), llm.CodeDenied, "AccessDeniedException"},
		{"expired", 403, `{"message":"The security token included in the request is expired"}`, typed("ExpiredTokenException"), llm.CodeUnauthenticated, "ExpiredTokenException"},
		{"unknown key", 403, `{"message":"The security token included in the request is invalid."}`, typed("UnrecognizedClientException"), llm.CodeUnauthenticated, "UnrecognizedClientException"},
		{"bad signature", 403, `{"message":"signature"}`, typed("InvalidSignatureException"), llm.CodeUnauthenticated, "InvalidSignatureException"},
		{"failure", 500, `{"message":"oops"}`, typed("InternalServerException"), llm.CodeUnavailable, "InternalServerException"},
		{"unavailable", 503, `{"message":"later"}`, typed("ServiceUnavailableException"), llm.CodeUnavailable, "ServiceUnavailableException"},
		{"an exception that is not known yet", 400, `{"message":"new"}`, typed("BrandNewException"), llm.CodeInvalid, "BrandNewException"},
		{"a login page", 200, `<html>log in</html>`, http.Header{"Content-Type": {"text/html"}}, llm.CodeProtocol, ""},
		{"a proxy's failure", 502, `<html>bad gateway</html>`, http.Header{"Content-Type": {"text/html"}}, llm.CodeProtocol, ""},
		{"a cut body", 200, `{"inferenceProfileArn":"arn:aws`, nil, llm.CodeProtocol, ""},
		{"a redirect", 307, ``, http.Header{"Location": {"https://elsewhere.example/"}}, llm.CodeProtocol, ""},
		{"another object", 200, `{"inferenceProfileArn":"` + strings.Replace(profileARN, "abc", "xyz", 1) + `"}`, nil, llm.CodeProtocol, ""},
		{"an empty object", 200, `{}`, nil, llm.CodeProtocol, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := testDriver(always(tt.status, tt.body, tt.header)).Get(t.Context(), llm.ID{Value: profileARN})
			got, ok := errors.AsType[*llm.Error](err)
			if !ok {
				t.Fatalf("error %v is no *llm.Error", err)
			}
			if got.Code != tt.code || got.Cloud != tt.cloud {
				t.Errorf("code %q cloud %q, want %q %q (%v)", got.Code, got.Cloud, tt.code, tt.cloud, err)
			}
			if tt.cloud != "" && tt.header != nil && got.RequestID != "req-1" {
				t.Errorf("request id %q is lost", got.RequestID)
			}
			if tt.status != 200 && got.Status != tt.status {
				t.Errorf("status %d, want %d", got.Status, tt.status)
			}
			if got.Message == "" || strings.ContainsAny(got.Error(), "\n\r") {
				t.Errorf("unreadable: %q", got.Error())
			}
		})
	}
}

func TestErrors_withoutAnAnswer(t *testing.T) {
	_, err := testDriver(always(0, "", nil)).Get(t.Context(), llm.ID{Value: profileARN})
	if got := llm.CodeOf(err); got != llm.CodeUnavailable {
		t.Errorf("a lost connection is %q, want %q: %v", got, llm.CodeUnavailable, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	_, err = testDriver(always(200, "{}", nil)).Get(ctx, llm.ID{Value: profileARN})
	if got := llm.CodeOf(err); got != llm.CodeTimeout {
		t.Errorf("a passed deadline is %q, want %q: %v", got, llm.CodeTimeout, err)
	}
}

func TestErrors_ofWrites(t *testing.T) {
	t.Run("a model that is not there is no missing deployment", func(t *testing.T) {
		d := testDriver(always(404, `{"message":"marked by provider as Legacy"}`, typed("ResourceNotFoundException")))
		_, err := d.Create(t.Context(), profileSpec(), llm.Native{Name: "m.n", Serving: "m.n"})
		got, _ := errors.AsType[*llm.Error](err)
		if got == nil || got.Code != llm.CodeInvalid || got.Field != llm.FieldModel || got.Fix == "" {
			t.Errorf("error = %#v, want one that points at the model", got)
		}
	})
	t.Run("deleting what is gone succeeds", func(t *testing.T) {
		for _, id := range []string{profileARN, unitsARN, customARN} {
			d := testDriver(always(404, `{"message":"gone"}`, typed("ResourceNotFoundException")))
			if err := d.Delete(t.Context(), llm.ID{Value: id}); err != nil {
				t.Errorf("delete %s: %v", id, err)
			}
		}
	})
	t.Run("a commitment locks", func(t *testing.T) {
		d := testDriver(&stub{answer: func(r *http.Request, _ string) (int, string, http.Header) {
			if r.Method == http.MethodDelete {
				return 400, `{"message":"conflict"}`, typed("ConflictException")
			}
			return 200, `{"provisionedModelArn":"` + unitsARN + `","status":"InService","modelUnits":1,"desiredModelUnits":1}`, nil
		}})
		if err := d.Delete(t.Context(), llm.ID{Value: unitsARN}); llm.CodeOf(err) != llm.CodeLocked {
			t.Errorf("error = %v, want locked", err)
		}
	})
	t.Run("what is still changing is a conflict", func(t *testing.T) {
		d := testDriver(&stub{answer: func(r *http.Request, _ string) (int, string, http.Header) {
			if r.Method == http.MethodDelete {
				return 400, `{"message":"conflict"}`, typed("ConflictException")
			}
			return 200, `{"provisionedModelArn":"` + unitsARN + `","status":"Creating"}`, nil
		}})
		if err := d.Delete(t.Context(), llm.ID{Value: unitsARN}); llm.CodeOf(err) != llm.CodeConflict {
			t.Errorf("error = %v, want a conflict", err)
		}
	})
	t.Run("an answer about something else is no success", func(t *testing.T) {
		for _, made := range []string{"", unitsARN, strings.Replace(profileARN, "us-east-1", "us-west-2", 1), "arn:aws:s3:::bucket"} {
			d := testDriver(always(201, `{"inferenceProfileArn":"`+made+`"}`, nil))
			id, err := d.Create(t.Context(), profileSpec(), llm.Native{Name: "m.n", Serving: "m.n"})
			if id.Value != "" || llm.CodeOf(err) != llm.CodeProtocol {
				t.Errorf("answer %q: %v, %v; want a protocol error", made, id, err)
			}
		}
	})
}

func TestOneLine(t *testing.T) {
	got := oneLine("a\nb\x00c\u202ed" + strings.Repeat("é", 1000))
	if strings.ContainsAny(got, "\n\x00\u202e") || len(got) > 610 || !strings.HasPrefix(got, "a bcd") {
		t.Errorf("oneLine = %q", got)
	}
}
