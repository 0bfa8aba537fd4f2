package azureopenai

import (
	"maps"
	"slices"
	"strings"
)

// knownMembers are the properties that an object has at the api-version that is
// asked for, by the specification of 2024-05-01. One that the service adds is
// nobody's: no write could end the difference.
func knownMembers(kind string) []string {
	return strings.Fields(map[string]string{
		kindBackend:    "title description resourceId properties credentials proxy tls circuitBreaker url protocol pool type provisioningState",
		kindPool:       "title description resourceId properties credentials proxy tls circuitBreaker url protocol pool type provisioningState",
		kindNamedValue: "tags secret displayName value keyVault provisioningState",
		kindAPI: "description authenticationSettings subscriptionKeyParameterNames type apiType apiRevision apiVersion isCurrent isOnline apiRevisionDescription " +
			"apiVersionDescription apiVersionSetId subscriptionRequired termsOfServiceUrl contact license sourceApiId displayName serviceUrl path protocols " +
			"apiVersionSet provisioningState",
		kindOperation: "displayName method urlTemplate templateParameters description request responses policies",
		kindPolicy:    "format value",
	}[kind])
}

// known are the properties without those that the api-version does not have.
func known(kind string, properties map[string]any) map[string]any {
	members, kept := knownMembers(kind), maps.Clone(properties)
	if len(members) == 0 {
		return kept
	}
	maps.DeleteFunc(kept, func(name string, _ any) bool { return !slices.Contains(members, name) })
	return kept
}
