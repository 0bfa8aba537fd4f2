package sandbox

import (
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
)

func TestGuardrails_haveNamesOfTheirOwn(t *testing.T) {
	c := newCloud(t)
	one, two := mustCreateGuardrail(t, c, guardrailNamed("one")), mustCreateGuardrail(t, c, guardrailNamed("two"))
	_, err := c.bedrock.CreateGuardrail(t.Context(), guardrailNamed("one"))
	wantError[*types.ConflictException](t, err, "Another guardrail in your account already has this name. ("+one)
	_, err = c.bedrock.UpdateGuardrail(t.Context(), updateOf(two, guardrailNamed("one")))
	wantError[*types.ConflictException](t, err, one)
	mustCreateGuardrail(t, c, guardrailNamed("One")) // letters are told apart: nothing says otherwise
	mustCreateGuardrail(t, clientsOf(t, c.sandbox, "eu-west-1"), guardrailNamed("one"))
	noError(t, ignore(c.bedrock.UpdateGuardrail(t.Context(), updateOf(two, guardrailNamed("two")))))
}

func TestGuardrails_oneTokenIsOneGuardrail(t *testing.T) {
	c := newCloud(t)
	in := guardrailNamed("standard", func(in *bedrock.CreateGuardrailInput) { in.ClientRequestToken = aws.String("token-1") })
	first, err := c.bedrock.CreateGuardrail(t.Context(), in)
	noError(t, err)
	same := func() {
		t.Helper()
		again, err := c.bedrock.CreateGuardrail(t.Context(), in)
		noError(t, err)
		if *again.GuardrailArn != *first.GuardrailArn || *again.GuardrailId != *first.GuardrailId || !again.CreatedAt.Equal(*first.CreatedAt) {
			t.Errorf("%s at %s, then %s at %s", *first.GuardrailArn, first.CreatedAt, *again.GuardrailArn, again.CreatedAt)
		}
	}
	c.settle(t)
	same()
	_, err = c.bedrock.CreateGuardrail(t.Context(), guardrailNamed("another", func(in *bedrock.CreateGuardrailInput) { in.ClientRequestToken = aws.String("token-1") }))
	wantError[*types.ValidationException](t, err, "token-1")
	noError(t, ignore(c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: first.GuardrailId})))
	c.settle(t)
	same()
	_, err = c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: first.GuardrailId})
	wantError[*types.ResourceNotFoundException](t, err, *first.GuardrailId)
}

func TestGuardrails_oneTokenIsOneVersion(t *testing.T) {
	c := newCloud(t)
	id := mustCreateGuardrail(t, c, guardrailNamed("standard"))
	publish := func(token, description string) (*bedrock.CreateGuardrailVersionOutput, error) {
		return c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{
			GuardrailIdentifier: &id, ClientRequestToken: &token, Description: &description,
		})
	}
	for range 2 { // the second comes while the first is under way, which would be a conflict without the token
		out, err := publish("token-1", "d")
		noError(t, err)
		if *out.Version != "1" {
			t.Errorf("got version %s", *out.Version)
		}
	}
	_, err := publish("token-1", "e")
	wantError[*types.ValidationException](t, err, "token-1")
	c.settle(t)
	out, err := publish("token-2", "d")
	noError(t, err)
	if *out.Version != "2" {
		t.Errorf("another token made version %s", *out.Version)
	}
}

func TestGuardrails_quotasRunOut(t *testing.T) {
	c := newCloud(t)
	id := mustCreateGuardrail(t, c, guardrailNamed("one"))
	publish := func() error {
		_, err := c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id})
		c.settle(t)
		return err
	}
	for range versionsLimit {
		noError(t, publish())
	}
	wantError[*types.ServiceQuotaExceededException](t, publish(), QuotaGuardrailVersions)
	noError(t, ignore(c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id, GuardrailVersion: aws.String("3")})))
	c.settle(t)
	noError(t, publish())
	for i := range guardrailsLimit - 1 {
		noError(t, ignore(c.bedrock.CreateGuardrail(t.Context(), guardrailNamed("more-"+strconv.Itoa(i)))))
	}
	_, err := c.bedrock.CreateGuardrail(t.Context(), guardrailNamed("last"))
	wantError[*types.ServiceQuotaExceededException](t, err, QuotaGuardrails)
}

func TestGuardrails_ofOthersAreNeverMissing(t *testing.T) {
	c := newCloud(t)
	here := mustCreateGuardrail(t, c, guardrailNamed("standard"))
	for name, id := range map[string]string{"another account": "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc", "another region": "arn:aws:bedrock:eu-west-1:000000000000:guardrail/abc"} {
		t.Run(name, func(t *testing.T) {
			calls := map[string]error{
				"get":     ignore(c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &id})),
				"update":  ignore(c.bedrock.UpdateGuardrail(t.Context(), updateOf(id, guardrailNamed("standard")))),
				"publish": ignore(c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id})),
				"list":    ignore(c.bedrock.ListGuardrails(t.Context(), &bedrock.ListGuardrailsInput{GuardrailIdentifier: &id})),
				"delete":  ignore(c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &id})),
				"tags":    ignore(c.bedrock.ListTagsForResource(t.Context(), &bedrock.ListTagsForResourceInput{ResourceARN: &id})),
			}
			for call, err := range calls {
				t.Run(call, func(t *testing.T) {
					if name == "another account" {
						wantError[*types.AccessDeniedException](t, err, "another account")
						return
					}
					wantError[*types.ValidationException](t, err, "another region")
				})
			}
		})
	}
	_, err := clientsOf(t, c.sandbox, "us-west-2").bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &here})
	wantError[*types.ValidationException](t, err, "another region")
}

func TestGuardrails_showKeysAndProfilesByTheirARN(t *testing.T) {
	c := newCloud(t)
	const key = "11111111-2222-3333-4444-555555555555"
	id := mustCreateGuardrail(t, c, guardrailNamed("standard", func(in *bedrock.CreateGuardrailInput) {
		in.KmsKeyId = aws.String(key)
		in.CrossRegionConfig = &types.GuardrailCrossRegionConfig{GuardrailProfileIdentifier: aws.String("us.guardrail.v1:0")}
	}))
	got := guardrailAt(t, c, id, "")
	if *got.KmsKeyArn != "arn:aws:kms:us-east-1:000000000000:key/"+key ||
		*got.CrossRegionDetails.GuardrailProfileArn != "arn:aws:bedrock:us-east-1:000000000000:guardrail-profile/us.guardrail.v1:0" {
		t.Errorf("got %s and %s", *got.KmsKeyArn, *got.CrossRegionDetails.GuardrailProfileArn)
	}
	next := guardrailNamed("standard")
	noError(t, ignore(c.bedrock.UpdateGuardrail(t.Context(), updateOf(id, next))))
	c.settle(t)
	if got := guardrailAt(t, c, id, ""); got.KmsKeyArn != nil || got.CrossRegionDetails != nil {
		t.Errorf("an update without them leaves %v and %v", got.KmsKeyArn, got.CrossRegionDetails)
	}
}

func TestGuardrails_aDeleteMayFailInTheEnd(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateGuardrail(t, c, guardrailNamed("standard", func(in *bedrock.CreateGuardrailInput) { in.Tags = bedrockTags("team", "search") }))
	for range 2 {
		noError(t, ignore(c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &arn})))
		c.settle(t)
	}
	remove := func(version *string) {
		t.Helper()
		noError(t, ignore(c.bedrock.DeleteGuardrail(t.Context(), &bedrock.DeleteGuardrailInput{GuardrailIdentifier: &arn, GuardrailVersion: version})))
	}
	for _, version := range []string{"1", "DRAFT"} {
		id, named := arn, (*string)(nil)
		if version != "DRAFT" {
			id, named = arn+":"+version, &version
		}
		noError(t, c.sandbox.FailDeletes(id))
		remove(named)
		if got := guardrailAt(t, c, arn, version); got.Status != types.GuardrailStatusDeleting {
			t.Errorf("%s is %s", version, got.Status)
		}
		c.settle(t)
		if got := guardrailAt(t, c, arn, version); got.Status != types.GuardrailStatusFailed || len(got.StatusReasons) != 1 {
			t.Errorf("%s is %s: %v", version, got.Status, got.StatusReasons)
		}
	}
	if got := guardrailAt(t, c, arn, "2"); got.Status != types.GuardrailStatusReady {
		t.Errorf("a version of what stays is %s", got.Status)
	}
	if got := tagsOf(t, c, arn); got["team"] != "search" {
		t.Errorf("its tags are %v", got)
	}
	noError(t, ignore(c.bedrock.UpdateGuardrail(t.Context(), updateOf(arn, guardrailNamed("standard")))))
	c.settle(t)
	remove(nil)
	c.settle(t)
	_, err := c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &arn})
	wantError[*types.ResourceNotFoundException](t, err, arn)
	if err := c.sandbox.FailDeletes(arn); err == nil {
		t.Error("failing the deletes of what is not there must be an error")
	}
}

func TestGuardrails_canBeHiddenForATime(t *testing.T) {
	c := newCloud(t)
	c.sandbox.Hook(Lag(time.Hour))
	made, err := c.bedrock.CreateGuardrail(t.Context(), guardrailNamed("standard"))
	noError(t, err)
	for _, id := range []*string{made.GuardrailId, made.GuardrailArn} {
		_, err = c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: id})
		wantError[*types.ResourceNotFoundException](t, err, "not there yet")
	}
	c = newCloud(t)
	id := mustCreateGuardrail(t, c, guardrailNamed("standard"))
	c.sandbox.Hook(Lag(time.Hour))
	noError(t, ignore(c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id})))
	guardrailAt(t, c, id, "DRAFT")
	mustCreateProfile(t, c, "assistant", novaLiteIn("us-east-1")) // no guardrail, so that it hides nothing that stood before
	noError(t, ignore(c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: aws.String("us." + novaLite)})))
	_, err = c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &id, GuardrailVersion: aws.String("1")})
	wantError[*types.ResourceNotFoundException](t, err, "not there yet")
}
