package drift

const (
	letters = "Azure does not tell upper from lower case."
	newer   = "The api-version in use does not have it, so that no write could end the difference."
)

// entity is what all objects of a service have.
func entity(named string) []Row {
	rows := []Row{
		{Field: whole, Case: "deleted", Class: Missing, Plan: Update, Why: childGoes, Observed: []string{"Children[].Name", "Children[].Root", "Children[].Last"}},
		{Field: "id", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: letters, Observed: []string{"Children[].ID"}},
		{Field: "name", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: letters, Observed: []string{named}},
		{Field: "type", Class: Derived, Plan: Nothing, Why: "It is the same for all of them."},
		{Field: "properties.(new)", Case: "not known to this provider", Class: Unmanaged, Plan: Nothing, Why: newer},
	}
	return rows
}

// backend is a backend of one target.
func backend() []Row {
	const breaker, secrets = "properties.circuitBreaker.rules[]", "properties.credentials"
	const failure = breaker + ".failureCondition"
	rows := append(entity("Children[].Name"),
		Row{Field: whole, Case: "deleted and made again", Class: Derived, Plan: Nothing, Why: "The id stays, and everything is compared."},
		Row{Field: whole, Case: "another one with the route's mark", Class: Changed, Plan: Update, Why: routes, Observed: []string{"Children[].Name"}},
		Row{Field: whole, Case: "another one beside it", Class: Unmanaged, Plan: Nothing, Why: another, Observed: []string{"Children[].Foreign"}},
		Row{Field: "properties.type", Class: Changed, Plan: Update, Observed: content()},
		Row{Field: "properties.azureRegion", Class: Unmanaged, Plan: Nothing, Why: newer},
		Row{Field: "properties.tls.validateCertificateChain", Case: "the default filled in", Class: Normalised, Plan: Nothing, Why: "It is what none means.", Observed: content()},
		Row{Field: secrets + ".header.*", Case: "a header's name in other letter case", Kinds: []Kind{PolicyRoute}, Class: Normalised, Plan: Nothing, Why: "HTTP does not tell upper from lower case in names of headers.", Observed: content()},
	)
	rows = append(rows, held(nil, below("properties", "title", "description", "url", "protocol", "resourceId", "pool.*", "proxy.*", "tls.*", "properties.*")...)...)
	rows = append(rows, held(nil, below(breaker, "name", "tripDuration", "acceptRetryAfter", "failureResponse.statusCode")...)...)
	rows = append(rows, held(nil, below(failure, "count", "percentage", "interval", "errorReasons[]", "statusCodeRanges[].min", "statusCodeRanges[].max")...)...)
	rows = append(rows, held(nil, below(secrets, "authorization.scheme", "authorization.parameter", "certificate[]", "certificateIds[]", "header.*", "query.*",
		"managedIdentity.resource", "managedIdentity.clientId")...)...)
	rows = append(rows, unordered(nil, failure+".statusCodeRanges[].min")...)
	return of(Backend, append(rows, unordered([]Kind{PolicyRoute}, failure+".errorReasons[]")...))
}

// backendPool is the pool of a route's backends.
func backendPool() []Row {
	const member = "properties.pool.services[]"
	rows := append(entity("Children[].Name"),
		Row{Field: whole, Case: "deleted and made again", Class: Derived, Plan: Nothing, Why: "The id stays, and everything is compared."},
		Row{Field: "properties.azureRegion", Class: Unmanaged, Plan: Nothing, Why: newer},
		Row{Field: member + ".id", Case: "one more", Class: Changed, Plan: Update, Observed: content()},
		Row{Field: member + ".id", Case: "one less", Class: Changed, Plan: Update, Observed: content()},
		Row{Field: member + ".id", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: letters, Observed: content()},
		Row{Field: member + ".id", Case: "in another order", Class: Normalised, Plan: Nothing, Why: noOrder, Observed: content()},
	)
	return of(BackendPool, append(rows, held(nil, append(below(member, "priority", "weight", "preferredCarbonEmission"),
		below("properties", "title", "description", "type", "url", "protocol", "resourceId", "circuitBreaker.*", "credentials.*", "properties.*", "proxy.*", "tls.*",
			"pool.failureResponse.statusCode", "pool.sessionAffinity.*")...)...)...))
}

func namedValue() []Row {
	rows := append(entity("Children[].Name"),
		Row{Field: "properties.provisioningState", Case: "Failed", Class: Health, Plan: Update, Why: "It is written again as it was.", Observed: []string{"Children[].Phase", "Children[].Reason"}},
		Row{Field: "properties.provisioningState", Case: "any other", Class: Health, Plan: Resume, Observed: []string{"Children[].Phase", "Children[].Reason"}},
		Row{Field: "properties.value", Case: "in place of the reference", Class: Changed, Plan: Update, Why: "A value is not read, and never shown.", Observed: content()},
		Row{Field: "properties.keyVault.lastStatus.code", Case: "the vault refuses", Class: Health, Plan: Update, Why: "It is written again, whereupon the service asks the vault again.", Observed: []string{"Children[].Phase", "Children[].Reason"}},
		Row{Field: "properties.keyVault.lastStatus.message", Class: Volatile, Plan: Nothing, Why: "It tells of lastStatus.code."},
		Row{Field: "properties.keyVault.lastStatus.timeStampUtc", Class: Volatile, Plan: Nothing, Why: "It tells when the vault was read last."},
	)
	return of(NamedValue, append(rows, held(nil, below("properties", "displayName", "secret", "tags[]", "keyVault.secretIdentifier", "keyVault.identityClientId")...)...))
}
