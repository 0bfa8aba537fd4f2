package sandbox

// createProfileInput is CreateInferenceProfileRequest.
type createProfileInput struct {
	InferenceProfileName *string
	Description          *string
	ClientRequestToken   *string
	ModelSource          *profileSource
	Tags                 []bedrockTag
}

type profileSource struct {
	CopyFrom *string `json:"copyFrom"`
}

// UnmarshalJSON refuses members that the union does not have.
func (s *profileSource) UnmarshalJSON(raw []byte) error {
	type plain profileSource
	if refused := awsMembers(raw, (*plain)(s), "copyFrom"); refused != nil {
		return inputError(refused.message)
	}
	return nil
}

func createProfile(st *state, r *request) (any, *awsError) {
	var in createProfileInput
	if refused := awsMembers(r.body, &in, "inferenceProfileName", "description", "clientRequestToken", "modelSource", "tags"); refused != nil {
		return nil, refused
	}
	tags, refused := in.check()
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := onceOf(st, r, "CreateInferenceProfile", in.ClientRequestToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		return profileCreated(earlier), nil
	}
	models, refused := sourceModels(st, r, *in.ModelSource.CopyFrom)
	if refused != nil {
		return nil, refused
	}
	if limit := quotaValue(st, r.region, QuotaInferenceProfiles); float64(len(st.AWS.at(r.region).Profiles)) >= limit {
		return nil, quotaExceeded("The number of inference profiles exceeds the service quota (%.0f, %s).", limit, QuotaInferenceProfiles)
	}
	p := &bedrockProfile{
		Serial: st.nextSerial(), Name: *in.InferenceProfileName, CopyFrom: *in.ModelSource.CopyFrom, Models: models,
		Created: r.now, Updated: r.now,
	}
	p.ID = newBedrockID(p.Serial)
	if in.Description != nil {
		p.Description = *in.Description
	}
	held := st.AWS.edit(r.region)
	held.Profiles = append(held.Profiles, p)
	held.setTags(p.arn(r.region), tags)
	o.keep(held, p.arn(r.region))
	return profileCreated(p.arn(r.region)), nil
}

func profileCreated(arn string) map[string]string {
	return map[string]string{"inferenceProfileArn": arn, "status": "ACTIVE"}
}

// check holds the request to the official model and returns its tags.
func (in *createProfileInput) check() (map[string]string, *awsError) {
	c := &constraints{}
	c.required("inferenceProfileName", in.InferenceProfileName, 1, 64, profileNamePattern)
	c.optional("description", in.Description, 200, profileDescriptionPattern)
	c.optional("clientRequestToken", in.ClientRequestToken, 256, tokenPattern)
	tags := c.tags(in.Tags)
	switch in.ModelSource {
	case nil:
		c.missing("modelSource")
	default:
		c.required("modelSource.copyFrom", in.ModelSource.CopyFrom, 1, 2048, profileSourcePattern)
	}
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	return tags, tooManyTags("", tags)
}

// sourceModels returns the models of a new profile: those of the system-defined profile that it copies, or the one
// foundation model.
func sourceModels(st *state, r *request, arn string) ([]string, *awsError) {
	parts, ok := parseARN(arn)
	if !ok || parts.region != r.region || parts.account != "" && parts.account != AWSAccount ||
		parts.kind == "foundation-model" && parts.account != "" {
		return nil, invalidInput("copyFrom must be a valid inference profile model source ARN.")
	}
	if parts.kind == "foundation-model" {
		return onDemandModel(st, r, parts.id)
	}
	s, ok := findSystemProfile(st, r.region, parts.id)
	if !ok {
		return nil, notFoundARN(arn)
	}
	base, ok := anywhere(st, s.baseModel(), r)
	if !ok { // the profile outlived its model: seven of the recorded ones did
		return nil, notFoundARN(foundationModelARN(r.region, s.baseModel()))
	}
	if refused := base.closed(); refused != nil {
		return nil, refused
	}
	return s.models, nil
}

// onDemandModel accepts a foundation model as a source: listed in the region, not legacy, and callable there without
// a profile.
func onDemandModel(st *state, r *request, id string) ([]string, *awsError) {
	l, ok := foundationModel(st, r.region, id, r.now)
	if !ok {
		return nil, notFoundARN(foundationModelARN(r.region, id))
	}
	if refused := l.closed(); refused != nil {
		return nil, refused
	}
	if !l.offers("ON_DEMAND") {
		return nil, invalidInput("Invocation of model ID %s with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.", id)
	}
	return []string{foundationModelARN(r.region, id)}, nil
}

// anywhere finds a model as the caller's region lists it or, where that does not, as another one does: profiles reach
// models that their caller's region does not have.
func anywhere(st *state, id string, r *request) (listed, bool) {
	if l, ok := foundationModel(st, r.region, id, r.now); ok {
		return l, true
	}
	for _, region := range bedrockRegions() {
		if l, ok := foundationModel(st, region, id, r.now); ok {
			return l, true
		}
	}
	return listed{}, false
}
