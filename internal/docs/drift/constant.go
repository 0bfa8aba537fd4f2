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

// ConstantOfRoutes lists the leaves of [llm.Composite] that no field of a cloud
// decides, with the reason.
func ConstantOfRoutes() map[string]string {
	return map[string]string{
		"ID.Value":                  "it is the address that was asked for",
		"ID.Parent":                 "it follows from the address",
		"ID.Location":               "it follows from the address",
		"ID.Name":                   "it follows from the address",
		"Place":                     "it follows from the address",
		"Owner":                     "no mark of a route names one",
		"Editions":                  "no gateway publishes versions",
		"Children[].Texts":          "a route holds no text that is confidential",
		"Children[].With":           "it follows from the kind of the child",
"Children[].Created":        "no plan looks at it: what was made again is the same in everything that is compared",
		"Endpoint.Platform":         "the form of the gateway's id decides it",
		"Endpoint.Model":            "it is the route's name",
		"Endpoint.URLs.Converse":    "no gateway speaks it",
		"Endpoint.Auth.Scope":       "it follows from the platform",
		"Endpoint.Auth.Resources":   "it follows from the address",
		"Endpoint.Supports.Input":   "it follows from the arguments",
		"Endpoint.Supports.Tools":   "it follows from the arguments",
		"Endpoint.Supports.Context": "it follows from the arguments",
	}
}
