package azureopenai

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// platform is a new process on this day.
func (r *replay) platform() *Platform {
	var value []any
	for _, key := range slices.Sorted(maps.Keys(r.rows)) {
		if of := r.rows[key]; of.listed {
			value = append(value, map[string]any{"kind": "AIServices", "skuName": "S0", "model": of.model})
		}
	}
	list, err := json.Marshal(map[string]any{"value": value})
	if err != nil {
		r.t.Fatal(err)
	}
	now := r.now
	return NewPlatform(Config{AccountID: replayAccount, TokenCredential: fakeToken{}, Now: func() time.Time { return now }, Transport: answering(func(req *http.Request) *http.Response {
		return reply(req, http.StatusOK, r.answer(req.URL.Path, string(list)))
	})})
}

func (r *replay) answer(path, list string) string {
	_, name, _ := strings.Cut(path, "/deployments/")
	switch s := r.standing[name]; {
	case strings.HasSuffix(path, "/locations/"+r.location+"/models"):
		return list
	case strings.HasSuffix(path, "/accounts/acct"):
		return fmt.Sprintf(`{"id":%q,"location":%q,"kind":"AIServices","properties":{}}`, replayAccount, r.location)
	case s != nil:
		n := s.choice.Native
		return fmt.Sprintf(`{"id":%q,"name":%q,"sku":{"name":%q,"capacity":%d},"properties":{"model":{"format":%q,"name":%q,"version":%q},"provisioningState":"Succeeded",
			"versionUpgradeOption":"NoAutoUpgrade","raiPolicyName":"Microsoft.DefaultV2"%s},
			"systemData":{"createdAt":"2026-05-29T00:00:00Z"}}`, path, name, n.Serving, n.Capacity, n.Format, n.Name, n.Version, map[bool]string{
			true: `,"modelProviderData":{"organizationName":"o","countryCode":"DE","industry":"retail"}`,
		}[n.Format == formatAnthropic])
	}
	return `{"value":[]}`
}

// answering is a transport of one function.
type answering func(*http.Request) *http.Response

// Do implements the SDK's transporter.
func (a answering) Do(req *http.Request) (*http.Response, error) { return a(req), nil }
