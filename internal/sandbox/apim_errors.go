package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// apimDetail is what is wrong with one property.
type apimDetail struct {
	Code    string `json:"code"`
	Target  string `json:"target"`
	Message string `json:"message"`
}

func wrong(target, format string, args ...any) apimDetail {
	return apimDetail{Code: "ValidationError", Target: target, Message: fmt.Sprintf(format, args...)}
}

// apimRefuse is a refusal of API Management, which writes "details": null where it has none [recorded].
func apimRefuse(status int, code, format string, args ...any) *armError {
	refusal := refuse(status, code, format, args...)
	refusal.details = json.RawMessage("null")
	return refusal
}

// invalidFields is what API Management answers to properties that it does not take [recorded]; nil for none.
func invalidFields(details ...apimDetail) *armError {
	if len(details) == 0 {
		return nil
	}
	refusal := refuse(http.StatusBadRequest, "ValidationError", "One or more fields contain incorrect values:")
	refusal.details = encoded(details)
	return refusal
}

// encoded returns a value that cannot fail to be JSON, such as plain data or what came as JSON.
func encoded(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return data
}

// invalidField is invalidFields for one property.
func invalidField(target, format string, args ...any) *armError {
	return invalidFields(wrong(target, format, args...))
}

func apimNotFound(noun string) *armError {
	return apimRefuse(http.StatusNotFound, codeNotFound, "%s not found.", noun)
}

// apimInUse is recorded for policy fragments.
func apimInUse(noun, name string, users []string) *armError {
	return apimRefuse(http.StatusBadRequest, "ValidationError", "The %s '%s' is used by the following entities:\r\n%s\r\n",
		noun, name, strings.Join(users, "\r\n"))
}

// apimBusy is recorded: one long-running write at a time per API.
func apimBusy(noun string) *armError {
	return apimRefuse(http.StatusConflict, "PessimisticConcurrencyConflict", "Operation on the %s is in progress", noun)
}

// apimModified is recorded, for a stale If-Match and for two writes below one API at a time.
func apimModified() *armError {
	return apimRefuse(http.StatusPreconditionFailed, "PreconditionFailed", "Resource was modified since last retrieval.")
}

// apimNoMatch stands for a refusal whose words are not known: the specification calls the header required.
func apimNoMatch() *armError {
	return apimRefuse(http.StatusBadRequest, "MissingOrIncorrectIfMatch", "The If-Match header is required. "+
		"It has to hold the ETag of the entity, or * for an unconditional change.")
}

func apimNotReady(s *apimService, state string) *armError {
	return apimRefuse(http.StatusConflict, "ServiceNotReady", "The API Management service '%s' is in state '%s'. "+
		"Please try again later.", s.Name, state)
}
