package azureopenai

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Get implements [llm.RouteDriver].
func (r *routes) Get(ctx context.Context, id llm.ID, known []string) (*llm.Composite, error) {
	at, c, err := r.reach(id.Value)
	if err != nil {
		return nil, err
	}
	g := &reading{c: c, p: r.p, at: at, known: known}
	if err := g.all(ctx); err != nil {
		return nil, err
	}
	if len(g.children) == 0 {
		return nil, &llm.Error{Op: "read route", Object: at.name, Code: llm.CodeNotFound, Message: "nothing of it is on " + at.service.name}
	}
	if err := r.p.routeJobs.check(ctx, c, at, g.children); err != nil {
		return nil, err
	}
	return g.route(), nil
}

// reach checks the id and opens the client. The service is the id's own.
func (r *routes) reach(id string) (apiID, *client, error) {
	at, err := r.p.routeOf(id)
	if err != nil {
		return apiID{}, nil, err
	}
	c, err := r.p.open()
	return at, c, err
}

// reading gathers what there is of a route.
type reading struct {
	c     *client
	p     *Platform
	at    apiID
	known []string

	on       *wireService
	apis     []wireEntity
	children []llm.Child // in the order in which they have to stand
}

// all reads the service and everything of the route at the same time.
func (g *reading) all(ctx context.Context) error {
	var (
		side                  sync.WaitGroup
		values, backends, api []llm.Child
		errs                  [5]error
	)
	side.Go(func() { g.on, errs[0] = g.p.service(ctx, g.c, g.at.service) })
	side.Go(func() { values, errs[1] = g.list(ctx, "namedValues", kindNamedValue) })
	side.Go(func() { backends, errs[2] = g.list(ctx, "backends", kindBackend) })
	side.Go(func() { api, errs[3] = g.api(ctx) })
	side.Go(func() { g.apis, errs[4] = g.p.apisOf(ctx, g.c, g.at.service) })
	side.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return firstOf(errs[:])
	}
	slices.SortStableFunc(backends, func(a, b llm.Child) int { return strings.Compare(a.Name, b.Name) }) // backends before pools
	g.children = slices.Concat(values, backends, api)
	return nil
}

// firstOf prefers what says most: any error but that the gateway is not there.
func firstOf(errs []error) error {
	var first error
	for _, err := range errs {
		if err != nil && (first == nil || llm.IsNotFound(first)) {
			first = err
		}
	}
	return first
}

func (g *reading) list(ctx context.Context, segment, kind string) ([]llm.Child, error) {
	all, err := g.c.parts(ctx, segment, g.at.service.path()+"/"+segment)
	if err != nil {
		return nil, err
	}
	return g.at.members(kind, all, g.known), nil
}

// api reads the API with everything below it. Of somebody else's, all of it is
// somebody else's.
func (g *reading) api(ctx context.Context) ([]llm.Child, error) {
	p := part{at: g.at, kind: kindAPI, name: g.at.name}
	e, _, err := g.c.part(ctx, p)
	if err != nil {
		return nil, unlessGone(err)
	}
	all := []llm.Child{p.observed(*e)}
	below, err := g.operations(ctx)
	if err != nil {
		return nil, unlessGone(err)
	}
	policy := part{at: g.at, kind: kindPolicy}
	text, _, err := g.c.part(ctx, policy)
	if err == nil {
		c := policy.observed(*text)
		below = append(below, c)
		if made, ok := readParameters(c.Content["parameters"]); ok && isAPIOf(g.at.name, made.Route) {
			all[0].Foreign = false // somebody renamed it; its policy still tells whose it is
		}
	}
	for i := range below {
		below[i].Foreign = all[0].Foreign
	}
	return append(all, below...), unlessGone(err)
}

// operations reads every operation of the API by itself, since a list of them
// tells less, and its own policy, which takes the place of the API's.
func (g *reading) operations(ctx context.Context) ([]llm.Child, error) {
	listed, err := g.c.parts(ctx, "operations", g.at.path()+"/operations")
	if err != nil {
		return nil, err
	}
	wanted := make([]part, 0, 2*len(listed))
	for _, kind := range []string{kindOperation, kindOperationPolicy} {
		for _, one := range listed {
			wanted = append(wanted, part{at: g.at, kind: kind, name: canonicalName(one.Name)})
		}
	}
	return g.each(ctx, wanted)
}

// each reads parts at the same time, without those that are not there.
func (g *reading) each(ctx context.Context, wanted []part) ([]llm.Child, error) {
	found := make([]*llm.Child, len(wanted))
	errs := make([]error, len(wanted))
	var side sync.WaitGroup
	for i, p := range wanted {
		side.Go(func() {
			e, _, err := g.c.part(ctx, p)
			if errs[i] = unlessGone(err); err == nil {
				c := p.observed(*e)
				found[i] = &c
			}
		})
	}
	side.Wait()
	var children []llm.Child
	for _, c := range found {
		if c != nil {
			children = append(children, *c)
		}
	}
	return children, firstOf(errs)
}

// unlessGone is nil where an object is not there.
func unlessGone(err error) error {
	if llm.IsNotFound(err) {
		return nil
	}
	return err
}

// route puts together what was read.
func (g *reading) route() *llm.Composite {
	in, at := g.at.service, g.at
	if told, err := parseServiceID(g.on.ID); err == nil && strings.EqualFold(told.String(), in.String()) {
		in = told // the service's own spelling
		at.service = told
	}
	name := g.name()
	return &llm.Composite{
		ID: at.routeID(), Name: name, Place: in.String(), Children: g.children, Beside: g.beside(name),
		Endpoint: llm.Endpoint{
			Platform: llm.Azure, Location: normalRegion(g.on.Location), Model: name,
			URLs: llm.URLs{OpenAI: strings.TrimRight(g.on.Properties.GatewayURL, "/") + "/" + apiPath(name)},
			Auth: llm.Auth{Schemes: []string{"api_key"}, Resources: []string{in.String()}},
		},
	}
}

// name is the route's as its children tell it.
func (g *reading) name() string {
	for _, c := range slices.Backward(g.children) {
		name := markedRoute(c.Content["description"])
		if c.Name == partName(kindAPI, g.at.name) {
			name = routeOfAPI(g.at.name, c.Content)
		}
		if p, ok := readParameters(c.Content["parameters"]); ok {
			name = p.Route
		}
		if isAPIOf(g.at.name, name) {
			return name
		}
	}
	return routeNameOf(g.at.name)
}

// beside lists the APIs whose paths take requests that are the route's.
func (g *reading) beside(name string) []llm.Beside {
	var all []llm.Beside
	for _, e := range g.apis {
		path, _ := e.Properties["path"].(string)
		if !strings.EqualFold(e.Name, g.at.name) && strings.HasPrefix(strings.ToLower(strings.Trim(path, "/"))+"/", strings.ToLower(apiPath(name))+"/") {
			all = append(all, llm.Beside{
				Child:  partName(kindAPI, e.Name),
				Detail: fmt.Sprintf("It has the path %s, below the route's own %s, and takes the requests that begin with it.", oneLine(path, excerptLimit), apiPath(name)),
			})
		}
	}
	return all
}

// apisOf lists the APIs of a service, for a plan with many routes once in a while.
func (p *Platform) apisOf(ctx context.Context, c *client, in serviceID) ([]wireEntity, error) {
	return p.apis.Get(ctx, strings.ToLower(in.String()), func(ctx context.Context) ([]wireEntity, error) {
		return c.parts(ctx, "apis", in.path()+"/apis")
	})
}
