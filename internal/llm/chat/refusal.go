package chat

import (
	"encoding/json"
	"strings"
)

// Refusal is what a model's server, or a gateway before it, says instead of an
// answer.
type Refusal struct {
	Code    string // the most specific word there is: "DeploymentNotFound", "rate_limit_error"; empty: none
	Inner   string // what lies behind it: "ResponsibleAIPolicyViolation"; empty: nothing
	Message string // as it came; it may repeat the question
}

// ReadRefusal reads a body. Ok is false where it is none of the forms: OpenAI's
// and Azure's {"error": {"code", "type", "message", "innererror"}}, Anthropic's
// {"error": {"type", "message"}}, and the flat {"code", "message"} of gateways.
func ReadRefusal(body []byte) (refusal Refusal, ok bool) {
	var wrapped struct {
		Error json.RawMessage `json:"error"`
		said
	}
	if json.Unmarshal(body, &wrapped) != nil {
		return Refusal{}, false
	}
	told := wrapped.said
	if len(wrapped.Error) > 0 {
		var inner said
		if json.Unmarshal(wrapped.Error, &inner) == nil {
			told = inner
		}
	}
	refusal = Refusal{Code: told.word(), Inner: told.Inner.Code, Message: told.Message}
	return refusal, refusal.Code != "" || refusal.Message != ""
}

// said is what a server says of an error. Member names are read in any letters,
// so that AWS's Message is one, too.
type said struct {
	Code    json.RawMessage `json:"code"` // a word, a number or null
	Type    string          `json:"type"`
	Message string          `json:"message"`
	Inner   struct {
		Code string `json:"code"`
	} `json:"innererror"`
}

func (s said) word() string {
	if code := strings.Trim(string(s.Code), `"`); code != "" && code != "null" {
		return code
	}
	return s.Type
}
