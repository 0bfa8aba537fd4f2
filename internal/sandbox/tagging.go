package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// taggingTarget begins the X-Amz-Target of every operation of the Resource Groups Tagging API.
const taggingTarget = "ResourceGroupsTaggingAPI_20170126."

func taggingRoutes() []route {
	return []route{
		targetRoute(serviceTagging, taggingTarget+"GetResources", true, getResources),
		targetRoute(serviceTagging, taggingTarget+"TagResources", false, tagResources),
		targetRoute(serviceTagging, taggingTarget+"UntagResources", false, untagResources),
	}
}

// getResourcesInput is GetResourcesInput of the official model.
type getResourcesInput struct {
	PaginationToken           string
	TagFilters                []tagFilter
	ResourcesPerPage          *int
	TagsPerPage               *int
	ResourceTypeFilters       []string
	IncludeComplianceDetails  bool
	ExcludeCompliantResources bool
	ResourceARNList           []string
}

type tagFilter struct {
	Key    string
	Values []string
}

// taggedResource is ResourceTagMapping. One that lost all its tags has an empty list.
type taggedResource struct {
	ARN  string       `json:"ResourceARN"`
	Tags []taggingTag `json:"Tags"`

	number int // place among all the region's resources, in the order of their ARNs
}

func (t taggedResource) place() int { return t.number }

type taggingTag struct {
	Key   string `json:"Key"`
	Value string `json:"Value"`
}

// getResources answers only resources that have, or once had, tags.
func getResources(st *state, r *request) (any, *awsError) {
	var in getResourcesInput
	refused := awsMembers(r.body, &in, "PaginationToken", "TagFilters", "ResourcesPerPage", "TagsPerPage", "ResourceTypeFilters",
		"IncludeComplianceDetails", "ExcludeCompliantResources", "ResourceARNList")
	if refused == nil {
		refused = in.check()
	}
	if refused != nil {
		return nil, refused.as("InvalidParameterException")
	}
	held := st.AWS.at(r.region)
	var found []taggedResource
	for i, arn := range sortedKeys(held.Tags) {
		if held.holds(arn, r.now) && in.selects(arn, held.Tags[arn]) {
			found = append(found, taggedResourceOf(arn, held.Tags[arn], i))
		}
	}
	size := min(r.opts.pageSize, 100)
	if in.ResourcesPerPage != nil {
		size = min(*in.ResourcesPerPage, size)
	}
	if in.ResourceARNList != nil {
		size = max(len(found), 1) // a list of ARNs is answered whole
	}
	page, next, ok := awsPage("resources", found, taggedResource.place, in.PaginationToken, size)
	if !ok {
		return nil, invalidInput("The PaginationToken is not one of this list").as("PaginationTokenExpiredException")
	}
	return map[string]any{"PaginationToken": next, "ResourceTagMappingList": page}, nil
}

func (in *getResourcesInput) check() *awsError {
	switch {
	case in.ResourceARNList != nil && (in.TagFilters != nil || in.ResourceTypeFilters != nil):
		return invalidInput("You can't specify both ResourceARNList and TagFilters or ResourceTypeFilters in the same request.")
	case in.ResourceARNList != nil && (in.ResourcesPerPage != nil || in.TagsPerPage != nil || in.PaginationToken != ""):
		return invalidInput("You can't specify both ResourceARNList and any of the pagination parameters in the same request.")
	case in.ResourceARNList != nil && (len(in.ResourceARNList) < 1 || len(in.ResourceARNList) > 100):
		return invalidInput("ResourceARNList takes 1 to 100 ARNs, not %d.", len(in.ResourceARNList))
	case in.ResourcesPerPage != nil && (*in.ResourcesPerPage < 1 || *in.ResourcesPerPage > 100):
		return invalidInput("ResourcesPerPage must be between 1 and 100.")
	case in.TagsPerPage != nil:
		return invalidInput("The sandbox does not page by TagsPerPage; use ResourcesPerPage.")
	case in.IncludeComplianceDetails || in.ExcludeCompliantResources:
		return invalidInput("The sandbox knows no tag policies.")
	case len(in.TagFilters) > 50:
		return invalidInput("TagFilters takes at most 50 keys.")
	}
	for _, f := range in.TagFilters {
		if f.Key == "" || len(f.Values) > 20 {
			return invalidInput("A tag filter takes a key and at most 20 values.")
		}
	}
	return nil
}

// selects applies the filters: all of TagFilters, and any of the types or ARNs.
func (in *getResourcesInput) selects(arn string, tags map[string]string) bool {
	for _, f := range in.TagFilters {
		value, has := tags[f.Key]
		if !has || len(f.Values) > 0 && !slices.Contains(f.Values, value) {
			return false
		}
	}
	if in.ResourceARNList != nil {
		return slices.Contains(in.ResourceARNList, arn)
	}
	parts, ok := parseARN(arn)
	return len(in.ResourceTypeFilters) == 0 || ok && slices.ContainsFunc(in.ResourceTypeFilters, func(filter string) bool {
		return filter == "bedrock" || filter == "bedrock:"+parts.kind
	})
}

func taggedResourceOf(arn string, tags map[string]string, number int) taggedResource {
	t := taggedResource{ARN: arn, Tags: []taggingTag{}, number: number}
	for _, key := range sortedKeys(tags) {
		t.Tags = append(t.Tags, taggingTag{Key: key, Value: tags[key]})
	}
	return t
}

// failedResource is FailureInfo, one entry of FailedResourcesMap.
type failedResource struct {
	StatusCode   int    `json:"StatusCode"`
	ErrorCode    string `json:"ErrorCode"`
	ErrorMessage string `json:"ErrorMessage"`
}

// eachResource changes the tags of every resource of a request; one that cannot be changed is told of and does not
// stop the others.
func eachResource(st *state, r *request, arns []string, change func(held *awsRegion, arn string) *awsError) (any, *awsError) {
	if len(arns) < 1 || len(arns) > 20 {
		return nil, invalidInput("ResourceARNList takes 1 to 20 ARNs, not %d.", len(arns)).as("InvalidParameterException")
	}
	failed := map[string]failedResource{}
	for _, arn := range arns {
		held := st.AWS.at(r.region)
		refused := foreignARN(r, arn)
		if refused == nil && !held.holds(arn, r.now) {
			refused = notFoundARN(arn)
		}
		if refused == nil {
			refused = change(st.AWS.edit(r.region), arn)
		}
		if refused != nil {
			failed[arn] = failedResource{StatusCode: refused.status, ErrorCode: "InvalidParameterException", ErrorMessage: refused.message}
		}
	}
	return map[string]any{"FailedResourcesMap": failed}, nil
}

func tagResources(st *state, r *request) (any, *awsError) {
	var in struct {
		ResourceARNList []string
		Tags            map[string]string
	}
	if refused := awsMembers(r.body, &in, "ResourceARNList", "Tags"); refused != nil {
		return nil, refused.as("InvalidParameterException")
	}
	c := &constraints{}
	if len(in.Tags) < 1 || len(in.Tags) > awsMaxTags {
		c.breaksf(fmt.Sprintf("[%d tags]", len(in.Tags)), "Tags", "Member must have length between 1 and %d", awsMaxTags)
	}
	for _, key := range sortedKeys(in.Tags) {
		c.text("Tags.key", key, 1, 128, tagTextPattern)
		c.text("Tags."+key, in.Tags[key], 0, 256, tagTextPattern)
		c.tagKey("Tags.key", key)
	}
	if refused := c.err(); refused != nil {
		return nil, refused.as("InvalidParameterException")
	}
	return eachResource(st, r, in.ResourceARNList, func(held *awsRegion, arn string) *awsError {
		merged := held.mergedTags(arn, in.Tags)
		if refused := tooManyTags(arn, merged); refused != nil {
			return refused
		}
		held.setTags(arn, merged)
		return nil
	})
}

func untagResources(st *state, r *request) (any, *awsError) {
	var in struct{ ResourceARNList, TagKeys []string }
	if refused := awsMembers(r.body, &in, "ResourceARNList", "TagKeys"); refused != nil {
		return nil, refused.as("InvalidParameterException")
	}
	if len(in.TagKeys) < 1 || len(in.TagKeys) > awsMaxTags || slices.ContainsFunc(in.TagKeys, func(key string) bool { return strings.HasPrefix(key, "aws:") }) {
		return nil, invalidInput("TagKeys takes 1 to %d keys, none of them with the prefix aws:.", awsMaxTags).as("InvalidParameterException")
	}
	return eachResource(st, r, in.ResourceARNList, func(held *awsRegion, arn string) *awsError {
		held.dropTags(arn, in.TagKeys)
		return nil
	})
}

// as returns the error under another code, with status 400.
func (e *awsError) as(code string) *awsError {
	return &awsError{status: http.StatusBadRequest, code: code, message: e.message}
}
