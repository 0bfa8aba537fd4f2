package azureopenai

import (
	"encoding/json"
	"time"
)

// wireDeployment is what this driver reads of a deployment. What it writes is
// the raw document with these properties replaced, so that nothing is lost.
type wireDeployment struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	SKU        wireSKU           `json:"sku"`
	Tags       map[string]string `json:"tags"`
	SystemData struct {
		CreatedAt time.Time `json:"createdAt"`
	} `json:"systemData"`
	Properties wireProperties `json:"properties"`
	Extra      extras         `json:"-"` // what nothing above accounts for
}

// UnmarshalJSON reads what is known and notes what is not.
func (d *wireDeployment) UnmarshalJSON(text []byte) error {
	type known wireDeployment
	if err := json.Unmarshal(text, (*known)(d)); err != nil {
		return err
	}
	var raw document
	if err := json.Unmarshal(text, &raw); err != nil {
		return err
	}
	var err error
	d.Extra, err = extra(raw, d.Properties.Model.Format)
	return err
}

// whole reports whether what every deployment has is there.
func (d wireDeployment) whole() bool {
	return d.SKU.Name != "" && d.Properties.Model.Format != "" && d.Properties.Model.Name != ""
}

type wireSKU struct {
	Name     string `json:"name"`
	Capacity int64  `json:"capacity"`
}

type wireProperties struct {
	Model             wireModel         `json:"model"`
	ProvisioningState string            `json:"provisioningState"`
	VersionUpgrade    string            `json:"versionUpgradeOption"`
	Policy            string            `json:"raiPolicyName"`
	Spillover         string            `json:"spilloverDeploymentName"`
	ServiceTier       string            `json:"serviceTier"`
	State             string            `json:"deploymentState"`
	Routing           *wireRouting      `json:"routing"`
	Attestation       *wireAttestation  `json:"modelProviderData"`
	Capabilities      map[string]string `json:"capabilities"`
	RateLimits        []wireRateLimit   `json:"rateLimits"` // of the whole deployment
}

// wireModel names a model; with source, a fine-tuned one.
type wireModel struct {
	Format        string `json:"format"`
	Name          string `json:"name"`
	Version       string `json:"version"`
	Source        string `json:"source,omitempty"`
	SourceAccount string `json:"sourceAccount,omitempty"`
}

type wireRouting struct {
	Mode   string      `json:"mode"`
	Models []wireModel `json:"models,omitempty"`
}

// wireAttestation is in no specification; Anthropic models are refused without it.
type wireAttestation struct {
	Organization string `json:"organizationName"`
	CountryCode  string `json:"countryCode"`
	Industry     string `json:"industry"`
}

// wireRateLimit allows count of key per renewalPeriod seconds. Both numbers
// come as fractions too.
type wireRateLimit struct {
	Key           string  `json:"key"` // "token" or "request"
	Count         float64 `json:"count"`
	RenewalPeriod float64 `json:"renewalPeriod"`
}

// tokensPerMinute is the tightest limit on tokens; 0 where there is none.
func tokensPerMinute(limits []wireRateLimit) int64 {
	var tightest int64
	for _, l := range limits {
		if l.Key != "token" || l.RenewalPeriod <= 0 {
			continue
		}
		if perMinute := int64(l.Count * 60 / l.RenewalPeriod); tightest == 0 || perMinute < tightest {
			tightest = perMinute
		}
	}
	return tightest
}

// wireAccount is what is read of an account.
type wireAccount struct {
	ID         string `json:"id"`
	Location   string `json:"location"`
	Kind       string `json:"kind"`
	Properties struct {
		Endpoint         string            `json:"endpoint"`
		Endpoints        map[string]string `json:"endpoints"`
		Subdomain        string            `json:"customSubDomainName"`
		DisableLocalAuth bool              `json:"disableLocalAuth"`
	} `json:"properties"`
}

// wireOffer is one row of a location's models list.
type wireOffer struct {
	Kind  string `json:"kind"`
	Model struct {
		Format       string            `json:"format"`
		Name         string            `json:"name"`
		Version      string            `json:"version"`
		Publisher    string            `json:"publisher"`
		Default      bool              `json:"isDefaultVersion"`
		Status       string            `json:"lifecycleStatus"`
		Capabilities map[string]string `json:"capabilities"`
		Deprecation  struct {
			Inference string `json:"inference"`
		} `json:"deprecation"`
		Replacement struct {
			Name    string `json:"targetModelName"`
			Version string `json:"targetModelVersion"`
		} `json:"replacementConfig"`
		SKUs []wireOfferSKU `json:"skus"`
	} `json:"model"`
}

type wireOfferSKU struct {
	Name       string          `json:"name"`
	UsageName  string          `json:"usageName"`
	Retires    string          `json:"deprecationDate"`
	RateLimits []wireRateLimit `json:"rateLimits"` // of one unit of capacity
	Capacity   struct {
		Minimum int64   `json:"minimum"`
		Maximum int64   `json:"maximum"`
		Step    int64   `json:"step"`
		Default int64   `json:"default"`
		Allowed []int64 `json:"allowedValues"`
	} `json:"capacity"`
}

// wireUsage is how much of a quota is used. Current may exceed the limit.
type wireUsage struct {
	Name struct {
		Value string `json:"value"`
	} `json:"name"`
	Current float64 `json:"currentValue"`
	Limit   float64 `json:"limit"`
}

// wireOperation is the state of a long-running operation.
type wireOperation struct {
	Status string   `json:"status"`
	Error  armError `json:"error"`
}

// document is a JSON object whose unknown parts are kept as they are.
type document map[string]json.RawMessage

// set puts a value under key; nil takes the key away.
func (d document) set(key string, value any) error {
	if value == nil {
		delete(d, key)
		return nil
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	d[key] = raw
	return nil
}

// child is the object under key, empty where there is none.
func (d document) child(key string) (document, error) {
	child := document{}
	if raw, ok := d[key]; ok && string(raw) != "null" {
		if err := json.Unmarshal(raw, &child); err != nil {
			return nil, err
		}
	}
	return child, nil
}
