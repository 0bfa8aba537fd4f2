package sandbox

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// FailAPIManagement puts the API Management service, or the API or named value in it, of the given ARM id into a state
// such as "Failed", and ends a write in progress with it; a service in such a state refuses writes of what is in it. The
// next PUT repairs it; state "Succeeded" does so at once. How long writes take is ProvisioningTime's to say.
func (s *Sandbox) FailAPIManagement(id, provisioningState string) error {
	return s.edit(func(st *state) error {
		now := st.now(time.Now())
		progress, err := st.apimProgressOf(id, now)
		if err != nil {
			return fmt.Errorf("fail %q: %w", id, err)
		}
		progress.Forced = provisioningState
		if provisioningState == "Succeeded" {
			progress.Forced = ""
		}
		progress.ReadyAt, progress.Pending = now, ""
		return nil
	})
}

// apimProgressOf finds what has a provisioning state: a service, an API or a named value.
func (st *state) apimProgressOf(id string, now time.Time) (*apimProgress, error) {
	for _, svc := range st.Azure.APIManagement {
		if svc.gone(now) {
			continue
		}
		if strings.EqualFold(id, svc.id()) {
			return &svc.apimProgress, nil
		}
		for _, e := range svc.Entities {
			kind := strings.ToLower(e.Path[:strings.LastIndex(e.Path, "/")])
			if strings.EqualFold(id, svc.id()+"/"+e.Path) && !e.gone(now) && (kind == "apis" || kind == "namedvalues") {
				return &e.apimProgress, nil
			}
		}
	}
	return nil, errors.New("it is no API Management service, API or named value that exists")
}
