package amazonbedrock

import (
	"cmp"
	"context"
	"iter"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// driver deploys on Bedrock. What a deployment is there follows from its throughput and model: see kindOf.
type driver struct{ platform *Platform }

var _ llm.DeploymentDriver = (*driver)(nil)

// kind is one sort of object that can be a deployment. The driver dispatches; a kind translates and calls.
type kind interface {
	find(ctx context.Context, c *client, name string) (arn, bool, error)
	create(ctx context.Context, c *client, spec llm.DeploymentSpec, native llm.Native) (string, error)
	get(ctx context.Context, c *client, a arn) (*llm.Deployment, error)
	list(ctx context.Context, c *client) iter.Seq2[*llm.Deployment, error]
	update(ctx context.Context, c *client, have *llm.Deployment, want llm.DeploymentSpec, native llm.Native) error
	remove(ctx context.Context, c *client, a arn) error
}

// kindNamed returns the kind that an ARN is of.
func kindNamed(name string) kind {
	switch name {
	case kindThroughput:
		return throughputs{}
	case kindCustom:
		return customModels{}
	}
	return profiles{}
}

// kindOf is the kind that a spec asks for.
func kindOf(spec llm.DeploymentSpec) string {
	switch {
	case spec.Throughput.Mode == llm.Provisioned:
		return kindThroughput
	case isCustomModel(wantedModel(spec)):
		return kindCustom
	}
	return kindProfile
}

// wantedModel is the model as written: the override, else the reference.
func wantedModel(spec llm.DeploymentSpec) string {
	return cmp.Or(spec.Bedrock.ModelID, spec.Model)
}

func isCustomModel(model string) bool {
	a, err := parseARN(model)
	return err == nil && a.Kind == kindCustomModel
}

// Find looks among the objects of the kind that Create would make. Names are not unique on Bedrock: of several that bear
// the name, the newest is returned, and among equally old ones the first by ARN.
func (d *driver) Find(ctx context.Context, spec llm.DeploymentSpec) (*llm.Deployment, error) {
	ctx, done := bounded(ctx)
	defer done()
	target, err := d.Target(spec)
	if err != nil {
		return nil, err
	}
	c, err := d.platform.client(ctx, target.Location)
	if err != nil {
		return nil, err
	}
	found, ok, err := kindNamed(kindOf(spec)).find(ctx, c, spec.Name)
	if err != nil || !ok {
		return nil, err
	}
	have, err := d.Get(ctx, idOf(found))
	if llm.IsNotFound(err) {
		return nil, nil
	}
	return have, err
}

// Create checks the name once more, since it is the last moment before it becomes a request.
func (d *driver) Create(ctx context.Context, spec llm.DeploymentSpec, native llm.Native) (llm.ID, error) {
	const op = "create deployment"
	ctx, done := bounded(ctx)
	defer done()
	kindName := kindOf(spec)
	if problem := checkName(spec.Name, kindName); problem != "" {
		return llm.ID{}, &llm.Error{Op: op, Object: clip(spec.Name), Code: llm.CodeRefused, Field: llm.FieldName, Message: problem, Fix: nameFix(kindName)}
	}
	target, err := d.Target(spec)
	if err != nil {
		return llm.ID{}, err
	}
	c, err := d.platform.client(ctx, target.Location)
	if err != nil {
		return llm.ID{}, err
	}
	made, err := kindNamed(kindName).create(ctx, c, spec, native)
	if err != nil {
		return llm.ID{}, createError(op, spec, err)
	}
	a, err := parseDeploymentARN(made)
	if err != nil || a.Kind != kindName || a.Region != c.region {
		return llm.ID{}, &llm.Error{Op: op, Object: spec.Name, Code: llm.CodeProtocol, Message: "the answer names " + clip(made) + ", which is not what was asked for", Err: err}
	}
	id := idOf(a)
	id.Name = spec.Name
	return id, nil
}

// createError says which argument to change. What is not found here is the model, never the deployment.
func createError(op string, spec llm.DeploymentSpec, err error) error {
	translated := asError(op, spec.Name, err)
	switch translated.Code {
	case llm.CodeNotFound:
		translated.Code, translated.Field = llm.CodeInvalid, llm.FieldModel
		translated.Fix = "The model is not open to this account: it may be legacy, retired, or not granted. Choose another one."
	case llm.CodeConflict:
		translated.Fix = "Something with this name may exist, or many are being made at once. Apply again later."
	case llm.CodeInvalid:
		if translated.Cloud == "TooManyTagsException" {
			translated.Field = llm.FieldTags
		}
	}
	return translated
}

// Get reads the object that the ARN names.
func (d *driver) Get(ctx context.Context, id llm.ID) (*llm.Deployment, error) {
	const op = "read deployment"
	ctx, done := bounded(ctx)
	defer done()
	c, a, err := d.platform.owner(ctx, op, id)
	if err != nil {
		return nil, err
	}
	have, err := kindNamed(a.Kind).get(ctx, c, a)
	if err != nil {
		return nil, translate(op, a.String(), err)
	}
	if have.ID.Value != a.String() {
		return nil, &llm.Error{Op: op, Object: a.String(), Code: llm.CodeProtocol, Message: "the answer is about " + clip(have.ID.Value)}
	}
	d.describe(ctx, c, have)
	return have, d.readTags(ctx, c, have)
}

// readTags adds the tags, which live in an API of their own. What exists while its tags are not there yet is new: it is
// pending, not gone.
func (d *driver) readTags(ctx context.Context, c *client, have *llm.Deployment) error {
	tags, err := listTags(ctx, c, have.ID.Value)
	if err = translate("read tags of deployment", have.ID.Value, err); llm.IsNotFound(err) {
		have.Phase, have.Reason = llm.Pending, "its tags are not readable yet"
		return nil
	}
	have.Tags = tags
	return err
}

// Update changes the tags first: that can be repeated and costs nothing.
func (d *driver) Update(ctx context.Context, have *llm.Deployment, want llm.DeploymentSpec, native llm.Native) error {
	const op = "update deployment"
	ctx, done := bounded(ctx)
	defer done()
	c, a, err := d.platform.owner(ctx, op, have.ID)
	if err != nil {
		return err
	}
	if err := writeTags(ctx, c, a.String(), have.Tags, want.Tags); err != nil {
		return translate("update tags of deployment", have.Name, err)
	}
	return translate(op, have.Name, kindNamed(a.Kind).update(ctx, c, have, want, native))
}

// Delete succeeds for what is gone.
func (d *driver) Delete(ctx context.Context, id llm.ID) error {
	const op = "delete deployment"
	ctx, done := bounded(ctx)
	defer done()
	c, a, err := d.platform.owner(ctx, op, id)
	if err != nil {
		return err
	}
	err = translate(op, a.String(), kindNamed(a.Kind).remove(ctx, c, a))
	if llm.IsNotFound(err) {
		return nil
	}
	return err
}

// List yields the profiles, then the throughputs, then the deployments of custom models in one region.
func (d *driver) List(ctx context.Context, filter llm.Filter) iter.Seq2[*llm.Deployment, error] {
	return func(yield func(*llm.Deployment, error) bool) {
		ctx, done := bounded(ctx)
		defer done()
		target, err := d.Target(llm.DeploymentSpec{Bedrock: llm.BedrockDeployment{Region: filter.Location}})
		if err != nil {
			yield(nil, err)
			return
		}
		c, err := d.platform.client(ctx, target.Location)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, list := range d.listKinds(ctx, c) {
			if !d.tell(ctx, c, list, yield) {
				return
			}
		}
	}
}

// describe adds what only the catalog and the cards know. Without the catalog a deployment is told as far as it tells itself.
func (d *driver) describe(ctx context.Context, c *client, have *llm.Deployment) {
	known := d.platform.catalogIfReadable(ctx, c)
	if strings.Contains(have.ID.Value, ":"+kindProfile+"/") {
		serving, sure := known.servingOf(have.Native)
		have.Native.Serving = serving
		if !sure {
			have.Unverified = append(have.Unverified, llm.FieldInferenceProfile)
		}
	}
	have.Reference = referenceOf(have.Native.Name)
	have.Endpoint.Supports.Input = known.inputs(have.Native.Name)
	have.Endpoint.Supports = supported(d.platform.config.Cards, have.Native, have.Endpoint.Supports)
}
