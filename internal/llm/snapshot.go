package llm

import (
	"cmp"
	"context"
	"strings"
	"sync"
	"time"
)

// snapshotKept is how old a list may be to be looked at: longer than a plan
// needs to come round to the last deployment of a place, and short enough for a
// process that lives on.
const snapshotKept = 30 * time.Second

// snapshots hold what lists said of whole places, so that reading many
// deployments costs calls by page and not by deployment. A place that this
// process has written to is not listed any more.
type snapshots struct {
	lists Memo[snapshot]

	mu      sync.Mutex
	written map[string]bool // by place
}

// snapshot is one place's deployments, by id in lower case.
type snapshot map[string]*Deployment

// placeOf is what one list covers: an Azure account, or a Bedrock region.
func placeOf(id ID) string { return strings.ToLower(cmp.Or(id.Parent, id.Location)) }

// Glance returns a deployment as a list of its place shows it, which may be
// half a minute old, and what became of it since it was written. It is for
// finding that nothing has changed: what does differ has to be read, as does
// everything of which Glance says that it is not sure.
func (d *Deployments) Glance(ctx context.Context, id ID, kept *Choice, policy Policy) (have *Deployment, events []Drift, sure bool) {
	d.claims.hold(id)
	place := placeOf(id)
	if kept == nil || d.snapshots.isWritten(place) {
		return nil, nil, false
	}
	ctx, cancel := half(ctx)
	defer cancel()
	listed, err := d.snapshots.lists.Get(ctx, place, func(ctx context.Context) (snapshot, error) { return d.list(ctx, id) })
	if err != nil || d.snapshots.isWritten(place) {
		return nil, nil, false
	}
	have, found := listed[strings.ToLower(id.Value)]
	if !found || have.Partial || noted(accept(kept, have, policy), have) != kept {
		return nil, nil, false
	}
	return have, policy.Listed(Drifted(kept, have)), true
}

// half leaves as much time to what comes after as ctx allows to what comes first:
// a list that does not come is no reason for not reading.
func half(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, bounded := ctx.Deadline()
	if !bounded {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Until(deadline)/2)
}

// list reads the place of an id. Where the list breaks off, what it told before
// counts, and the rest is read one by one: it must not be tried again for each.
func (d *Deployments) list(ctx context.Context, id ID) (snapshot, error) {
	listed := snapshot{}
	for have, err := range d.List(ctx, Filter{Parent: id.Parent, Location: id.Location}) {
		if err != nil {
			return listed, ctx.Err()
		}
		listed[strings.ToLower(have.ID.Value)] = have
	}
	return listed, nil
}

func (s *snapshots) isWritten(place string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.written[place]
}

// wrote drops what is known of a place.
func (s *snapshots) wrote(id ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.written == nil {
		s.written = map[string]bool{}
	}
	s.written[placeOf(id)] = true
}
