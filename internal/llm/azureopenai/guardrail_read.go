package azureopenai

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Get implements [llm.CompositeDriver].
func (g *guardrails) Get(ctx context.Context, id llm.ID, known []string) (*llm.Composite, error) {
	at, c, err := g.reach(id.Value)
	if err != nil {
		return nil, err
	}
	r := &guardReading{c: c, at: at, ignore: g.p.cfg.IgnoreTags}
	if err := r.all(ctx, known); err != nil {
		return nil, err
	}
	have := r.composite()
	if len(have.Children) == 0 {
		return nil, &llm.Error{Op: "read guardrail", Object: at.name, Code: llm.CodeNotFound, Message: "nothing of it is on " + at.account.name}
	}
	for _, child := range have.Children {
		if err := g.p.guardDeletes.refused(ctx, c, child.ID, hiding(have)); err != nil {
			return nil, g.explained(ctx, c, at, child.Name, err)
		}
	}
	return have, nil
}

// reach checks the id and opens the client. The account is the id's own.
func (g *guardrails) reach(id string) (guardrailID, *client, error) {
	at, err := g.p.guardrailOf(id)
	if err != nil {
		return guardrailID{}, nil, err
	}
	c, err := g.p.open()
	return at, c, err
}

// guardReading gathers what there is of a guardrail.
type guardReading struct {
	c      *client
	at     guardrailID
	ignore llm.TagRules

	policy *heldPolicy // nil: not there
	lists  []heldList
}

// all reads the policy and its own blocklist at the same time, and whatever other
// lists are known as its own.
func (r *guardReading) all(ctx context.Context, known []string) error {
	names := r.listNames(known)
	lists, errs := make([]*heldList, len(names)), make([]error, len(names)+1)
	var side sync.WaitGroup
	for i, name := range names {
		side.Go(func() { lists[i], errs[i] = r.c.heldList(ctx, r.at.blocklist(name)) })
	}
	side.Go(func() {
		held, err := r.c.raiPolicy(ctx, r.at)
		if errs[len(names)] = unlessGone(err); err == nil {
			r.policy = held
		}
	})
	side.Wait()
	for _, list := range lists {
		if list != nil {
			r.lists = append(r.lists, *list)
		}
	}
	return firstOf(errs)
}

// listNames are the blocklists that may be the guardrail's. A policy whose name
// no guardrail can have, made by hand, has none.
func (r *guardReading) listNames(known []string) []string {
	var names []string
	if own := listName(r.at.name); nameRule.MatchString(own) {
		names = append(names, own)
	}
	for _, child := range known {
		name, found := strings.CutPrefix(child, kindBlocklist+"/")
		if found && nameRule.MatchString(name) && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
			names = append(names, name)
		}
	}
	return names
}

// heldList reads a blocklist and then its items; nil where it is not there. A
// guardrail without words has none, and what is not there has no items to ask for.
func (c *client) heldList(ctx context.Context, b blocklistID) (*heldList, error) {
	list, err := c.blocklist(ctx, b)
	if err != nil {
		return nil, unlessGone(err)
	}
	items, err := c.blocklistItems(ctx, b)
	return &heldList{wireBlocklist: *list, items: items}, unlessGone(err)
}

// composite puts together what was read.
func (r *guardReading) composite() *llm.Composite {
	at := r.at
	if r.policy != nil {
		at = at.asAnswered(r.policy.wireRaiPolicy)
	}
	have := &llm.Composite{ID: at.llmID(), Name: at.name, Place: at.account.String()}
	for _, list := range r.lists {
		have.Children = append(have.Children, list.child(at, r.ignore))
		have.Owner = cmp.Or(list.Tags[llm.TagOwner], have.Owner)
	}
	if r.policy != nil {
		have.Children = append(have.Children, r.policy.child(at, r.ignore))
		have.Owner = cmp.Or(have.Owner, r.policy.Tags[llm.TagOwner])
		have.Beside = r.policy.beside(at)
	}
	return have
}

// child is the list as a child of the guardrail. It is somebody else's unless its
// description says that it was made for it.
func (l heldList) child(at guardrailID, ignore llm.TagRules) llm.Child {
	content, texts := listContent(l.wireBlocklist, l.items, ignore.Managed(l.Tags))
	return llm.Child{
		Name: guardChild(kindBlocklist, l.Name), ID: at.blocklist(l.Name).String(), Content: content, Texts: texts,
		Foreign: !strings.EqualFold(guardedName(l.Properties.Description), at.name), Phase: llm.Ready, Created: l.SystemData.CreatedAt,
	}
}

func (p *heldPolicy) child(at guardrailID, ignore llm.TagRules) llm.Child {
	return llm.Child{
		Name: guardChild(kindRaiPolicy, at.name), ID: at.llmID().Value, Content: raiContent(p.Properties, ignore.Managed(p.Tags)),
		Root: true, Last: true, Phase: llm.Ready, Created: p.SystemData.CreatedAt,
	}
}
