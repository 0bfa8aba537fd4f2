package sandbox

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"strings"
	"time"
)

// apimService is a Microsoft.ApiManagement service with everything below it.
type apimService struct {
	Group      string                     `json:"group"`
	Name       string                     `json:"name"`
	Location   string                     `json:"location"`
	SKU        string                     `json:"sku"`
	Capacity   int                        `json:"capacity"`
	Tags       map[string]string          `json:"tags,omitempty"`
	Principal  string                     `json:"principal,omitempty"`  // of the system-assigned identity, "" for none
	Properties map[string]json.RawMessage `json:"properties,omitempty"` // as sent
	Created    time.Time                  `json:"created"`
	Modified   time.Time                  `json:"modified"`
	Etag       string                     `json:"etag"`
	apimProgress
	// Entities are the objects below the service, by their path from it in lower case: "apis/chat/policies/policy".
	Entities map[string]*apimEntity `json:"entities,omitempty"`
}

// apimEntity is an API, an operation, a policy, a backend, a named value or a subscription.
type apimEntity struct {
	Path       string          `json:"path"` // from the service, in the case it was created with
	Properties json.RawMessage `json:"properties"`
	Etag       string          `json:"etag"`
	apimProgress
	// Written is the real time of the last write to it or to what is below it, by which overlapping requests are told.
	Written time.Time `json:"written,omitzero"`
}

// apimProgress is how far a long-running write is.
type apimProgress struct {
	// ReadyAt is when the write ends, by the sandbox's clock, and Pending the state until then.
	ReadyAt time.Time `json:"ready_at,omitzero"`
	Pending string    `json:"pending,omitempty"`
	// Forced is a state that the service fell into by itself; the next write clears it.
	Forced string `json:"forced,omitempty"`
}

// apimDeleting is the Pending of what is gone once it is ready.
const apimDeleting = "Deleting"

func (p *apimProgress) provisioningState(now time.Time) string {
	switch {
	case p.Forced != "":
		return p.Forced
	case now.Before(p.ReadyAt):
		return p.Pending
	}
	return "Succeeded"
}

func (p *apimProgress) gone(now time.Time) bool {
	return p.Pending == apimDeleting && !now.Before(p.ReadyAt)
}

// apimOperation is a long-running write that a client may poll.
type apimOperation struct {
	Path string    `json:"path"` // of the object, as the request named it
	Ends time.Time `json:"ends"`
	// Refusal is what a poll answers in the end, where the write fails.
	Refusal json.RawMessage `json:"refusal,omitempty"`
}

// apimSecretName is the named value that a new sandbox's service holds.
const apimSecretName = "bedrock-api-key"

func seedAPIManagement(st *state) {
	born := catalogDate()
	svc := &apimService{
		Group: AzureResourceGroup, Name: APIManagementService, Location: AzureLocation, SKU: "StandardV2", Capacity: 1,
		Principal: "5a4db0c5-0000-4000-8000-00000000a914", Created: born, Modified: born, Etag: st.apimEtag(),
		Properties: map[string]json.RawMessage{
			"publisherEmail": quoted("sandbox@sandbox.invalid"), "publisherName": quoted("sandbox"),
		},
	}
	secret := encoded(namedValueProperties{DisplayName: apimSecretName, Secret: true, Value: sandboxAPIKey})
	svc.put(&apimEntity{Path: "namedValues/" + apimSecretName, Properties: secret, Etag: st.apimEtag()})
	st.addMaster(svc)
	putIn(&st.Azure.APIManagement, svc.key(), svc)
}

func (s *apimService) key() string { return accountKey(s.Group, s.Name) }

// id returns the service's ARM id, in the case it was created with.
func (s *apimService) id() string {
	return "/subscriptions/" + AzureSubscription + "/resourceGroups/" + s.Group + "/providers/" + apimServiceType + "/" + s.Name
}

func (s *apimService) put(e *apimEntity) { putIn(&s.Entities, strings.ToLower(e.Path), e) }

// entity returns what is at a path below the service, nil where nothing is, or nothing any more.
func (s *apimService) entity(path string, now time.Time) *apimEntity {
	e := s.Entities[strings.ToLower(path)]
	if e == nil || e.gone(now) {
		return nil
	}
	return e
}

// entities returns what is directly below a path such as "backends", by name.
func (s *apimService) entities(path string, now time.Time) []*apimEntity {
	prefix := strings.ToLower(path) + "/"
	var found []*apimEntity
	for _, key := range sortedKeys(s.Entities) {
		rest, below := strings.CutPrefix(key, prefix)
		if e := s.Entities[key]; below && !strings.Contains(rest, "/") && !e.gone(now) {
			found = append(found, e)
		}
	}
	return found
}

// drop removes what is at a path and below it.
func (s *apimService) drop(path string) {
	key := strings.ToLower(path)
	for other := range s.Entities {
		if other == key || strings.HasPrefix(other, key+"/") {
			delete(s.Entities, other)
		}
	}
}

func (e *apimEntity) name() string { return e.Path[strings.LastIndex(e.Path, "/")+1:] }

// apimEtag returns a new ETag: the number of the write in base64, as the service makes them [recorded].
func (st *state) apimEtag() string {
	number := binary.BigEndian.AppendUint64(nil, uint64(st.nextSerial()))
	return `"` + base64.StdEncoding.EncodeToString(number) + `"`
}
