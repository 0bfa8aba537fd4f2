package azureopenai

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Remove implements [llm.CompositeDriver]. What is in use is not deleted: nobody
// has seen what becomes of a deployment whose policy goes.
func (g *guardrails) Remove(ctx context.Context, have *llm.Composite, child string) error {
	at, c, err := g.reach(have.ID.Value)
	if err != nil {
		return err
	}
	held := have.Child(child)
	if held == nil {
		return nil
	}
	if err := g.inUse(ctx, c, at, child); err != nil {
		return err
	}
	defer g.p.policies.Forget()
	for try := range tries {
		var link string
		if link, err = g.start(ctx, c, at, held, hiding(have)); err == nil {
			g.p.guardDeletes.remember(held.ID, link)
			return nil
		}
		err = g.explained(ctx, c, at, child, advised(err))
		if code := llm.CodeOf(err); code != llm.CodeInvalid && code != llm.CodeConflict || !pause(ctx, time.Duration(try+1)*tryPause) {
			return err
		}
	}
	return err // by users that nobody can see, or that have only just gone
}

// start starts the delete of a child.
func (g *guardrails) start(ctx context.Context, c *client, at guardrailID, held *llm.Child, hide *hidden) (link string, err error) {
	kind, name, _ := strings.Cut(held.Name, "/")
	if kind == kindBlocklist {
		return c.deleteGuard(ctx, name, at.blocklist(name).path(), hide)
	}
	return c.deleteGuard(ctx, at.name, at.path(), hide)
}

// inUse is the error of deleting what somebody uses, or may use: only who is not allowed to look finds out by trying.
func (g *guardrails) inUse(ctx context.Context, c *client, at guardrailID, child string) error {
	switch users, err := g.users(ctx, c, at, child); {
	case llm.CodeOf(err) == llm.CodeDenied:
		return nil
	case err != nil:
		return unseen(child, err)
	case len(users) > 0:
		return locked(child, users, nil)
	}
	return nil
}

// unseen is the error about a child of which it could not be read whether it is in use.
func unseen(child string, err error) error {
	known, ok := errors.AsType[*llm.Error](err)
	if !ok {
		return err
	}
	e := *known
	e.Op, e.Object = "delete guardrail", child
	e.Message = "whether something uses it could not be read: " + known.Message
	e.Fix = "Nothing was deleted. Apply again."
	return &e
}

// explained names the users of what the service would not delete.
func (g *guardrails) explained(ctx context.Context, c *client, at guardrailID, child string, refused error) error {
	known, ok := errors.AsType[*llm.Error](refused)
	if !ok || known.Code != llm.CodeInvalid && known.Code != llm.CodeConflict && known.Code != llm.CodeLocked {
		return refused
	}
	users, err := g.users(ctx, c, at, child)
	if err != nil || len(users) == 0 {
		return refused
	}
	return locked(child, users, known)
}

// locked is the error about a child that is in use. Refused is the service's own;
// nil where it was not asked.
func locked(child string, users []string, refused *llm.Error) error {
	e := llm.Error{Op: "delete guardrail", Object: child}
	if refused != nil {
		e = *refused
	}
	e.Code = llm.CodeLocked
	e.Message = "it is in use by " + strings.Join(users, ", ")
	e.Fix = "Terraform deletes what is removed or replaced before it changes what used it. Give those deployments another guardrail, or none, or delete them, " +
		"in an apply before this one. Or set create_before_destroy on the guardrail: where it is replaced, they change to the new one first."
	if strings.HasPrefix(child, kindBlocklist+"/") {
		e.Fix = "Take the blocklist out of those policies, or delete them, and apply again."
	}
	return &e
}

// users are the deployments that have the policy, or the other policies that have
// the blocklist, as an error names them. Looking for them leaves the time that the
// delete needs.
func (g *guardrails) users(ctx context.Context, c *client, at guardrailID, child string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, jobPatience)
	defer cancel()
	if name, found := strings.CutPrefix(child, kindBlocklist+"/"); found {
		return usersOfList(ctx, c, at, name)
	}
	d := &deployments{p: g.p}
	all, err := d.list(ctx, at.account)
	if err != nil {
		return nil, err
	}
	var users []string
	for _, listed := range all {
		if !strings.EqualFold(listed.Guardrail, at.llmID().Value) {
			continue
		}
		// a list may lag behind: what has changed over by now is no user
		if now, err := d.Get(ctx, listed.ID); err == nil && !strings.EqualFold(now.Guardrail, at.llmID().Value) || llm.IsNotFound(err) {
			continue
		}
		users = append(users, "deployment "+listed.Name)
	}
	return users, nil
}

func usersOfList(ctx context.Context, c *client, at guardrailID, list string) ([]string, error) {
	all, err := c.raiPolicies(ctx, at.account)
	if err != nil {
		return nil, err
	}
	var users []string
	for _, policy := range all {
		uses := slices.ContainsFunc(policy.Properties.Blocklists, func(b wireRaiList) bool { return strings.EqualFold(b.Name, list) })
		if uses && !strings.EqualFold(policy.Name, at.name) {
			users = append(users, "policy "+policy.Name)
		}
	}
	return users, nil
}
