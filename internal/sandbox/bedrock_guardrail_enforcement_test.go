package sandbox

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/google/go-cmp/cmp"
)

func enforcing(id, version string) *bedrock.PutEnforcedGuardrailConfigurationInput {
	return &bedrock.PutEnforcedGuardrailConfigurationInput{
		GuardrailInferenceConfig: &types.AccountEnforcedGuardrailInferenceInputConfiguration{GuardrailIdentifier: &id, GuardrailVersion: &version},
	}
}

func enforcedIn(t *testing.T, c cloud) []types.AccountEnforcedGuardrailOutputConfiguration {
	t.Helper()
	out, err := c.bedrock.ListEnforcedGuardrailsConfiguration(t.Context(), nil)
	noError(t, err)
	return out.GuardrailsConfig
}

func TestEnforcement_isOneForAnAccountAndRegion(t *testing.T) {
	c := newCloud(t)
	id := publishedGuardrail(t, c)
	if got := enforcedIn(t, c); len(got) != 0 {
		t.Fatalf("at first it is %v", got)
	}
	in := enforcing(id, "1")
	in.GuardrailInferenceConfig.SelectiveContentGuarding = &types.SelectiveContentGuarding{System: types.SelectiveGuardingModeComprehensive}
	in.GuardrailInferenceConfig.ModelEnforcement = &types.ModelEnforcement{IncludedModels: []string{"ALL"}, ExcludedModels: []string{novaLite}}
	made, err := c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), in)
	noError(t, err)
	_, err = c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), enforcing(id, "1"))
	wantError[*types.ConflictException](t, err, *made.ConfigId)
	got := enforcedIn(t, c)[0]
	want := types.AccountEnforcedGuardrailOutputConfiguration{
		ConfigId: made.ConfigId, GuardrailId: &id, GuardrailArn: aws.String(ownARN("us-east-1", "guardrail", id)), GuardrailVersion: aws.String("1"),
		Owner: types.ConfigurationOwnerAccount, SelectiveContentGuarding: in.GuardrailInferenceConfig.SelectiveContentGuarding,
		ModelEnforcement: in.GuardrailInferenceConfig.ModelEnforcement, CreatedBy: made.UpdatedBy, UpdatedBy: made.UpdatedBy,
		CreatedAt: made.UpdatedAt, UpdatedAt: made.UpdatedAt,
	}
	if diff := cmp.Diff(want, got, ignoreSerde()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if other := clientsOf(t, c.sandbox, "us-west-2"); len(enforcedIn(t, other)) != 0 {
		t.Error("it is enforced in another region, too")
	}
}

func TestEnforcement_isReplacedByItsId(t *testing.T) {
	c := newCloud(t)
	id := publishedGuardrail(t, c)
	made, err := c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), enforcing(id, "1"))
	noError(t, err)
	noError(t, ignore(c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id})))
	next := enforcing(ownARN("us-east-1", "guardrail", id), "2")
	next.ConfigId = made.ConfigId
	_, err = c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), next)
	wantError[*types.ConflictException](t, err, "CREATING")
	c.settle(t)
	noError(t, ignore(c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), next)))
	got := enforcedIn(t, c)[0]
	if *got.ConfigId != *made.ConfigId || *got.GuardrailVersion != "2" || !got.CreatedAt.Equal(*made.UpdatedAt) || !got.UpdatedAt.After(*made.UpdatedAt) {
		t.Errorf("got %+v", got)
	}
	next.ConfigId = aws.String("another")
	_, err = c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), next)
	wantError[*types.ResourceNotFoundException](t, err, "another")
}

func TestEnforcement_needsAVersionThatIsThere(t *testing.T) {
	c := newCloud(t)
	id := publishedGuardrail(t, c)
	_, err := c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), enforcing(id, "2"))
	wantError[*types.ResourceNotFoundException](t, err, "version 2")
	_, err = c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), enforcing("abc", "1"))
	wantError[*types.ResourceNotFoundException](t, err, "abc")
	_, err = c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), enforcing("arn:aws:bedrock:us-east-1:123456789012:guardrail/abc", "1"))
	wantError[*types.AccessDeniedException](t, err, "another account")
	noError(t, c.sandbox.SetGuardrailStatus(ownARN("us-east-1", "guardrail", id)+":1", "FAILED"))
	_, err = c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), enforcing(id, "1"))
	wantError[*types.ConflictException](t, err, "FAILED")
	if got := enforcedIn(t, c); len(got) != 0 {
		t.Errorf("what was refused is enforced: %v", got)
	}
}

func TestEnforcement_keepsWhatItNamesFromBeingDeleted(t *testing.T) {
	c := newCloud(t)
	id := publishedGuardrail(t, c)
	noError(t, ignore(c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id})))
	c.settle(t)
	made, err := c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), enforcing(id, "1"))
	noError(t, err)
	for _, version := range []*string{nil, aws.String("1")} {
		_, err = c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id, GuardrailVersion: version})
		wantError[*types.ResourceInUseException](t, err, *made.ConfigId)
	}
	noError(t, ignore(c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id, GuardrailVersion: aws.String("2")})))
	noError(t, ignore(c.bedrock.DeleteEnforcedGuardrailConfiguration(t.Context(), &bedrock.DeleteEnforcedGuardrailConfigurationInput{ConfigId: made.ConfigId})))
	_, err = c.bedrock.DeleteEnforcedGuardrailConfiguration(t.Context(), &bedrock.DeleteEnforcedGuardrailConfigurationInput{ConfigId: made.ConfigId})
	wantError[*types.ResourceNotFoundException](t, err, *made.ConfigId)
	noError(t, ignore(c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id})))
}
