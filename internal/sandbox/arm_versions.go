package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// cognitiveVersions are the api-versions of Microsoft.CognitiveServices up to August 2026 (azure-rest-api-specs and
// bicep-types-az, read 2026-08-22). 2017-04-18 is the one in the service's own operation links.
func cognitiveVersions() []string {
	return []string{
		"2017-04-18", "2021-04-30", "2021-10-01", "2022-03-01", "2022-10-01", "2022-12-01", "2023-05-01",
		"2023-10-01-preview", "2024-04-01-preview", "2024-06-01-preview", "2024-10-01", "2025-04-01-preview",
		"2025-06-01", "2025-07-01-preview", "2025-09-01", "2025-10-01-preview", "2025-12-01", "2026-01-15-preview",
		"2026-03-01", "2026-03-15-preview", "2026-05-01", "2026-05-15-preview", "2026-07-01", "2026-07-15-preview",
		"2026-09-01", "2026-09-15-preview",
	}
}

// apimVersions are the api-versions of Microsoft.ApiManagement since 2021 (bicep-types-az and the SDK's changelog, read
// 2026-08-22).
func apimVersions() []string {
	return []string{
		"2021-08-01", "2022-04-01-preview", "2022-08-01", "2022-09-01-preview", "2023-03-01-preview", "2023-05-01-preview",
		"2023-09-01-preview", "2024-05-01", "2024-06-01-preview", "2024-10-01-preview", "2025-03-01-preview", "2025-09-01-preview",
	}
}

// resourcesVersions are the api-versions of resource groups, providers and subscriptions.
func resourcesVersions() []string {
	return []string{
		"2016-06-01", "2018-05-01", "2019-05-01", "2019-06-01", "2019-10-01", "2020-01-01", "2020-06-01", "2020-10-01", "2021-01-01",
		"2021-04-01", "2022-01-01", "2022-09-01", "2022-12-01", "2023-07-01", "2024-03-01", "2024-07-01", "2024-11-01", "2025-03-01", "2025-04-01",
	}
}

func checkVersion(rt *route, r *request) *armError {
	version := r.version()
	if version == "" {
		return refuse(http.StatusBadRequest, "MissingApiVersionParameter",
			"The api-version query parameter (?api-version=) is required for all requests.")
	}
	namespace, resource := namespaceOf(rt.path)
	known := resourcesVersions()
	switch namespace {
	case "Microsoft.CognitiveServices":
		known = cognitiveVersions()
	case "Microsoft.ApiManagement":
		known = apimVersions()
	}
	if slices.Contains(known, version) {
		return nil
	}
	if namespace == "" {
		return refuse(http.StatusBadRequest, "InvalidApiVersionParameter", "The api-version '%s' is invalid. "+
			"The supported versions are '%s'.", version, strings.Join(known, ","))
	}
	return refuse(http.StatusBadRequest, "NoRegisteredProviderFound", "No registered resource provider found for location '' "+
		"and API version '%s' for type '%s'. The supported api-versions are '%s'.", version, resource, strings.Join(known, ", "))
}

// namespaceOf returns the provider that answers a path, and the type of the resource at its top; "" for ARM itself.
func namespaceOf(path string) (namespace, resource string) {
	at := strings.LastIndex(path, "/providers/Microsoft.")
	if at < 0 {
		return "", ""
	}
	parts := strings.SplitN(path[at+len("/providers/"):], "/", 3)
	if len(parts) < 2 {
		return "", ""
	}
	return parts[0], parts[1]
}

// version returns the api-version that the request names.
func (r *request) version() string {
	return strings.ToLower(r.query.Get("api-version"))
}

// knows tells whether the request's api-version is of the given date or later. Properties that are newer than the
// api-version are ignored in requests and left out of answers, as the live service does (azapi issue 1136).
func (r *request) knows(date string) bool {
	return r.version() >= date
}
