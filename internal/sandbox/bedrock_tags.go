package sandbox

import (
	"fmt"
	"net/http"
)

// bedrockTagRoutes are all POST, so that the method does not tell a read from a write.
func bedrockTagRoutes() []route {
	list := bedrockRoute(http.MethodPost, "/listTagsForResource", http.StatusOK, listTagsForResource)
	list.reads = true
	return []route{
		bedrockRoute(http.MethodPost, "/tagResource", http.StatusOK, tagResource),
		bedrockRoute(http.MethodPost, "/untagResource", http.StatusOK, untagResource),
		list,
	}
}

// taggableARN is TaggableResourcesArn of the official model for the kinds that the sandbox has.
var taggableARN = lazyPattern(`arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:([0-9]{12}|):[a-z-]+(/[a-zA-Z0-9-:.]+)+`)

// tagged checks the ARN of a tag operation: the resource must be one of this account and region, and exist.
func tagged(st *state, r *request, c *constraints, arn *string) *awsError {
	c.required("resourceARN", arn, 20, 1011, taggableARN)
	if refused := c.err(); refused != nil {
		return refused
	}
	if refused := foreignARN(r, *arn); refused != nil {
		return refused
	}
	if !st.AWS.at(r.region).holds(*arn, r.now) {
		return notFoundARN(*arn)
	}
	return nil
}

// foreignARN refuses what belongs to another account or region. Never "not found": the resource may well exist.
func foreignARN(r *request, arn string) *awsError {
	parts, ok := parseARN(arn)
	if !ok {
		return nil
	}
	if parts.account != "" && parts.account != AWSAccount {
		return accessDenied("User: %s is not authorized to perform this operation on resource: %s, which belongs to another account. The sandbox holds only account %s.", callerARN(), arn, AWSAccount)
	}
	if parts.region != r.region && parts.region != "" {
		return invalidInput("The resource %s is in another region than this request, which was sent to %s", arn, r.region)
	}
	return nil
}

func tagResource(st *state, r *request) (any, *awsError) {
	var in struct {
		ResourceARN *string
		Tags        []bedrockTag
	}
	if refused := awsMembers(r.body, &in, "resourceARN", "tags"); refused != nil {
		return nil, refused
	}
	c := &constraints{}
	if in.Tags == nil {
		c.missing("tags")
	}
	tags := c.tags(in.Tags)
	if refused := tagged(st, r, c, in.ResourceARN); refused != nil {
		return nil, refused
	}
	merged := st.AWS.at(r.region).mergedTags(*in.ResourceARN, tags)
	if refused := tooManyTags(*in.ResourceARN, merged); refused != nil {
		return nil, refused
	}
	st.AWS.edit(r.region).setTags(*in.ResourceARN, merged)
	return struct{}{}, nil
}

func untagResource(st *state, r *request) (any, *awsError) {
	var in struct {
		ResourceARN *string
		TagKeys     []string
	}
	if refused := awsMembers(r.body, &in, "resourceARN", "tagKeys"); refused != nil {
		return nil, refused
	}
	c := &constraints{}
	switch {
	case in.TagKeys == nil:
		c.missing("tagKeys")
	case len(in.TagKeys) > 200:
		c.breaksf(fmt.Sprintf("[%d keys]", len(in.TagKeys)), "tagKeys", "Member must have length less than or equal to 200")
	}
	for i, key := range in.TagKeys {
		member := fmt.Sprintf("tagKeys.%d.member", i+1)
		c.text(member, key, 1, 128, tagTextPattern)
		c.tagKey(member, key)
	}
	if refused := tagged(st, r, c, in.ResourceARN); refused != nil {
		return nil, refused
	}
	st.AWS.edit(r.region).dropTags(*in.ResourceARN, in.TagKeys)
	return struct{}{}, nil
}

func listTagsForResource(st *state, r *request) (any, *awsError) {
	var in struct{ ResourceARN *string }
	if refused := awsMembers(r.body, &in, "resourceARN"); refused != nil {
		return nil, refused
	}
	if refused := tagged(st, r, &constraints{}, in.ResourceARN); refused != nil {
		return nil, refused
	}
	type tag struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	tags := []tag{}
	held := st.AWS.at(r.region).Tags[*in.ResourceARN]
	for _, key := range sortedKeys(held) {
		tags = append(tags, tag{Key: key, Value: held[key]})
	}
	return map[string]any{"tags": tags}, nil
}
