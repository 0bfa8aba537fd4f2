package sandbox

// createCustomDeploymentInput is CreateCustomModelDeploymentRequest.
type createCustomDeploymentInput struct {
	ModelDeploymentName *string
	ModelARN            *string
	Description         *string
	Tags                []bedrockTag
	ClientRequestToken  *string
}

func createCustomDeployment(st *state, r *request) (any, *awsError) {
	var in createCustomDeploymentInput
	if refused := awsMembers(r.body, &in, "modelDeploymentName", "modelArn", "description", "tags", "clientRequestToken"); refused != nil {
		return nil, refused
	}
	tags, refused := in.check()
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := onceOf(st, r, "CreateCustomModelDeployment", in.ClientRequestToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		return map[string]string{"customModelDeploymentArn": earlier}, nil
	}
	if refused := customModelExists(st, r, *in.ModelARN); refused != nil {
		return nil, refused
	}
	for _, d := range st.AWS.at(r.region).Deployments {
		if d.Name == *in.ModelDeploymentName {
			return nil, invalidInput("The modelDeploymentName %s is already in use by %s", d.Name, d.arn(r.region))
		}
	}
	d := &bedrockDeployment{Serial: st.nextSerial(), Name: *in.ModelDeploymentName, ModelARN: *in.ModelARN, Created: r.now, ReadyAt: later(r)}
	d.ID = newBedrockID(d.Serial)
	if in.Description != nil {
		d.Description = *in.Description
	}
	held := st.AWS.edit(r.region)
	held.Deployments = append(held.Deployments, d)
	held.setTags(d.arn(r.region), tags)
	o.keep(held, d.arn(r.region))
	return map[string]string{"customModelDeploymentArn": d.arn(r.region)}, nil
}

// check holds the request to the official model and returns its tags.
func (in *createCustomDeploymentInput) check() (map[string]string, *awsError) {
	c := &constraints{}
	c.required("modelDeploymentName", in.ModelDeploymentName, 1, 63, customDeploymentNamePattern)
	c.required("modelArn", in.ModelARN, 20, 1011, customModelARNPattern)
	c.optional("description", in.Description, 2048, nil)
	c.optional("clientRequestToken", in.ClientRequestToken, 256, tokenPattern)
	tags := c.tags(in.Tags)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	return tags, tooManyTags("", tags)
}

func customModelExists(st *state, r *request, arn string) *awsError {
	if refused := foreignARN(r, arn); refused != nil {
		return refused
	}
	if st.AWS.at(r.region).customModel(arn) == nil {
		return notFoundARN(arn)
	}
	return nil
}

func updateCustomDeployment(st *state, r *request) (any, *awsError) {
	var in struct{ ModelARN *string }
	if refused := awsMembers(r.body, &in, "modelArn"); refused != nil {
		return nil, refused
	}
	c := &constraints{}
	c.required("modelArn", in.ModelARN, 20, 1011, customModelARNPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	d, refused := findCustomDeployment(st, r)
	if refused != nil {
		return nil, refused
	}
	if refused := customModelExists(st, r, *in.ModelARN); refused != nil {
		return nil, refused
	}
	if r.now.Before(d.ReadyAt) || d.status(r.now) != "Active" {
		return nil, invalidInput("The custom model deployment %s cannot be updated while it is being created or updated, or when it failed", d.arn(r.region))
	}
	d.ModelARN, d.Desired = d.modelNow(r.now), *in.ModelARN
	d.ReadyAt, d.Updated, d.Failure = later(r), r.now, ""
	return map[string]string{"customModelDeploymentArn": d.arn(r.region)}, nil
}
