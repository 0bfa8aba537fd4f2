package sandbox

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
)

// agentcoreTagRoutes answer for gateways and credential providers. Their tags do not show in the tagging API.
func agentcoreTagRoutes() []route {
	const at = "/tags/{resource}"
	return []route{
		agentcoreRoute(http.MethodPost, at, http.StatusNoContent, tagAgentCore),
		agentcoreRoute(http.MethodDelete, at, http.StatusNoContent, untagAgentCore),
		agentcoreRead(http.MethodGet, at, listAgentCoreTags),
	}
}

// taggedAgentCore finds the tags of the resource in the path.
func taggedAgentCore(st *state, r *request) (*map[string]string, *awsError) {
	arn := r.vars["resource"]
	c := &constraints{}
	c.text("resourceArn", arn, 20, 1011, agentcoreTagARNPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if refused := foreignAgentCore(r, arn); refused != nil {
		return nil, refused
	}
	held := st.AWS.at(r.region)
	parts, _ := parseAgentCoreARN(arn)
	if g := held.gateway(parts.id, r.now); parts.kind == "gateway" && g != nil {
		return &g.Tags, nil
	}
	for _, p := range held.Providers {
		if p.arn(r.region) == arn {
			return &p.Tags, nil
		}
	}
	return nil, agentcoreMissing("The resource", arn)
}

func tagAgentCore(st *state, r *request) (any, *awsError) {
	var in struct{ Tags map[string]string }
	if refused := shaped(r.body, wireObject{required: []string{"tags"}, members: map[string]wireShape{"tags": agentcoreTagsShape()}}, &in); refused != nil {
		return nil, refused
	}
	tags, refused := taggedAgentCore(st, r)
	if refused != nil {
		return nil, refused
	}
	merged := maps.Clone(*tags)
	for key, value := range in.Tags {
		if strings.HasPrefix(strings.ToLower(key), "aws:") {
			return nil, invalidInput("aws: prefixed tag key names are not allowed for external use: %s", key)
		}
		putIn(&merged, key, value)
	}
	if len(merged) > awsMaxTags {
		return nil, agentcoreQuota("A resource can have %d tags, not %d", awsMaxTags, len(merged))
	}
	*tags = merged
	return nil, nil //nolint:nilnil // 204 has no body
}

func untagAgentCore(st *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "tagKeys")
	keys := r.query["tagKeys"]
	if keys == nil {
		c.missing("tagKeys")
	}
	c.size("tagKeys", len(keys), 0, 200)
	for i, key := range keys {
		c.text(fmt.Sprintf("tagKeys.%d.member", i+1), key, 1, 128, tagTextPattern)
	}
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	tags, refused := taggedAgentCore(st, r)
	if refused != nil {
		return nil, refused
	}
	left := maps.Clone(*tags)
	for _, key := range keys {
		delete(left, key)
	}
	*tags = left
	return nil, nil //nolint:nilnil // 204 has no body
}

func listAgentCoreTags(st *state, r *request) (any, *awsError) {
	tags, refused := taggedAgentCore(st, r)
	if refused != nil {
		return nil, refused
	}
	shown := map[string]string{}
	maps.Copy(shown, *tags)
	return map[string]any{"tags": shown}, nil
}
