package sandbox

import (
	"encoding/json"
	"maps"
	"strconv"
	"time"
)

// accountView is an account as GET and lists show it.
type accountView struct {
	ID         string                     `json:"id"`
	Name       string                     `json:"name"`
	Type       string                     `json:"type"`
	Etag       string                     `json:"etag"`
	Location   string                     `json:"location"`
	SKU        skuView                    `json:"sku"`
	Kind       string                     `json:"kind"`
	Tags       map[string]string          `json:"tags,omitempty"`
	Identity   json.RawMessage            `json:"identity,omitempty"`
	Properties map[string]json.RawMessage `json:"properties"`
	SystemData systemData                 `json:"systemData"`
}

type skuView struct {
	Name     string `json:"name"`
	Capacity int    `json:"capacity,omitempty"`
}

func viewAccount(a *armAccount, now time.Time) accountView {
	properties := maps.Clone(a.Properties)
	if properties == nil {
		properties = map[string]json.RawMessage{}
	}
	host := a.subdomain()
	if host == "" {
		host = a.Location
	}
	properties["provisioningState"] = quoted(a.provisioningState(now))
	properties["dateCreated"] = quoted(a.Created.UTC().Format(armTime))
	properties["endpoint"] = quoted("https://" + host + suffixOf(a.Kind))
	properties["endpoints"] = endpointsOf(host)
	properties["isMigrated"] = json.RawMessage("false")
	if properties["publicNetworkAccess"] == nil {
		properties["publicNetworkAccess"] = quoted("Enabled")
	}
	return accountView{
		ID: a.id(), Name: a.Name, Type: accountType, Etag: a.Etag, Location: a.Location, SKU: skuView{Name: a.SKU},
		Kind: a.Kind, Tags: a.Tags, Identity: a.Identity, Properties: properties,
		SystemData: systemDataOf(a.Created, a.Modified),
	}
}

func suffixOf(kind string) string {
	if kind == "OpenAI" {
		return ".openai.azure.com/"
	}
	return ".cognitiveservices.azure.com/"
}

func endpointsOf(host string) json.RawMessage {
	return json.RawMessage(`{"OpenAI Language Model Instance API":` + string(quoted("https://"+host+".openai.azure.com/")) +
		`,"Azure AI Model Inference API":` + string(quoted("https://"+host+".services.ai.azure.com/")) +
		`,"AI Foundry API":` + string(quoted("https://"+host+".services.ai.azure.com/")) + `}`)
}

// quoted returns a text as a JSON string.
func quoted(text string) json.RawMessage {
	return json.RawMessage(strconv.Quote(text)) // host names, states and times: nothing that Go and JSON quote differently
}

// subdomain returns the account's custom subdomain, "" where it has none.
func (a *armAccount) subdomain() string {
	return textIn(a.Properties["customSubDomainName"])
}

func accountBodySubdomain(body *accountBody) string {
	return textIn(body.Properties["customSubDomainName"])
}

// textIn returns the string that raw holds, "" where it holds none.
func textIn(raw json.RawMessage) string {
	var text string
	if raw == nil || json.Unmarshal(raw, &text) != nil {
		return ""
	}
	return text
}
