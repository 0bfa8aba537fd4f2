package sandbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
)

// apimView is one entity on its way to a client.
type apimView struct {
	*apimEntities
	kind   *apimKind
	entity *apimEntity
	listed bool // as an item of a list, which shows less of operations [recorded]
}

type apimEntityView struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Name       string `json:"name"`
	Properties any    `json:"properties"`
}

func (k *apimKind) view(es *apimEntities, e *apimEntity, listed bool) apimEntityView {
	v := &apimView{apimEntities: es, kind: k, entity: e, listed: listed}
	return apimEntityView{ID: es.id(e), Type: k.typeName(), Name: e.name(), Properties: k.show(v)}
}

// stored returns the entity's properties as they are kept, as far as the request's api-version knows them.
func (v *apimView) stored() map[string]any {
	properties := map[string]any{}
	_ = json.Unmarshal(v.entity.Properties, &properties) // checked when it was stored
	v.kind.members.hide(properties, knowing(v.r))
	return properties
}

// into decodes the entity's properties as they are kept.
func (e *apimEntity) into(properties any) {
	_ = json.Unmarshal(e.Properties, properties) // checked when it was stored
}

func (k *apimKind) answer(es *apimEntities, status int, e *apimEntity) reply {
	return jsonReply(status, k.view(es, e, false)).with("Etag", e.Etag)
}

func (k *apimKind) get(st *state, r *request) (reply, *armError) {
	if r.query.Get("asyncId") != "" {
		return k.poll(st, r)
	}
	es, refusal := k.open(st, r)
	if refusal != nil {
		return reply{}, refusal
	}
	e := es.at(k.path(r))
	if e == nil {
		return reply{}, apimNotFound(k.noun)
	}
	return k.answer(es, http.StatusOK, e), nil
}

// head answers the ETag alone. A refusal has no body either.
func (k *apimKind) head(st *state, r *request) (reply, *armError) {
	out, refusal := k.get(st, r)
	if refusal != nil {
		return reply{status: refusal.status}, nil
	}
	out.body = nil
	return out, nil
}

func (k *apimKind) list(st *state, r *request) (reply, *armError) {
	es, refusal := k.open(st, r)
	if refusal != nil {
		return reply{}, refusal
	}
	views := []apimEntityView{}
	for _, e := range es.below(k.folder(r)) {
		views = append(views, k.view(es, e, true))
	}
	return apimPaged(r, views)
}

type apimPage struct {
	Value    []apimEntityView `json:"value"`
	Count    int              `json:"count"`
	NextLink string           `json:"nextLink,omitempty"`
}

// apimPaged answers one page of a list, by $top and $skip. Filters are refused rather than ignored.
func apimPaged(r *request, views []apimEntityView) (reply, *armError) {
	skip, refusal := countIn(r, "$skip", 0)
	if refusal != nil {
		return reply{}, refusal
	}
	top, refusal := countIn(r, "$top", r.opts.pageSize)
	if refusal != nil {
		return reply{}, refusal
	}
	if r.query.Has("$filter") {
		return reply{}, apimRefuse(http.StatusBadRequest, "InvalidParameter", "$filter is not known to the sandbox.")
	}
	start := min(skip, len(views))
	end := min(start+min(top, r.opts.pageSize), len(views))
	page := apimPage{Value: views[start:end], Count: len(views)}
	if end < len(views) && end < start+top || end < len(views) && !r.query.Has("$top") {
		page.NextLink = nextApimPage(r, end, top-(end-start))
	}
	return jsonReply(http.StatusOK, page), nil
}

func nextApimPage(r *request, skip, top int) string {
	q := url.Values{"api-version": {r.query.Get("api-version")}, "$skip": {strconv.Itoa(skip)}}
	if r.query.Has("$top") {
		q.Set("$top", strconv.Itoa(top))
	}
	return r.base + r.path + "?" + q.Encode()
}

func countIn(r *request, name string, otherwise int) (int, *armError) {
	if !r.query.Has(name) {
		return otherwise, nil
	}
	n, err := strconv.Atoi(r.query.Get(name))
	if err != nil || n < 0 || name == "$top" && n == 0 {
		return 0, apimRefuse(http.StatusBadRequest, "InvalidParameter", "The value '%s' of %s is invalid.", r.query.Get(name), name)
	}
	return n, nil
}
