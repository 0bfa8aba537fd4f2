package llm

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Routes is the portable half of every platform's routes: it takes turns, orders
// what is written so that a route never points to nothing, waits, and verifies
// what came of it. It is safe for concurrent use.
type Routes struct {
	RouteDriver

	turns  turns
	claims claims
	now    func() time.Time
}

// NewRoutes wraps a driver. Now tells the platform's time; nil is the machine's
// clock.
func NewRoutes(driver RouteDriver, now func() time.Time) *Routes {
	if now == nil {
		now = time.Now
	}
	return &Routes{RouteDriver: driver, now: now}
}

// Now is the platform's time.
func (r *Routes) Now() time.Time { return r.now() }

// Hold notes that a resource of this process has the route in its state, so that
// no create takes its children for leftovers.
func (r *Routes) Hold(id ID) { r.claims.hold(id) }

// Adopted reports whether a create of this process has taken on what stood under
// the id as the leftover of an interrupted one. Whatever else stands for it gives
// it up: to delete it would take it from the resource that was just created.
func (r *Routes) Adopted(id ID) bool { return r.claims.isAdopted(id) }

// Read reads a route. Known are the names of the children in state; without any,
// as in an import, what no route made is refused. An error with code NotFound
// means that nothing of it is there.
func (r *Routes) Read(ctx context.Context, id ID, known []string) (*Route, error) {
	r.claims.hold(id)
	have, err := r.get(ctx, id, known, known)
	if err != nil || len(known) > 0 {
		return have, err
	}
	return have, foreign("read route", have)
}

// get reads a route with the children of those names. What is in state, or was
// written in this run, is the route's own, whatever has become of its marks.
func (r *Routes) get(ctx context.Context, id ID, names, own []string) (*Route, error) {
	have, err := r.Get(ctx, id, names)
	if err != nil {
		return nil, err
	}
	for i := range have.Children {
		have.Children[i].Foreign = have.Children[i].Foreign && !slices.Contains(own, have.Children[i].Name)
	}
	return have, nil
}

// ReadMade does the same for a route that was made at that time: while it is
// younger than the grace, "not found" means "not yet" and it is asked for again.
func (r *Routes) ReadMade(ctx context.Context, id ID, known []string, made time.Time) (*Route, error) {
	have, err := r.Read(ctx, id, known)
	for pause := firstPause; IsNotFound(err) && r.now().Sub(made) < grace; pause = min(pause*8/5, lastPause) {
		if err := sleep(ctx, pause); err != nil {
			return nil, interrupted("read route", id.Value, err)
		}
		have, err = r.get(ctx, id, known, known)
	}
	return have, err
}

// Create makes a route and waits until it serves. The timeout counts from the
// moment its turn has come. What an interrupted create has left, which lacks
// what is made last, is taken on and completed. A route beside an error exists
// in part and has to be kept.
func (r *Routes) Create(ctx context.Context, spec RouteSpec, timeout time.Duration) (*Route, error) {
	id, err := r.Target(spec)
	if err != nil {
		return nil, err
	}
	release, err := r.turns.take(ctx, id.Parent)
	if err != nil {
		return nil, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	have, err := r.leftover(ctx, id, spec)
	if err != nil {
		return nil, err
	}
	if err := r.preflight(ctx, spec); err != nil {
		return nil, err
	}
	r.claims.hold(id)
	have, err = r.reconcile(ctx, have, spec, nil)
	return have, serving(have, err)
}

// serving takes whatever goes wrong after a new route was made to its end for a
// wait that has not ended: it may serve already, and a new object beside an error
// is destroyed by the next apply. What is not as it was planned, the next plan
// shows.
func serving(have *Route, err error) error {
	if _, pending := errors.AsType[*PendingError](err); err == nil || pending || !have.Finished() {
		return err
	}
	return &PendingError{Have: have.subject(), Cause: err}
}

// leftover is what stands under the route's id: nothing, or what a create that
// was interrupted has left.
func (r *Routes) leftover(ctx context.Context, id ID, spec RouteSpec) (*Route, error) {
	have, err := r.Get(ctx, id, childNames(r.Render(spec)))
	if IsNotFound(err) {
		return &Route{ID: id, Name: spec.Name, Gateway: spec.Gateway}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := foreign("create route", have); err != nil {
		return nil, err
	}
	if have.Finished() || !r.claims.adopt(id) {
		return nil, &ExistsError{Existing: have.subject()}
	}
	return have, nil
}

// foreign is the error of meeting an object that no route made; nil if there is
// none.
func foreign(op string, have *Route) error {
	for _, child := range have.Children {
		if child.Foreign {
			return &Error{
				Op: op, Object: have.Name, Code: CodeExists,
				Message: child.Name + " (" + child.ID + ") exists already on the gateway and was not made by a route",
				Fix:     "It is not touched. Delete or rename it and apply again, or choose another name for the route.",
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

// preflight stops a write that the platform would refuse.
func (r *Routes) preflight(ctx context.Context, spec RouteSpec) error {
	ctx, cancel := aside(ctx)
	defer cancel()
	return blocking(r.Preflight(ctx, spec))
}

// Update brings a route to the spec in place and waits until it serves. Before
// is what was last observed. Where that asks for no write, none is sent. A route
// beside an error is what is true now.
func (r *Routes) Update(ctx context.Context, before *Route, spec RouteSpec, timeout time.Duration) (*Route, error) {
	release, err := r.turns.take(ctx, before.ID.Parent)
	if err != nil {
		return before, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if r.Diff(before, RouteDraft{Spec: spec}).Action == Same {
		return before, nil // what has changed since belongs into the next plan
	}
	own := childNames(before.Children)
	have, err := r.get(ctx, before.ID, own, own)
	if IsNotFound(err) {
		have, err = &Route{ID: before.ID, Name: before.Name, Gateway: before.Gateway, Endpoint: before.Endpoint}, nil
	}
	if err != nil {
		return before, err
	}
	if err := r.preflight(ctx, spec); err != nil {
		return have, err
	}
	return r.reconcile(ctx, have, spec, own)
}

// Delete removes a route, what sends requests first, and waits until all of it
// is gone. What is gone already is success. Known are the children in state.
func (r *Routes) Delete(ctx context.Context, id ID, known []string, timeout time.Duration) error {
	release, err := r.turns.take(ctx, id.Parent)
	if err != nil {
		return err
	}
	defer release()
	r.claims.hold(id)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	have, err := r.get(ctx, id, known, known)
	if err != nil {
		return notGone(err)
	}
	c := &reconciling{Routes: r, have: have, own: known, sent: map[string]bool{}}
	if err := c.settle(ctx); err != nil { // a create that finishes later would be lost
		return notGone(err)
	}
	have = c.have
	for range repeats { // somebody who writes what routes share may have brought a part back
		for _, child := range slices.Backward(have.Children) {
			if child.Foreign {
				continue
			}
			if have, err = r.remove(ctx, have, child.Name, known); err != nil || have == nil {
				return err
			}
		}
	}
	return nil
}

// notGone is nil where the object is not there.
func notGone(err error) error {
	if IsNotFound(err) {
		return nil
	}
	return err
}
