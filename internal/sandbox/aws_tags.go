package sandbox

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"
)

// awsMaxTags is how many tags a resource of Bedrock can have.
const awsMaxTags = 50

// The patterns of TagKey and TagValue in Bedrock's model.
var tagTextPattern = lazyPattern(`[a-zA-Z0-9\s._:/=+@-]*`)

// bedrockTag is one tag on Bedrock's wire.
type bedrockTag struct {
	Key   *string `json:"key"`
	Value *string `json:"value"`
}

// UnmarshalJSON refuses members that the official model does not name.
func (t *bedrockTag) UnmarshalJSON(raw []byte) error {
	type plain bedrockTag
	if refused := awsMembers(raw, (*plain)(t), "key", "value"); refused != nil {
		return inputError(refused.message)
	}
	return nil
}

// tags checks a list of tags against the official model and returns it as a map.
func (c *constraints) tags(list []bedrockTag) map[string]string {
	if len(list) > 200 {
		c.breaksf(fmt.Sprintf("[%d tags]", len(list)), "tags", "Member must have length less than or equal to 200")
	}
	tags := map[string]string{}
	for i, tag := range list {
		member := fmt.Sprintf("tags.%d.member", i+1)
		c.required(member+".key", tag.Key, 1, 128, tagTextPattern)
		c.required(member+".value", tag.Value, 0, 256, tagTextPattern)
		if tag.Key == nil || tag.Value == nil {
			continue
		}
		if _, twice := tags[*tag.Key]; twice {
			c.breaksf(*tag.Key, member+".key", "Member must be unique")
		}
		c.tagKey(member+".key", *tag.Key)
		tags[*tag.Key] = *tag.Value
	}
	return tags
}

// tagKey refuses the keys that only AWS itself may set.
func (c *constraints) tagKey(member, key string) {
	if strings.HasPrefix(strings.ToLower(key), "aws:") {
		c.breaksf(key, member, "aws: prefixed tag key names are not allowed for external use")
	}
}

// tooManyTags refuses a resource with more tags than it can have.
func tooManyTags(arn string, tags map[string]string) *awsError {
	if len(tags) <= awsMaxTags {
		return nil
	}
	refused := &awsError{
		status: http.StatusBadRequest, code: "TooManyTagsException",
		message: fmt.Sprintf("The request contains more tags than can be associated with a resource (%d tags per resource). The maximum number of tags includes both existing tags and those included in your current request.", awsMaxTags),
	}
	if arn != "" {
		refused.members = map[string]string{"resourceName": arn}
	}
	return refused
}

// setTags keeps the tags of a new resource; one without tags is unknown to the tagging API.
func (held *awsRegion) setTags(arn string, tags map[string]string) {
	if len(tags) > 0 {
		putIn(&held.Tags, arn, tags)
	}
}

// mergedTags returns the tags of a resource after some are added.
func (held *awsRegion) mergedTags(arn string, added map[string]string) map[string]string {
	merged := map[string]string{}
	maps.Copy(merged, held.Tags[arn])
	maps.Copy(merged, added)
	return merged
}

// dropTags removes keys; a resource that had tags stays known to the tagging API, with none.
func (held *awsRegion) dropTags(arn string, keys []string) {
	if held.Tags[arn] == nil {
		return
	}
	left := maps.Clone(held.Tags[arn])
	for _, key := range keys {
		delete(left, key)
	}
	held.Tags[arn] = left
}

// holds tells whether a taggable resource exists in the region.
func (held *awsRegion) holds(arn string, now time.Time) bool {
	parts, ok := parseARN(arn)
	if !ok {
		return false
	}
	switch parts.kind {
	case "application-inference-profile":
		return held.profile(parts.id) != nil
	case "provisioned-model":
		return held.throughput(parts.id) != nil
	case "custom-model":
		return held.customModel(arn) != nil
	case "custom-model-deployment":
		return held.deployment(parts.id) != nil
	case "guardrail":
		return held.guardrail(parts.id, now) != nil
	}
	return false
}
