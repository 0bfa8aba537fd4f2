package sandbox

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/google/go-cmp/cmp"
)

func tagsOf(t *testing.T, c cloud, arn string) map[string]string {
	t.Helper()
	out, err := c.bedrock.ListTagsForResource(t.Context(), &bedrock.ListTagsForResourceInput{ResourceARN: &arn})
	noError(t, err)
	tags := map[string]string{}
	for _, tag := range out.Tags {
		tags[*tag.Key] = *tag.Value
	}
	return tags
}

func bedrockTags(pairs ...string) []types.Tag {
	var tags []types.Tag
	for i := 0; i < len(pairs); i += 2 {
		tags = append(tags, types.Tag{Key: aws.String(pairs[i]), Value: aws.String(pairs[i+1])})
	}
	return tags
}

// manyTags returns n tags whose keys begin with prefix.
func manyTags(prefix string, n int) []types.Tag {
	var tags []types.Tag
	for i := range n {
		tags = append(tags, bedrockTags(fmt.Sprintf("%s%d", prefix, i), "v")...)
	}
	return tags
}

// everyTaggable creates one of every kind that bears tags, each with the tag team = search.
func everyTaggable(t *testing.T, c cloud) map[string]string {
	t.Helper()
	profile := profileInput("assistant", novaLiteIn("us-east-1"))
	profile.Tags = bedrockTags("team", "search")
	p, err := c.bedrock.CreateInferenceProfile(t.Context(), profile)
	noError(t, err)
	throughput := throughputInput("reserved", novaLiteTuning, 1)
	throughput.Tags = profile.Tags
	deployment := deploymentInput("chat", mustAddModel(t, c, "tuned"))
	deployment.Tags = profile.Tags
	guardrail := guardrailNamed("standard", func(in *bedrock.CreateGuardrailInput) { in.Tags = profile.Tags })
	return map[string]string{
		"guardrail":                     mustCreateGuardrail(t, c, guardrail),
		"application-inference-profile": *p.InferenceProfileArn,
		"provisioned-model":             mustCreateThroughput(t, c, throughput),
		"custom-model-deployment":       mustDeploy(t, c, deployment),
	}
}

func TestTags_areSetChangedAndRemovedOnEveryKind(t *testing.T) {
	c := newCloud(t)
	for kind, arn := range everyTaggable(t, c) {
		t.Run(kind, func(t *testing.T) {
			if diff := cmp.Diff(map[string]string{"team": "search"}, tagsOf(t, c, arn)); diff != "" {
				t.Errorf("after create (-want +got):\n%s", diff)
			}
			_, err := c.bedrock.TagResource(t.Context(), &bedrock.TagResourceInput{ResourceARN: &arn, Tags: bedrockTags("team", "chat", "stage", "")})
			noError(t, err)
			if diff := cmp.Diff(map[string]string{"team": "chat", "stage": ""}, tagsOf(t, c, arn)); diff != "" {
				t.Errorf("after tag (-want +got):\n%s", diff)
			}
			_, err = c.bedrock.UntagResource(t.Context(), &bedrock.UntagResourceInput{ResourceARN: &arn, TagKeys: []string{"team", "unknown"}})
			noError(t, err)
			if diff := cmp.Diff(map[string]string{"stage": ""}, tagsOf(t, c, arn)); diff != "" {
				t.Errorf("after untag (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTags_refuse(t *testing.T) {
	cases := map[string]struct {
		tags []types.Tag
		want func(*testing.T, error)
	}{
		"two of one key":           {bedrockTags("a", "1", "a", "2"), wantInvalid("unique")},
		"a key of AWS":             {bedrockTags("aws:owner", "1"), wantInvalid("aws: prefixed")},
		"a key of AWS in capitals": {bedrockTags("AWS:owner", "1"), wantInvalid("aws: prefixed")},
		"an empty key":             {bedrockTags("", "1"), wantInvalid("greater than or equal to 1")},
		"a key of 129 characters":  {bedrockTags(strings.Repeat("k", 129), "1"), wantInvalid("less than or equal to 128")},
		"a value of 257":           {bedrockTags("a", strings.Repeat("v", 257)), wantInvalid("less than or equal to 256")},
		"a key with a hash":        {bedrockTags("a#b", "1"), wantInvalid("regular expression")},
		"a value with quotes":      {bedrockTags("a", `"b"`), wantInvalid("regular expression")},
		"fifty-one":                {manyTags("k", 51), func(t *testing.T, err error) { t.Helper(); wantError[*types.TooManyTagsException](t, err, "50 tags") }},
		"two hundred and one":      {manyTags("k", 201), wantInvalid("200")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			in := profileInput("assistant", novaLiteIn("us-east-1"))
			in.Tags = tc.tags
			_, err := c.bedrock.CreateInferenceProfile(t.Context(), in)
			tc.want(t, err)
			arn := mustCreateProfile(t, c, "assistant", novaLiteIn("us-east-1"))
			_, err = c.bedrock.TagResource(t.Context(), &bedrock.TagResourceInput{ResourceARN: &arn, Tags: tc.tags})
			tc.want(t, err)
			if got := tagsOf(t, c, arn); len(got) != 0 {
				t.Errorf("the refused tags are there: %v", got)
			}
		})
	}
}

func TestTags_theFiftyCountWhatIsThereAlready(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateProfile(t, c, "assistant", novaLiteIn("us-east-1"))
	tag := func(tags []types.Tag) error {
		_, err := c.bedrock.TagResource(t.Context(), &bedrock.TagResourceInput{ResourceARN: &arn, Tags: tags})
		return err
	}
	noError(t, tag(manyTags("k", 50)))
	noError(t, tag(manyTags("k", 50))) // the same keys are no more tags
	wantError[*types.TooManyTagsException](t, tag(bedrockTags("one-more", "")), "50 tags")
}

func TestTags_belongToResourcesThatExist(t *testing.T) {
	c := newCloud(t)
	for name, tc := range map[string]struct {
		arn  string
		want func(*testing.T, error)
	}{
		"a profile that is not": {ownARN("us-east-1", "application-inference-profile", "abcdefghijkl"), func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.ResourceNotFoundException](t, err, "abcdefghijkl")
		}},
		"a system profile": {systemARN("us-east-1", "us."+novaLite), func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.ResourceNotFoundException](t, err, "us.amazon")
		}},
		"a profile of other people": {"arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl", func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.AccessDeniedException](t, err, "another account")
		}},
		"a profile of another place": {ownARN("us-west-2", "application-inference-profile", "abcdefghijkl"), wantInvalid("another region")},
		"what is no ARN":             {"assistant-assistant-assistant/x", wantInvalid("resourceARN")},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.bedrock.ListTagsForResource(t.Context(), &bedrock.ListTagsForResourceInput{ResourceARN: &tc.arn})
			tc.want(t, err)
			_, err = c.bedrock.TagResource(t.Context(), &bedrock.TagResourceInput{ResourceARN: &tc.arn, Tags: bedrockTags("a", "b")})
			tc.want(t, err)
			_, err = c.bedrock.UntagResource(t.Context(), &bedrock.UntagResourceInput{ResourceARN: &tc.arn, TagKeys: []string{"a"}})
			tc.want(t, err)
		})
	}
}
