package sandbox

import "time"

// modelIdentifierPattern is ModelIdentifier of the official model.
var modelIdentifierPattern = lazyPattern(`arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/((imported)|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}))(([:][a-z0-9-]{1,63}){0,2})?/[a-z0-9]{12})|(:foundation-model/([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2})))|(([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2}))|(([0-9a-zA-Z][_-]?)+)`)

// modelARNPattern is ModelArn of the official model.
var modelARNPattern = lazyPattern(`arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/((imported)|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}))(([:][a-z0-9-]{1,63}){0,2})?/[a-z0-9]{12})|(:foundation-model/[a-z0-9-]{1,63}[.]{1}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2}))`)

// createThroughputInput is CreateProvisionedModelThroughputRequest.
type createThroughputInput struct {
	ClientRequestToken   *string
	ModelUnits           *int
	ProvisionedModelName *string
	ModelID              *string
	CommitmentDuration   string
	Tags                 []bedrockTag
}

func createThroughput(st *state, r *request) (any, *awsError) {
	var in createThroughputInput
	if refused := awsMembers(r.body, &in, "clientRequestToken", "modelUnits", "provisionedModelName", "modelId", "commitmentDuration", "tags"); refused != nil {
		return nil, refused
	}
	tags, refused := in.check()
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := onceOf(st, r, "CreateProvisionedModelThroughput", in.ClientRequestToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		return map[string]string{"provisionedModelArn": earlier}, nil
	}
	source, refused := provisionable(st, r, *in.ModelID)
	if refused != nil {
		return nil, refused
	}
	if refused := in.checkAccount(st, r, source); refused != nil {
		return nil, refused
	}
	t := in.make(st, r, source)
	held := st.AWS.edit(r.region)
	held.Throughputs = append(held.Throughputs, t)
	held.setTags(t.arn(r.region), tags)
	o.keep(held, t.arn(r.region))
	return map[string]string{"provisionedModelArn": t.arn(r.region)}, nil
}

// check holds the request to the official model and returns its tags.
func (in *createThroughputInput) check() (map[string]string, *awsError) {
	c := &constraints{}
	c.optional("clientRequestToken", in.ClientRequestToken, 256, tokenPattern)
	c.required("provisionedModelName", in.ProvisionedModelName, 1, 63, throughputNamePattern)
	c.required("modelId", in.ModelID, 1, 2048, modelIdentifierPattern)
	c.oneOf("commitmentDuration", in.CommitmentDuration, "OneMonth", "SixMonths")
	switch {
	case in.ModelUnits == nil:
		c.missing("modelUnits")
	case *in.ModelUnits < 1:
		c.breaksf("", "modelUnits", "Member must have value greater than or equal to 1")
	}
	tags := c.tags(in.Tags)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	return tags, tooManyTags("", tags)
}

// checkAccount refuses a name that is taken, since a name identifies a throughput, and units beyond the quota.
func (in *createThroughputInput) checkAccount(st *state, r *request, source provisioned) *awsError {
	code := unitQuota(in.CommitmentDuration != "", source.custom)
	used := 0
	for _, t := range st.AWS.at(r.region).Throughputs {
		if t.Name == *in.ProvisionedModelName {
			return invalidInput("The provisionedModelName %s is already in use by %s", t.Name, t.arn(r.region))
		}
		if unitQuota(t.Commitment != "", t.ModelARN != t.BaseARN) == code {
			used += t.Units
		}
	}
	if limit := quotaValue(st, r.region, code); float64(used+*in.ModelUnits) > limit {
		return quotaExceeded("The request for %d model units exceeds the service quota: %d of %.0f are in use (%s).", *in.ModelUnits, used, limit, code)
	}
	return nil
}

func (in *createThroughputInput) make(st *state, r *request, source provisioned) *bedrockThroughput {
	t := &bedrockThroughput{
		Serial: st.nextSerial(), Name: *in.ProvisionedModelName, ModelARN: source.arn, BaseARN: source.base,
		Units: *in.ModelUnits, Commitment: in.CommitmentDuration, Created: r.now, Modified: r.now,
		ReadyAt: r.now.Add(r.opts.provisioningTime),
	}
	t.ID = newBedrockID(t.Serial)
	switch t.Commitment {
	case "OneMonth":
		t.Expires = r.now.AddDate(0, 1, 0)
	case "SixMonths":
		t.Expires = r.now.AddDate(0, 6, 0)
	}
	return t
}

// provisioned is a model that throughput can be bought for.
type provisioned struct {
	arn, base string // ARNs; equal for a foundation model
	custom    bool
}

// provisionable finds the model of a modelId: a foundation model that its region lists with PROVISIONED, or a custom
// model by ARN or name.
func provisionable(st *state, r *request, id string) (provisioned, *awsError) {
	if refused := foreignARN(r, id); refused != nil {
		return provisioned{}, refused
	}
	if m := st.AWS.at(r.region).customModel(id); m != nil {
		return provisioned{arn: m.ARN, base: foundationModelARN(r.region, m.Base), custom: true}, nil
	}
	name := id
	if parts, ok := parseARN(id); ok {
		name = parts.id
	}
	l, ok := foundationModel(st, r.region, name, r.now)
	if !ok {
		return provisioned{}, notFoundARN(id)
	}
	if refused := l.closed(); refused != nil {
		return provisioned{}, refused
	}
	if !l.offers("PROVISIONED") {
		return provisioned{}, invalidInput("The model %s does not support Provisioned Throughput in %s; its inference types are %v", name, r.region, l.Inference[r.region])
	}
	arn := foundationModelARN(r.region, name)
	return provisioned{arn: arn, base: arn}, nil
}

func updateThroughput(st *state, r *request) (any, *awsError) {
	var in struct{ DesiredProvisionedModelName, DesiredModelID *string }
	if refused := awsMembers(r.body, &in, "desiredProvisionedModelName", "desiredModelId"); refused != nil {
		return nil, refused
	}
	c := &constraints{}
	c.optional("desiredProvisionedModelName", in.DesiredProvisionedModelName, 63, throughputNamePattern)
	c.optional("desiredModelId", in.DesiredModelID, 2048, modelIdentifierPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	t, refused := findThroughput(st, r)
	if refused != nil {
		return nil, refused
	}
	if status := t.status(r.now); status != "InService" {
		return nil, invalidInput("The Provisioned Throughput %s cannot be updated while its status is %s", t.arn(r.region), status)
	}
	if refused := freeThroughputName(st, r, t, in.DesiredProvisionedModelName); refused != nil {
		return nil, refused
	}
	if in.DesiredModelID != nil {
		if refused := t.move(st, r, *in.DesiredModelID); refused != nil {
			return nil, refused
		}
	}
	if in.DesiredProvisionedModelName != nil {
		t.Name = *in.DesiredProvisionedModelName
	}
	t.Modified = r.now
	return struct{}{}, nil
}

func freeThroughputName(st *state, r *request, t *bedrockThroughput, name *string) *awsError {
	for _, other := range st.AWS.at(r.region).Throughputs {
		if name != nil && other != t && other.Name == *name {
			return invalidInput("The provisionedModelName %s is already in use by %s", *name, other.arn(r.region))
		}
	}
	return nil
}

// move starts to serve another model: only from a custom model, and only to its base or a sibling. It changes t last.
func (t *bedrockThroughput) move(st *state, r *request, id string) *awsError {
	served, _ := t.modelNow(r.now)
	if served == t.BaseARN && t.Desired == "" {
		return invalidInput("You can't specify desiredModelId if this Provisioned Throughput is associated with a base model")
	}
	target, refused := t.moveTarget(st, r, id)
	if refused != nil {
		return refused
	}
	if target == served {
		return nil
	}
	t.ModelARN, t.Desired, t.ReadyAt = served, target, later(r)
	return nil
}

func (t *bedrockThroughput) moveTarget(st *state, r *request, id string) (string, *awsError) {
	if refused := foreignARN(r, id); refused != nil {
		return "", refused
	}
	if m := st.AWS.at(r.region).customModel(id); m != nil {
		if foundationModelARN(r.region, m.Base) != t.BaseARN {
			return "", invalidInput("The model %s has another base model than %s", id, t.BaseARN)
		}
		return m.ARN, nil
	}
	if id == t.BaseARN || foundationModelARN(r.region, id) == t.BaseARN {
		return t.BaseARN, nil
	}
	return "", invalidInput("The model %s is neither the base model of this Provisioned Throughput nor customized from it", id)
}

// later is when a long-running write that starts now ends.
func later(r *request) time.Time { return r.now.Add(r.opts.provisioningTime) }
