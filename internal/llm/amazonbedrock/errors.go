package amazonbedrock

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"unicode"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	smithy "github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// codes maps the platform's words. Sources: the service models of bedrock, bedrock-runtime, bedrock-agentcore-control, tagging, servicequotas and sts (2026-08), and
// the signature errors that every AWS service shares.
func codes(cloud string) llm.Code {
	switch cloud {
	case "ResourceNotFoundException":
		return llm.CodeNotFound
	case "ValidationException", "TooManyTagsException", "InvalidParameterException", "IllegalArgumentException":
		return llm.CodeInvalid
	case "ConflictException", "ConcurrentModificationException":
		return llm.CodeConflict
	case "ResourceInUseException":
		return llm.CodeLocked
	case "ServiceQuotaExceededException":
		return llm.CodeQuota
	case "ThrottlingException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded":
		return llm.CodeThrottled
	case "AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "OptInRequired":
		return llm.CodeDenied
	case "ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException",
		"SignatureDoesNotMatch", "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken",
		"MissingAuthenticationTokenException", "RequestExpired", "RequestTimeTooSkewed", "InvalidAccessKeyId", "NotAuthorized":
		return llm.CodeUnauthenticated
	case "RequestTimeout", "RequestTimeoutException", "InternalServerException", "InternalServiceException", "InternalFailure", "ServiceUnavailableException",
		"ServiceUnavailable", "ServiceException", "ModelNotReadyException", "ModelTimeoutException", "ModelErrorException":
		return llm.CodeUnavailable
	}
	return llm.CodeUnknown
}

var busyPattern = regexp.MustCompile(`^Cannot perform operation \w+ when .* is in (CREATING|UPDATING|DELETING|SYNCHRONIZING) status`)

// takenPattern is how Bedrock refuses the name of another guardrail, and a second enforced configuration: waiting helps neither.
var takenPattern = regexp.MustCompile(`(?i)already has this name|configuration already exists`)

// saidCode is the code of what a service said. AgentCore refuses a write to what is being changed as if it were wrong.
func saidCode(api smithy.APIError) llm.Code {
	code := codes(api.ErrorCode())
	if code == llm.CodeConflict && takenPattern.MatchString(api.ErrorMessage()) {
		return llm.CodeExists
	}
	if code == llm.CodeInvalid && busyPattern.MatchString(api.ErrorMessage()) {
		return llm.CodeConflict
	}
	return code
}

// translate turns whatever the SDK returned into an error with a code. A *llm.Error in the chain, such as the transport's
// refusal, stays what it is, but is told of the operation.
func translate(op, object string, err error) error {
	if err == nil {
		return nil
	}
	if refused, ok := errors.AsType[*llm.Error](err); ok {
		return named(refused, op, object)
	}
	if strange, ok := errors.AsType[*strangeError](err); ok {
		return strange.asError(op, object)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return cancelled(op, object, err)
	}
	e := &llm.Error{Op: op, Object: object, Code: llm.CodeUnknown, Err: err}
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		e.Status = response.HTTPStatusCode()
	}
	if response, ok := errors.AsType[*awshttp.ResponseError](err); ok {
		e.RequestID = oneLine(response.ServiceRequestID())
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return fromAPI(e, api)
	}
	return fromTransport(e)
}

// named gives an error of what lies below every operation the operation's own name.
func named(e *llm.Error, op, object string) *llm.Error {
	switch e.Op {
	case authOp, sendOp, pageOp:
		told := *e
		told.Op, told.Object = op, object
		return &told
	}
	return e
}

// asError is translate for an error that is then refined.
func asError(op, object string, err error) *llm.Error {
	translated, _ := errors.AsType[*llm.Error](translate(op, object, err))
	return translated
}

// fromAPI completes e with what the service itself said. An answer without a word of the service is somebody else's.
func fromAPI(e *llm.Error, api smithy.APIError) *llm.Error {
	e.Cloud, e.Message = oneLine(api.ErrorCode()), oneLine(api.ErrorMessage())
	e.Code = saidCode(api)
	if e.Cloud == "UnknownError" {
		e.Cloud, e.Message = "", ""
	}
	if e.Code == llm.CodeUnknown {
		e.Code = byStatus(e.Status)
	}
	if e.Message == "" || e.Message == "UnknownError" {
		e.Message = "the answer says nothing more"
	}
	e.Fix = fix(e)
	return e
}

// byStatus classes an answer that names no known error. A 404 is not "not found" here: a proxy or a wrong address answers
// so too, and an object would be given up for it.
func byStatus(status int) llm.Code {
	switch {
	case status == 429:
		return llm.CodeThrottled
	case status == 401:
		return llm.CodeUnauthenticated
	case status == 403:
		return llm.CodeDenied
	case status == 404, status >= 300 && status < 400:
		return llm.CodeProtocol
	case status == 408, status >= 500:
		return llm.CodeUnavailable
	case status >= 400:
		return llm.CodeInvalid
	}
	return llm.CodeUnknown
}

// fromTransport completes e for an answer that could not be read, or none at all.
func fromTransport(e *llm.Error) *llm.Error {
	if e.Status != 0 {
		e.Code = llm.CodeProtocol
		e.Message = "the answer is not one of the service: " + oneLine(rootCause(e.Err))
		e.Fix = "Look whether a proxy or a login page stands between this machine and AWS."
		return e
	}
	e.Code = llm.CodeUnavailable
	e.Message = "no answer: " + oneLine(rootCause(e.Err))
	e.Fix = "Look whether this machine reaches the host, and whether the region has Amazon Bedrock."
	return e
}

func rootCause(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}

func fix(e *llm.Error) string {
	switch e.Code {
	case llm.CodeDenied:
		return "Allow the bedrock action named in the message to these credentials, in an IAM policy or the organisation's."
	case llm.CodeUnauthenticated:
		return "Renew the credentials that the provider uses for Bedrock, and check the clock of this machine."
	case llm.CodeQuota:
		return "Ask for a higher quota of Amazon Bedrock in Service Quotas, or remove what is not needed."
	case llm.CodeProtocol:
		return "Look whether a proxy stands between this machine and AWS, and whether the endpoint is the right one."
	}
	return ""
}

func cancelled(op, object string, err error) error {
	code := llm.CodeCancelled
	if errors.Is(err, context.DeadlineExceeded) {
		code = llm.CodeTimeout
	}
	return &llm.Error{Op: op, Object: object, Code: code, Err: err, Message: oneLine(rootCause(err))}
}

// oneLine makes foreign text safe to show: one line, no control or direction characters, of bearable length.
func oneLine(s string) string {
	const limit = 600
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return strings.TrimSpace(s)
}
