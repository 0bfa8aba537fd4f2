package framework

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Asked is the driver that asks the model of an endpoint; nil, with an error,
// where the endpoint names no platform.
func (d *Data) Asked(to llm.Endpoint, diags *diag.Diagnostics) llm.InferenceDriver {
	if diags.HasError() {
		return nil
	}
	driver, ok := d.Inference[to.Platform]
	if !ok {
		diags.AddAttributeError(Path(llm.FieldEndpoint), "Endpoint without a platform",
			"endpoint.platform is none that this provider knows. Give the endpoint of an llm_deployment or llm_route as it is.")
		return nil
	}
	return driver
}
