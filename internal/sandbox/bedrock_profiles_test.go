package sandbox

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/google/go-cmp/cmp"
)

func novaLiteIn(region string) string { return foundationModelARN(region, novaLite) }

func systemARN(region, id string) string { return ownARN(region, "inference-profile", id) }

func mustCreateProfile(t *testing.T, c cloud, name, copyFrom string) (arn string) {
	t.Helper()
	out, err := c.bedrock.CreateInferenceProfile(t.Context(), profileInput(name, copyFrom))
	noError(t, err)
	return *out.InferenceProfileArn
}

func profileInput(name, copyFrom string) *bedrock.CreateInferenceProfileInput {
	return &bedrock.CreateInferenceProfileInput{
		InferenceProfileName: &name, ModelSource: &types.InferenceProfileModelSourceMemberCopyFrom{Value: copyFrom},
	}
}

func modelARNs(models []types.InferenceProfileModel) []string {
	var arns []string
	for _, m := range models {
		arns = append(arns, *m.ModelArn)
	}
	return arns
}

func TestProfile_showsTheModelsOfItsSource(t *testing.T) {
	cases := map[string]struct {
		from string
		want []string
	}{
		"a foundation model is one region":       {from: novaLiteIn("us-east-1"), want: []string{novaLiteIn("us-east-1")}},
		"a geography is its members":             {from: systemARN("us-east-1", "us."+novaLite), want: []string{novaLiteIn("us-east-1"), novaLiteIn("us-west-2"), novaLiteIn("us-east-2")}},
		"a global profile is the world and here": {from: systemARN("us-east-1", "global.openai.gpt-5.6-sol"), want: []string{foundationModelARN("", "openai.gpt-5.6-sol"), foundationModelARN("us-east-1", "openai.gpt-5.6-sol")}},
		"the account may be left out":            {from: "arn:aws:bedrock:us-east-1::inference-profile/global.amazon.nova-2-lite-v1:0", want: []string{foundationModelARN("", "amazon.nova-2-lite-v1:0"), foundationModelARN("us-east-1", "amazon.nova-2-lite-v1:0")}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			arn := mustCreateProfile(t, c, "assistant", tc.from)
			got, err := c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: &arn})
			noError(t, err)
			if diff := cmp.Diff(tc.want, modelARNs(got.Models)); diff != "" {
				t.Errorf("models (-want +got):\n%s", diff)
			}
		})
	}
}

func TestProfile_livesFromCreateToDelete(t *testing.T) {
	c := newCloud(t)
	in := profileInput("team assistant", novaLiteIn("us-east-1"))
	in.Description = aws.String("for tests")
	created, err := c.bedrock.CreateInferenceProfile(t.Context(), in)
	noError(t, err)
	if !regexp.MustCompile(`^arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/[a-z0-9]{12}$`).MatchString(*created.InferenceProfileArn) {
		t.Errorf("ARN %s", *created.InferenceProfileArn)
	}
	for _, identifier := range []string{*created.InferenceProfileArn, (*created.InferenceProfileArn)[len(*created.InferenceProfileArn)-12:]} {
		got, err := c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: &identifier})
		noError(t, err)
		if *got.InferenceProfileName != "team assistant" || *got.Description != "for tests" || got.Status != types.InferenceProfileStatusActive ||
			got.Type != types.InferenceProfileTypeApplication || got.CreatedAt.Sub(catalogDate()) > time.Minute {
			t.Errorf("got %+v", got)
		}
	}
	del := &bedrock.DeleteInferenceProfileInput{InferenceProfileIdentifier: created.InferenceProfileArn}
	_, err = c.bedrock.DeleteInferenceProfile(t.Context(), del)
	noError(t, err)
	_, err = c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: created.InferenceProfileArn})
	wantError[*types.ResourceNotFoundException](t, err, *created.InferenceProfileArn)
	_, err = c.bedrock.DeleteInferenceProfile(t.Context(), del)
	wantError[*types.ResourceNotFoundException](t, err, *created.InferenceProfileArn)
}

func listProfileNames(t *testing.T, c cloud) []string {
	t.Helper()
	var names []string
	pages := bedrock.NewListInferenceProfilesPaginator(c.bedrock, &bedrock.ListInferenceProfilesInput{TypeEquals: types.InferenceProfileTypeApplication})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		noError(t, err)
		for _, p := range page.InferenceProfileSummaries {
			names = append(names, *p.InferenceProfileName)
		}
	}
	return names
}

func TestProfile_listsByPages(t *testing.T) {
	c := newCloud(t, PageSize(7))
	var want []string
	for i := range 16 {
		want = append(want, fmt.Sprintf("profile-%d", i))
		mustCreateProfile(t, c, want[i], novaLiteIn("us-east-1"))
	}
	if diff := cmp.Diff(want, listProfileNames(t, c)); diff != "" {
		t.Errorf("listed over pages (-want +got):\n%s", diff)
	}
	t.Run("an item deleted between two pages hides no other", func(t *testing.T) {
		in := &bedrock.ListInferenceProfilesInput{TypeEquals: types.InferenceProfileTypeApplication, MaxResults: aws.Int32(3)}
		first, err := c.bedrock.ListInferenceProfiles(t.Context(), in)
		noError(t, err)
		_, err = c.bedrock.DeleteInferenceProfile(t.Context(), &bedrock.DeleteInferenceProfileInput{InferenceProfileIdentifier: first.InferenceProfileSummaries[2].InferenceProfileArn})
		noError(t, err)
		in.NextToken = first.NextToken
		second, err := c.bedrock.ListInferenceProfiles(t.Context(), in)
		noError(t, err)
		if got := *second.InferenceProfileSummaries[0].InferenceProfileName; got != "profile-3" {
			t.Errorf("the second page begins with %s", got)
		}
	})
	refused := map[string]*bedrock.ListInferenceProfilesInput{
		"no results at all":       {MaxResults: aws.Int32(0)},
		"more than 1000 results":  {MaxResults: aws.Int32(1001)},
		"a token of nobody":       {NextToken: aws.String("bm9ib2R5")},
		"a type there is not":     {TypeEquals: "OTHER"},
		"a token of another list": {NextToken: aws.String(pageToken("throughputs", 1))},
	}
	for name, in := range refused {
		t.Run(name, func(t *testing.T) {
			_, err := c.bedrock.ListInferenceProfiles(t.Context(), in)
			wantError[*types.ValidationException](t, err, "validation error")
		})
	}
}

func TestProfile_identifiersOfOthersAreNoAbsence(t *testing.T) {
	c := newCloud(t)
	t.Run("another account", func(t *testing.T) {
		_, err := c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{
			InferenceProfileIdentifier: aws.String("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl"),
		})
		wantError[*types.AccessDeniedException](t, err, "another account")
	})
	t.Run("a system profile cannot be deleted", func(t *testing.T) {
		_, err := c.bedrock.DeleteInferenceProfile(t.Context(), &bedrock.DeleteInferenceProfileInput{InferenceProfileIdentifier: aws.String("us." + novaLite)})
		wantError[*types.ValidationException](t, err, "cannot be deleted")
	})
	t.Run("a hostile identifier", func(t *testing.T) {
		_, err := c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: aws.String("../guardrails/x")})
		wantError[*types.ValidationException](t, err, "regular expression")
	})
}

func TestProfile_systemDefinedAreTheRecordedOnes(t *testing.T) {
	c := newCloud(t)
	for _, region := range []string{"us-east-1", "eu-central-1", "sa-east-1"} {
		c := clientsOf(t, c.sandbox, region)
		list, err := c.bedrock.ListInferenceProfiles(t.Context(), &bedrock.ListInferenceProfilesInput{TypeEquals: types.InferenceProfileTypeSystemDefined})
		noError(t, err)
		if len(list.InferenceProfileSummaries) != len(bedrockProfiles()[region]) || len(list.InferenceProfileSummaries) == 0 {
			t.Errorf("%s lists %d profiles, the catalog %d", region, len(list.InferenceProfileSummaries), len(bedrockProfiles()[region]))
		}
	}
	got, err := c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: aws.String("us." + novaLite)})
	noError(t, err)
	if got.Type != types.InferenceProfileTypeSystemDefined || *got.InferenceProfileArn != systemARN("us-east-1", "us."+novaLite) {
		t.Errorf("got %s %s", got.Type, *got.InferenceProfileArn)
	}
}

func TestProfile_serviceChangesMembers(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateProfile(t, c, "assistant", systemARN("us-east-1", "us."+novaLite))
	want := []string{novaLiteIn("us-east-1"), novaLiteIn("ca-central-1")}
	noError(t, c.sandbox.ChangeProfileMembers("us."+novaLite, []string{"us-east-1", "ca-central-1"}))
	for _, identifier := range []string{"us." + novaLite, arn} {
		got, err := c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: &identifier})
		noError(t, err)
		if diff := cmp.Diff(want, modelARNs(got.Models)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", identifier, diff)
		}
	}
	t.Run("an application profile alone", func(t *testing.T) {
		noError(t, c.sandbox.ChangeProfileMembers(arn[len(arn)-12:], []string{"us-west-2"}))
		got, err := c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: &arn})
		noError(t, err)
		if diff := cmp.Diff([]string{novaLiteIn("us-west-2")}, modelARNs(got.Models)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	if err := c.sandbox.ChangeProfileMembers("us.nobody", []string{"us-east-1"}); err == nil {
		t.Error("an unknown profile was changed")
	}
	if err := c.sandbox.ChangeProfileMembers("us."+novaLite, nil); err == nil {
		t.Error("a profile without members was made")
	}
}

func TestProfile_hasTheKeysThatWereRecorded(t *testing.T) {
	type listing struct {
		Data struct {
			InferenceProfileSummaries []map[string]any
		}
	}
	rec := recordedJSON[listing](t, "aws", "cloud-custodian", "test_bedrock_application_inference_profile_v2", "bedrock.ListInferenceProfiles_1.json")
	sb := New()
	status, body := sb.Do("POST", "/inference-profiles", `{"inferenceProfileName":"a","description":"b","modelSource":{"copyFrom":"arn:aws:bedrock:us-east-1::inference-profile/global.amazon.nova-2-lite-v1:0"}}`)
	if status != 201 {
		t.Fatal(status, body)
	}
	_, body = sb.Do("GET", "/inference-profiles?type=APPLICATION", "")
	ours, err := decodeAny[struct{ InferenceProfileSummaries []map[string]any }](body)
	noError(t, err)
	want, got := rec.Data.InferenceProfileSummaries[0], ours.InferenceProfileSummaries[0]
	if diff := cmp.Diff(sortedKeys(want), sortedKeys(got)); diff != "" {
		t.Errorf("keys (-recorded +ours):\n%s", diff)
	}
	if diff := cmp.Diff(want["models"], got["models"]); diff != "" {
		t.Errorf("models (-recorded +ours):\n%s", diff)
	}
	if len(want["inferenceProfileId"].(string)) != len(got["inferenceProfileId"].(string)) {
		t.Errorf("id %v, recorded %v", got["inferenceProfileId"], want["inferenceProfileId"])
	}
}
