package azureopenai

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// onlyTags reports whether nothing but tags would be written. They alone can be
// patched, and Azure takes them even when the model has retired.
func (d *deployments) onlyTags(have *llm.Deployment, want llm.DeploymentSpec, native llm.Native) bool {
	fields := d.written(have, want, native)
	return slices.Equal(fields, []llm.Field{llm.FieldTags})
}

// written lists what a write would change of a deployment.
func (d *deployments) written(have *llm.Deployment, want llm.DeploymentSpec, native llm.Native) []llm.Field {
	meant := &llm.Choice{Native: native, VersionUpgrade: want.VersionUpgrade, TokensPerMinute: want.Throughput.TokensPerMinute}
	fields := d.Diff(have, llm.Draft{Spec: want, Kept: meant}).Fields
	if !have.Native.SameModel(native) && !slices.Contains(fields, llm.FieldModelVersion) {
		fields = append(fields, llm.FieldModelVersion) // a move that version_upgrade permits is no difference, but is written
	}
	return fields
}

// retag sets the tags and reports whether the service took them on as they are:
// it is told nowhere whether one that is left out goes.
func (d *deployments) retag(ctx context.Context, c *client, to childID, tags map[string]string) (done bool, err error) {
	body := map[string]map[string]string{"tags": tags}
	if tags == nil {
		body["tags"] = map[string]string{}
	}
	what := call{op: "tag deployment", object: to.name, method: http.MethodPatch, path: to.deploymentPath(), body: body}
	resp, err := c.send(ctx, what)
	if err != nil {
		return false, err
	}
	if resp.StatusCode != http.StatusOK {
		return true, resp.Body.Close() // accepted without a body
	}
	var answer wireDeployment
	err = readJSON(what, resp, decodeInto(&answer))
	return maps.Equal(answer.Tags, tags), err
}
