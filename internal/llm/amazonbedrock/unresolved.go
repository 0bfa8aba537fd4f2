package amazonbedrock

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const modelFix = `Name a model that the region offers, as publisher/name, or give its own id in bedrock.model_id.`

// modelField is the argument that names the model.
func modelField(spec llm.DeploymentSpec) llm.Field {
	if spec.Bedrock.ModelID != "" {
		return llm.FieldModelID
	}
	return llm.FieldModel
}

func unresolved(spec llm.DeploymentSpec, field llm.Field, message, fix string) *llm.Error {
	return &llm.Error{Op: resolveOp, Object: clip(wantedModel(spec)), Code: llm.CodeInvalid, Field: field, Message: message, Fix: fix}
}

// notFound words why no model was found, and where else there is one.
func (d *driver) notFound(ctx context.Context, known *catalog, spec llm.DeploymentSpec, cause error) error {
	e := unresolved(spec, modelField(spec), cause.Error()+" (region "+known.region+")", modelFix)
	e.Err = cause
	if _, missing := errors.AsType[*llm.NoMatchError](cause); missing {
		d.lookFurther(ctx, known, spec, e)
	}
	if _, ambiguous := errors.AsType[*llm.AmbiguousError](cause); ambiguous {
		e.Fix = "Name one of these models, or give its id in bedrock.model_id."
	}
	if _, closed := errors.AsType[*llm.UnusableError](cause); closed {
		e.Fix = known.successors(spec, d.platform.config.Now()) + "Choose another model or another region."
		if spec.Throughput.Mode == llm.Provisioned {
			e.Fix = known.soldByUnit()
		}
	}
	return e
}

// successors are what to move to from what the spec means, where that has come to its end.
func (k *catalog) successors(spec llm.DeploymentSpec, now time.Time) string {
	var told string
	for _, m := range k.models {
		id := deref(m.ModelId)
		if unusable(m, now) == "" || !means(spec, llm.Native{Name: id}) {
			continue
		}
		if next := k.lifecycle(id, now).Successor(); next != "" && !strings.Contains(told, next) {
			told += "Of " + id + " " + next + ". "
		}
	}
	return told
}

// lookFurther adds where the model is, if it is anywhere.
func (d *driver) lookFurther(ctx context.Context, known *catalog, spec llm.DeploymentSpec, e *llm.Error) {
	if regions := d.elsewhere(ctx, spec, known.region); len(regions) > 0 {
		e.Message += "; it can be deployed in " + strings.Join(regions, ", ")
		e.Fix = "Choose one of these regions with bedrock.region, or another model."
		return
	}
	if isMantleOnly(spec) {
		e.Message += "; Amazon Bedrock serves it through the bedrock-mantle endpoint only, where nothing can be deployed"
		e.Fix = "Choose another model for this platform."
	}
}

// elsewhere looks for a missing model in the regions that hold most models. It serves an error message, so what cannot be
// read is left out.
func (d *driver) elsewhere(ctx context.Context, spec llm.DeploymentSpec, here string) []string {
	var regions []string
	for _, region := range []string{"us-east-1", "us-west-2", "us-east-2", "eu-central-1", "ap-northeast-1"} {
		own, _ := partition(here)
		if other, _ := partition(region); region == here || other != own {
			continue
		}
		c, err := d.platform.client(ctx, region)
		if err != nil {
			return nil
		}
		known, err := d.platform.catalog(ctx, c)
		if err != nil {
			continue
		}
		if _, err := matchModel(spec, known.entries(spec.Throughput.Mode, d.platform.config.Now())); err == nil {
			regions = append(regions, region)
		}
	}
	return regions
}

// isMantleOnly reports whether a model is among those that only the other endpoint of Bedrock serves. Source: the list of
// bedrock-mantle against that of Bedrock, 2026-08-22.
func isMantleOnly(spec llm.DeploymentSpec) bool {
	var entries []llm.Entry
	for _, id := range []string{"openai.gpt-5.4", "openai.gpt-5.5", "xai.grok-4.3"} {
		entry, _ := DecomposeModelID(id)
		entries = append(entries, entry)
	}
	_, err := matchModel(spec, entries)
	return err == nil
}

// soldByUnit lists what can be had as provisioned throughput in the region.
func (k *catalog) soldByUnit() string {
	var ids []string
	for _, m := range k.models {
		if supports(m, types.InferenceTypeProvisioned) {
			ids = append(ids, deref(m.ModelId))
		}
	}
	if len(ids) == 0 {
		return fmt.Sprintf("No model is sold as provisioned throughput in %s; choose another region, or throughput.mode = \"on_demand\".", k.region)
	}
	slices.Sort(ids)
	return `Choose throughput.mode = "on_demand", or give the id of a model that is sold so in bedrock.model_id: ` + strings.Join(ids, ", ") + "."
}

// foreignModel says why an ARN cannot be deployed here; empty if it can. The account is empty where it is not known yet.
func (d *driver) foreignModel(spec llm.DeploymentSpec, region, account string) string {
	a, err := parseARN(wantedModel(spec))
	switch {
	case err != nil:
		return err.Error()
	case a.Kind != kindCustomModel && a.Kind != kindFoundation && a.Kind != kindSystemProfile:
		return fmt.Sprintf("%q is no kind of model; a foundation model, a custom model or a system inference profile is", a.Kind)
	case a.Kind == kindCustomModel && (a.Region == "" || a.Account == ""):
		return "the ARN of a custom model names its region and account"
	case a.Kind == kindCustomModel && !customModelPattern.MatchString(a.Resource):
		return fmt.Sprintf("%q is not the id of a custom model, such as amazon.nova-lite-v1:0:300k/abcdefghijkl", clip(a.Resource))
	case region != "" && a.Region != "" && a.Region != region:
		return fmt.Sprintf("the ARN is of the region %s, and the deployment is in %s", a.Region, region)
	}
	if err := foreignTo(a.Account, account, d.platform.config.Sandbox); err != nil && !d.platform.config.Unconfigured {
		return err.Error()
	}
	return ""
}
