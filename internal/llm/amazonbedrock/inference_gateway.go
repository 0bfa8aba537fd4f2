package amazonbedrock

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/chat"
)

// inferencePath is all that is asked of a gateway.
var inferencePath = regexp.MustCompile(`^/inference/v1/(chat/completions|messages)$`)

// askGateway asks a route, in the protocol that its targets speak.
func (at *callee) askGateway(ctx context.Context, question llm.Question) (llm.Answer, error) {
	protocol := chat.Of(at.to)
	if protocol == nil || at.to.Guardrail != (llm.AttachedGuardrail{}) {
		return llm.Answer{}, at.invalid(invokeOp, llm.FieldEndpoint, "the endpoint speaks no protocol of a gateway, or names a guardrail, which a gateway does not pass on",
			"Invoke the deployment behind the route for what needs Converse or a guardrail.")
	}
	req, err := protocol.Request(ctx, question)
	if err != nil {
		return llm.Answer{}, at.invalid(invokeOp, "", err.Error(), "")
	}
	if err := at.sign(ctx, req); err != nil {
		return llm.Answer{}, err
	}
	begun := time.Now()
	resp, body, err := at.send(req) //nolint:bodyclose // it is read and closed there
	if err != nil {
		return llm.Answer{}, err
	}
	latency := time.Since(begun)
	if resp.StatusCode != http.StatusOK {
		return llm.Answer{}, at.gatewayError(resp, body)
	}
	answer, err := protocol.Answer(body)
	if err != nil {
		return llm.Answer{}, at.strange(resp, err)
	}
	answer.Latency, answer.RequestID = latency, oneLine(requestIDOf(resp.Header))
	return answer, nil
}

// send sends a request to the gateway and reads the answer whole.
func (at *callee) send(req *http.Request) (*http.Response, []byte, error) {
	client, err := guarded(at.c.session.next, url.URL{Scheme: "https", Host: req.URL.Host}, func(r *http.Request) bool {
		return r.Method == http.MethodPost && inferencePath.MatchString(r.URL.EscapedPath()) && r.URL.RawQuery == ""
	})
	if err != nil {
		return nil, nil, at.invalid(invokeOp, llm.FieldEndpoint, err.Error(), endpointFix)
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, nil, at.invokeError(withoutAddress(err))
	}
	body, err := chat.Read(resp)
	if errors.Is(err, chat.ErrTooLarge) {
		return nil, nil, at.strange(resp, err)
	}
	if err != nil {
		return nil, nil, at.invokeError(err)
	}
	return resp, body, nil
}

// strange is of an answer that is none. Nothing of it is shown.
func (at *callee) strange(resp *http.Response, err error) error {
	return at.invokeError(&strangeError{status: resp.StatusCode, header: resp.Header, host: gatewayHost(at.gateway), err: err})
}

// sign proves who calls, as the gateway asks for.
func (at *callee) sign(ctx context.Context, req *http.Request) error {
	schemes := at.to.Auth.Schemes
	switch {
	case slices.Contains(schemes, "none"):
		return nil
	case !slices.Contains(schemes, "sigv4"):
		return at.invalid(invokeOp, llm.FieldEndpoint, "the gateway takes tokens of an identity provider of its own, which this provider does not have",
			"Call it from an application with such a token, or let the gateway take AWS's signatures (AWS_IAM).")
	case at.to.Auth.SigningService != gatewayService:
		return at.invalid(invokeOp, llm.FieldEndpoint, "endpoint.auth.signing_service is not "+gatewayService, endpointFix)
	}
	session, err := at.c.session.aws.Credentials.Retrieve(ctx)
	if err != nil {
		return translate(invokeOp, clip(at.to.Model), err)
	}
	body, err := req.GetBody()
	if err != nil {
		return translate(invokeOp, clip(at.to.Model), err)
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, body); err != nil {
		return translate(invokeOp, clip(at.to.Model), err)
	}
	return v4.NewSigner().SignHTTP(ctx, session, req, hex.EncodeToString(hash.Sum(nil)), gatewayService, at.region, time.Now())
}

// gatewayError says what a refusal of the gateway, or of the model behind it, means.
func (at *callee) gatewayError(resp *http.Response, body []byte) error {
	told, _ := chat.ReadRefusal(body)
	named, _, _ := strings.Cut(resp.Header.Get("X-Amzn-Errortype"), ":")
	cloud := oneLine(cmp.Or(named, told.Code))
	if told.Code == "content_filter" || told.Inner == "ResponsibleAIPolicyViolation" { // of a deployment on Azure behind the route
		return llm.Blocked(clip(at.to.Model), "content_filter", oneLine(requestIDOf(resp.Header)))
	}
	code := codes(cloud)
	if code == llm.CodeUnknown {
		code = byStatus(resp.StatusCode)
	}
	if resp.StatusCode == http.StatusNotFound {
		code = llm.CodeNotFound // of the gateway itself: no rule or target takes the route's name
	}
	return at.invokeError(&llm.Error{
		Op: sendOp, Code: code, Cloud: cloud, Status: resp.StatusCode, RequestID: oneLine(requestIDOf(resp.Header)),
		Message: cmp.Or(oneLine(told.Message), "the answer says nothing more"),
	})
}

// withoutAddress is the cause of a failed request.
func withoutAddress(err error) error {
	if failed, ok := err.(*url.Error); ok { //nolint:errorlint // what http.Client returns
		return failed.Err
	}
	return err
}
