package drift

// Constant lists the leaves of [llm.Deployment] that no field of a cloud
// decides, with the reason.
func Constant() map[string]string {
	return map[string]string{
		"Azure.SKU":                    "state holds the SKU as Native.Serving; this is the argument that insists on one",
		"Azure.Model":                  "state holds the model as Native; this is the argument that insists on one",
		"Partial":                      "it tells how the object was read",
		"Endpoint.Platform":            "a deployment does not change its platform",
		"Endpoint.Model":               "it is the name on Azure and the ARN on Bedrock",
		"Endpoint.URLs.Converse":       "it follows from the region, which is in the ARN",
		"Endpoint.Auth.Scope":          "it follows from the platform",
		"Endpoint.Auth.SigningService": "it follows from the platform",
	}
}
