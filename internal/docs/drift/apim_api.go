package drift

// apiItself is the API that clients of a route call.
func apiItself() []Row {
	const filled = "It is what the service fills in by itself."
	rows := append(entity("Name"),
		Row{Field: whole, Case: "another one below its path", Class: Unmanaged, Plan: Warn, Why: "Nobody's API is taken away: the warning names it.", Observed: []string{"Beside[].Child", "Beside[].Detail"}},
		Row{Field: whole, Case: "another one of another path", Class: Unmanaged, Plan: Nothing, Why: another},
		Row{Field: "properties.provisioningState", Case: "Failed", Class: Health, Plan: Update, Why: "It is written again as it was.", Observed: []string{"Children[].Phase", "Children[].Reason"}},
		Row{Field: "properties.provisioningState", Case: "any other", Class: Health, Plan: Resume, Observed: []string{"Children[].Phase", "Children[].Reason"}},
		Row{Field: "properties.apiRevision", Case: "the default filled in", Class: Normalised, Plan: Nothing, Why: filled, Observed: content()},
		Row{Field: "properties.type", Case: "the default filled in", Class: Normalised, Plan: Nothing, Why: filled, Observed: content()},
		Row{Field: "properties.authenticationSettings.*", Case: "of no kind, filled in", Class: Normalised, Plan: Nothing, Why: filled, Observed: content()},
		Row{Field: "properties.isCurrent", Class: Derived, Plan: Nothing, Why: "A route's API has one revision; apiRevision tells of another."},
		Row{Field: "properties.isOnline", Class: Derived, Plan: Nothing, Why: "A route's API has one revision; apiRevision tells of another."},
	)
	return of(API, append(rows, held(nil, below("properties", "displayName", "description", "path", "protocols[]", "serviceUrl", "subscriptionRequired",
		"subscriptionKeyParameterNames.header", "subscriptionKeyParameterNames.query", "termsOfServiceUrl", "type", "authenticationSettings.*", "apiRevision",
		"apiRevisionDescription", "apiVersion", "apiVersionDescription", "apiVersionSetId", "apiVersionSet.*", "sourceApiId", "contact.*", "license.*")...)...))
}

// apiOperation is one of the paths of a route's API.
func apiOperation() []Row {
	rows := append(entity("Children[].Name"),
		Row{Field: whole, Case: "one more", Class: Changed, Plan: Update, Why: "An operation of the route's API is the route's.", Observed: []string{"Children[].Name"}},
		Row{Field: whole, Case: "given a policy of its own", Class: Changed, Plan: Update, Why: "A route's operations have none: it is taken away.", Observed: []string{"Children[].Name"}},
		Row{Field: "properties.request.*", Case: "empty lists filled in", Class: Normalised, Plan: Nothing, Why: "Empty means none.", Observed: content()},
	)
	return of(APIOperation, append(rows, held(nil, below("properties", "displayName", "method", "urlTemplate", "description", "templateParameters[].*", "request.*", "responses[].*", "policies")...)...))
}

// apiPolicy is the policy of a route's API.
func apiPolicy() []Row {
	const form = "The text is compared by its meaning."
	rows := append(entity("Children[].Name"),
		Row{Field: "properties.value", Case: "another meaning", Class: Changed, Plan: Update, Observed: content()},
		Row{Field: "properties.value", Case: "one element more", Class: Changed, Plan: Update, Observed: content()},
		Row{Field: "properties.value", Case: "one element less", Class: Changed, Plan: Update, Observed: content()},
		Row{Field: "properties.value", Case: "the parameters in it alone", Class: Changed, Plan: Update, Observed: content()},
		Row{Field: "properties.value", Case: "no XML at all", Class: Changed, Plan: Update, Observed: content()},
		Row{Field: "properties.value", Case: "laid out otherwise", Class: Normalised, Plan: Nothing, Why: form, Observed: content()},
		Row{Field: "properties.value", Case: "attributes in another order", Class: Normalised, Plan: Nothing, Why: form, Observed: content()},
		Row{Field: "properties.value", Case: "single quotes and comments", Class: Normalised, Plan: Nothing, Why: form, Observed: content()},
		Row{Field: "properties.format", Class: Normalised, Plan: Nothing, Why: form},
	)
	return of(APIPolicy, rows)
}

// apiService is what is read of the service.
func apiService() []Row {
	return of(APIService, []Row{
		{Field: "properties.gatewayUrl", Class: Followed, Plan: Nothing, Why: "The service is not managed here; what refers to the endpoint follows at the same plan.", Observed: []string{"Endpoint.URLs.OpenAI"}},
		{Field: "location", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: "A service cannot move; East US 2 and eastus2 are one place.", Observed: []string{"Endpoint.Location"}},
	})
}
