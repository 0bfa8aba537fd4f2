package drift

// Constant lists the leaves of what a resource is observed in that no field of a
// cloud decides, with the reason.
func Constant(of Resource) map[string]string {
	switch of {
	case Route:
		return constantOfRoutes()
	case Guardrail:
		return constantOfGuardrails()
	case Enforcement:
		return constantOfEnforcements()
	}
	return constantOfDeployments()
}

func constantOfDeployments() map[string]string {
	return map[string]string{
		"Azure.SKU":                    "state holds the SKU as Native.Serving; this is the argument that insists on one",
		"Azure.Model":                  "state holds the model as Native; this is the argument that insists on one",
		"Partial":                      "it tells how the object was read",
		"Endpoint.Platform":            "a deployment does not change its platform",
		"Endpoint.Model":               "it is the name on Azure and the ARN on Bedrock",
		"Endpoint.URLs.Converse":       "it follows from the region, which is in the ARN",
		"Endpoint.Guardrail.ID":        "it is what the argument names",
		"Endpoint.Auth.Scope":          "it follows from the platform",
		"Endpoint.Auth.SigningService": "it follows from the platform",
	}
}

func constantOfRoutes() map[string]string {
	return map[string]string{
		"ID.Value":                   "it is the address that was asked for",
		"ID.Parent":                  "it follows from the address",
		"ID.Location":                "it follows from the address",
		"ID.Name":                    "it follows from the address",
		"Place":                      "it follows from the address",
		"Owner":                      "no mark of a route names one",
		"Editions":                   "no gateway publishes versions",
		"Children[].Published":       "no gateway publishes versions",
		"Children[].Texts":           "a route holds no text that is confidential",
		"Children[].With":            "it follows from the kind of the child",
		"Children[].Created":         "no plan looks at it: what was made again is the same in everything that is compared",
		"Endpoint.Platform":          "the form of the gateway's id decides it",
		"Endpoint.Model":             "it is the route's name",
		"Endpoint.URLs.Converse":     "no gateway speaks it",
		"Endpoint.Auth.Scope":        "it follows from the platform",
		"Endpoint.Auth.Resources":    "it follows from the address",
		"Endpoint.Supports.Input":    "it follows from the arguments",
		"Endpoint.Supports.Tools":    "it follows from the arguments",
		"Endpoint.Supports.Context":  "it follows from the arguments",
		"Endpoint.Guardrail.ID":      "a route bears none",
		"Endpoint.Guardrail.Version": "a route bears none",
	}
}

func constantOfGuardrails() map[string]string {
	return uncalled(map[string]string{
		"ID.Value":             "it is the address that was asked for",
		"ID.Parent":            "it follows from the address",
		"ID.Location":          "it follows from the address",
		"Place":                "it follows from the address",
		"Children[].With":      "it follows from the kind of the child",
		"Children[].Published": "it follows from the kind of the child",
		"Children[].Created":   "no plan looks at it: what was made again is the same in everything that is compared",
	})
}

func constantOfEnforcements() map[string]string {
	return uncalled(map[string]string{
		"ID.Parent":            "a configuration is part of nothing but its region",
		"ID.Location":          "it follows from the address",
		"ID.Name":              "a configuration has no name",
		"Place":                "it follows from the address",
		"Owner":                "AWS has no tags for it",
		"Editions":             "nothing is published of it",
		"Beside[].Child":       "an account has one configuration in a region",
		"Beside[].Detail":      "an account has one configuration in a region",
		"Children[].Name":      "there is one child",
		"Children[].Texts":     "it holds no text",
		"Children[].Published": "nothing is published of it",
		"Children[].Root":      "there is one child",
		"Children[].Last":      "there is one child",
		"Children[].With":      "there is one child",
		"Children[].Foreign":   "nothing tells who made it",
		"Children[].Phase":     "it has no status",
		"Children[].Reason":    "it has no status",
		"Children[].Created":   "no plan looks at it: what was made again has another id",
	})
}

// uncalled adds the endpoint, which only what is called has.
func uncalled(constant map[string]string) map[string]string {
	for _, leaf := range []string{
		"Platform", "Location", "Model", "URLs.OpenAI", "URLs.Anthropic", "URLs.Converse", "Auth.Schemes", "Auth.Scope", "Auth.SigningService", "Auth.Resources",
		"Supports.Input", "Supports.Tools", "Supports.Context", "Guardrail.ID", "Guardrail.Version",
	} {
		constant["Endpoint."+leaf] = "nobody calls it"
	}
	return constant
}
