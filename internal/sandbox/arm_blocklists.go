package sandbox

import (
	"net/http"
	"strings"
)

const blocklistType = accountType + "/raiBlocklists"

// blocklistPath is the template of one blocklist.
const blocklistPath = armAccounts + "/{account}/raiBlocklists/{blocklist}"

func blocklistRoutes() []route {
	return []route{
		since(raiSince, armRoute("GET", armAccounts+"/{account}/raiBlocklists", listBlocklists)),
		since(raiSince, armRoute("GET", blocklistPath, getBlocklist)),
		since(raiSince, armRoute("PUT", blocklistPath, putBlocklist)),
		since(raiSince, armRoute("DELETE", blocklistPath, deleteBlocklist)),
	}
}

// armBlocklist is a list of words and patterns that policies may name. Its items go with it.
type armBlocklist struct {
	raiObject
	Properties blocklistProperties          `json:"properties"`
	Items      map[string]*armBlocklistItem `json:"items,omitempty"`
}

type blocklistProperties struct {
	Description string `json:"description,omitempty"`
}

type blocklistBody struct {
	Tags       map[string]string   `json:"tags"`
	Properties blocklistProperties `json:"properties"`
}

type blocklistView struct {
	ID         string              `json:"id"`
	Type       string              `json:"type"`
	Name       string              `json:"name"`
	Properties blocklistProperties `json:"properties"`
	SystemData systemData          `json:"systemData"`
	Etag       string              `json:"etag"`
	Tags       map[string]string   `json:"tags,omitempty"`
}

// id returns the blocklist's ARM id, in the case it was created with.
func (b *armBlocklist) id(a *armAccount) string { return a.id() + "/raiBlocklists/" + b.Name }

func (b *armBlocklist) view(a *armAccount) blocklistView {
	return blocklistView{
		ID: b.id(a), Type: blocklistType, Name: b.Name, Properties: b.Properties,
		SystemData: systemDataOf(b.Created, b.Modified), Etag: b.Etag, Tags: b.Tags,
	}
}

func (b *armBlocklist) answer(status int, a *armAccount) reply {
	return jsonReply(status, b.view(a)).with("Etag", b.Etag)
}

// blocklist returns the account and the blocklist that the request names.
func (st *state) blocklist(r *request) (*armAccount, *armBlocklist, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return nil, nil, refusal
	}
	b, ok := liveOf(a.Blocklists, r.vars["blocklist"], r.now)
	if !ok {
		return a, nil, resourceNotFound(accountType+"/"+a.Name+"/raiBlocklists/"+r.vars["blocklist"], a.Group)
	}
	return a, b, nil
}

func listBlocklists(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var views []blocklistView
	for _, b := range allLive(a.Blocklists, r.now) {
		views = append(views, b.view(a))
	}
	return paged(r, views)
}

func getBlocklist(st *state, r *request) (reply, *armError) {
	a, b, refusal := st.blocklist(r)
	if refusal != nil {
		return reply{}, refusal
	}
	return b.answer(http.StatusOK, a), nil
}

// putBlocklist replaces tags and description, and leaves the items alone.
func putBlocklist(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var body blocklistBody
	if refusal := decodeBody(r, &body, resourceMembers()); refusal != nil {
		return reply{}, refusal
	}
	if refusal := checkRaiName("blocklist", r.vars["blocklist"]); refusal != nil {
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	b := &armBlocklist{Properties: body.Properties}
	if have, ok := liveOf(a.Blocklists, r.vars["blocklist"], r.now); ok {
		b.Items = have.Items
	}
	status := b.write(r, objectOf(a.Blocklists, r.vars["blocklist"], r.now), r.vars["blocklist"], body.Tags)
	putIn(&a.Blocklists, strings.ToLower(b.Name), b)
	a.settle(r.now)
	return b.answer(status, a), nil
}

// deleteBlocklist refuses one that a policy names (public report: policy first, then blocklist). The words are this
// stand-in's.
func deleteBlocklist(st *state, r *request) (reply, *armError) {
	a, b, refusal := st.blocklist(r)
	if refusal != nil {
		return absent(a != nil, refusal)
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	if users := a.policiesWith(b.Name, r); len(users) > 0 {
		return reply{}, invalidProperties("The RAI blocklist '%s' is used by RAI policy '%s' and cannot be deleted.",
			b.Name, strings.Join(users, "', '"))
	}
	return st.startDelete(r, a, &b.raiObject), nil
}

// absent answers the delete of what is not there: 204 where its parent is.
func absent(parentIsThere bool, refusal *armError) (reply, *armError) {
	if parentIsThere && refusal.code == codeNotFound {
		return reply{status: http.StatusNoContent}, nil
	}
	return reply{}, refusal
}

// policiesWith returns the names of the policies that name the blocklist.
func (a *armAccount) policiesWith(blocklist string, r *request) []string {
	var names []string
	for _, p := range allLive(a.Policies, r.now) {
		for _, b := range p.Properties.CustomBlocklists {
			if strings.EqualFold(b.Name, blocklist) {
				names = append(names, p.Name)
				break
			}
		}
	}
	return names
}
