package sandbox

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// guardrailPart names the draft of a guardrail, or a version of it, outside of any request: an ARN of a guardrail,
// followed by ":" and a number for a version.
type guardrailPart struct {
	region, id string
	version    int // 0 is the draft
}

// guardrailPartOf reads the name of a part; the zero part for anything else.
func guardrailPartOf(name string) guardrailPart {
	parts, ok := parseARN(name)
	if !ok || parts.kind != "guardrail" || parts.account != AWSAccount {
		return guardrailPart{}
	}
	id, number, versioned := strings.Cut(parts.id, ":")
	version, err := strconv.Atoi(number)
	if versioned && (err != nil || version < 1) {
		return guardrailPart{}
	}
	return guardrailPart{region: parts.region, id: id, version: version}
}

func (p guardrailPart) known() bool { return p.id != "" }

// find returns the part, or nil where it does not exist.
func (p guardrailPart) find(st *state, now time.Time) *guardrailEdition {
	g := st.AWS.at(p.region).guardrail(p.id, now)
	if g == nil {
		return nil
	}
	return g.edition(p.version, now)
}

func (p guardrailPart) key() string { return p.id }

func (guardrailPart) isNear(path string) bool { return strings.HasPrefix(path, "/guardrails") }

// is knows reads and lists, which alone show a name.
func (p guardrailPart) is(object map[string]any) bool {
	arn := ownARN(p.region, "guardrail", p.id)
	want := (&guardrailEdition{Version: p.version}).version()
	return (object["guardrailArn"] == arn || object["arn"] == arn) && object["version"] == want && object["name"] != nil
}

func (guardrailPart) listed(list string, member []string) ([]string, bool) {
	return member, list != "guardrails" || slices.Contains([]string{
		"name", "description", "status", "createdAt", "updatedAt", "crossRegionDetails",
	}, member[0])
}

// isWritten knows that a PUT is to the draft, and that a DELETE without a version is to everything.
func (p guardrailPart) isWritten(r *http.Request) bool {
	named := r.URL.Query().Get("guardrailVersion")
	if path := "/guardrails/"; r.URL.Path != path+p.id && r.URL.Path != path+ownARN(p.region, "guardrail", p.id) {
		return false
	}
	if r.Method == http.MethodDelete && named == "" || p.version == 0 {
		return named == ""
	}
	return named == strconv.Itoa(p.version)
}

func (guardrailPart) isSwept(*http.Request) bool { return false }

func (guardrailPart) leaves(*http.Request, string) bool { return true }

// asSent knows that a write names what it configures otherwise than a read shows it.
func (guardrailPart) asSent(member []string) []string {
	sent := slices.Clone(member)
	switch {
	case sent[0] == "kmsKeyArn":
		sent[0] = "kmsKeyId"
	case sent[0] == "crossRegionDetails":
		return []string{"crossRegionConfig", "guardrailProfileIdentifier"}
	case strings.HasSuffix(sent[0], "Policy"):
		sent[0] += "Config"
		if len(sent) > 1 {
			sent[1] += "Config"
		}
	}
	return sent
}

// enforcementPart is an enforced guardrail configuration, by its id.
type enforcementPart string

func (p enforcementPart) key() string { return string(p) }

func (enforcementPart) isNear(path string) bool { return strings.HasPrefix(path, enforcementPath) }

// is knows the list, which alone shows an owner.
func (p enforcementPart) is(object map[string]any) bool {
	return object["configId"] == string(p) && object["owner"] != nil
}

func (enforcementPart) listed(_ string, member []string) ([]string, bool) { return member, true }

// isWritten knows that a PUT names the configuration in its body: every region has one at the same path.
func (p enforcementPart) isWritten(r *http.Request) bool {
	if r.URL.Path != enforcementPath {
		return r.URL.Path == enforcementPath+"/"+string(p)
	}
	body, err := readBody(r)
	return err == nil && bytes.Contains(body, []byte(`"`+p+`"`))
}

func (enforcementPart) isSwept(*http.Request) bool { return false }

func (enforcementPart) leaves(*http.Request, string) bool { return true }

func (enforcementPart) asSent(member []string) []string {
	switch member[0] {
	case "guardrailArn", "guardrailId":
		return []string{"guardrailInferenceConfig", "guardrailIdentifier"}
	}
	return append([]string{"guardrailInferenceConfig"}, member...)
}

// guardrailBorn names what an answer says was created of a guardrail, or returns "".
func guardrailBorn(resp *http.Response) string {
	body, err := peek(resp)
	made := struct {
		GuardrailID string `json:"guardrailId"`
		Version     string `json:"version"`
	}{}
	if err != nil || json.Unmarshal(body, &made) != nil || made.GuardrailID == "" {
		return ""
	}
	return guardrailKeyOf(made.GuardrailID, made.Version)
}

// guardrailAsked names what a GET asks for of a guardrail, or returns "".
func guardrailAsked(r *http.Request) string {
	identifier, ours := strings.CutPrefix(r.URL.Path, "/guardrails/")
	if !ours {
		return ""
	}
	return guardrailKeyOf(identifier[strings.LastIndex(identifier, "/")+1:], r.URL.Query().Get("guardrailVersion"))
}

func guardrailKeyOf(id, version string) string {
	return "guardrail/" + id + ":" + cmp.Or(version, "DRAFT")
}
