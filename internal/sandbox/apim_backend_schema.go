package sandbox

// Durations of a circuit breaker, in ISO 8601.
const apimDuration = `^P(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$`

// backendMembers are the properties of a backend (bicep-types-az 1f896de2d of 2026-08-20), and the managed identity that
// the service takes though no specification holds it (Azure-Samples/AI-Gateway 561d719, modules/apim/v3).
func backendMembers() apimMembers {
	return apimMembers{
		"title":          {of: apimText, min: 1, max: 300},
		"description":    {of: apimText, min: 1, max: 2000},
		"resourceId":     {of: apimText, min: 1, max: 2000},
		"url":            {of: apimText, min: 1, max: 2000},
		"protocol":       {of: apimText, values: []string{"http", "soap"}},
		"type":           {of: apimText, values: []string{"Single", "Pool"}, since: "2023-05-01"},
		"azureRegion":    {of: apimText, since: "2025-03-01"},
		"circuitBreaker": {of: apimRecord, since: "2023-03-01", members: breakerMembers()},
		"credentials":    {of: apimRecord, members: credentialMembers()},
		"pool":           {of: apimRecord, since: "2023-05-01", members: poolMembers()},
		"properties":     {of: apimRecord, members: apimMembers{"serviceFabricCluster": {of: apimRecord}}},
		"proxy": {of: apimRecord, members: apimMembers{
			"url": {of: apimText, min: 1, max: 2000, required: true}, "username": {of: apimText}, "password": {of: apimText},
		}},
		"tls": {of: apimRecord, members: apimMembers{
			"validateCertificateChain": {of: apimFlag}, "validateCertificateName": {of: apimFlag},
			"serverX509Names": {of: apimList, since: "2025-03-01", item: &apimMember{of: apimRecord, members: apimMembers{
				"name": {of: apimText}, "issuerCertificateThumbprint": {of: apimText},
			}}},
		}},
	}
}

func breakerMembers() apimMembers {
	status := apimMember{of: apimNumber, min: 200, max: 599, required: true}
	condition := apimMembers{
		"count": {of: apimNumber, min: 1}, "percentage": {of: apimNumber, min: 1, max: 100},
		"interval":     {of: apimText, pattern: apimDuration, required: true},
		"errorReasons": {of: apimList, max: 10, item: &apimMember{of: apimText, min: 1, max: 200}},
		"statusCodeRanges": {of: apimList, max: 10, item: &apimMember{
			of: apimRecord, members: apimMembers{"min": status, "max": status},
		}},
	}
	return apimMembers{"rules": {of: apimList, max: 15, item: &apimMember{of: apimRecord, members: apimMembers{
		"name":             {of: apimText, min: 1, required: true},
		"tripDuration":     {of: apimText, pattern: apimDuration, required: true},
		"acceptRetryAfter": {of: apimFlag},
		"failureCondition": {of: apimRecord, required: true, members: condition},
		"failureResponse":  failureResponse(),
	}}}}
}

func failureResponse() apimMember {
	return apimMember{of: apimRecord, since: "2025-03-01", members: apimMembers{"statusCode": {of: apimNumber, min: 100, max: 599}}}
}

func credentialMembers() apimMembers {
	texts := &apimMember{of: apimList, item: &apimMember{of: apimText}}
	return apimMembers{
		"authorization": {of: apimRecord, members: apimMembers{
			"scheme":    {of: apimText, min: 1, max: 100, required: true},
			"parameter": {of: apimText, min: 1, max: 300, required: true},
		}},
		"certificate":    {of: apimList, max: 32, item: &apimMember{of: apimText}},
		"certificateIds": {of: apimList, max: 32, item: &apimMember{of: apimText}},
		"header":         {of: apimBag, item: texts},
		"query":          {of: apimBag, item: texts},
		"managedIdentity": {of: apimRecord, members: apimMembers{
			"resource": {of: apimText, min: 1, required: true}, "clientId": {of: apimText},
		}},
	}
}

func poolMembers() apimMembers {
	share := apimMember{of: apimNumber, min: 0, max: 100}
	return apimMembers{
		"services": {of: apimList, min: 1, max: 30, required: true, item: &apimMember{of: apimRecord, members: apimMembers{
			"id": {of: apimText, min: 1, required: true}, "weight": share, "priority": share,
			"preferredCarbonEmission": {
				of: apimText, since: "2025-03-01", values: []string{"VeryLow", "Low", "Medium", "High", "VeryHigh"},
			},
		}}},
		"failureResponse": failureResponse(),
		"sessionAffinity": {of: apimRecord, since: "2025-03-01", members: apimMembers{
			"sessionId": {of: apimRecord, members: apimMembers{"name": {of: apimText}, "source": {of: apimText, values: []string{"cookie"}}}},
		}},
	}
}
