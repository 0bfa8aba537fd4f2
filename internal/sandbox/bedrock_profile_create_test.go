package sandbox

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
)

func TestProfile_createRefuses(t *testing.T) {
	long := strings.Repeat("a", 65)
	validation := func(saying string) func(*testing.T, error) {
		return func(t *testing.T, err error) { t.Helper(); wantError[*types.ValidationException](t, err, saying) }
	}
	notFound := func(saying string) func(*testing.T, error) {
		return func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.ResourceNotFoundException](t, err, saying)
		}
	}
	cases := map[string]struct {
		name, from string
		want       func(*testing.T, error)
	}{
		"a name of 65 characters":             {name: long, want: validation("less than or equal to 64")},
		"a name with a slash":                 {name: "a/b", want: validation("regular expression")},
		"a name with two blanks":              {name: "a  b", want: validation("regular expression")},
		"a source that is no ARN":             {from: "us." + novaLite, want: validation("regular expression")},
		"a source of another region":          {from: novaLiteIn("us-west-2"), want: validation("copyFrom must be a valid")},
		"a source of another account":         {from: "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us." + novaLite, want: validation("copyFrom must be a valid")},
		"a model nobody has":                  {from: foundationModelARN("us-east-1", "acme.house-model-v1:0"), want: notFound("acme.house-model")},
		"a model that needs a profile":        {from: foundationModelARN("us-east-1", "openai.gpt-5.6-sol"), want: validation("inference profile that contains this model")},
		"a provisioned model":                 {from: foundationModelARN("us-east-1", novaLiteTuning), want: validation("on-demand throughput")},
		"a legacy model":                      {from: foundationModelARN("us-east-1", "amazon.nova-canvas-v1:0"), want: notFound("marked by provider as Legacy")},
		"a profile of another geography":      {from: systemARN("us-east-1", "eu."+novaLite), want: notFound("eu." + novaLite)},
		"a profile whose model is gone":       {from: systemARN("us-east-1", "us.meta.llama3-2-3b-instruct-v1:0"), want: notFound("meta.llama3-2-3b")},
		"a profile of a legacy model":         {from: systemARN("us-east-1", "us.anthropic.claude-sonnet-4-20250514-v1:0"), want: notFound("marked by provider as Legacy")},
		"a model of the mantle endpoint only": {from: foundationModelARN("us-east-1", "openai.gpt-5.4"), want: notFound("openai.gpt-5.4")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			if tc.name == "" {
				tc.name = "assistant"
			}
			if tc.from == "" {
				tc.from = novaLiteIn("us-east-1")
			}
			_, err := c.bedrock.CreateInferenceProfile(t.Context(), profileInput(tc.name, tc.from))
			tc.want(t, err)
			if held := listProfileNames(t, c); len(held) != 0 {
				t.Errorf("the refused create left %v", held)
			}
		})
	}
}

func TestProfile_bodiesAreRead(t *testing.T) {
	source := `"modelSource":{"copyFrom":"` + novaLiteIn("us-east-1") + `"}`
	cases := map[string]struct{ body, want string }{
		"an unknown member is refused":           {`{"inferenceProfileName":"a",` + source + `,"color":"red"}`, "ValidationException"},
		"a member in another case is refused":    {`{"InferenceProfileName":"a",` + source + `}`, "ValidationException"},
		"an unknown member of a source too":      {`{"inferenceProfileName":"a","modelSource":{"copyFrom":"x","also":"y"}}`, "ValidationException"},
		"a missing name is named":                {`{` + source + `}`, "'inferenceProfileName'"},
		"a missing source is named":              {`{"inferenceProfileName":"a"}`, "'modelSource'"},
		"an empty description breaks its length": {`{"inferenceProfileName":"a","description":"",` + source + `}`, "'description'"},
		"a token with a blank breaks its form":   {`{"inferenceProfileName":"a","clientRequestToken":"a b",` + source + `}`, "'clientRequestToken'"},
		"what is not JSON":                       {`name=a`, "SerializationException"},
		"a name that is a number":                {`{"inferenceProfileName":1,` + source + `}`, "SerializationException"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			status, body := New().Do("POST", "/inference-profiles", tc.body)
			if status != 400 || !strings.Contains(body, tc.want) {
				t.Errorf("got %d %s, want 400 and %s", status, body, tc.want)
			}
		})
	}
}

func TestProfile_oneTokenIsOneProfile(t *testing.T) {
	c := newCloud(t)
	in := profileInput("assistant", novaLiteIn("us-east-1"))
	in.ClientRequestToken = aws.String("token-1")
	first, err := c.bedrock.CreateInferenceProfile(t.Context(), in)
	noError(t, err)
	again, err := c.bedrock.CreateInferenceProfile(t.Context(), in)
	noError(t, err)
	if *first.InferenceProfileArn != *again.InferenceProfileArn || len(listProfileNames(t, c)) != 1 {
		t.Errorf("two profiles of one token: %s and %s", *first.InferenceProfileArn, *again.InferenceProfileArn)
	}
	in.Description = aws.String("another")
	_, err = c.bedrock.CreateInferenceProfile(t.Context(), in)
	wantError[*types.ValidationException](t, err, "token-1")
	in.ClientRequestToken = aws.String("token-2")
	_, err = c.bedrock.CreateInferenceProfile(t.Context(), in)
	noError(t, err) // names are not keys
}

func TestProfile_quotaRunsOut(t *testing.T) {
	c := newCloud(t)
	noError(t, c.sandbox.SetServiceQuota("us-east-1", QuotaInferenceProfiles, 1))
	mustCreateProfile(t, c, "one", novaLiteIn("us-east-1"))
	_, err := c.bedrock.CreateInferenceProfile(t.Context(), profileInput("two", novaLiteIn("us-east-1")))
	wantError[*types.ServiceQuotaExceededException](t, err, QuotaInferenceProfiles)
}
