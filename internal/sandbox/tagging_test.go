package sandbox

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	tagging "github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi/types"
	"github.com/google/go-cmp/cmp"
)

// resourcesOf returns what GetResources answers over all pages: tags by ARN.
func resourcesOf(t *testing.T, c cloud, in *tagging.GetResourcesInput) map[string]map[string]string {
	t.Helper()
	found := map[string]map[string]string{}
	pages := tagging.NewGetResourcesPaginator(c.tagging, in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		noError(t, err)
		for _, m := range page.ResourceTagMappingList {
			tags := map[string]string{}
			for _, tag := range m.Tags {
				tags[*tag.Key] = *tag.Value
			}
			if found[*m.ResourceARN] != nil {
				t.Errorf("%s is listed twice", *m.ResourceARN)
			}
			found[*m.ResourceARN] = tags
		}
	}
	return found
}

func TestTagging_knowsOnlyWhatEverHadTags(t *testing.T) {
	c := newCloud(t)
	bare := mustCreateProfile(t, c, "bare", novaLiteIn("us-east-1"))
	arn := mustCreateProfile(t, c, "tagged", novaLiteIn("us-east-1"))
	_, err := c.bedrock.TagResource(t.Context(), &bedrock.TagResourceInput{ResourceARN: &arn, Tags: bedrockTags("team", "search")})
	noError(t, err)
	in := &tagging.GetResourcesInput{ResourceARNList: []string{arn, bare, ownARN("us-east-1", "application-inference-profile", "000000000000")}}
	if diff := cmp.Diff(map[string]map[string]string{arn: {"team": "search"}}, resourcesOf(t, c, in)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = c.bedrock.UntagResource(t.Context(), &bedrock.UntagResourceInput{ResourceARN: &arn, TagKeys: []string{"team"}})
	noError(t, err)
	if diff := cmp.Diff(map[string]map[string]string{arn: {}}, resourcesOf(t, c, in)); diff != "" {
		t.Errorf("after the last tag is gone (-want +got):\n%s", diff)
	}
	_, err = c.bedrock.DeleteInferenceProfile(t.Context(), &bedrock.DeleteInferenceProfileInput{InferenceProfileIdentifier: &arn})
	noError(t, err)
	if got := resourcesOf(t, c, in); len(got) != 0 {
		t.Errorf("a deleted resource is listed: %v", got)
	}
}

func TestTagging_selectsByTypeAndTag(t *testing.T) {
	c := newCloud(t)
	arns := everyTaggable(t, c)
	everything := map[string]map[string]string{}
	for _, arn := range arns {
		everything[arn] = map[string]string{"team": "search"}
	}
	only := func(kind string) map[string]map[string]string {
		return map[string]map[string]string{arns[kind]: {"team": "search"}}
	}
	cases := map[string]struct {
		in   tagging.GetResourcesInput
		want map[string]map[string]string
	}{
		"no filter":           {want: everything},
		"the whole service":   {tagging.GetResourcesInput{ResourceTypeFilters: []string{"bedrock"}}, everything},
		"one type":            {tagging.GetResourcesInput{ResourceTypeFilters: []string{"bedrock:provisioned-model"}}, only("provisioned-model")},
		"guardrails":          {tagging.GetResourcesInput{ResourceTypeFilters: []string{"bedrock:guardrail"}}, only("guardrail")},
		"another service":     {tagging.GetResourcesInput{ResourceTypeFilters: []string{"s3"}}, map[string]map[string]string{}},
		"a key":               {tagging.GetResourcesInput{TagFilters: []types.TagFilter{{Key: aws.String("team")}}}, everything},
		"a key and its value": {tagging.GetResourcesInput{TagFilters: []types.TagFilter{{Key: aws.String("team"), Values: []string{"search"}}}}, everything},
		"another value":       {tagging.GetResourcesInput{TagFilters: []types.TagFilter{{Key: aws.String("team"), Values: []string{"chat"}}}}, map[string]map[string]string{}},
		"another key":         {tagging.GetResourcesInput{TagFilters: []types.TagFilter{{Key: aws.String("stage")}}}, map[string]map[string]string{}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, resourcesOf(t, c, &tc.in)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("one a page", func(t *testing.T) {
		if diff := cmp.Diff(everything, resourcesOf(t, c, &tagging.GetResourcesInput{ResourcesPerPage: aws.Int32(1)})); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestTagging_refuses(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateProfile(t, c, "assistant", novaLiteIn("us-east-1"))
	many := make([]string, 101)
	for i := range many {
		many[i] = arn
	}
	for name, in := range map[string]tagging.GetResourcesInput{
		"101 ARNs":             {ResourceARNList: many},
		"ARNs and types":       {ResourceARNList: []string{arn}, ResourceTypeFilters: []string{"bedrock"}},
		"ARNs and tag filters": {ResourceARNList: []string{arn}, TagFilters: []types.TagFilter{{Key: aws.String("a")}}},
		"ARNs and pages":       {ResourceARNList: []string{arn}, ResourcesPerPage: aws.Int32(1)},
		"none a page":          {ResourcesPerPage: aws.Int32(0)},
		"101 a page":           {ResourcesPerPage: aws.Int32(101)},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.tagging.GetResources(t.Context(), &in)
			wantError[*types.InvalidParameterException](t, err, "")
		})
	}
	_, err := c.tagging.GetResources(t.Context(), &tagging.GetResourcesInput{PaginationToken: aws.String("x")})
	wantError[*types.PaginationTokenExpiredException](t, err, "")
	_, err = c.tagging.TagResources(t.Context(), &tagging.TagResourcesInput{ResourceARNList: many[:21], Tags: map[string]string{"a": "b"}})
	wantError[*types.InvalidParameterException](t, err, "20 ARNs")
	_, err = c.tagging.TagResources(t.Context(), &tagging.TagResourcesInput{ResourceARNList: many[:1], Tags: map[string]string{"aws:a": "b"}})
	wantError[*types.InvalidParameterException](t, err, "aws: prefixed")
	_, err = c.tagging.UntagResources(t.Context(), &tagging.UntagResourcesInput{ResourceARNList: many[:1], TagKeys: []string{"aws:a"}})
	wantError[*types.InvalidParameterException](t, err, "aws:")
}

func TestTagging_changesManyAndTellsOfThoseItCannot(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateProfile(t, c, "assistant", novaLiteIn("us-east-1"))
	absent := ownARN("us-east-1", "application-inference-profile", "000000000000")
	foreign := "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl"
	tagged, err := c.tagging.TagResources(t.Context(), &tagging.TagResourcesInput{ResourceARNList: []string{absent, foreign, arn}, Tags: map[string]string{"team": "search"}})
	noError(t, err)
	if len(tagged.FailedResourcesMap) != 2 || tagged.FailedResourcesMap[absent].StatusCode != http.StatusNotFound || tagged.FailedResourcesMap[foreign].StatusCode != http.StatusForbidden {
		t.Errorf("failed: %+v", tagged.FailedResourcesMap)
	}
	if diff := cmp.Diff(map[string]string{"team": "search"}, tagsOf(t, c, arn)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = c.tagging.UntagResources(t.Context(), &tagging.UntagResourcesInput{ResourceARNList: []string{arn}, TagKeys: []string{"team"}})
	noError(t, err)
	if got := tagsOf(t, c, arn); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}

func TestTagging_answersLongListsByTheHundred(t *testing.T) {
	c := newCloud(t)
	for i := range 105 {
		in := profileInput(fmt.Sprintf("profile-%d", i), novaLiteIn("us-east-1"))
		in.Tags = bedrockTags("n", strconv.Itoa(i))
		_, err := c.bedrock.CreateInferenceProfile(t.Context(), in)
		noError(t, err)
	}
	c.sandbox.ResetCalls()
	if got := resourcesOf(t, c, &tagging.GetResourcesInput{ResourceTypeFilters: []string{"bedrock:application-inference-profile"}}); len(got) != 105 {
		t.Errorf("%d resources", len(got))
	}
	if calls := len(c.sandbox.Calls()); calls != 2 {
		t.Errorf("%d calls, want 2", calls)
	}
}
