package drift

import "strings"

const (
	childGoes = "What sends requests to it goes with it, and both are made again."
	another   = "What does not bear the route's mark is somebody else's."
	routes    = "It bears the route's mark, so that it is taken away."
	noOrder   = "The order means nothing."
	asked     = "It is the one that was asked for."
)

// held are fields of a child that its content holds: a change of any of them is
// written back.
func held(kinds []Kind, fields ...string) []Row {
	rows := make([]Row, len(fields))
	for i, field := range fields {
		rows[i] = Row{Field: field, Kinds: kinds, Class: Changed, Plan: Update, Observed: content()}
	}
	return rows
}

func content() []string { return []string{"Children[].Content"} }

// unordered are lists of a child whose order means nothing.
func unordered(kinds []Kind, fields ...string) []Row {
	rows := make([]Row, len(fields))
	for i, field := range fields {
		rows[i] = Row{Field: field, Case: "in another order", Kinds: kinds, Class: Normalised, Plan: Nothing, Why: noOrder, Observed: content()}
	}
	return rows
}

// volatile are fields that the service alone writes and that decide nothing.
func volatile(why string, fields ...string) []Row {
	rows := make([]Row, len(fields))
	for i, field := range fields {
		rows[i] = Row{Field: field, Class: Volatile, Plan: Nothing, Why: why}
	}
	return rows
}

// below puts a path before every field.
func below(path string, fields ...string) []string {
	all := make([]string, len(fields))
	for i, field := range fields {
		all[i] = strings.TrimSuffix(path+"."+field, ".")
	}
	return all
}

func gatewayTarget() []Row {
	const key, token = "credentialProviderConfigurations[].credentialProvider.apiKeyCredentialProvider", "credentialProviderConfigurations[].credentialProvider.oauthCredentialProvider"
	const provider = "targetConfiguration.inference.provider"
	rows := []Row{
		{Field: whole, Case: "deleted", Class: Missing, Plan: Update, Why: childGoes, Observed: []string{"Children[].Name", "Children[].Root", "Children[].Last"}},
		{Field: whole, Case: "deleted and made again", Class: Recreated, Plan: Note, Why: "It is compared in everything.", Observed: []string{"Children[].ID"}},
		{Field: whole, Case: "another one with the route's mark", Class: Changed, Plan: Update, Why: routes, Observed: []string{"Children[].Name"}},
		{Field: whole, Case: "another one beside it", Class: Unmanaged, Plan: Nothing, Why: another, Observed: []string{"Children[].Foreign"}},
		{Field: "name", Case: "of one that gets no requests", Kinds: []Kind{StaticRoute}, Class: Changed, Plan: Update, Why: "It is made again under its name, and the renamed one is taken away.", Observed: []string{"Children[].Name"}},
		{Field: "targetId", Class: Recreated, Plan: Note, Observed: []string{"Children[].ID"}},
		{Field: "gatewayArn", Class: Identity, Plan: Nothing, Why: asked},
		{Field: "status", Case: "FAILED", Class: Health, Plan: Update, Why: "The target is written again as it was.", Observed: []string{"Children[].Phase", "Children[].Reason"}},
		{Field: "status", Case: "UPDATE_UNSUCCESSFUL", Class: Health, Plan: Update, Why: "The target is written again as it was.", Observed: []string{"Children[].Phase", "Children[].Reason"}},
		{Field: "status", Case: "any other but READY", Class: Health, Plan: Resume, Observed: []string{"Children[].Phase", "Children[].Reason"}},
		{Field: "statusReasons[]", Case: "of a failed one", Class: Health, Plan: Update, Why: "The plan holds them.", Observed: []string{"Children[].Reason"}},
		{Field: "protocolType", Class: Derived, Plan: Nothing, Why: "It follows from the configuration."},
		{Field: "privateEndpointManagedResources[].*", Class: Derived, Plan: Nothing, Why: "The service makes them for privateEndpoint."},
		{Field: "authorizationData.*", Class: Volatile, Plan: Nothing, Why: "It is where a user would agree; no target of a route has one."},
		{Field: provider + ".operations[].providerPath", Case: "the path itself filled in", Class: Normalised, Plan: Nothing, Why: "It is what none means.", Observed: content()},
		{Field: provider + ".modelMapping.*", Case: "the default filled in", Class: Normalised, Plan: Nothing, Why: "Nothing is stripped where nothing is said.", Observed: content()},
	}
	rows = append(rows, held(nil, below(provider, "endpoint", "modelMapping.*", "operations[].path", "operations[].providerPath", "operations[].models[].model")...)...)
	rows = append(rows, held(nil, "description", "targetConfiguration.inference.connector.*", "targetConfiguration.mcp.*", "targetConfiguration.http.*",
		"credentialProviderConfigurations[].credentialProviderType", "privateEndpoint.*", "certificateConfigurations[].*",
		"metadataConfiguration.allowedRequestHeaders[]", "metadataConfiguration.allowedResponseHeaders[]", "metadataConfiguration.allowedQueryParameters[]")...)
	rows = append(rows, held(nil, below("credentialProviderConfigurations[].credentialProvider.iamCredentialProvider", "service", "region")...)...)
	rows = append(rows, held(nil, below(key, "providerArn", "credentialLocation", "credentialParameterName", "credentialPrefix")...)...)
	rows = append(rows, held(nil, below(token, "providerArn", "scopes[]", "grantType", "customParameters", "defaultReturnUrl")...)...)
	rows = append(rows, unordered(nil, provider+".operations[].path")...)
	return of(GatewayTarget, append(rows, volatile(when, "createdAt", "updatedAt", "lastSynchronizedAt")...))
}

func gatewayLimit() []Row {
	const elsewhere = "Entries of other routes and callers stand beside it and are kept."
	rows := []Row{
		{Field: whole, Case: "deleted", Class: Missing, Plan: Update, Observed: []string{"Children[].Name"}},
		{Field: "entries[].dimensions", Case: "the route's entry taken out", Class: Missing, Plan: Update, Observed: []string{"Children[].Name"}},
		{Field: "entries[].dimensions", Case: "an entry of another model", Class: Unmanaged, Plan: Nothing, Why: elsewhere},
		{Field: "dimensionKeys[]", Class: Missing, Plan: Update, Why: "A rate limit of other dimensions is not the route's.", Observed: []string{"Children[].Name"}},
		{Field: "rateLimitId", Class: Recreated, Plan: Note, Observed: []string{"Children[].ID"}},
		{Field: "gatewayIdentifier", Class: Identity, Plan: Nothing, Why: asked},
		{Field: "description", Class: Unmanaged, Plan: Nothing, Why: "All routes of a gateway share the rate limit of models."},
		{Field: "status", Case: "any other but ACTIVE", Class: Health, Plan: Resume, Observed: []string{"Children[].Phase", "Children[].Reason"}},
	}
	rows = append(rows, held(nil, below("entries[]", "tokens[].rate", "tokens[].period", "requests[].rate", "requests[].period", "connections[].rate", "connections[].period")...)...)
	return of(GatewayLimit, append(rows, volatile(when, "createdAt", "updatedAt")...))
}

// gatewayItself is what is read of the gateway.
func gatewayItself() []Row {
	const fixed = "The gateway is not managed here; what refers to the endpoint follows at the same plan."
	return of(Gateway, []Row{
		{Field: "gatewayUrl", Class: Followed, Plan: Nothing, Why: fixed, Observed: []string{"Endpoint.URLs.OpenAI", "Endpoint.URLs.Anthropic"}},
		{Field: "authorizerType", Class: Followed, Plan: Nothing, Why: fixed, Observed: []string{"Endpoint.Auth.Schemes", "Endpoint.Auth.SigningService"}},
	})
}
