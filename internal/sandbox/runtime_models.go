package sandbox

import (
	"net/http"
	"slices"
	"time"
)

// runtimeModel finds the foundation model behind what a request names: a model, a profile, throughput or a deployment,
// by id or ARN. It refuses what cannot be asked now.
func runtimeModel(st *state, r *request, identifier string) (*catalogModel, *awsError) {
	if refused := foreignARN(r, identifier); refused != nil {
		return nil, refused
	}
	m, refused := resolvedModel(st, r, identifier)
	if refused != nil {
		return nil, refused
	}
	return m, askable(st, m, r.now)
}

func resolvedModel(st *state, r *request, identifier string) (*catalogModel, *awsError) {
	held := st.AWS.at(r.region)
	parts, isARN := parseARN(identifier)
	if !isARN {
		parts = arnParts{kind: "foundation-model", id: identifier}
		if _, ok := findSystemProfile(st, r.region, identifier); ok {
			parts.kind = "inference-profile"
		}
	}
	switch parts.kind {
	case "foundation-model":
		return calledModel(st, r, parts.id)
	case "inference-profile":
		if s, ok := findSystemProfile(st, r.region, parts.id); ok {
			return catalogModelOf(s.baseModel())
		}
	case "application-inference-profile":
		if p := held.profile(parts.id); p != nil {
			return modelOfARN(p.Models[0])
		}
	case "provisioned-model":
		if t := held.throughput(parts.id); t != nil {
			return throughputModel(t, r.now)
		}
	case "custom-model-deployment":
		if d := held.deployment(parts.id); d != nil {
			return customDeploymentModel(held, d, r.now)
		}
	}
	return nil, invalidModel()
}

// invalidModel is recorded.
func invalidModel() *awsError { return invalidInput("The provided model identifier is invalid.") }

func catalogModelOf(id string) (*catalogModel, *awsError) {
	i := slices.IndexFunc(bedrockModels(), func(m *catalogModel) bool { return m.ID == id })
	if i < 0 {
		return nil, invalidModel()
	}
	return bedrockModels()[i], nil
}

func modelOfARN(arn string) (*catalogModel, *awsError) {
	parts, ok := parseARN(arn)
	if !ok {
		return nil, invalidModel()
	}
	return catalogModelOf(parts.id)
}

// calledModel finds a foundation model that the region takes requests for. The words are recorded, the typographic
// apostrophe included.
func calledModel(st *state, r *request, id string) (*catalogModel, *awsError) {
	m, refused := catalogModelOf(id)
	if refused != nil {
		return nil, refused
	}
	l, listed := listedAt(st, m, r.region, r.now)
	switch {
	case !listed && m.Inference[r.region] == nil:
		return nil, invalidModel()
	case listed && !l.offers("ON_DEMAND"):
		return nil, invalidInput("Invocation of model ID %s with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.", id)
	}
	return m, nil
}

// throughputModel is what provisioned throughput serves; during an update that is the former model. What failed serves
// nothing, and nothing says what its callers are told.
func throughputModel(t *bedrockThroughput, now time.Time) (*catalogModel, *awsError) {
	switch t.status(now) {
	case "Creating":
		return nil, notReady()
	case "Failed":
		return nil, invalidModel()
	}
	return modelOfARN(t.BaseARN)
}

func customDeploymentModel(held *awsRegion, d *bedrockDeployment, now time.Time) (*catalogModel, *awsError) {
	switch d.status(now) {
	case "Creating":
		return nil, notReady()
	case "Failed":
		return nil, invalidModel()
	}
	custom := held.customModel(d.modelNow(now))
	if custom == nil {
		return nil, invalidModel()
	}
	return catalogModelOf(custom.Base)
}

func notReady() *awsError {
	return &awsError{
		status: http.StatusTooManyRequests, code: "ModelNotReadyException",
		message: "The model specified in the request is not ready to serve inference requests.",
	}
}

// askable refuses a model at the end of its life, one that the account has no access to, and one that does not chat. A
// legacy model answers those who have used it, as whoever has deployed it is taken to have.
func askable(st *state, m *catalogModel, now time.Time) *awsError {
	end := m.End
	if moved := st.AWS.Lifecycles[m.ID]; !moved.End.IsZero() {
		end = moved.End
	}
	switch {
	case !end.IsZero() && !now.Before(end):
		return &awsError{
			status: http.StatusNotFound, code: "ResourceNotFoundException",
			message: "This model version has reached the end of its life. Please refer to the AWS documentation for more details.",
		}
	case st.AWS.agreement(m, now) != agreementAvailable:
		return accessDenied("You don't have access to the model with the specified model ID.")
	case st.AWS.needsUseCase(m):
		return &awsError{status: http.StatusNotFound, code: "ResourceNotFoundException", message: useCaseMissing}
	case !slices.Contains(m.Input, "TEXT") || !slices.Contains(m.Output, "TEXT"):
		return invalidInput("This action doesn't support the model that you provided. Try again with a supported text or chat model.")
	}
	return nil
}
