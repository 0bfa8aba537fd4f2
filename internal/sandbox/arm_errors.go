package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// codeNotFound is the code of an object that is not there, beneath a parent that is.
const codeNotFound = "ResourceNotFound"

// armError is a refusal in ARM's form. Messages marked "recorded" are verbatim from public reports of the live
// service; the others are this stand-in's own words under the service's code.
type armError struct {
	status        int
	code, message string
	details       json.RawMessage // nil leaves the member out
}

type armErrorBody struct {
	Error struct {
		Code    string          `json:"code"`
		Message string          `json:"message"`
		Details json.RawMessage `json:"details,omitempty"`
	} `json:"error"`
}

func (e *armError) reply() reply {
	var body armErrorBody
	body.Error.Code, body.Error.Message, body.Error.Details = e.code, e.message, e.details
	return jsonReply(e.status, body).with("X-Ms-Failure-Cause", "gateway")
}

func refuse(status int, code, format string, args ...any) *armError {
	return &armError{status: status, code: code, message: fmt.Sprintf(format, args...)}
}

// invalidContent is what ARM answers where a body cannot be read.
func invalidContent(format string, args ...any) *armError {
	return refuse(http.StatusBadRequest, "InvalidRequestContent",
		"The request content was invalid and could not be deserialized: '%s'.", fmt.Sprintf(format, args...))
}

// invalidProperties is the service's most general refusal of a deployment.
func invalidProperties(format string, args ...any) *armError {
	return refuse(http.StatusBadRequest, "InvalidResourceProperties", format, args...)
}

func subscriptionNotFound(id string) *armError {
	return refuse(http.StatusNotFound, "SubscriptionNotFound", "The subscription '%s' could not be found.", id)
}

func groupNotFound(name string) *armError {
	return refuse(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", name)
}

func resourceNotFound(kind, group string) *armError {
	return refuse(http.StatusNotFound, codeNotFound, "The Resource '%s' under resource group '%s' was not found. "+
		"For more details please go to https://aka.ms/ARMResourceNotFoundFix", kind, group)
}

func parentNotFound(action, childType, parentID string) *armError {
	return refuse(http.StatusNotFound, "ParentResourceNotFound", "Failed to perform '%s' on resource(s) of type '%s', "+
		"because the parent resource '%s' could not be found.", action, childType, parentID)
}

// requestConflict is recorded: one change at a time per account.
func requestConflict(accountID string) *armError {
	return refuse(http.StatusConflict, "RequestConflict",
		"Another operation is being performed on the parent resource '%s'. Please try again later.", accountID)
}

func accountNotReady(accountID, state string) *armError {
	return refuse(http.StatusConflict, "AccountProvisioningStateInvalid", "Account %s in state %s", accountID, state)
}
