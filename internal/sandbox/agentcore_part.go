package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// agentcorePart names a gateway, or something in it, outside of any request: an ARN of a gateway, followed by
// "/target/", "/rule/" or "/rate-limit/" and an id for what has no ARN of its own.
type agentcorePart struct {
	region, gateway string
	kind, id        string // "" for the gateway itself
}

// agentcorePartOf reads the name of a part; the zero part for anything else.
func agentcorePartOf(id string) agentcorePart {
	parts, ok := parseAgentCoreARN(id)
	if !ok || parts.kind != "gateway" || parts.account != AWSAccount {
		return agentcorePart{}
	}
	gateway, rest, _ := strings.Cut(parts.id, "/")
	kind, in, _ := strings.Cut(rest, "/")
	return agentcorePart{region: parts.region, gateway: gateway, kind: kind, id: in}
}

func (p agentcorePart) known() bool { return p.gateway != "" }

// path is where the part is read and written.
func (p agentcorePart) path() string {
	if p.kind == "" {
		return "/gateways/" + p.gateway
	}
	return "/gateways/" + p.gateway + "/" + p.kind + "s/" + p.id
}

func (p agentcorePart) key() string {
	if p.kind == "" {
		return p.gateway
	}
	return p.id
}

func (p agentcorePart) isAt(path string) bool { return strings.TrimSuffix(path, "/") == p.path() }

func (p agentcorePart) isWritten(r *http.Request) bool { return p.isAt(r.URL.Path) }

func (p agentcorePart) isNear(path string) bool {
	if p.kind == "" {
		return path == "/gateways/" || p.isAt(path)
	}
	return strings.HasPrefix(path, "/gateways/"+p.gateway+"/"+p.kind+"s")
}

func (p agentcorePart) is(object map[string]any) bool {
	key := map[string]string{"": "gatewayId", "target": "targetId", "rule": "ruleId", "rate-limit": "rateLimitId"}[p.kind]
	id, ok := object[key].(string)
	return ok && (id == p.id && p.kind != "" || id == p.gateway && p.kind == "")
}

// listed knows that lists of gateways and targets, whose name is items, show few members.
func (agentcorePart) listed(list string, member []string) ([]string, bool) {
	return member, list != "items" || slices.Contains([]string{
		"name", "description", "status", "createdAt", "updatedAt", "authorizerType", "protocolType", "targetType", "lastSynchronizedAt",
	}, member[0])
}

func (agentcorePart) isSwept(*http.Request) bool { return false }

func (agentcorePart) asSent(member []string) []string { return member }

// leaves is true of what a PATCH does not name.
func (agentcorePart) leaves(r *http.Request, member string) bool {
	body, err := readBody(r)
	sent := map[string]json.RawMessage{}
	return err == nil && json.Unmarshal(body, &sent) == nil && sent[member] == nil
}

// agentcoreBorn returns the path of what an answer says was created, without the slash at its end.
func agentcoreBorn(r *http.Request, resp *http.Response) string {
	body, err := peek(resp)
	made := map[string]any{}
	if err != nil || json.Unmarshal(body, &made) != nil {
		return ""
	}
	for _, key := range []string{"targetId", "ruleId", "rateLimitId", "gatewayId"} {
		if id, ok := made[key].(string); ok {
			return strings.TrimSuffix(r.URL.EscapedPath(), "/") + "/" + id
		}
	}
	return ""
}
