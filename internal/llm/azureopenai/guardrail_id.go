package azureopenai

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// guardrailID is the address of a RAI policy, and so of a guardrail.
type guardrailID childID

// guardrailPolicyFix is the way out for an id that is none.
const guardrailPolicyFix = "Use the ARM id of a RAI policy; az rest --method get --url '<account id>/raiPolicies?api-version=" + apiVersion + "' lists them."

func (g guardrailID) llmID() llm.ID {
	return llm.ID{Value: g.account.String() + "/raiPolicies/" + g.name, Parent: g.account.String(), Name: g.name}
}

func (g guardrailID) path() string {
	return g.account.path() + "/raiPolicies/" + url.PathEscape(g.name)
}

// blocklist is the address of one of the account's blocklists.
func (g guardrailID) blocklist(name string) blocklistID {
	return blocklistID{account: g.account, name: name}
}

// asAnswered is the address in the service's own spelling, which is what state
// holds however the id was typed.
func (g guardrailID) asAnswered(answer wireRaiPolicy) guardrailID {
	if told, err := parsePolicyID(answer.ID); err == nil && childID(g).same(told) {
		g.account = told.account
	}
	if strings.EqualFold(answer.Name, g.name) {
		g.name = answer.Name
	}
	return g
}

// blocklistID is the address of a blocklist.
type blocklistID childID

func (b blocklistID) String() string { return b.account.String() + "/raiBlocklists/" + b.name }

func (b blocklistID) path() string {
	return b.account.path() + "/raiBlocklists/" + url.PathEscape(b.name)
}

// guardedAccount is the account that a guardrail is for: its own, else the
// provider's default.
func (p *Platform) guardedAccount(own string) (accountID, error) {
	text := cmp.Or(own, p.cfg.AccountID)
	if text == "" {
		return accountID{}, invalidGuardrail(llm.FieldAccountID, "no account is named", accountFix)
	}
	id, err := parseAccountID(text)
	if err != nil {
		return accountID{}, invalidGuardrail(llm.FieldAccountID, err.Error(), accountFix)
	}
	return id, p.inThisWorld(llm.FieldAccountID, id)
}

// guardrailOf reads the id of a guardrail.
func (p *Platform) guardrailOf(s string) (guardrailID, error) {
	id, err := parsePolicyID(s)
	if err != nil {
		return guardrailID{}, invalidGuardrail(llm.FieldID, err.Error(), guardrailPolicyFix)
	}
	if isReserved(id.name) {
		return guardrailID{}, invalidGuardrail(llm.FieldID, quoted(id.name)+" is Microsoft's own and nobody can change it",
			"Attach it to a deployment by its id as it is, or make a guardrail of your own.")
	}
	return guardrailID(id), p.inThisWorld(llm.FieldID, id.account)
}

// invalidGuardrail is an error that the configuration has to answer for.
func invalidGuardrail(field llm.Field, message, fix string) *llm.Error {
	told := invalid(field, "", message, fix)
	told.Op = "check guardrail"
	return told
}
