package llm

import (
	"context"
	"fmt"
	"slices"
)

// leftover is what stands where a composite is to be made: nothing, or what a
// create that was interrupted has left.
func (c *Composites[S]) leftover(ctx context.Context, id ID, spec S) (*Composite, error) {
	asked := spec.head()
	have, err := c.Get(ctx, id, childNames(c.Render(spec)))
	if IsNotFound(err) {
		return &Composite{ID: id, Name: asked.name, Place: asked.place}, nil
	}
	if err != nil {
		return nil, err
	}
	if id.Value == "" && have.isStrangers() {
		return nil, &ExistsError{Existing: c.subject(have)}
	}
	if err := c.foreign("create", have); err != nil {
		return nil, err
	}
	if have.Finished() {
		return nil, &ExistsError{Existing: c.subject(have)}
	}
	if reason := notOurs(id, have, asked.owner); reason != "" {
		return nil, &ExistsError{Existing: c.subject(have), NotResumed: reason}
	}
	if !c.claims.adopt(have.ID) {
		return nil, &ExistsError{Existing: c.subject(have)}
	}
	return have, nil
}

// notOurs says why what an interrupted create has left may be another
// configuration's; empty: it is not. An id that the platform has chosen may be in
// another state already, which would destroy it: only an owner tells.
func notOurs(id ID, have *Composite, owner string) string {
	switch {
	case have.Owner != owner:
		return fmt.Sprintf("its owner is %q, and the owner here is %q", have.Owner, owner)
	case id.Value == "" && owner == "":
		return "no owner is set in the provider block, so that nothing tells it from what another configuration is making"
	}
	return ""
}

// isStrangers reports whether what was found by its name is of the kind and was
// made by something else: it is not taken on, and can be imported.
func (c *Composite) isStrangers() bool {
	return slices.ContainsFunc(c.Children, func(child Child) bool { return child.Foreign && child.ID != "" && child.ID == c.ID.Value })
}

// foreign is the error of meeting an object that was not made as a child; nil if
// there is none.
func (c *Composites[S]) foreign(op string, have *Composite) error {
	for _, child := range have.Children {
		if child.Foreign {
			return &Error{
				Op: op + " " + c.noun, Object: have.Name, Code: CodeExists,
				Message: child.Name + " (" + child.ID + ") exists already and was not made by a " + c.noun,
				Fix:     "It is not touched. Delete or rename it and apply again, or choose another name for the " + c.noun + ".",
			}
		}
	}
	return nil
}

func childNames(children []Child) []string {
	names := make([]string, len(children))
	for i, c := range children {
		names[i] = c.Name
	}
	return names
}
