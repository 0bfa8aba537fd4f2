package azureopenai

import "encoding/json"

// wireBackend is what a route writes of a backend: of a single one, or of a pool.
type wireBackend struct {
	Title       string           `json:"title"`
	Description string           `json:"description"`
	Type        string           `json:"type"`
	URL         string           `json:"url,omitempty"`
	Protocol    string           `json:"protocol,omitempty"`
	Credentials *wireCredentials `json:"credentials,omitempty"`
	Breaker     *wireBreaker     `json:"circuitBreaker,omitempty"`
	Pool        *wirePool        `json:"pool,omitempty"`
}

// wireCredentials are sent along with every request. That of the managed
// identity is in no specification (Azure-Samples/AI-Gateway, 2026-07).
type wireCredentials struct {
	Header          map[string][]string  `json:"header,omitempty"`
	ManagedIdentity *wireManagedIdentity `json:"managedIdentity,omitempty"`
}

type wireManagedIdentity struct {
	Resource string `json:"resource"`
}

type wireBreaker struct {
	Rules []wireBreakerRule `json:"rules"`
}

type wireBreakerRule struct {
	Name             string        `json:"name"`
	FailureCondition wireCondition `json:"failureCondition"`
	TripDuration     string        `json:"tripDuration"`
	AcceptRetryAfter bool          `json:"acceptRetryAfter"`
}

type wireCondition struct {
	Count            int           `json:"count"`
	Interval         string        `json:"interval"`
	StatusCodeRanges []statusRange `json:"statusCodeRanges,omitempty"`
	ErrorReasons     []string      `json:"errorReasons,omitempty"`
}

type wirePool struct {
	Services []wireMember `json:"services"`
}

// wireMember is one backend of a pool.
type wireMember struct {
	ID       string `json:"id"`
	Priority int64  `json:"priority"`
	Weight   int64  `json:"weight"`
}

type wireNamedValue struct {
	DisplayName string       `json:"displayName"`
	Secret      bool         `json:"secret"`
	Tags        []string     `json:"tags"`
	KeyVault    wireKeyVault `json:"keyVault"`
}

type wireKeyVault struct {
	SecretIdentifier string `json:"secretIdentifier"`
}

type wireAPI struct {
	DisplayName          string       `json:"displayName"`
	Description          string       `json:"description"`
	Path                 string       `json:"path"`
	Protocols            []string     `json:"protocols"`
	SubscriptionRequired bool         `json:"subscriptionRequired"`
	KeyNames             wireKeyNames `json:"subscriptionKeyParameterNames"`
	APIType              string       `json:"type"`
}

type wireKeyNames struct {
	Header string `json:"header"`
	Query  string `json:"query"`
}

type wireAPIOperation struct {
	DisplayName string `json:"displayName"`
	Method      string `json:"method"`
	URLTemplate string `json:"urlTemplate"`
	Description string `json:"description"`
}

type wireAPIPolicy struct {
	Format string `json:"format"`
	Value  string `json:"value"`
}

// wireEntity is any object of a service: its properties are read whole, so that
// what nobody asked for is seen, too.
type wireEntity struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Properties map[string]any `json:"properties"`
}

// wireService is what is read of a service.
type wireService struct {
	ID       string `json:"id"`
	Location string `json:"location"`
	SKU      struct {
		Name string `json:"name"`
	} `json:"sku"`
	Identity struct {
		Type string `json:"type"`
	} `json:"identity"`
	Properties struct {
		GatewayURL string `json:"gatewayUrl"`
		State      string `json:"provisioningState"`
	} `json:"properties"`
}

// asProperties is a wire struct as it comes back, in decoded JSON.
func asProperties(wire any) map[string]any {
	var properties map[string]any
	text, err := json.Marshal(wire)
	if err == nil {
		err = json.Unmarshal(text, &properties)
	}
	if err != nil {
		return nil // structs of texts and numbers: never
	}
	return properties
}
