package sandbox

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/google/go-cmp/cmp"
)

// guardrailNamed blocks a word, which is the least that a guardrail can do.
func guardrailNamed(name string, change ...func(*bedrock.CreateGuardrailInput)) *bedrock.CreateGuardrailInput {
	in := &bedrock.CreateGuardrailInput{
		Name: &name, BlockedInputMessaging: aws.String("not this"), BlockedOutputsMessaging: aws.String("not that"),
		WordPolicyConfig: &types.GuardrailWordPolicyConfig{WordsConfig: []types.GuardrailWordConfig{{Text: aws.String("project x")}}},
	}
	for _, each := range change {
		each(in)
	}
	return in
}

// updateOf replaces the draft by what would make a new guardrail.
func updateOf(id string, in *bedrock.CreateGuardrailInput) *bedrock.UpdateGuardrailInput {
	return &bedrock.UpdateGuardrailInput{
		GuardrailIdentifier: &id, Name: in.Name, Description: in.Description, TopicPolicyConfig: in.TopicPolicyConfig,
		ContentPolicyConfig: in.ContentPolicyConfig, WordPolicyConfig: in.WordPolicyConfig,
		SensitiveInformationPolicyConfig: in.SensitiveInformationPolicyConfig, ContextualGroundingPolicyConfig: in.ContextualGroundingPolicyConfig,
		CrossRegionConfig: in.CrossRegionConfig, BlockedInputMessaging: in.BlockedInputMessaging,
		BlockedOutputsMessaging: in.BlockedOutputsMessaging, KmsKeyId: in.KmsKeyId,
	}
}

// mustCreateGuardrail creates a guardrail, waits until it is ready, and returns its ARN.
func mustCreateGuardrail(t *testing.T, c cloud, in *bedrock.CreateGuardrailInput) (arn string) {
	t.Helper()
	out, err := c.bedrock.CreateGuardrail(t.Context(), in)
	noError(t, err)
	c.settle(t)
	return *out.GuardrailArn
}

// guardrailAt reads the draft, for version "", or a version.
func guardrailAt(t *testing.T, c cloud, id, version string) *bedrock.GetGuardrailOutput {
	t.Helper()
	in := &bedrock.GetGuardrailInput{GuardrailIdentifier: &id}
	if version != "" {
		in.GuardrailVersion = &version
	}
	out, err := c.bedrock.GetGuardrail(t.Context(), in)
	noError(t, err)
	return out
}

func TestGuardrails_becomeReadyOverTime(t *testing.T) {
	c := newCloud(t)
	made, err := c.bedrock.CreateGuardrail(t.Context(), guardrailNamed("standard"))
	noError(t, err)
	got := guardrailAt(t, c, *made.GuardrailId, "")
	if got.Status != types.GuardrailStatusCreating || *got.Version != "DRAFT" || *made.Version != "DRAFT" || *got.GuardrailArn != *made.GuardrailArn {
		t.Errorf("at first it is %s, version %s", got.Status, *got.Version)
	}
	if !made.CreatedAt.Equal(*got.CreatedAt) {
		t.Errorf("made at %s, read as %s", made.CreatedAt, got.CreatedAt)
	}
	_, err = c.bedrock.UpdateGuardrail(t.Context(), updateOf(*made.GuardrailId, guardrailNamed("standard")))
	wantError[*types.ConflictException](t, err, "CREATING")
	_, err = c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: made.GuardrailId})
	wantError[*types.ConflictException](t, err, "CREATING")
	_, err = c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: made.GuardrailId})
	wantError[*types.ConflictException](t, err, "CREATING")
	c.settle(t)
	byARN := guardrailAt(t, c, *made.GuardrailArn, "DRAFT")
	if byARN.Status != types.GuardrailStatusReady || byARN.StatusReasons == nil || byARN.FailureRecommendations == nil {
		t.Errorf("got %s, reasons %v, recommendations %v", byARN.Status, byARN.StatusReasons, byARN.FailureRecommendations)
	}
}

func TestGuardrails_areReplacedWhole(t *testing.T) {
	c := newCloud(t)
	id := mustCreateGuardrail(t, c, guardrailNamed("standard", func(in *bedrock.CreateGuardrailInput) { in.Description = aws.String("first") }))
	before := guardrailAt(t, c, id, "")
	next := guardrailNamed("renamed", func(in *bedrock.CreateGuardrailInput) {
		in.WordPolicyConfig = nil
		in.ContentPolicyConfig = &types.GuardrailContentPolicyConfig{FiltersConfig: []types.GuardrailContentFilterConfig{
			{Type: types.GuardrailContentFilterTypeHate, InputStrength: "HIGH", OutputStrength: "LOW"},
		}}
	})
	updated, err := c.bedrock.UpdateGuardrail(t.Context(), updateOf(id, next))
	noError(t, err)
	if got := guardrailAt(t, c, id, ""); got.Status != types.GuardrailStatusUpdating || !got.UpdatedAt.Equal(*updated.UpdatedAt) {
		t.Errorf("while it is updated it shows %s since %s", got.Status, got.UpdatedAt)
	}
	c.settle(t)
	got := guardrailAt(t, c, id, "")
	if got.WordPolicy != nil || got.Description != nil || *got.Name != "renamed" || !got.CreatedAt.Equal(*before.CreatedAt) {
		t.Errorf("what was not sent stays: %+v", got)
	}
	if !got.UpdatedAt.After(*updated.UpdatedAt) {
		t.Errorf("the update took effect at %s, when it was asked for", got.UpdatedAt)
	}
	if tier := got.ContentPolicy.Tier; tier == nil || tier.TierName != "CLASSIC" {
		t.Errorf("the tier is %v", tier)
	}
}

func TestGuardrails_versionsAreSnapshotsWithNumbersOfTheirOwn(t *testing.T) {
	c := newCloud(t)
	id := mustCreateGuardrail(t, c, guardrailNamed("standard", func(in *bedrock.CreateGuardrailInput) { in.Description = aws.String("of the draft") }))
	publish := func(description string) string {
		t.Helper()
		out, err := c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id, Description: &description})
		noError(t, err)
		if draft := guardrailAt(t, c, id, ""); draft.Status != types.GuardrailStatusVersioning {
			t.Errorf("the draft shows %s", draft.Status)
		}
		if version := guardrailAt(t, c, id, *out.Version); version.Status != types.GuardrailStatusCreating {
			t.Errorf("the version shows %s", version.Status)
		}
		_, err = c.bedrock.UpdateGuardrail(t.Context(), updateOf(id, guardrailNamed("standard")))
		wantError[*types.ConflictException](t, err, "VERSIONING")
		_, err = c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id, GuardrailVersion: aws.String("1")})
		wantError[*types.ConflictException](t, err, "ING")
		c.settle(t)
		return *out.Version
	}
	if first := publish("first"); first != "1" {
		t.Fatalf("the first version is %s", first)
	}
	snapshot := guardrailAt(t, c, id, "1")
	_, err := c.bedrock.UpdateGuardrail(t.Context(), updateOf(id, guardrailNamed("other", func(in *bedrock.CreateGuardrailInput) {
		in.WordPolicyConfig.WordsConfig[0].Text = aws.String("project y")
	})))
	noError(t, err)
	c.settle(t)
	if diff := cmp.Diff(snapshot.WordPolicy, guardrailAt(t, c, id, "1").WordPolicy, ignoreSerde()); diff != "" || *snapshot.Name != "standard" || *snapshot.Description != "first" {
		t.Errorf("version 1 changed:\n%s", diff)
	}
	changed := guardrailAt(t, c, id, "").UpdatedAt
	if publish("second") != "2" || publish("third") != "3" {
		t.Error("numbers do not follow each other")
	}
	if got := guardrailAt(t, c, id, "").UpdatedAt; !got.Equal(*changed) {
		t.Errorf("the draft, changed at %s, shows %s after it was published", changed, got)
	}
	_, err = c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id, GuardrailVersion: aws.String("3")})
	noError(t, err)
	if got := guardrailAt(t, c, id, "3"); got.Status != types.GuardrailStatusDeleting {
		t.Errorf("it shows %s", got.Status)
	}
	c.settle(t)
	_, err = c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &id, GuardrailVersion: aws.String("3")})
	wantError[*types.ResourceNotFoundException](t, err, "version 3")
	if again := publish("fourth"); again != "4" {
		t.Errorf("after 3 was deleted, the next is %s", again)
	}
}

func TestGuardrails_areListedAsDraftsOrWithTheirVersions(t *testing.T) {
	c := newCloud(t, PageSize(2))
	ids := []string{mustCreateGuardrail(t, c, guardrailNamed("one")), mustCreateGuardrail(t, c, guardrailNamed("two")), mustCreateGuardrail(t, c, guardrailNamed("three"))}
	for range 3 {
		_, err := c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &ids[1]})
		noError(t, err)
		c.settle(t)
	}
	list := func(identifier *string) (seen []string) {
		t.Helper()
		pages := bedrock.NewListGuardrailsPaginator(c.bedrock, &bedrock.ListGuardrailsInput{GuardrailIdentifier: identifier})
		for pages.HasMorePages() {
			page, err := pages.NextPage(t.Context())
			noError(t, err)
			if len(page.Guardrails) > 2 {
				t.Errorf("a page of %d", len(page.Guardrails))
			}
			for _, g := range page.Guardrails {
				seen = append(seen, *g.Name+" "+*g.Version+" "+string(g.Status))
			}
		}
		return seen
	}
	if diff := cmp.Diff([]string{"one DRAFT READY", "two DRAFT READY", "three DRAFT READY"}, list(nil)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"two DRAFT READY", "two 1 READY", "two 2 READY", "two 3 READY"}, list(&ids[1])); diff != "" {
		t.Error(diff)
	}
	_, err := c.bedrock.ListGuardrails(t.Context(), &bedrock.ListGuardrailsInput{GuardrailIdentifier: aws.String("abc")})
	wantError[*types.ResourceNotFoundException](t, err, "abc")
}

func TestGuardrails_areDeletedWithAllTheirVersions(t *testing.T) {
	c := newCloud(t)
	id := mustCreateGuardrail(t, c, guardrailNamed("standard", func(in *bedrock.CreateGuardrailInput) {
		in.Tags = []types.Tag{{Key: aws.String("team"), Value: aws.String("search")}}
	}))
	_, err := c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id})
	noError(t, err)
	c.settle(t)
	_, err = c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id})
	noError(t, err)
	for _, version := range []string{"DRAFT", "1"} {
		if got := guardrailAt(t, c, id, version); got.Status != types.GuardrailStatusDeleting {
			t.Errorf("%s shows %s", version, got.Status)
		}
	}
	_, err = c.bedrock.CreateGuardrail(t.Context(), guardrailNamed("standard"))
	wantError[*types.ConflictException](t, err, "already has this name")
	_, err = c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id})
	wantError[*types.ConflictException](t, err, "DELETING")
	c.settle(t)
	for _, version := range []*string{nil, aws.String("1")} {
		_, err = c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &id, GuardrailVersion: version})
		wantError[*types.ResourceNotFoundException](t, err, "does not exist")
	}
	_, err = c.bedrock.ListTagsForResource(t.Context(), &bedrock.ListTagsForResourceInput{ResourceARN: &id})
	wantError[*types.ResourceNotFoundException](t, err, id)
	if left := resourcesOf(t, c, &resourcegroupstaggingapi.GetResourcesInput{}); len(left) != 0 {
		t.Errorf("the tagging API still shows %v", left)
	}
	mustCreateGuardrail(t, c, guardrailNamed("standard"))
	if left := c.sandbox.store.last.AWS.Regions["us-east-1"].Tags[id]; left != nil {
		t.Errorf("the state still holds its tags: %v", left)
	}
}

func TestSetGuardrailStatus_lastsUntilTheNextWrite(t *testing.T) {
	c := newCloud(t)
	id := mustCreateGuardrail(t, c, guardrailNamed("standard"))
	noError(t, c.sandbox.SetGuardrailStatus(id, "FAILED", "the key cannot be used"))
	noError(t, c.sandbox.Advance(time.Hour))
	got := guardrailAt(t, c, id, "")
	if got.Status != types.GuardrailStatusFailed || len(got.StatusReasons) != 1 || len(got.FailureRecommendations) != 1 {
		t.Errorf("got %s %v %v", got.Status, got.StatusReasons, got.FailureRecommendations)
	}
	_, err := c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id})
	wantError[*types.ConflictException](t, err, "FAILED")
	_, err = c.bedrock.UpdateGuardrail(t.Context(), updateOf(id, guardrailNamed("standard")))
	noError(t, err)
	c.settle(t)
	if got := guardrailAt(t, c, id, ""); got.Status != types.GuardrailStatusReady || len(got.StatusReasons)+len(got.FailureRecommendations) != 0 {
		t.Errorf("after an update it is %s %v", got.Status, got.StatusReasons)
	}
	for name, bad := range map[string][2]string{"another status": {id, "GONE"}, "another thing": {"abc", "READY"}, "a version that is not there": {id + ":7", "READY"}, "a word for a version": {id + ":x", "READY"}} {
		t.Run("refuses "+name, func(t *testing.T) {
			if err := c.sandbox.SetGuardrailStatus(bad[0], bad[1]); err == nil {
				t.Error("it was accepted")
			}
		})
	}
}
