package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// accessRoutes are those of what an account needs before it may call a model: an agreement with its seller, and, for
// Anthropic's, a form about what it is used for. A new sandbox has both.
func accessRoutes() []route {
	return []route{
		bedrockRoute(http.MethodGet, "/foundation-model-availability/{model}", http.StatusOK, getModelAvailability),
		bedrockRoute(http.MethodGet, "/list-foundation-model-agreement-offers/{model}", http.StatusOK, listAgreementOffers),
		bedrockRoute(http.MethodPost, "/create-foundation-model-agreement", http.StatusAccepted, createAgreement),
		bedrockRoute(http.MethodPost, "/delete-foundation-model-agreement", http.StatusAccepted, deleteAgreement),
		bedrockRoute(http.MethodGet, "/use-case-for-model-access", http.StatusOK, getUseCase),
		bedrockRoute(http.MethodPost, "/use-case-for-model-access", http.StatusCreated, putUseCase),
	}
}

// The states of an agreement.
const (
	agreementAvailable = "AVAILABLE"
	agreementPending   = "PENDING"
	agreementMissing   = "NOT_AVAILABLE"
	agreementFailed    = "ERROR"
)

const providerAnthropic = "Anthropic"

// sold tells whether a model is sold through AWS Marketplace, so that its use takes an agreement. The user guide's page
// on model access (2026-08) names whose models are not: those of Amazon, DeepSeek, Mistral AI, Meta, Qwen and OpenAI. The
// providers below are known to sell there; of the others nothing is said, and they are taken for not selling.
func (m *catalogModel) sold() bool {
	return slices.Contains([]string{providerAnthropic, "AI21 Labs", "Cohere", "Luma AI", "Stability AI", "TwelveLabs", "Writer"}, m.Provider)
}

// agreement is how an account's agreement for a model stands.
func (s *awsState) agreement(m *catalogModel, now time.Time) string {
	a, changed := s.Agreements[m.ID]
	switch {
	case !m.sold() || !changed:
		return agreementAvailable
	case a.Status == agreementPending && !a.ReadyAt.IsZero() && !now.Before(a.ReadyAt):
		return agreementAvailable
	}
	return a.Status
}

// needsUseCase tells whether a form has to be sent before the model may be called.
func (s *awsState) needsUseCase(m *catalogModel) bool {
	return s.NoUseCase && m.Provider == providerAnthropic
}

// namedModel finds the model that a request of access is about, whether the region lists it or not.
func namedModel(r *request, id string) (*catalogModel, *awsError) {
	c := &constraints{}
	c.text("modelId", id, 0, 140, modelIDPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	i := slices.IndexFunc(bedrockModels(), func(m *catalogModel) bool { return m.ID == id })
	if i < 0 {
		return nil, notFoundARN(foundationModelARN(r.region, id))
	}
	return bedrockModels()[i], nil
}

// getModelAvailability answers for every model of the catalog. That entitlement follows agreement and form is a reading
// of the members' names: the reference does not explain them.
func getModelAvailability(st *state, r *request) (any, *awsError) {
	m, refused := namedModel(r, r.vars["model"])
	if refused != nil {
		return nil, refused
	}
	inRegion, entitled := "NOT_AVAILABLE", "NOT_AVAILABLE"
	if _, ok := foundationModel(st, r.region, m.ID, r.now); ok {
		inRegion = "AVAILABLE"
	}
	status := st.AWS.agreement(m, r.now)
	if status == agreementAvailable && !st.AWS.needsUseCase(m) {
		entitled = "AVAILABLE"
	}
	agreement := map[string]string{"status": status}
	if status == agreementFailed {
		agreement["errorMessage"] = "The agreement for " + m.ID + " could not be made."
	}
	return map[string]any{
		"modelId": m.ID, "agreementAvailability": agreement, "authorizationStatus": "AUTHORIZED",
		"entitlementAvailability": entitled, "regionAvailability": inRegion,
	}, nil
}

// offerToken is what an agreement is asked for with. A real one is opaque and long.
func offerToken(m *catalogModel) string { return "sandbox-offer-of-" + m.ID }

// listAgreementOffers answers the one public offer of a model that is sold, and none of the others. The rate card is
// empty: prices are not the sandbox's to tell.
func listAgreementOffers(_ *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "offerType")
	c.oneOf("offerType", r.query.Get("offerType"), "ALL", "PUBLIC")
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	m, refused := namedModel(r, r.vars["model"])
	if refused != nil {
		return nil, refused
	}
	offers := []map[string]any{}
	if m.sold() {
		offers = append(offers, map[string]any{
			"offerId": "offer-sandbox", "offerToken": offerToken(m),
			"termDetails": map[string]any{
				"usageBasedPricingTerm": map[string]any{"rateCard": []string{}},
				"legalTerm":             map[string]string{"url": "https://sandbox.invalid/terms"},
				"supportTerm":           map[string]string{"refundPolicyDescription": "The sandbox charges nothing and refunds nothing."},
			},
		})
	}
	return map[string]any{"modelId": m.ID, "offers": offers}, nil
}

// createAgreement accepts the offer; it is in force when the provisioning time has passed.
func createAgreement(st *state, r *request) (any, *awsError) {
	var in struct{ ModelID, OfferToken *string }
	if refused := awsMembers(r.body, &in, "modelId", "offerToken"); refused != nil {
		return nil, refused
	}
	c := &constraints{}
	c.required("modelId", in.ModelID, 0, 140, modelIDPattern)
	c.required("offerToken", in.OfferToken, 1, maxBody, nil)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	m, refused := namedModel(r, *in.ModelID)
	switch {
	case refused != nil:
		return nil, refused
	case *in.OfferToken != offerToken(m) || !m.sold():
		return nil, invalidInput("The offer token is not one of the model %s", m.ID)
	case st.AWS.needsUseCase(m):
		return nil, accessDenied("%s", useCaseMissing)
	}
	if status := st.AWS.agreement(m, r.now); status == agreementAvailable || status == agreementPending {
		return nil, inConflict("An agreement for the model %s already exists. Its status is %s.", m.ID, status)
	}
	putIn(&st.AWS.Agreements, m.ID, bedrockAgreement{Status: agreementPending, ReadyAt: later(r)})
	return map[string]string{"modelId": m.ID}, nil
}

// deleteAgreement ends an agreement. The words for one that is not there are those that hashicorp/aws knows it by.
func deleteAgreement(st *state, r *request) (any, *awsError) {
	var in struct{ ModelID *string }
	if refused := awsMembers(r.body, &in, "modelId"); refused != nil {
		return nil, refused
	}
	c := &constraints{}
	c.required("modelId", in.ModelID, 0, 140, modelIDPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	m, refused := namedModel(r, *in.ModelID)
	if refused != nil {
		return nil, refused
	}
	switch status := st.AWS.agreement(m, r.now); {
	case !m.sold() || status == agreementMissing:
		return nil, invalidInput("No agreement exists to cancel for the model %s", m.ID)
	case status == agreementPending:
		return nil, inConflict("The agreement for the model %s is being made.", m.ID)
	}
	putIn(&st.AWS.Agreements, m.ID, bedrockAgreement{Status: agreementMissing})
	return struct{}{}, nil
}

// useCaseMissing is what calls of Anthropic's models are told while the form was not sent [reported, 2026-05].
const useCaseMissing = "Model use case details have not been submitted for this account. Fill out the Anthropic use case details " +
	"form before using the model. If you have already filled out the form, try again in 15 minutes."

// sandboxUseCase is the form that a new sandbox has sent.
const sandboxUseCase = `{"companyName":"sandbox","useCases":"a sandbox"}`

func getUseCase(st *state, _ *request) (any, *awsError) {
	if st.AWS.NoUseCase {
		return nil, &awsError{status: http.StatusNotFound, code: "ResourceNotFoundException", message: "Use case details were not found for this account."}
	}
	form := st.AWS.UseCase
	if form == nil {
		form = []byte(sandboxUseCase)
	}
	return map[string][]byte{"formData": form}, nil
}

func putUseCase(st *state, r *request) (any, *awsError) {
	var in struct{ FormData json.RawMessage }
	if refused := awsMembers(r.body, &in, "formData"); refused != nil {
		return nil, refused
	}
	var form []byte
	c := &constraints{}
	switch {
	case in.FormData == nil:
		c.missing("formData")
	case json.Unmarshal(in.FormData, &form) != nil:
		c.mistyped("formData", "a blob in base64")
	case len(form) < 10 || len(form) > 16384:
		c.breaksf("***", "formData", "Member must have length between 10 and 16384")
	}
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	st.AWS.UseCase, st.AWS.NoUseCase = form, false
	return struct{}{}, nil
}
