package sandbox

import (
	"fmt"
	"slices"
)

// SetModelAgreement changes how the account's agreement for a foundation model stands, in every region: "AVAILABLE",
// "PENDING", "NOT_AVAILABLE" or "ERROR". Only models that are sold through AWS Marketplace take one. A new sandbox has
// every agreement.
func (s *Sandbox) SetModelAgreement(modelID, status string) error {
	return s.edit(func(st *state) error {
		i := slices.IndexFunc(bedrockModels(), func(m *catalogModel) bool { return m.ID == modelID })
		switch {
		case i < 0:
			return fmt.Errorf("set model agreement: there is no foundation model %q", modelID)
		case !bedrockModels()[i].sold():
			return fmt.Errorf("set model agreement: %q takes no agreement", modelID)
		case !slices.Contains([]string{agreementAvailable, agreementPending, agreementMissing, agreementFailed}, status):
			return fmt.Errorf("set model agreement: there is no status %q", status)
		}
		putIn(&st.AWS.Agreements, modelID, bedrockAgreement{Status: status})
		return nil
	})
}

// SetUseCaseSubmitted says whether the account has told Anthropic what it uses its models for. A new sandbox has.
func (s *Sandbox) SetUseCaseSubmitted(submitted bool) error {
	return s.edit(func(st *state) error {
		st.AWS.NoUseCase = !submitted
		return nil
	})
}
