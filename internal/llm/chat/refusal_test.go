package chat

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadRefusal(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want Refusal
	}{
		"Azure's, with a code that is a word":   {`{"error":{"code":"DeploymentNotFound","message":"m"}}`, Refusal{Code: "DeploymentNotFound", Message: "m"}},
		"Azure's, with a code that is a number": {`{"error":{"code":429,"message":"m"}}`, Refusal{Code: "429", Message: "m"}},
		"a content filter's": {
			`{"error":{"code":"content_filter","message":"m","innererror":{"code":"ResponsibleAIPolicyViolation"}}}`,
			Refusal{Code: "content_filter", Inner: "ResponsibleAIPolicyViolation", Message: "m"},
		},
		"OpenAI's, with a type alone": {`{"error":{"code":null,"type":"invalid_request_error","message":"m"}}`, Refusal{Code: "invalid_request_error", Message: "m"}},
		"Anthropic's":                 {`{"type":"error","error":{"type":"rate_limit_error","message":"m"}}`, Refusal{Code: "rate_limit_error", Message: "m"}},
		"a gateway's, which is flat":  {`{"statusCode":401,"message":"m"}`, Refusal{Message: "m"}},
		"one of AWS's services":       {`{"Message":"m"}`, Refusal{Message: "m"}},
		"none":                        {`<html>`, Refusal{}},
		"an object of something else": {`{"choices":[]}`, Refusal{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := ReadRefusal([]byte(c.body))
			if diff := cmp.Diff(c.want, got); diff != "" || ok != (c.want != Refusal{}) {
				t.Errorf("%v (-want +got):\n%s", ok, diff)
			}
		})
	}
}
