package sandbox

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// armTime is how Microsoft.CognitiveServices writes a time: seven digits of fraction.
const armTime = "2006-01-02T15:04:05.0000000Z"

// systemData is who and when, as ARM shows it.
type systemData struct {
	CreatedBy          string `json:"createdBy"`
	CreatedByType      string `json:"createdByType"`
	CreatedAt          string `json:"createdAt"`
	LastModifiedBy     string `json:"lastModifiedBy"`
	LastModifiedByType string `json:"lastModifiedByType"`
	LastModifiedAt     string `json:"lastModifiedAt"`
}

func systemDataOf(created, modified time.Time) systemData {
	return systemData{
		CreatedBy: "sandbox", CreatedByType: "Application", CreatedAt: created.UTC().Format(armTime),
		LastModifiedBy: "sandbox", LastModifiedByType: "Application", LastModifiedAt: modified.UTC().Format(armTime),
	}
}

// newGUID returns a random GUID (version 4).
func newGUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails, by its documentation
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b[:])
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

func newEtag() string { return `"` + newGUID() + `"` }

// resourceMembers are the members that ARM accepts at the top of any resource.
func resourceMembers() []string {
	return []string{
		"id", "name", "type", "apiversion", "location", "extendedlocation", "tags", "sku", "kind", "managedby",
		"identity", "plan", "zones", "scale", "etag", "systemdata", "properties", "resources", "dependson", "comments",
	}
}

// decodeBody reads a JSON object into v and refuses top-level members other than the allowed ones (lower case), as
// ARM does. Members below "properties" that nobody knows are ignored, as the service does.
func decodeBody(r *request, v any, allowed []string) *armError {
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(r.body, &members); err != nil || members == nil {
		return invalidContent("The request body is not a JSON object")
	}
	for name := range members {
		if !slices.Contains(allowed, strings.ToLower(name)) {
			return invalidContent("Could not find member '%s' on object of type 'ResourceDefinition'", name)
		}
	}
	if err := json.Unmarshal(r.body, v); err != nil {
		return invalidContent("%s", err)
	}
	return nil
}

type armList[T any] struct {
	Value    []T    `json:"value"`
	NextLink string `json:"nextLink,omitempty"`
}

// paged answers one page of items, with a link to the next one where there is more.
func paged[T any](r *request, items []T) (reply, *armError) {
	return pagedBy(r, r.opts.pageSize, items)
}

// pagedBy is paged with pages of a size.
func pagedBy[T any](r *request, size int, items []T) (reply, *armError) {
	start := 0
	if token := r.query.Get("$skiptoken"); token != "" {
		n, err := strconv.Atoi(token)
		if err != nil || n < 0 || n > len(items) {
			return reply{}, refuse(http.StatusBadRequest, "InvalidSkipToken", "The skip token '%s' is invalid.", token)
		}
		start = n
	}
	end := min(start+size, len(items))
	page := armList[T]{Value: append([]T{}, items[start:end]...)}
	if end < len(items) {
		q := maps.Clone(r.query) // a link asks for the rest of the same list
		q.Set("$skiptoken", strconv.Itoa(end))
		page.NextLink = r.base + r.path + "?" + q.Encode()
	}
	return jsonReply(http.StatusOK, page), nil
}

// sortedKeys returns a map's keys in order, so that lists do not change between two calls.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// okEmpty is the answer to a DELETE: 200 without a body [recorded].
func okEmpty() reply { return reply{status: http.StatusOK} }
