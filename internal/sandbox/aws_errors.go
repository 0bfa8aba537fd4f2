package sandbox

import (
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
)

// awsError is a refusal by an AWS service.
type awsError struct {
	status  int
	code    string
	message string
	// members are further members of the error's body.
	members map[string]string
}

// reply words the error in the protocol of the service that was asked.
func (e *awsError) reply(r *request) reply {
	header, id := awsRequestID()
	if r.service == serviceSTS {
		return e.xml(id).with(header, id)
	}
	key, contentType := "message", "application/json"
	if r.target != "" {
		key, contentType = "Message", "application/x-amz-json-1.1"
	}
	body := map[string]string{"__type": e.code, key: e.message}
	maps.Copy(body, e.members)
	return jsonReply(e.status, body).with("Content-Type", contentType).with("X-Amzn-Errortype", e.code).with(header, id)
}

// xml words the error as the query protocol does.
func (e *awsError) xml(id string) reply {
	type body struct {
		XMLName   xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ ErrorResponse"`
		Type      string   `xml:"Error>Type"`
		Code      string   `xml:"Error>Code"`
		Message   string   `xml:"Error>Message"`
		RequestID string   `xml:"RequestId"`
	}
	return xmlReply(e.status, body{Type: "Sender", Code: e.code, Message: e.message, RequestID: id})
}

func xmlReply(status int, v any) reply {
	body, err := xml.Marshal(v)
	if err != nil {
		return reply{status: http.StatusInternalServerError, body: []byte(err.Error())}
	}
	return reply{status: status, header: http.Header{"Content-Type": {"text/xml"}}, body: body}
}

func invalidInput(format string, args ...any) *awsError {
	return &awsError{status: http.StatusBadRequest, code: "ValidationException", message: fmt.Sprintf(format, args...)}
}

// notFoundARN words the absence of a resource as the service's model does; the ARN is added to help.
func notFoundARN(arn string) *awsError {
	return &awsError{
		status: http.StatusNotFound, code: "ResourceNotFoundException",
		message: "The specified resource Amazon Resource Name (ARN) was not found. Check the Amazon Resource Name (ARN) and try your request again. (" + arn + ")",
	}
}

// inConflict is HTTP 400 in Bedrock's model, not 409.
func inConflict(format string, args ...any) *awsError {
	return &awsError{status: http.StatusBadRequest, code: "ConflictException", message: fmt.Sprintf(format, args...)}
}

func quotaExceeded(format string, args ...any) *awsError {
	return &awsError{status: http.StatusBadRequest, code: "ServiceQuotaExceededException", message: fmt.Sprintf(format, args...)}
}

func accessDenied(format string, args ...any) *awsError {
	return &awsError{status: http.StatusForbidden, code: "AccessDeniedException", message: fmt.Sprintf(format, args...)}
}

// inputError is what a nested member's decoder says of it.
type inputError string

func (e inputError) Error() string { return string(e) }
