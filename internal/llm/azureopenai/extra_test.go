package azureopenai

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// byHand puts JSON members in front of the deployment's properties.
func byHand(t *testing.T, sb *sandbox.Sandbox, id, members string) {
	t.Helper()
	_, body := sb.Do(http.MethodGet, id, "")
	changed := strings.Replace(body, `"properties":{`, `"properties":{`+members+`,`, 1)
	if status, answer := sb.Do(http.MethodPut, id, changed); status != http.StatusOK {
		t.Fatal(status, answer)
	}
}

func TestGet_showsWhatNoArgumentManages(t *testing.T) {
	for members, want := range map[string]map[string]string{
		`"dynamicThrottlingEnabled":true`:                              {"dynamicThrottlingEnabled": "true"},
		`"parentDeploymentName":"base"`:                                {"parentDeploymentName": `"base"`},
		`"capacitySettings":{"priority":2,"designatedCapacity":5}`:     {"capacitySettings": `{"designatedCapacity":5,"priority":2}`},
		`"dynamicThrottlingEnabled":false,"parentDeploymentName":null`: {},
	} {
		t.Run(members, func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			all, have, choice := mustCreate(t, p, onDemand())
			if len(have.Extra) > 0 || len(choice.Extra) > 0 {
				t.Fatalf("a new deployment has extra %v, %v", have.Extra, choice.Extra)
			}
			byHand(t, sb, have.ID.Value, members)
			read, _, drift, err := all.Read(t.Context(), have.ID, choice, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, read.Extra, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("extra (-want +have):\n%s", diff)
			}
			if len(drift) != len(want) || len(want) > 0 && drift[0].Class != llm.DriftUnmanaged {
				t.Errorf("drift = %+v", drift)
			}
		})
	}
}

// TestExtra_accountsForEveryProperty reads a deployment that holds each property
// of the specification, and some of a future one.
func TestExtra_accountsForEveryProperty(t *testing.T) {
	const body = `{"id":"/x","name":"chat","type":"t","etag":"e","systemData":{"createdAt":"2026-01-01T00:00:00Z"},"tags":{"a":"b"},
		"sku":{"name":"Standard","capacity":1,"tier":"T","size":"S","family":"F","future":1},
		"properties":{"model":{"format":"OpenAI","name":"gpt-4o","version":"1","source":"s","sourceAccount":"a","publisher":"OpenAI","callRateLimit":{"count":1},"future":2},
			"provisioningState":"Succeeded","rateLimits":[],"capabilities":{"a":"b"},"currentCapacity":1,"callRateLimit":{},
			"raiPolicyName":"p","versionUpgradeOption":"NoAutoUpgrade","spilloverDeploymentName":"b","serviceTier":"Default","deploymentState":"Running",
			"routing":{"mode":"cost","models":[],"future":3},"modelProviderData":{"organizationName":"o"},
			"dynamicThrottlingEnabled":true,"capacitySettings":{"priority":1},"parentDeploymentName":"base","scaleSettings":{"scaleType":"Manual"},
			"speculativeDecoding":{"on":true},"contextCacheContainerId":"c","costControlIds":["x"],"future":12345678901234567890,
			"empty":{},"none":[],"nothing":null,"off":false,"blank":""}}`
	var wire wireDeployment
	if err := json.Unmarshal([]byte(body), &wire); err != nil {
		t.Fatal(err)
	}
	on := testAccount(t)
	got := fromDeployment(childID{account: on.id, name: "chat"}, wire, on).Extra
	want := []string{
		"capacitySettings", "contextCacheContainerId", "costControlIds", "dynamicThrottlingEnabled", "future", "model.future",
		"modelProviderData", "parentDeploymentName", "routing.future", "scaleSettings", "sku.future", "speculativeDecoding",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Errorf("names (-want +have):\n%s", diff)
	}
	if got["future"] != "12345678901234567890" {
		t.Errorf("a number is %s", got["future"])
	}
}

// TestUpdate_takesAnAttestationAway that was set by hand on a model of another
// publisher.
func TestUpdate_takesAnAttestationAway(t *testing.T) {
	p, sb, _ := sandboxed(t)
	all, have, choice := mustCreate(t, p, onDemand())
	byHand(t, sb, have.ID.Value, `"modelProviderData":{"organizationName":"o","countryCode":"DE","industry":"i"}`)
	read, err := all.Get(t.Context(), have.ID)
	if err != nil {
		t.Fatal(err)
	}
	if change := all.Diff(read, llm.Draft{Spec: onDemand(), Kept: choice}); !change.Has(llm.FieldAttestation) {
		t.Fatalf("diff = %s %v", change.Action, change.Fields)
	}
	repaired, kept, err := all.Update(t.Context(), read, onDemand(), choice, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if len(repaired.Extra) > 0 || len(kept.Extra) > 0 || repaired.Azure.Attestation != (llm.Attestation{}) {
		t.Errorf("left: %v, %+v", repaired.Extra, repaired.Azure.Attestation)
	}
}

// TestUpdate_attestationThatStays is a service that does not let go of it: told
// once, and no difference for ever.
func TestUpdate_attestationThatStays(t *testing.T) {
	p, sb, _ := sandboxed(t)
	all, have, choice := mustCreate(t, p, onDemand())
	const members = `"modelProviderData":{"organizationName":"o","countryCode":"DE","industry":"i"}`
	sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodGet, "/deployments/assistant$"), After: func(r *http.Request, answer *http.Response) *http.Response {
		return rewritten(t, r, answer, `"properties":{`, `"properties":{`+members+`,`)
	}})
	read, err := all.Get(t.Context(), have.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, kept, err := all.Update(t.Context(), read, onDemand(), choice, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	next := llm.NewDeployments(NewPlatform(p.cfg).Deployments(), p.cfg.Now) // another process
	read, kept, _, err = next.Read(t.Context(), have.ID, kept, nil)
	if err != nil {
		t.Fatal(err)
	}
	if change := next.Diff(read, llm.Draft{Spec: onDemand(), Kept: kept}); change.Action != llm.Same {
		t.Errorf("diff = %s %v", change.Action, change.Fields)
	}
}

// rewritten is an answer with a text replaced.
func rewritten(t *testing.T, req *http.Request, answer *http.Response, from, to string) *http.Response {
	t.Helper()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Error(err)
	}
	return reply(req, answer.StatusCode, strings.Replace(string(body), from, to, 1))
}

func TestPreflight_attestationOfAnExistingModel(t *testing.T) {
	p, _, _ := sandboxed(t)
	all, have, _ := mustCreate(t, p, claude())
	without := claude()
	without.Azure.Attestation = llm.Attestation{}
	wantProblem(t, all.Preflight(t.Context(), have, without, have.Native), llm.Blocking, llm.FieldAttestation, "organization")
}
