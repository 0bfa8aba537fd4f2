package amazonbedrock

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	tagging "github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	maxTags        = 50  // of one resource
	maxTagKey      = 128 // characters
	maxTagValue    = 256 // characters
	reservedPrefix = "aws:"
	tagPage        = 100 // ARNs that the tagging API takes at once
)

// toTags orders by key, so that equal specs make equal requests.
func toTags(tags map[string]string) []types.Tag {
	var out []types.Tag
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		out = append(out, types.Tag{Key: new(key), Value: new(tags[key])})
	}
	return out
}

// fromTags leaves out what AWS itself writes, which nobody else can change.
func fromTags(tags []types.Tag) map[string]string {
	out := make(map[string]string, len(tags))
	for _, tag := range tags {
		if tag.Key != nil && !strings.HasPrefix(*tag.Key, reservedPrefix) {
			out[*tag.Key] = deref(tag.Value)
		}
	}
	return out
}

func listTags(ctx context.Context, c *client, resource string) (map[string]string, error) {
	answer, err := c.bedrock.ListTagsForResource(ctx, &bedrock.ListTagsForResourceInput{ResourceARN: &resource})
	if err != nil {
		return nil, err
	}
	return fromTags(answer.Tags), nil
}

// writeTags sends the difference. Tags are added before others go, unless both together are more than a resource may have.
func writeTags(ctx context.Context, c *client, resource string, have, want map[string]string) error {
	changed, gone := tagChanges(have, want)
	steps := []func() error{
		func() error { return addTags(ctx, c, resource, changed) },
		func() error { return removeTags(ctx, c, resource, gone) },
	}
	if len(want)+len(gone) > maxTags {
		slices.Reverse(steps)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func tagChanges(have, want map[string]string) (changed map[string]string, gone []string) {
	changed = maps.Clone(want)
	maps.DeleteFunc(changed, func(key, value string) bool {
		old, there := have[key]
		return there && old == value
	})
	for _, key := range slices.Sorted(maps.Keys(have)) {
		if _, wanted := want[key]; !wanted {
			gone = append(gone, key)
		}
	}
	return changed, gone
}

func addTags(ctx context.Context, c *client, resource string, tags map[string]string) error {
	if len(tags) == 0 {
		return nil
	}
	_, err := c.bedrock.TagResource(ctx, &bedrock.TagResourceInput{ResourceARN: &resource, Tags: toTags(tags)})
	return err
}

func removeTags(ctx context.Context, c *client, resource string, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	_, err := c.bedrock.UntagResource(ctx, &bedrock.UntagResourceInput{ResourceARN: &resource, TagKeys: keys})
	return err
}

// bulkTags reads the tags of up to tagPage deployments in one call. What never had a tag is absent from the answer.
func bulkTags(ctx context.Context, c *client, page []*llm.Deployment) error {
	byARN := make(map[string]*llm.Deployment, len(page))
	for _, have := range page {
		have.Tags = map[string]string{}
		byARN[have.ID.Value] = have
	}
	in := &tagging.GetResourcesInput{ResourceARNList: slices.Sorted(maps.Keys(byARN))}
	seen := seenTokens{}
	for {
		answer, err := c.tagging.GetResources(ctx, in)
		if err != nil {
			return err
		}
		for _, mapping := range answer.ResourceTagMappingList {
			have := byARN[deref(mapping.ResourceARN)]
			for _, tag := range mapping.Tags {
				if have != nil && !strings.HasPrefix(deref(tag.Key), reservedPrefix) {
					have.Tags[deref(tag.Key)] = deref(tag.Value)
				}
			}
		}
		if err := seen.next(answer.PaginationToken); err != nil || deref(answer.PaginationToken) == "" {
			return err
		}
		in.PaginationToken = answer.PaginationToken
	}
}
