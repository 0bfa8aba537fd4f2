package sandbox

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
)

const claudeHaiku = "anthropic.claude-haiku-4-5-20251001-v1:0"

// wantAccess checks how access to a model stands: the agreement, and what follows from it.
func wantAccess(t *testing.T, c cloud, model string, agreement types.AgreementStatus, entitled types.EntitlementAvailability) {
	t.Helper()
	got, err := c.bedrock.GetFoundationModelAvailability(t.Context(), &bedrock.GetFoundationModelAvailabilityInput{ModelId: &model})
	noError(t, err)
	if got.AgreementAvailability.Status != agreement || got.EntitlementAvailability != entitled {
		t.Errorf("the agreement for %s is %s and the entitlement %s, want %s and %s", model, got.AgreementAvailability.Status, got.EntitlementAvailability, agreement, entitled)
	}
}

func TestAccess_anAgreementIsMadeOfAnOfferAndTakesItsTime(t *testing.T) {
	c := newCloud(t, ProvisioningTime(time.Minute))
	model := aws.String(claudeHaiku)
	wantAccess(t, c, claudeHaiku, "AVAILABLE", "AVAILABLE")
	_, err := c.bedrock.DeleteFoundationModelAgreement(t.Context(), &bedrock.DeleteFoundationModelAgreementInput{ModelId: model})
	noError(t, err)
	wantAccess(t, c, claudeHaiku, "NOT_AVAILABLE", "NOT_AVAILABLE")
	_, err = c.bedrock.DeleteFoundationModelAgreement(t.Context(), &bedrock.DeleteFoundationModelAgreementInput{ModelId: model})
	wantError[*types.ValidationException](t, err, "No agreement exists to cancel")

	_, err = c.bedrock.CreateFoundationModelAgreement(t.Context(), &bedrock.CreateFoundationModelAgreementInput{ModelId: model, OfferToken: aws.String("mine")})
	wantError[*types.ValidationException](t, err, "offer token")
	offers, err := c.bedrock.ListFoundationModelAgreementOffers(t.Context(), &bedrock.ListFoundationModelAgreementOffersInput{ModelId: model, OfferType: types.OfferTypePublic})
	noError(t, err)
	if len(offers.Offers) != 1 {
		t.Fatalf("there are %d offers", len(offers.Offers))
	}
	accept := &bedrock.CreateFoundationModelAgreementInput{ModelId: model, OfferToken: offers.Offers[0].OfferToken}
	_, err = c.bedrock.CreateFoundationModelAgreement(t.Context(), accept)
	noError(t, err)
	wantAccess(t, c, claudeHaiku, "PENDING", "NOT_AVAILABLE")
	_, err = c.bedrock.CreateFoundationModelAgreement(t.Context(), accept)
	wantError[*types.ConflictException](t, err, "already exists")
	noError(t, c.sandbox.Advance(time.Minute))
	wantAccess(t, c, claudeHaiku, "AVAILABLE", "AVAILABLE")
}

func TestAccess_whatIsNotSoldTakesNoAgreement(t *testing.T) {
	c := newCloud(t)
	offers, err := c.bedrock.ListFoundationModelAgreementOffers(t.Context(), &bedrock.ListFoundationModelAgreementOffersInput{ModelId: aws.String(novaLite)})
	noError(t, err)
	if len(offers.Offers) != 0 {
		t.Errorf("there are %d offers for a model of Amazon's", len(offers.Offers))
	}
	_, err = c.bedrock.DeleteFoundationModelAgreement(t.Context(), &bedrock.DeleteFoundationModelAgreementInput{ModelId: aws.String(novaLite)})
	wantError[*types.ValidationException](t, err, "No agreement")
	_, err = c.bedrock.ListFoundationModelAgreementOffers(t.Context(), &bedrock.ListFoundationModelAgreementOffersInput{ModelId: aws.String("acme.house-model")})
	wantError[*types.ResourceNotFoundException](t, err, "")
	if err := c.sandbox.SetModelAgreement(novaLite, "NOT_AVAILABLE"); err == nil {
		t.Error("an agreement that nobody needs can be set")
	}
	if err := c.sandbox.SetModelAgreement(claudeHaiku, "MAYBE"); err == nil {
		t.Error("an agreement can have any status")
	}
}

func TestAccess_agreementsFailAndWaitAsATestWants(t *testing.T) {
	c := newCloud(t)
	for _, status := range []types.AgreementStatus{"PENDING", "ERROR", "NOT_AVAILABLE"} {
		noError(t, c.sandbox.SetModelAgreement(claudeHaiku, string(status)))
		noError(t, c.sandbox.Advance(time.Hour))
		wantAccess(t, c, claudeHaiku, status, "NOT_AVAILABLE")
	}
}

func TestAccess_anthropicWantsToKnowTheUseCase(t *testing.T) {
	c := newCloud(t)
	seeded, err := c.bedrock.GetUseCaseForModelAccess(t.Context(), nil)
	noError(t, err)
	if len(seeded.FormData) < 10 {
		t.Errorf("a new sandbox has sent the form %q", seeded.FormData)
	}
	noError(t, c.sandbox.SetUseCaseSubmitted(false))
	wantAccess(t, c, claudeHaiku, "AVAILABLE", "NOT_AVAILABLE")
	wantAccess(t, c, novaLite, "AVAILABLE", "AVAILABLE")
	_, err = c.bedrock.GetUseCaseForModelAccess(t.Context(), nil)
	wantError[*types.ResourceNotFoundException](t, err, "")
	_, err = c.bedrock.PutUseCaseForModelAccess(t.Context(), &bedrock.PutUseCaseForModelAccessInput{FormData: []byte("short")})
	wantError[*types.ValidationException](t, err, "10")
	form := []byte(`{"companyName":"acme"}`)
	_, err = c.bedrock.PutUseCaseForModelAccess(t.Context(), &bedrock.PutUseCaseForModelAccessInput{FormData: form})
	noError(t, err)
	got, err := c.bedrock.GetUseCaseForModelAccess(t.Context(), nil)
	noError(t, err)
	if string(got.FormData) != string(form) {
		t.Errorf("the form is %q", got.FormData)
	}
	wantAccess(t, c, claudeHaiku, "AVAILABLE", "AVAILABLE")
}
