package azureopenai

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Put implements [llm.CompositeDriver].
func (g *guardrails) Put(ctx context.Context, spec llm.GuardrailSpec, have *llm.Composite, child string) (llm.ID, error) {
	at, c, err := g.reach(have.ID.Value)
	if err != nil {
		return have.ID, err
	}
	all := g.Render(spec)
	i := slices.IndexFunc(all, func(one llm.Child) bool { return one.Name == child })
	if i < 0 {
		return have.ID, &llm.Error{Op: "write guardrail", Object: child, Code: llm.CodeRefused, Message: "it is no part of the guardrail"}
	}
	w := &guardWriting{c: c, at: at, spec: spec, ignore: g.p.cfg.IgnoreTags, held: have.Child(child), want: all[i], hide: hiding(have)}
	w.hide.hide(textsOf(itemsOf(spec))...)
	defer g.p.policies.Forget()
	g.p.guardDeletes.remember(w.id(), "")
	if strings.HasPrefix(child, kindBlocklist+"/") {
		err = w.blocklist(ctx)
	} else {
		err = w.policy(ctx)
	}
	return have.ID, advised(err)
}

// guardWriting is a write of one child.
type guardWriting struct {
	c    *client
	at   guardrailID
	spec llm.GuardrailSpec
	held *llm.Child // as the guardrail was read
	want llm.Child

	ignore llm.TagRules // with which it was read
	hide   *hidden
}

// id is the child's.
func (w *guardWriting) id() string {
	if strings.HasPrefix(w.want.Name, kindBlocklist+"/") {
		return w.at.blocklist(listName(w.at.name)).String()
	}
	return w.at.llmID().Value
}

// changed is the error of finding another child than was read just before; nil
// where it is what was read, or is as it is wanted.
func (w *guardWriting) changed(seen llm.Child) error {
	switch {
	case maps.Equal(seen.Content, w.want.Content):
		return nil
	case w.held == nil:
		return &llm.Error{
			Op: "write guardrail", Object: w.want.Name, Code: llm.CodeExists, Message: seen.ID + " was made while this was under way",
			Fix: "It is not touched. Plan again: the plan shows what it is now.",
		}
	case !maps.Equal(seen.Content, w.held.Content):
		return &llm.Error{
			Op: "write guardrail", Object: w.want.Name, Code: llm.CodeConflict, Message: "it was changed while this was under way",
			Fix: "Plan again: the plan shows what it is now.",
		}
	}
	return nil
}

// policy replaces the policy. The API has no condition on a write, so that it is
// read right before.
func (w *guardWriting) policy(ctx context.Context) error {
	held, err := w.c.raiPolicy(ctx, w.at)
	if llm.IsNotFound(err) {
		held, err = nil, nil
	}
	if err != nil {
		return err
	}
	if held != nil {
		seen := held.child(w.at, w.ignore)
		if err := w.changed(seen); err != nil {
			return err
		}
		if w.held == nil {
			return nil // an answer that was lost had done it
		}
	}
	body, err := raiBody(held, w.spec)
	if err != nil {
		return &llm.Error{Op: "write guardrail", Object: w.at.name, Code: llm.CodeRefused, Message: oneLine(err.Error(), messageLimit), Err: err}
	}
	for try := range tries {
		err = w.c.writeGuard(ctx, call{op: "write guardrail", object: w.at.name, method: http.MethodPut, path: w.at.path(), body: body, hide: w.hide})
		if !isUnseenList(err) || !pause(ctx, time.Duration(try+1)*tryPause) {
			return err
		}
	}
	return err
}

// isUnseenList reports whether a policy was refused since the service does not see
// its new blocklist yet (Azure/bicep-types-az #2432).
func isUnseenList(err error) bool {
	known, ok := errors.AsType[*llm.Error](err)
	return ok && known.Cloud == codeBlocklistReference
}

// The codes with which policies are refused; they are sentences, as the service
// sends them.
const (
	codeContentFilter      = "Resource has invalid content filter"
	codeBasePolicy         = "Resource has invalid base policy"
	codeBlocklistReference = "Resource has invalid blocklist reference"
)

// advised gives the way out where the meaning of a refusal for a deployment is none
// for a guardrail.
func advised(err error) error {
	known, ok := errors.AsType[*llm.Error](err)
	if !ok || known.Code != llm.CodeInvalid {
		return err
	}
	better := *known
	switch known.Cloud {
	case codeContentFilter:
		better.Field = llm.FieldFilters
		better.Fix = "Change what the message names. To turn off hate, sexual, violence or self_harm, or to let them only detect, " +
			"the subscription needs Microsoft's approval for modified content filters (https://aka.ms/oai/rai/exceptions): apply for it, or use \"low\"."
	case codeBasePolicy:
		better.Field, better.Fix = llm.FieldBasePolicy, "Set azure.base_policy to one of Microsoft's policies that the account lists."
	case codeBlocklistReference:
		better.Field, better.Fix = llm.FieldBlockedWords, "The policy does not see its new blocklist: apply again."
	case "InvalidResourceProperties":
		better.Field, better.Fix = "", "Change what the message names."
	}
	return &better
}
