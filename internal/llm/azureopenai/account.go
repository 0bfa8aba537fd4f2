package azureopenai

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// accountOf is the account that a spec is for: its own, else the provider's
// default.
func (p *Platform) accountOf(spec llm.DeploymentSpec) (accountID, error) {
	text := cmp.Or(spec.Azure.AccountID, p.cfg.AccountID)
	if text == "" {
		return accountID{}, invalid(llm.FieldAccountID, "", "no account is named", accountFix)
	}
	id, err := parseAccountID(text)
	if err != nil {
		return accountID{}, invalid(llm.FieldAccountID, "", err.Error(), accountFix)
	}
	return id, p.inThisWorld(llm.FieldAccountID, id)
}

const accountFix = "Set azure.account_id to the ARM id of the account, or give the provider's azure block an account_id that serves as the default."

// childOf reads the id of a deployment.
func (p *Platform) childOf(s string) (childID, error) {
	id, err := parseDeploymentID(s)
	if err != nil {
		return childID{}, invalid(llm.FieldID, "", err.Error(),
			"Use the deployment's ARM id; az cognitiveservices account deployment list shows it.")
	}
	return id, p.inThisWorld(llm.FieldID, id.account)
}

// inThisWorld keeps the sandbox and real accounts apart. An id of the other
// side is an error and never "not found", which would drop it from state.
func (p *Platform) inThisWorld(field llm.Field, id accountID) error {
	return p.subscriptionInThisWorld(field, id.String(), id.subscription)
}

func (p *Platform) subscriptionInThisWorld(field llm.Field, id, subscription string) error {
	if p.cfg.Unconfigured || (subscription == sandboxSubscription) == p.cfg.Sandbox {
		return nil
	}
	fix := "Use this state with the provider's sandbox, or remove the object from the state."
	if p.cfg.Sandbox {
		fix = "Remove the sandbox from the provider block to work on real accounts, or use the sandbox's own account."
	}
	return &llm.Error{
		Op: "check id", Object: id, Code: llm.CodeRefused, Field: field,
		Message: strangeWorld(p.cfg.Sandbox), Fix: fix,
	}
}

// account reads an account once in the life of the process: what is read of it
// cannot change while the account lives.
func (p *Platform) account(ctx context.Context, id accountID) (*account, error) {
	c, err := p.open()
	if err != nil {
		return nil, err
	}
	return p.accounts.Get(ctx, strings.ToLower(id.String()), func(ctx context.Context) (*account, error) {
		on := &account{id: id, suff: suffixesOf(p.cfg.Credential.Environment)}
		if err := c.get(ctx, "read account", id.name, id.path(), &on.wireAccount); err != nil {
			return nil, err
		}
		if on.Location == "" || on.Kind == "" {
			return nil, &llm.Error{
				Op: "read account", Object: id.name, Code: llm.CodeProtocol,
				Message: "the answer has neither location nor kind",
			}
		}
		if told, err := parseAccountID(on.ID); err == nil && told.same(id) {
			on.id = told // the service's own spelling
		}
		return on, nil
	})
}

// notGone makes "not found" something else where it is not the object of the
// operation that is missing.
func notGone(err error) error {
	var known *llm.Error
	if !llm.IsNotFound(err) || !errors.As(err, &known) {
		return err
	}
	told := *known
	told.Code, told.Field = llm.CodeInvalid, llm.FieldAccountID
	told.Fix = "Check the account's id, and that the account exists."
	return &told
}

// invalid is an error that the configuration has to answer for.
func invalid(field llm.Field, object, message, fix string) *llm.Error {
	return &llm.Error{
		Op: "check deployment", Object: object, Code: llm.CodeInvalid, Field: field,
		Message: oneLine(message, messageLimit), Fix: fix,
	}
}
