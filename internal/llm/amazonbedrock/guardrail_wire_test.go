package amazonbedrock

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// guardrailOperation makes the driver send one operation that is looked at.
type guardrailOperation struct {
	name string // in AWS's words
	does func(t *testing.T, p *Platform) error
}

const enforcedID = "us-east-1/123456789012/abc123"

func guardrailOperations() []guardrailOperation {
	draft := testGuardrails().Render(guardrailSpec(func(s *llm.GuardrailSpec) { s.Tags = map[string]string{"old": "tag"} }))[0]
	draft.ID = guardrailARN
	have := &llm.Composite{ID: llm.ID{Value: guardrailARN}, Name: "standard", Children: []llm.Child{draft, {Name: childVersion, ID: "7"}}, Editions: []string{"version/6"}}
	enforced := &llm.Composite{ID: llm.ID{Value: enforcedID, Location: testRegion}, Children: []llm.Child{{Name: childEnforcement, ID: "abc123"}}}
	put := func(have *llm.Composite, child string, spec llm.GuardrailSpec) func(*testing.T, *Platform) error {
		return func(t *testing.T, p *Platform) error {
			_, err := p.Guardrails().Put(t.Context(), spec, have, child)
			return err
		}
	}
	get := func(t *testing.T, p *Platform) error {
		_, err := p.Guardrails().Get(t.Context(), llm.ID{Value: guardrailARN}, nil)
		return err
	}
	remove := func(child string) func(*testing.T, *Platform) error {
		return func(t *testing.T, p *Platform) error { return p.Guardrails().Remove(t.Context(), have, child) }
	}
	enforce := func(have *llm.Composite) func(*testing.T, *Platform) error {
		return func(t *testing.T, p *Platform) error {
			_, err := p.Enforcements().Put(t.Context(), llm.EnforcementSpec{
				Guardrail: guardrailARN, Version: "7", System: "selective", ExcludedModels: []string{"amazon.nova-lite-v1:0"},
			}, have, childEnforcement)
			return err
		}
	}
	wide := guardrailSpec(func(s *llm.GuardrailSpec) {
		s.Bedrock = llm.BedrockGuardrail{
			Description: "For the shop", Tier: tierStandard, Images: true, Profile: "us.guardrail.v1:0",
			KMSKey: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
		}
	})
	return []guardrailOperation{
		{"CreateGuardrail", put(&llm.Composite{}, childDraft, wide)},
		{"UpdateGuardrail", put(have, childDraft, wide)},
		{"TagResource", put(have, childDraft, wide)},
		{"UntagResource", put(have, childDraft, wide)},
		{"CreateGuardrailVersion", put(have, childVersion, wide)},
		{"GetGuardrail", get},
		{"ListGuardrails", get},
		{"ListTagsForResource", get},
		{"DeleteGuardrail", remove("version/6")},
		{"PutEnforcedGuardrailConfiguration", enforce(&llm.Composite{ID: llm.ID{Location: testRegion}})},
		{"ListEnforcedGuardrailsConfiguration", func(t *testing.T, p *Platform) error {
			_, err := p.Enforcements().Get(t.Context(), enforced.ID, nil)
			return err
		}},
		{"DeleteEnforcedGuardrailConfiguration", func(t *testing.T, p *Platform) error {
			return p.Enforcements().Remove(t.Context(), enforced, childEnforcement)
		}},
	}
}

// guardrailsHeld answers as a region that holds a guardrail, which is enforced. What is asked for beside that is an error
// of the test.
func guardrailsHeld(t *testing.T) *stub {
	t.Helper()
	const times = `"createdAt":"2026-11-01T00:00:00Z","updatedAt":"2026-11-01T00:00:00Z"`
	one := func(version string) string {
		body, err := json.Marshal(describe(toGuardrail(guardrailSpec())))
		if err != nil {
			t.Fatal(err)
		}
		return `{"guardrailArn":"` + guardrailARN + `","guardrailId":"abcdefghijkl","version":"` + version + `","status":"READY",` + times + `,` + strings.TrimPrefix(string(body), "{")
	}
	summary := func(version string) string {
		return `{"arn":"` + guardrailARN + `","id":"abcdefghijkl","name":"standard","status":"READY","version":"` + version + `",` + times + `}`
	}
	made := `{"guardrailArn":"` + guardrailARN + `","guardrailId":"abcdefghijkl","version":"DRAFT",` + times + `}`
	inner := routes(t, map[string]string{
		"GET /guardrails": `{"guardrails":[` + summary("DRAFT") + `,` + summary("7") + `]}`, "POST /guardrails": made, "PUT /guardrails/.+": made, "DELETE /guardrails/.+": `{}`,
		"POST /guardrails/.+": `{"guardrailId":"abcdefghijkl","version":"8"}`, "GET /guardrails/.+": one("DRAFT"),
		"POST /listTagsForResource": `{"tags":[]}`, "POST /tagResource": `{}`, "POST /untagResource": `{}`,
		"PUT /enforcedGuardrailsConfiguration":       `{"configId":"abc123"}`,
		"GET /enforcedGuardrailsConfiguration":       `{"guardrailsConfig":[{"configId":"abc123","guardrailArn":"` + guardrailARN + `","guardrailVersion":"7","owner":"ACCOUNT"}]}`,
		"DELETE /enforcedGuardrailsConfiguration/.+": `{}`,
	})
	return &stub{answer: func(r *http.Request, body string) (int, string, http.Header) {
		status, answer, header := inner.answer(r, body)
		if version := r.URL.Query().Get("guardrailVersion"); version != "" && r.Method == http.MethodGet {
			answer = one(version)
		}
		return status, answer, header
	}}
}

// TestGuardrailWire compares the requests of every operation with the files that were reviewed.
func TestGuardrailWire(t *testing.T) {
	for _, op := range guardrailOperations() {
		t.Run(op.name, func(t *testing.T) {
			cloud := guardrailsHeld(t)
			if err := op.does(t, NewPlatform(testConfig(cloud))); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range cloud.all() {
				got = append(got, r.line()+"\n")
				if r.body != "" {
					got = append(got, withoutToken(r.body)+"\n")
				}
			}
			golden(t, filepath.Join("testdata", "TestGuardrailWire", op.name+".txt"), strings.Join(got, ""))
		})
	}
}

// TestGuardrailWire_againstTheOfficialRequests holds method, path, query and body to the snapshots that AWS ships with its
// SDK.
func TestGuardrailWire_againstTheOfficialRequests(t *testing.T) {
	for _, op := range guardrailOperations() {
		t.Run(op.name, func(t *testing.T) {
			official := readSnapshot(t, "bedrock", op.name)
			cloud := guardrailsHeld(t)
			if err := op.does(t, NewPlatform(testConfig(cloud))); err != nil {
				t.Fatal(err)
			}
			for _, r := range cloud.all() {
				if r.method == official.method && official.path.MatchString(r.path) {
					official.compare(t, r)
					return
				}
			}
			t.Fatalf("none of %q is %s %s", cloud.lines(), official.method, official.path)
		})
	}
}

// TestGuardrail_transport: nothing but what the templates describe leaves the process.
func TestGuardrail_transport(t *testing.T) {
	const host = "bedrock.us-east-1.amazonaws.com"
	named := "https://" + host + "/guardrails/" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(guardrailARN)
	enforced := "https://" + host + "/enforcedGuardrailsConfiguration"
	tests := []struct {
		name, method, address string
		allowed               bool
	}{
		{"a guardrail is read", "GET", named, true},
		{"a version is read", "GET", named + "?guardrailVersion=7", true},
		{"a version is deleted", "DELETE", named + "?guardrailVersion=7", true},
		{"a guardrail is deleted", "DELETE", named, true},
		{"a guardrail is published", "POST", named, true},
		{"a deletion with another query", "DELETE", named + "?guardrailVersion=7&x=1", false},
		{"a deletion of the draft by name", "DELETE", named + "?guardrailVersion=DRAFT", false},
		{"a deletion of no version", "DELETE", named + "?guardrailVersion=", false},
		{"an update with a query", "PUT", named + "?guardrailVersion=7", false},
		{"a guardrail by its id", "DELETE", "https://" + host + "/guardrails/abcdefghijkl", false},
		{"the parent of a guardrail", "DELETE", "https://" + host + "/guardrails/..", false},
		{"the deletion of all guardrails", "DELETE", "https://" + host + "/guardrails/", false},
		{"another thing as a guardrail", "DELETE", "https://" + host + "/guardrails/" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(profileARN), false},
		{"an enforced one is deleted", "DELETE", enforced + "/abc123", true},
		{"the parent of an enforced one", "DELETE", enforced + "/..", false},
		{"all enforced ones", "DELETE", enforced, false},
		{"another host", "GET", "https://evil.example/guardrails", false},
	}
	for _, tt := range tests {
		out, err := through(t, host, restRequests(templates()), tt.method, tt.address)
		if out != tt.allowed || !tt.allowed && llm.CodeOf(err) != llm.CodeRefused {
			t.Errorf("%s: allowed = %t (%v), want %t", tt.name, out, err, tt.allowed)
		}
	}
}
