package llm

import (
	"errors"
	"fmt"
	"strings"
)

// Code classes an error by what can be done about it.
type Code string

// The codes. A driver maps every answer of its platform to one of them.
const (
	CodeUnknown         Code = "unknown"         // the outcome is not known either
	CodeInvalid         Code = "invalid"         // the request can never succeed as it is
	CodeNotFound        Code = "not found"       // the object is not there
	CodeExists          Code = "already exists"  // another object bears the name
	CodeConflict        Code = "conflict"        // something else is being changed; later it may succeed
	CodeLocked          Code = "locked"          // a commitment or a user of the object forbids it
	CodeQuota           Code = "quota"           // the account's limit is reached; never retried
	CodeThrottled       Code = "throttled"       // too many requests
	CodeUnavailable     Code = "unavailable"     // the platform failed; later it may succeed
	CodeUnauthenticated Code = "unauthenticated" // no or expired credentials
	CodeDenied          Code = "denied"          // the credentials may not do this
	CodeProtocol        Code = "protocol"        // the answer is not the platform's (a proxy's page, a cut body)
	CodeRefused         Code = "refused"         // this provider would not send it
	CodeTimeout         Code = "timeout"         // the deadline passed while waiting
	CodeCancelled       Code = "cancelled"       // the caller gave up
)

// Error is a failed operation on one object. It never holds a credential, a
// header or a prompt.
type Error struct {
	Op        string // "create deployment"
	Object    string // name or id; may be empty
	Code      Code
	Cloud     string // the platform's own code, such as "InsufficientQuota"
	Status    int    // HTTP status; 0 if there was no answer
	RequestID string // what the platform's support asks for
	Message   string // the platform's message, one line, sanitised
	Field     Field  // the argument to change; empty if none stands out
	Fix       string // what to do, where the driver knows better than the code tells
	Err       error  // the cause; may be nil
}

// Error reads `create deployment "chat": InsufficientQuota: … (HTTP 400, request 0a1b)`.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.Object != "" {
		fmt.Fprintf(&b, " %q", e.Object)
	}
	for _, part := range []string{e.Cloud, e.text()} {
		if part != "" {
			b.WriteString(": " + part)
		}
	}
	b.WriteString(e.origin())
	return b.String()
}

func (e *Error) text() string {
	switch {
	case e.Message != "":
		return e.Message
	case e.Err != nil:
		return e.Err.Error()
	case e.Cloud == "":
		return string(e.Code)
	}
	return ""
}

func (e *Error) origin() string {
	var facts []string
	if e.Status != 0 {
		facts = append(facts, fmt.Sprintf("HTTP %d", e.Status))
	}
	if e.RequestID != "" {
		facts = append(facts, "request "+e.RequestID)
	}
	if len(facts) == 0 {
		return ""
	}
	return " (" + strings.Join(facts, ", ") + ")"
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of the first *Error in the chain, CodeUnknown without one.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeUnknown
}

// IsNotFound reports whether err says that the object is not there.
func IsNotFound(err error) bool { return err != nil && CodeOf(err) == CodeNotFound }

// outcomeUnknown reports whether a write that failed with err may have happened.
func outcomeUnknown(err error) bool {
	switch CodeOf(err) {
	case CodeUnknown, CodeUnavailable, CodeProtocol, CodeTimeout, CodeCancelled:
		return true
	}
	return false
}

// ProblemsError carries the problems that stopped a write.
type ProblemsError struct{ Problems []Problem }

// Error joins the summaries; Problems hold the details.
func (e *ProblemsError) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = fmt.Sprintf("%s: %s", p.Field, p.Summary)
	}
	return strings.Join(texts, "; ")
}

// Subject is the object that an error is about.
type Subject struct {
	Noun   string // "deployment"
	ID     ID
	Name   string
	Reason string // the platform's own word or message for how it stands
}

// ExistsError says that an object which this configuration did not make bears
// the name already.
type ExistsError struct {
	Existing   Subject
	NotResumed string // why it was not resumed, where it is an interrupted create; empty: it is none
}

// Error names the object.
func (e *ExistsError) Error() string {
	return fmt.Sprintf("create %s %q: %s exists already", e.Existing.Noun, e.Existing.Name, e.Existing.ID.Value)
}

// DivergedError says that after a write the platform serves something else
// than was asked, although it accepted the request.
type DivergedError struct {
	Have   Subject
	Change Change
}

// Error names the fields.
func (e *DivergedError) Error() string {
	return fmt.Sprintf("verify %s %q: accepted but not in force: %s", e.Have.Noun, e.Have.Name, joinFields(e.Change.Fields))
}

// FailedError says that the platform gave up on an object, which still exists.
type FailedError struct{ Have Subject }

// Error gives the platform's reason.
func (e *FailedError) Error() string {
	return fmt.Sprintf("wait for %s %q: %s", e.Have.Noun, e.Have.Name, e.Have.Reason)
}

// HeldError says that a write is in force, and that what it was to take away
// stays, since somebody uses it. A later write takes it away.
type HeldError struct {
	Have  Subject
	Names []string // what stays
	Cause error    // what the platform said of the last of them
}

// Error names what stays.
func (e *HeldError) Error() string {
	return fmt.Sprintf("prune %s %q: %s stays: %v", e.Have.Noun, e.Have.Name, strings.Join(e.Names, ", "), e.Cause)
}

// Unwrap gives the platform's answer.
func (e *HeldError) Unwrap() error { return e.Cause }

func joinFields(fields []Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}
