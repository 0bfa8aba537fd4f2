package acceptance_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// held is what a peer's state holds of one resource.
type held struct {
	address  string // of the provider
	typeName string
	name     string         // in the configuration
	values   map[string]any // by attribute; what is missing is null
	expands  string         // the key of a for_each; empty: none
}

// maker makes something as a peer would, and returns its native id and what the
// peer's state would hold of it.
type maker func(w *world) (id string, state held)

// fromAzurerm makes a deployment with the members of its body.
func fromAzurerm(name, account, sku, properties string) maker {
	return func(w *world) (string, held) {
		w.t.Helper()
		id := account + "/deployments/" + name
		return id, w.azurerm(id, w.do("PUT", id, fmt.Sprintf(`{"sku":%s,"properties":{%s}}`, sku, properties)))
	}
}

// azurerm is the state of a deployment that Azure answered with, as azurerm
// writes it.
func (w *world) azurerm(id, body string) held {
	w.t.Helper()
	var d struct {
		SKU        map[string]any `json:"sku"`
		Properties struct {
			Model      map[string]any `json:"model"`
			Policy     string         `json:"raiPolicyName"`
			Upgrade    string         `json:"versionUpgradeOption"`
			Throttling bool           `json:"dynamicThrottlingEnabled"`
		} `json:"properties"`
	}
	w.decode(json.RawMessage(body), &d)
	account, name, _ := strings.Cut(id, "/deployments/")
	return held{address: azurermAddress, typeName: "azurerm_cognitive_deployment", name: "old", values: map[string]any{
		"id": id, "name": name, "cognitive_account_id": account, "rai_policy_name": d.Properties.Policy,
		"version_upgrade_option": d.Properties.Upgrade, "dynamic_throttling_enabled": d.Properties.Throttling,
		"model": []any{membersOf(d.Properties.Model, "format", "name", "version")},
		"sku":   []any{membersOf(d.SKU, "name", "tier", "size", "family", "capacity")},
	}}
}

// membersOf is a nested object with every member that a schema has, empty where the
// platform says nothing, as the SDK of azurerm writes it.
func membersOf(from map[string]any, names ...string) map[string]any {
	all := map[string]any{}
	for _, name := range names {
		all[name] = from[name]
		if from[name] == nil {
			all[name] = ""
		}
	}
	return all
}

// fromProfile makes an application inference profile that copies something.
func fromProfile(name, region, copied, more string) maker {
	return func(w *world) (string, held) {
		w.t.Helper()
		var made struct {
			ARN string `json:"inferenceProfileArn"`
		}
		w.decode(json.RawMessage(w.do("POST", aws(region, "/inference-profiles"),
			fmt.Sprintf(`{"inferenceProfileName":%q,"modelSource":{"copyFrom":%q}%s}`, name, copied, more))), &made)
		var p map[string]any
		w.decode(json.RawMessage(w.do("GET", bedrockPath(made.ARN), "")), &p)
		var models []any
		for _, model := range p["models"].([]any) {
			models = append(models, map[string]any{"model_arn": model.(map[string]any)["modelArn"]})
		}
		return made.ARN, held{address: awsAddress, typeName: "aws_bedrock_inference_profile", name: "old", values: map[string]any{
			"arn": made.ARN, "id": p["inferenceProfileId"], "name": p["inferenceProfileName"], "description": p["description"], "region": region,
			"status": p["status"], "type": p["type"], "created_at": p["createdAt"], "updated_at": p["updatedAt"],
			"models": models, "model_source": []any{map[string]any{"copy_from": copied}}, "tags_all": map[string]any{},
		}}
	}
}

// fromThroughput makes provisioned throughput of a model.
func fromThroughput(name string, model func(w *world) string, commitment string) maker {
	return func(w *world) (string, held) {
		w.t.Helper()
		body := map[string]any{"provisionedModelName": name, "modelId": model(w), "modelUnits": 1}
		values := map[string]any{
			"provisioned_model_name": name, "model_arn": body["modelId"], "model_units": 1, "region": region, "tags_all": map[string]any{},
		}
		if commitment != "" {
			body["commitmentDuration"], values["commitment_duration"] = commitment, commitment
		}
		raw, err := json.Marshal(body)
		w.ok(err)
		var made struct {
			ARN string `json:"provisionedModelArn"`
		}
		w.decode(json.RawMessage(w.do("POST", aws(region, "/provisioned-model-throughput"), string(raw))), &made)
		values["id"], values["provisioned_model_arn"] = made.ARN, made.ARN
		return made.ARN, held{address: awsAddress, typeName: "aws_bedrock_provisioned_model_throughput", name: "old", values: values}
	}
}

// adopt puts a working directory where a peer's user stands: its resources in
// state, and a configuration.
func (c *cli) adopt(config string, states ...held) {
	c.w.t.Helper()
	c.inherits(states...)
	c.configure(config)
}

// inherits writes a state file, and serves the provider that is named in it.
func (c *cli) inherits(states ...held) {
	c.w.t.Helper()
	var resources []any
	for _, name := range namesOf(states) {
		var instances []any
		var of held
		for _, s := range states {
			if s.label() == name {
				of, instances = s, append(instances, s.instance())
			}
		}
		resource := map[string]any{
			"mode": "managed", "type": of.typeName, "name": of.name, "instances": instances, "provider": fmt.Sprintf("provider[%q]", of.address),
		}
		if of.expands != "" {
			resource["each"] = "map"
		}
		resources = append(resources, resource)
	}
	raw, err := json.Marshal(map[string]any{
		"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "1c6a9d8e-0000-4000-8000-000000000000", "outputs": map[string]any{},
		"resources": resources,
	})
	c.w.ok(err)
	c.w.ok(os.WriteFile(filepath.Join(c.dir, "terraform.tfstate"), raw, 0o600))
	c.alongside(states[0].address)
}

// label is the address of the resource, without its instance's key.
func (s held) label() string { return s.typeName + "." + s.name }

func namesOf(states []held) []string {
	var names []string
	for _, s := range states {
		if !slices.Contains(names, s.label()) {
			names = append(names, s.label())
		}
	}
	return names
}

// instance is what a state file holds of it, every attribute of its schema
// included.
func (s held) instance() map[string]any {
	all := map[string]any{}
	for name := range attributesOf(s.typeName) {
		all[name] = s.values[name]
	}
	instance := map[string]any{"schema_version": 0, "attributes": all, "sensitive_attributes": []any{}}
	if s.expands != "" {
		instance["index_key"] = s.expands
	}
	return instance
}
