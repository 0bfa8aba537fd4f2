package functions

// The shapes of the resources, as far as they are written. Source: the API of
// Envoy AI Gateway 1.0 of June 2026 (aigateway.envoyproxy.io/v1beta1), of Envoy
// Gateway (gateway.envoyproxy.io/v1alpha1) and of Gateway API 1.4.
type (
	manifest[S any] struct {
		APIVersion string       `yaml:"apiVersion"`
		Kind       string       `yaml:"kind"`
		Metadata   manifestName `yaml:"metadata"`
		Spec       S            `yaml:"spec"`
	}
	manifestName struct {
		Name      string `yaml:"name"`
		Namespace string `yaml:"namespace"`
	}
	objectRef struct {
		Group string `yaml:"group"`
		Kind  string `yaml:"kind"`
		Name  string `yaml:"name"`
	}
	secretRef struct {
		Name string `yaml:"name"`
	}
)

type (
	routeSpec struct {
		Parents []objectRef `yaml:"parentRefs"`
		Rules   []routeRule `yaml:"rules"`
	}
	routeRule struct {
		Matches  []routeMatch   `yaml:"matches"`
		Backends []routeBackend `yaml:"backendRefs"`
	}
	routeMatch struct {
		Headers []headerMatch `yaml:"headers"`
	}
	headerMatch struct {
		Type  string `yaml:"type"`
		Name  string `yaml:"name"`
		Value string `yaml:"value"`
	}
	routeBackend struct {
		Name  string `yaml:"name"`
		Model string `yaml:"modelNameOverride"`
	}
)

type (
	serviceSpec struct {
		Schema  apiSchema     `yaml:"schema"`
		Backend objectRef     `yaml:"backendRef"`
		Body    *bodyMutation `yaml:"bodyMutation,omitempty"`
	}
	apiSchema struct {
		Name   string `yaml:"name"`
		Prefix string `yaml:"prefix,omitempty"`
	}
	bodyMutation struct {
		Set []bodyField `yaml:"set"`
	}
	bodyField struct {
		Path  string `yaml:"path"`
		Value string `yaml:"value"` // JSON
	}
)

type (
	securitySpec struct {
		Targets          []objectRef       `yaml:"targetRefs"`
		Type             string            `yaml:"type"`
		AzureAPIKey      *apiKeyAuth       `yaml:"azureAPIKey,omitempty"`
		AzureCredentials *azureCredentials `yaml:"azureCredentials,omitempty"`
		AWSCredentials   *awsCredentials   `yaml:"awsCredentials,omitempty"`
	}
	apiKeyAuth struct {
		Secret secretRef `yaml:"secretRef"`
	}
	azureCredentials struct {
		ClientID string    `yaml:"clientID"`
		TenantID string    `yaml:"tenantID"`
		Secret   secretRef `yaml:"clientSecretRef"`
	}
	awsCredentials struct {
		Region string `yaml:"region"`
	}
)

type (
	backendSpec struct {
		Endpoints []backendEndpoint `yaml:"endpoints"`
	}
	backendEndpoint struct {
		FQDN fqdn `yaml:"fqdn"`
	}
	fqdn struct {
		Hostname string `yaml:"hostname"`
		Port     int    `yaml:"port"`
	}
	tlsSpec struct {
		Targets    []objectRef   `yaml:"targetRefs"`
		Validation tlsValidation `yaml:"validation"`
	}
	tlsValidation struct {
		CA       string `yaml:"wellKnownCACertificates"`
		Hostname string `yaml:"hostname"`
	}
)
