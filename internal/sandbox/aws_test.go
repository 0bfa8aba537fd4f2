package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

const (
	novaLite       = "amazon.nova-lite-v1:0"
	novaLiteTuning = "amazon.nova-lite-v1:0:300k" // the variant that throughput can be bought for
)

// cloud is a sandbox with the real clients of AWS in one region. Every answer is held to the official model.
type cloud struct {
	sandbox *Sandbox
	bedrock *bedrock.Client
	gateway *bedrockagentcorecontrol.Client
	tagging *resourcegroupstaggingapi.Client
	quotas  *servicequotas.Client
	sts     *sts.Client
}

// clientsOf connects the real clients to a sandbox.
func clientsOf(t *testing.T, sb *Sandbox, region string) cloud {
	t.Helper()
	cfg := aws.Config{
		Region: region, Credentials: credentials.NewStaticCredentialsProvider("AKIDSANDBOX", "secret", ""),
		HTTPClient: &http.Client{Transport: modelChecked(t, sb)}, Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}
	return cloud{
		sandbox: sb,
		bedrock: bedrock.NewFromConfig(cfg, func(o *bedrock.Options) {
			o.AuthSchemePreference, o.BearerAuthTokenProvider = []string{"sigv4"}, nil
		}),
		gateway: bedrockagentcorecontrol.NewFromConfig(cfg),
		tagging: resourcegroupstaggingapi.NewFromConfig(cfg),
		quotas:  servicequotas.NewFromConfig(cfg),
		sts:     sts.NewFromConfig(cfg),
	}
}

func newCloud(t *testing.T, opts ...Option) cloud {
	t.Helper()
	return clientsOf(t, New(opts...), "us-east-1")
}

// wantError fails unless err is the typed exception E of the SDK.
func wantError[E error](t *testing.T, err error, saying string) {
	t.Helper()
	if want, ok := errors.AsType[E](err); !ok {
		t.Fatalf("got %v, want a %T", err, want)
	}
	if !strings.Contains(err.Error(), saying) {
		t.Errorf("got %q, want it to say %q", err, saying)
	}
}

// wantCode fails unless err is an API error of the code, for errors that the SDK has no type for.
func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code {
		t.Fatalf("got %v, want the code %s", err, code)
	}
}

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWS_refusesWhatIsNotSigned(t *testing.T) {
	sb := New()
	cases := map[string]struct {
		authorization, target, want string
		status                      int
	}{
		"no authorization":            {want: "MissingAuthenticationTokenException", status: 403},
		"a bearer token":              {authorization: "Bearer bedrock-api-key-x", want: "MissingAuthenticationTokenException", status: 403},
		"the scope of another API":    {authorization: scoped("us-east-1", "tagging"), want: "InvalidSignatureException", status: 403},
		"a target of another scope":   {authorization: scoped("us-east-1", "bedrock"), target: taggingTarget + "GetResources", want: "InvalidSignatureException", status: 403},
		"a service it does not have":  {authorization: scoped("us-east-1", "s3"), want: "InvalidSignatureException", status: 403},
		"a region it does not know":   {authorization: scoped("mars-north-1", "bedrock"), want: "UnrecognizedClientException", status: 403},
		"an operation it has not got": {authorization: scoped("us-east-1", "tagging"), target: taggingTarget + "GetTagKeys", want: "UnknownOperationException", status: 404},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://bedrock.us-east-1.amazonaws.com/inference-profiles", nil)
			noError(t, err)
			if c.target != "" {
				r.Method, r.URL.Path = http.MethodPost, "/"
				r.Header.Set("X-Amz-Target", c.target)
			}
			if c.authorization != "" {
				r.Header.Set("Authorization", c.authorization)
			}
			resp, err := sb.RoundTrip(r)
			noError(t, err)
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			noError(t, err)
			if resp.StatusCode != c.status || resp.Header.Get("X-Amzn-ErrorType") != c.want || !strings.Contains(string(body), c.want) {
				t.Errorf("got %d %s: %s; want %d %s", resp.StatusCode, resp.Header.Get("X-Amzn-ErrorType"), body, c.status, c.want)
			}
			if resp.Header.Get("X-Amzn-RequestId") == "" {
				t.Error("there is no request id")
			}
		})
	}
}

func scoped(region, service string) string {
	return "AWS4-HMAC-SHA256 Credential=AKID/20260822/" + region + "/" + service + "/aws4_request, SignedHeaders=host, Signature=0"
}

func TestAWS_aBearerTokenInTheEnvironmentReplacesTheCredentials(t *testing.T) {
	t.Setenv("AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-x")
	cfg := aws.Config{
		Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("AKID", "secret", ""),
		HTTPClient: New().Client(), Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}
	_, err := bedrock.NewFromConfig(cfg).ListFoundationModels(t.Context(), nil)
	wantCode(t, err, "MissingAuthenticationTokenException") // the trap: the sandbox shows it
	_, err = bedrock.NewFromConfig(cfg, func(o *bedrock.Options) {
		o.AuthSchemePreference, o.BearerAuthTokenProvider = []string{"sigv4"}, nil
	}).ListFoundationModels(t.Context(), nil)
	noError(t, err)
}

func TestAWS_regionsAreWorldsOfTheirOwn(t *testing.T) {
	sb := New()
	east, west := clientsOf(t, sb, "us-east-1"), clientsOf(t, sb, "us-west-2")
	created := mustCreateProfile(t, east, "here", novaLiteIn("us-east-1"))
	_, err := west.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: &created})
	wantError[*types.ValidationException](t, err, "another region")
	list, err := west.bedrock.ListInferenceProfiles(t.Context(), &bedrock.ListInferenceProfilesInput{TypeEquals: types.InferenceProfileTypeApplication})
	noError(t, err)
	if len(list.InferenceProfileSummaries) != 0 {
		t.Errorf("us-west-2 lists %d profiles of us-east-1", len(list.InferenceProfileSummaries))
	}
}

func TestAWS_throttlingAndLostRepliesCanBeMade(t *testing.T) {
	c := newCloud(t)
	c.sandbox.Hook(Fault(On("GET", "^/inference-profiles"), 429, `{"message":"Too many requests, please wait before trying again."}`,
		http.Header{"X-Amzn-Errortype": {"ThrottlingException"}}))
	_, err := c.bedrock.ListInferenceProfiles(t.Context(), nil)
	wantError[*types.ThrottlingException](t, err, "Too many requests")
}

func TestAWS_aRequestBeyondItsContextIsNotServed(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := newCloud(t).bedrock.ListFoundationModels(ctx, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context canceled", err)
	}
}

// settle lets the sandbox finish everything that it provisions.
func (c cloud) settle(t *testing.T) {
	t.Helper()
	noError(t, c.sandbox.Advance(2*time.Second))
}

func TestSTS_namesTheSandboxAccount(t *testing.T) {
	c := newCloud(t)
	who, err := c.sts.GetCallerIdentity(t.Context(), nil)
	noError(t, err)
	if *who.Account != AWSAccount || *who.Arn != callerARN() || *who.UserId == "" {
		t.Errorf("got %s %s %s", *who.Account, *who.Arn, *who.UserId)
	}
	_, err = c.sts.GetSessionToken(t.Context(), nil)
	wantCode(t, err, "InvalidAction")
}

func decodeAny[T any](body string) (value T, err error) {
	return value, json.Unmarshal([]byte(body), &value)
}
