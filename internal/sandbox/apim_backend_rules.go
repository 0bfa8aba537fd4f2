package sandbox

import (
	"fmt"
	"net/url"
	"strings"
)

// checkBackend refuses what no backend may be, and stores members of a pool by their ARM ids.
func checkBackend(w *apimWrite) (any, *armError) {
	if w.sent["type"] == nil && w.r.knows("2023-05-01") {
		w.sent["type"] = "Single"
	}
	var b, have backendProperties
	w.into(&b)
	if w.have != nil {
		w.have.into(&have)
	}
	switch {
	case w.have != nil && b.pooled() != have.pooled():
		return nil, invalidField("type", "The type of the backend '%s' cannot be changed.", w.have.name())
	case b.pooled():
		return w.sent, w.checkPool(&b)
	}
	return w.sent, w.checkSingle(&b)
}

func (w *apimWrite) checkSingle(b *backendProperties) *armError {
	var details []apimDetail
	if to, err := url.Parse(b.URL); err != nil || b.URL == "" || to.Scheme != "https" && to.Scheme != "http" || to.Host == "" {
		details = append(details, wrong("url", "The url '%s' is invalid. It must be an absolute URL.", b.URL))
	}
	if b.Protocol == "" {
		details = append(details, wrong("protocol", "Required property 'protocol' is missing."))
	}
	if b.Pool != nil {
		details = append(details, wrong("pool", "Pool is not supported for single backend."))
	}
	details = append(details, w.checkBreaker(b.CircuitBreaker)...)
	return invalidFields(append(details, w.checkCredentials(b.Credentials)...)...)
}

// checkBreaker holds to one rule per backend, fewer than the specification allows (azure-docs pull request 123514).
func (w *apimWrite) checkBreaker(b *backendBreaker) []apimDetail {
	if b == nil || len(b.Rules) == 0 {
		return nil
	}
	if w.svc.SKU == "Consumption" {
		return []apimDetail{wrong("circuitBreaker", "Circuit breaker is not supported in the Consumption tier.")}
	}
	if len(b.Rules) > 1 {
		return []apimDetail{wrong("circuitBreaker", "Only one rule is supported for the circuit breaker.")}
	}
	condition := b.Rules[0].FailureCondition
	var details []apimDetail
	if (condition.Count == nil) == (condition.Percentage == nil) {
		details = append(details, wrong("circuitBreaker", "Either 'count' or 'percentage' is required, and not both."))
	}
	if len(condition.StatusCodeRanges)+len(condition.ErrorReasons) == 0 {
		details = append(details, wrong("circuitBreaker", "Either 'statusCodeRanges' or 'errorReasons' is required."))
	}
	for _, codes := range condition.StatusCodeRanges {
		if codes.Min > codes.Max {
			details = append(details, wrong("circuitBreaker", "The status code range %d to %d is invalid.", codes.Min, codes.Max))
		}
	}
	return details
}

// checkCredentials refuses what the service does not hold. The sandbox holds no certificates.
func (w *apimWrite) checkCredentials(c *backendCredential) []apimDetail {
	if c == nil {
		return nil
	}
	var details []apimDetail
	for _, id := range append(append([]string{}, c.CertificateIDs...), c.Certificate...) {
		details = append(details, wrong("credentials", "Certificate with id '%s' not found.", id[strings.LastIndex(id, "/")+1:]))
	}
	if c.ManagedIdentity != nil && (w.svc.Principal == "" || c.ManagedIdentity.ClientID != "") {
		details = append(details, wrong("credentials", "The service has no such managed identity."))
	}
	if _, given := c.Header["Authorization"]; given && c.Authorization != nil {
		details = append(details, wrong("credentials", "The Authorization header is given twice."))
	}
	return append(details, w.checkReferences(w.sent["credentials"])...)
}

// checkReferences refuses a named value that does not exist, or is not there yet [words recorded].
func (w *apimWrite) checkReferences(credentials any) []apimDetail {
	var details []apimDetail
	for _, name := range referencesIn(fmt.Sprint(credentials)) {
		if w.readyNamedValue(name) == nil {
			details = append(details, wrong("credentials", "Property '%s' not found.", name))
		}
	}
	return details
}

// readyNamedValue finds a named value whose last write has ended well.
func (es *apimEntities) readyNamedValue(displayName string) *apimEntity {
	e := es.namedValue(displayName)
	if e == nil || e.provisioningState(es.r.now) != "Succeeded" {
		return nil
	}
	return e
}

// checkPool takes nothing but members [words of the first two recorded], each a single backend of the same service.
func (w *apimWrite) checkPool(b *backendProperties) *armError {
	var details []apimDetail
	if b.URL != "" {
		details = append(details, wrong("url", "Url is not supported for backend pool."))
	}
	if b.Protocol != "" {
		details = append(details, wrong("protocol", "Protocol is not supported for backend pool."))
	}
	for _, name := range []string{"circuitBreaker", "credentials", "tls", "proxy", "properties", "resourceId"} {
		if w.sent[name] != nil {
			details = append(details, wrong(name, "'%s' is not supported for backend pool.", name))
		}
	}
	if b.Pool == nil {
		return invalidFields(append(details, wrong("pool", "Required property 'pool' is missing."))...)
	}
	return invalidFields(append(details, w.checkMembers(b.Pool)...)...)
}

func (w *apimWrite) checkMembers(pool *backendPool) []apimDetail {
	var details []apimDetail
	seen := map[string]bool{}
	for i, member := range pool.Services {
		var single backendProperties
		name := w.memberName(member.ID)
		e := w.at("backends/" + name)
		if e != nil {
			e.into(&single)
		}
		switch {
		case name == "" || e == nil:
			details = append(details, wrong("pool", "Backend with id '%s' could not be found.", member.ID))
		case single.pooled():
			details = append(details, wrong("pool", "The backend '%s' is a pool, and a pool cannot be in a pool.", name))
		case seen[strings.ToLower(name)]:
			details = append(details, wrong("pool", "The backend '%s' is in the pool twice.", name))
		default:
			w.nameMember(i, w.id(e))
		}
		seen[strings.ToLower(name)] = true
	}
	return details
}

// nameMember stores a member under its whole ARM id, in the case that the backend was created with.
func (w *apimWrite) nameMember(i int, id string) {
	pool, _ := w.sent["pool"].(map[string]any) // checked against the members
	services, _ := pool["services"].([]any)    // checked against the members
	member, _ := services[i].(map[string]any)  // checked against the members
	member["id"] = id
}
