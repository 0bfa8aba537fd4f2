package sandbox

import (
	"net/http"
	"slices"
	"time"
)

func modelCatalogRoutes() []route {
	return []route{
		bedrockRoute(http.MethodGet, "/foundation-models", http.StatusOK, listFoundationModels),
		bedrockRoute(http.MethodGet, "/foundation-models/{model}", http.StatusOK, getFoundationModel),
	}
}

var (
	providerPattern = lazyPattern(`[A-Za-z0-9- ]{1,63}`)
	modelIDPattern  = lazyPattern(`[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}(/[a-z0-9]{12}|)`)
	getModelPattern = lazyPattern(`(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model/[a-z0-9-]{1,63}[.]{1}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2})|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2})`)
)

// foundationModelView is FoundationModelSummary, which equals FoundationModelDetails.
type foundationModelView struct {
	ModelARN       string        `json:"modelArn"`
	ModelID        string        `json:"modelId"`
	ModelName      string        `json:"modelName"`
	ProviderName   string        `json:"providerName"`
	Input          []string      `json:"inputModalities"`
	Output         []string      `json:"outputModalities"`
	Streaming      *bool         `json:"responseStreamingSupported,omitempty"`
	Customizations []string      `json:"customizationsSupported"`
	Inference      []string      `json:"inferenceTypesSupported"`
	Lifecycle      lifecycleView `json:"modelLifecycle"`
}

type lifecycleView struct {
	Status   string  `json:"status"`
	Start    *string `json:"startOfLifeTime,omitempty"`
	End      *string `json:"endOfLifeTime,omitempty"`
	Legacy   *string `json:"legacyTime,omitempty"`
	Extended *string `json:"publicExtendedAccessTime,omitempty"`
}

// listed is a foundation model as a region lists it at a time.
type listed struct {
	*catalogModel
	region      string
	legacy, end time.Time
	status      string
}

// foundationModel finds a model that a region lists now; false for an unknown id, another region's model, and one
// past its end of life.
func foundationModel(st *state, region, id string, now time.Time) (listed, bool) {
	i := slices.IndexFunc(bedrockModels(), func(m *catalogModel) bool { return m.ID == id })
	if i < 0 {
		return listed{}, false
	}
	return listedAt(st, bedrockModels()[i], region, now)
}

func listedAt(st *state, m *catalogModel, region string, now time.Time) (listed, bool) {
	if m.Inference[region] == nil {
		return listed{}, false
	}
	l := listed{catalogModel: m, region: region, legacy: m.Legacy, end: m.End, status: m.Status}
	if moved := st.AWS.Lifecycles[m.ID]; !moved.Legacy.IsZero() {
		l.legacy = moved.Legacy
	}
	if moved := st.AWS.Lifecycles[m.ID]; !moved.End.IsZero() {
		l.end = moved.End
	}
	if !l.legacy.IsZero() && !now.Before(l.legacy) {
		l.status = "LEGACY"
	}
	return l, l.end.IsZero() || now.Before(l.end)
}

// offers tells whether the model can be called in a way, such as ON_DEMAND, in its region.
func (l listed) offers(inference string) bool {
	return slices.Contains(l.Inference[l.region], inference)
}

// closed refuses new use of a model that its provider marked as legacy. The words are those that accounts without
// recent use of the model were seen to get; a sandbox's account is always such a newcomer.
func (l listed) closed() *awsError {
	if l.status != "LEGACY" {
		return nil
	}
	return &awsError{
		status: http.StatusNotFound, code: "ResourceNotFoundException",
		message: "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock. (" + l.ID + ")",
	}
}

func (l listed) view() foundationModelView {
	v := foundationModelView{
		ModelARN: foundationModelARN(l.region, l.ID), ModelID: l.ID, ModelName: l.Name, ProviderName: l.Provider,
		Input: orEmpty(l.Input), Output: orEmpty(l.Output), Customizations: orEmpty(l.Customizations),
		Inference: orEmpty(l.Inference[l.region]), Lifecycle: lifecycleView{Status: l.status, Start: awsStamp(l.Start)},
	}
	if l.Streaming != "" {
		streaming := l.Streaming == "true"
		v.Streaming = &streaming
	}
	if l.status == "LEGACY" { // an active model's list entry holds its start alone
		v.Lifecycle.Legacy, v.Lifecycle.End, v.Lifecycle.Extended = awsStamp(l.legacy), awsStamp(l.end), awsStamp(l.Extended)
	}
	return v
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// listFoundationModels answers all models at once: the operation has no pages.
func listFoundationModels(st *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "byProvider", "byCustomizationType", "byOutputModality", "byInferenceType")
	provider, customization := c.queryText(r, "byProvider", 1, 63, providerPattern), r.query.Get("byCustomizationType")
	modality, inference := r.query.Get("byOutputModality"), r.query.Get("byInferenceType")
	c.oneOf("byCustomizationType", customization, "FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION")
	c.oneOf("byOutputModality", modality, "TEXT", "IMAGE", "EMBEDDING")
	c.oneOf("byInferenceType", inference, "ON_DEMAND", "PROVISIONED")
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	models := []foundationModelView{}
	for _, m := range bedrockModels() {
		l, ok := listedAt(st, m, r.region, r.now)
		if ok && (provider == "" || m.Provider == provider) && hasOrAny(m.Customizations, customization) &&
			hasOrAny(m.Output, modality) && hasOrAny(m.Inference[r.region], inference) {
			models = append(models, l.view())
		}
	}
	return map[string]any{"modelSummaries": models}, nil
}

// hasOrAny tells whether a filter, where one is set, is among the values.
func hasOrAny(values []string, filter string) bool {
	return filter == "" || slices.Contains(values, filter)
}

func getFoundationModel(st *state, r *request) (any, *awsError) {
	id := r.vars["model"]
	c := &constraints{}
	c.text("modelIdentifier", id, 1, 2048, getModelPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if parts, isARN := parseARN(id); isARN {
		if refused := foreignARN(r, id); refused != nil {
			return nil, refused
		}
		id = parts.id
	}
	l, ok := foundationModel(st, r.region, id, r.now)
	if !ok {
		return nil, notFoundARN(foundationModelARN(r.region, id))
	}
	return map[string]any{"modelDetails": l.view()}, nil
}
