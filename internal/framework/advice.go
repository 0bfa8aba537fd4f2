package framework

import "github.com/unified-llm/terraform-provider-llm/internal/llm"

// advice is what is said of an error beside the error itself.
type advice struct{ summary, fix string }

// adviceFor is the one table from what went wrong to what to do about it. A
// driver that knows better says so in the error.
func adviceFor(code llm.Code) advice {
	switch code {
	case llm.CodeInvalid:
		return advice{"Request cannot be met", "Change the argument as the message asks. What was refused has changed nothing."}
	case llm.CodeNotFound:
		return advice{"Object not found", "Check that what is referred to exists and that the credentials may see it."}
	case llm.CodeExists:
		return advice{"Name already taken", "Choose another name, or import the object that bears it."}
	case llm.CodeConflict:
		return advice{
			"Conflicting change", "Something else is changing the same object or its account, and did so until the deadline. " +
				"Wait for it to end and apply again.",
		}
	case llm.CodeLocked:
		return advice{"Object locked", "The platform does not let go of it yet. The message says until when or what uses it."}
	case llm.CodeQuota:
		return advice{
			"Quota exhausted", "Ask for less throughput, free some that is in use, choose another place, " +
				"or have the account's quota raised. Trying again does not help.",
		}
	case llm.CodeThrottled:
		return advice{"Too many requests", "The platform still refused at the deadline. Apply again later or lower -parallelism."}
	case llm.CodeUnavailable:
		return advice{"Platform unavailable", "The platform failed until the deadline. Apply again; if it lasts, look at its status page."}
	case llm.CodeUnauthenticated:
		return advice{"No valid credentials", "Renew the credentials or set them in the provider block, then run again. What was written before is in state."}
	case llm.CodeDenied:
		return advice{"Permission denied", "Grant the permission that the message names to the identity in use, then run again."}
	case llm.CodeProtocol:
		return advice{"Unreadable answer", "What answered is not the platform's API. Is a proxy or a login page in the way?"}
	case llm.CodeRefused:
		return advice{"Request refused by the provider", "Nothing was sent. Correct the argument or id that the message names."}
	case llm.CodeTimeout:
		return advice{"Deadline passed", `Apply again, or allow more time in the "timeouts" block.`}
	case llm.CodeCancelled:
		return advice{"Interrupted", "Apply again: what was already written is in state."}
	case llm.CodeUnknown:
		return advice{"Operation failed", "The platform's message is all that is known. Apply again; if it fails the same way, report it."}
	}
	return advice{"Operation failed", ""}
}

// summaryAt is the summary of a request that an argument makes impossible, by
// the argument; of everything else the code says enough.
func summaryAt(failure *llm.Error, summary string) string {
	if failure.Code != llm.CodeInvalid {
		return summary
	}
	switch failure.Field.Root() {
	case llm.FieldModel:
		return "Model cannot be deployed here"
	case llm.FieldScope:
		return "Scope cannot be kept"
	case llm.FieldAllowedLocations:
		return "Locations cannot be kept"
	case llm.FieldThroughput:
		return "Throughput is not offered"
	case llm.FieldGuardrail:
		return "Guardrail cannot be attached"
	}
	return summary
}
