package sandbox

import (
	"maps"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// raiObject is what policies, blocklists and blocklist items have in common.
type raiObject struct {
	Name     string            `json:"name"`
	Tags     map[string]string `json:"tags,omitempty"`
	Created  time.Time         `json:"created"`
	Modified time.Time         `json:"modified"`
	Etag     string            `json:"etag"`
	// GoneAt is when a delete ends, by the sandbox's clock; zero where none is under way. Until then the object shows.
	GoneAt time.Time `json:"gone_at,omitzero"`
	// Stuck makes deletes of the object fail in the end; a write frees it.
	Stuck bool `json:"stuck,omitempty"`
}

// gone tells whether a delete of the object has ended.
func (o *raiObject) gone(now time.Time) bool {
	return !o.GoneAt.IsZero() && !now.Before(o.GoneAt)
}

func (o *raiObject) object() *raiObject { return o }

// raiKept is a kind of object that embeds raiObject.
type raiKept interface{ object() *raiObject }

// liveOf returns the object of that name, and whether there is one.
func liveOf[T raiKept](all map[string]T, name string, now time.Time) (found T, ok bool) {
	found, ok = all[strings.ToLower(name)]
	return found, ok && !found.object().gone(now)
}

// objectOf returns what the object of that name has in common with others, or nil.
func objectOf[T raiKept](all map[string]T, name string, now time.Time) *raiObject {
	if found, ok := liveOf(all, name, now); ok {
		return found.object()
	}
	return nil
}

// raiObjectAt returns the policy, blocklist or item of an ARM id, or nil.
func (st *state) raiObjectAt(id string, now time.Time) *raiObject {
	for _, path := range []string{raiPolicyPath, blocklistPath, blocklistItemPath} {
		vars, ok := (&route{service: serviceARM, path: path}).match(id)
		a := st.Azure.Accounts[accountKey(vars["group"], vars["account"])]
		if !ok || a == nil {
			continue
		}
		if path == raiPolicyPath {
			return objectOf(a.Policies, vars["policy"], now)
		}
		b, ok := liveOf(a.Blocklists, vars["blocklist"], now)
		if ok && path == blocklistItemPath {
			return objectOf(b.Items, vars["item"], now)
		}
		return objectOf(a.Blocklists, vars["blocklist"], now)
	}
	return nil
}

// allLive returns the objects by name.
func allLive[T raiKept](all map[string]T, now time.Time) []T {
	var live []T
	for _, key := range sortedKeys(all) {
		if !all[key].object().gone(now) {
			live = append(live, all[key])
		}
	}
	return live
}

// write makes the object one that is created, or that replaces the one there is, and returns the status that tells.
func (o *raiObject) write(r *request, have *raiObject, name string, tags map[string]string) (status int) {
	*o = raiObject{Name: name, Tags: tags, Created: r.now, Modified: r.now, Etag: newEtag()}
	if have == nil {
		return http.StatusCreated
	}
	o.Name, o.Created = have.Name, have.Created
	return http.StatusOK
}

// startDelete lets the object go when the operation ends: 202 with a Location that answers 204 in the end [spec]. The
// account takes no other write meanwhile.
func (st *state) startDelete(r *request, a *armAccount, o *raiObject) reply {
	a.BusyUntil = r.now.Add(r.opts.provisioningTime)
	if !o.Stuck {
		o.GoneAt = a.BusyUntil
	}
	op := st.startOperation(armOperation{
		Location: a.Location, Started: r.now, Ends: a.BusyUntil, Pending: "InProgress", Delete: true, Stuck: o.Stuck,
	})
	a.settle(r.now)
	return op.pending(r)
}

// settle notes that a write is being committed, and forgets what deletes have ended with.
func (a *armAccount) settle(now time.Time) {
	a.touch()
	forgetGone(a.Policies, now)
	forgetGone(a.Blocklists, now)
	for _, b := range a.Blocklists {
		forgetGone(b.Items, now)
	}
}

func forgetGone[T raiKept](all map[string]T, now time.Time) {
	maps.DeleteFunc(all, func(_ string, kept T) bool { return kept.object().gone(now) })
}

// checkRaiName holds to the pattern of the specification; its bounds on the length are those of deployments.
func checkRaiName(kind, name string) *armError {
	if !regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}$`).MatchString(name) {
		return refuse(http.StatusBadRequest, "InvalidResourceName", "The name '%s' of the %s is invalid. It must be 2 to 64 "+
			"characters of letters, digits, '.', '_' and '-', and begin with a letter or a digit.", name, kind)
	}
	return nil
}

// since makes a route answer only from an api-version on: older ones do not know its type.
func since(version string, rt route) route {
	handle := rt.handle
	rt.handle = func(st *state, r *request) reply {
		if r.knows(version) {
			return handle(st, r)
		}
		_, resource := namespaceOf(rt.path)
		return armReply(r, refuse(http.StatusBadRequest, "NoRegisteredProviderFound", "No registered resource provider found for "+
			"location '' and API version '%s' for type '%s'. It is known since %s.", r.version(), resource, version).reply())
	}
	return rt
}
