package sandbox

import (
	"net/http"
	"strings"
)

const blocklistItemType = blocklistType + "/raiBlocklistItems"

// blocklistItemPath is the template of one item of a blocklist.
const blocklistItemPath = blocklistPath + "/raiBlocklistItems/{item}"

// itemsPerPage is small, so that clients must follow the links: how many the service lists at once is not known.
const itemsPerPage = 100

func blocklistItemRoutes() []route {
	return []route{
		since(raiSince, armRoute("GET", blocklistPath+"/raiBlocklistItems", listBlocklistItems)),
		since(raiSince, armRoute("GET", blocklistItemPath, getBlocklistItem)),
		since(raiSince, armRoute("PUT", blocklistItemPath, putBlocklistItem)),
		since(raiSince, armRoute("DELETE", blocklistItemPath, deleteBlocklistItem)),
		since(batchSince, armRoute("POST", blocklistPath+"/addRaiBlocklistItems", addBlocklistItems)),
		since(batchSince, armRoute("POST", blocklistPath+"/deleteRaiBlocklistItems", deleteBlocklistItems)),
	}
}

// armBlocklistItem is a word or a pattern. Patterns are confidential: no refusal repeats one.
type armBlocklistItem struct {
	raiObject
	Properties itemProperties `json:"properties"`
}

type itemProperties struct {
	Pattern string `json:"pattern"`
	IsRegex bool   `json:"isRegex"`
}

type itemView struct {
	ID         string            `json:"id"`
	Type       string            `json:"type"`
	Name       string            `json:"name"`
	Properties itemProperties    `json:"properties"`
	SystemData systemData        `json:"systemData"`
	Etag       string            `json:"etag"`
	Tags       map[string]string `json:"tags,omitempty"`
}

func (b *armBlocklist) viewItem(a *armAccount, item *armBlocklistItem) itemView {
	return itemView{
		ID: b.id(a) + "/raiBlocklistItems/" + item.Name, Type: blocklistItemType, Name: item.Name, Properties: item.Properties,
		SystemData: systemDataOf(item.Created, item.Modified), Etag: item.Etag, Tags: item.Tags,
	}
}

// parentBlocklist returns the account and the blocklist in which the request names an item.
func (st *state) parentBlocklist(r *request) (*armAccount, *armBlocklist, *armError) {
	a, b, refusal := st.blocklist(r)
	if a == nil || refusal == nil {
		return a, b, refusal
	}
	missing := armBlocklist{raiObject: raiObject{Name: r.vars["blocklist"]}}
	return nil, nil, parentNotFound(actionOf(r), "accounts/raiBlocklists/raiBlocklistItems", missing.id(a))
}

func (b *armBlocklist) itemNotFound(a *armAccount, name string) *armError {
	return resourceNotFound(accountType+"/"+a.Name+"/raiBlocklists/"+b.Name+"/raiBlocklistItems/"+name, a.Group)
}

func listBlocklistItems(st *state, r *request) (reply, *armError) {
	a, b, refusal := st.parentBlocklist(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var views []itemView
	for _, item := range allLive(b.Items, r.now) {
		views = append(views, b.viewItem(a, item))
	}
	return pagedBy(r, min(itemsPerPage, r.opts.pageSize), views)
}

func getBlocklistItem(st *state, r *request) (reply, *armError) {
	a, b, refusal := st.parentBlocklist(r)
	if refusal != nil {
		return reply{}, refusal
	}
	item, ok := liveOf(b.Items, r.vars["item"], r.now)
	if !ok {
		return reply{}, b.itemNotFound(a, r.vars["item"])
	}
	return jsonReply(http.StatusOK, b.viewItem(a, item)).with("Etag", item.Etag), nil
}

func putBlocklistItem(st *state, r *request) (reply, *armError) {
	a, b, refusal := st.parentBlocklist(r)
	if refusal != nil {
		return reply{}, refusal
	}
	body, refusal := decodeItem(r)
	if refusal != nil {
		return reply{}, refusal
	}
	want := []itemBody{{Name: r.vars["item"], Tags: body.Tags, Properties: body.Properties}}
	if refusal := b.checkItems(r, want); refusal != nil {
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	item, status := b.put(r, want[0])
	a.settle(r.now)
	return jsonReply(status, b.viewItem(a, item)).with("Etag", item.Etag), nil
}

// put creates or replaces an item.
func (b *armBlocklist) put(r *request, want itemBody) (*armBlocklistItem, int) {
	item := &armBlocklistItem{Properties: *want.Properties}
	status := item.write(r, objectOf(b.Items, want.Name, r.now), want.Name, want.Tags)
	putIn(&b.Items, strings.ToLower(item.Name), item)
	return item, status
}

func deleteBlocklistItem(st *state, r *request) (reply, *armError) {
	a, b, refusal := st.parentBlocklist(r)
	if refusal != nil {
		return reply{}, refusal
	}
	item, ok := liveOf(b.Items, r.vars["item"], r.now)
	if !ok {
		return reply{status: http.StatusNoContent}, nil
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	return st.startDelete(r, a, &item.raiObject), nil
}
