package azureopenai

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// toDeployment is the body of the PUT that makes a deployment what is wanted.
// PUT replaces everything, so the body starts from raw, the answer of the last
// GET (empty before a create): what this driver does not manage stays.
func toDeployment(raw document, account accountID, want llm.DeploymentSpec, native llm.Native) (document, error) {
	properties, err := raw.child("properties")
	if err != nil {
		return nil, err
	}
	model, err := properties.child("model")
	if err != nil {
		return nil, err
	}
	sku, err := raw.child("sku")
	if err != nil {
		return nil, err
	}
	dropReadOnly(properties, model, sku)
	body := document{}
	err = cmpErr(
		setModel(model, native),
		properties.set("model", model),
		setProperties(properties, account, want),
		setAttestation(properties, want.Azure.Attestation),
		sku.set("name", native.Serving),
		sku.set("capacity", native.Capacity),
		body.set("sku", sku),
		body.set("properties", properties),
		body.set("tags", tagsOrNil(want.Tags)),
	)
	return body, err
}

// dropReadOnly takes away what the service reports and a PUT must not repeat.
// The tier of a SKU is refused (azurerm #28376); size and family are of its kind.
func dropReadOnly(properties, model, sku document) {
	for _, key := range readOnlyProperties() {
		delete(properties, key)
	}
	delete(model, "callRateLimit")
	for _, key := range []string{"tier", "size", "family"} {
		delete(sku, key)
	}
}

func setModel(model document, native llm.Native) error {
	return cmpErr(
		model.set("format", native.Format),
		model.set("name", native.Name),
		model.set("version", textOrNil(native.Version)),
		model.set("source", textOrNil(native.Source)),
		model.set("sourceAccount", textOrNil(native.SourceAccount)),
	)
}

func setProperties(properties document, account accountID, want llm.DeploymentSpec) error {
	azure := want.Azure
	return cmpErr(
		properties.set("versionUpgradeOption", upgradeOption(want.VersionUpgrade)),
		setPolicy(properties, want.Guardrail),
		properties.set("spilloverDeploymentName", textOrNil(childName(azure.Spillover, account))),
		setUnlessDefault(properties, "serviceTier", azure.ServiceTier == tierPriority, "Priority", "Default"),
		setUnlessDefault(properties, "deploymentState", azure.Paused, "Paused", "Running"),
		properties.set("routing", routingOrNil(azure.Routing)),
	)
}

// setPolicy names the guardrail. Without one, whichever of the service's own
// defaults is in force stays, and anything else is taken away.
func setPolicy(properties document, guardrail string) error {
	const key = "raiPolicyName"
	if guardrail != "" {
		id, err := parsePolicyID(guardrail)
		if err != nil {
			return err
		}
		return properties.set(key, id.name)
	}
	if !isDefaultPolicy(strings.Trim(string(properties[key]), `"`)) {
		delete(properties, key)
	}
	return nil
}

// setUnlessDefault writes the default value only where something is set
// already: not every SKU knows the property.
func setUnlessDefault(properties document, key string, on bool, value, standard string) error {
	if on {
		return properties.set(key, value)
	}
	if _, set := properties[key]; set {
		return properties.set(key, standard)
	}
	return nil
}

// fromDeployment says in the portable vocabulary what the service answered.
func fromDeployment(id childID, d wireDeployment, on *account) *llm.Deployment {
	p := d.Properties
	how := servingOf(d.SKU.Name)
	tokens := tokensPerMinute(p.RateLimits)
	have := &llm.Deployment{
		ID:             id.deployment(),
		Name:           id.name,
		Location:       normalRegion(on.Location),
		Reference:      reference(p.Model),
		Native:         nativeOf(d, how.scope, on),
		Throughput:     llm.Throughput{Mode: how.mode},
		VersionUpgrade: versionUpgrade(p.VersionUpgrade),
		Azure:          azurePart(id.account, p),
		Tags:           d.Tags,
		Extra:          d.Extra,
		Created:        d.SystemData.CreatedAt,
		Endpoint:       endpointOf(id, p, on),
	}
	have.Phase, have.Reason = phase(p.ProvisioningState)
	if isDefaultPolicy(p.Policy) {
		have.DefaultPolicy = p.Policy
	} else {
		have.Guardrail = id.account.String() + "/raiPolicies/" + p.Policy
	}
	switch {
	case how.mode == llm.OnDemand && tokens > 0:
		have.Throughput.TokensPerMinute = &tokens
	case how.mode == llm.Provisioned:
		have.Throughput.Units = &d.SKU.Capacity
	}
	if p.Model.Format == formatAnthropic && p.Attestation == nil {
		have.Unverified = []llm.Field{llm.FieldAttestation}
	}
	return have
}

func nativeOf(d wireDeployment, scope llm.Scope, on *account) llm.Native {
	m := d.Properties.Model
	native := llm.Native{
		Format: m.Format, Name: m.Name, Version: m.Version, Source: m.Source, SourceAccount: m.SourceAccount,
		Serving: d.SKU.Name, Capacity: d.SKU.Capacity, Scope: scope, Locations: processed(scope, on.Location),
	}
	if d.SKU.Capacity > 0 {
		native.UnitTokens = tokensPerMinute(d.Properties.RateLimits) / d.SKU.Capacity
	}
	return native
}

func azurePart(on accountID, p wireProperties) llm.AzureDeployment {
	azure := llm.AzureDeployment{
		AccountID:   on.String(),
		ServiceTier: strings.ToLower(p.ServiceTier),
		Paused:      strings.EqualFold(p.State, "Paused"),
		HostedOn:    hostOf(p.Model, p.Capabilities),
	}
	if p.Spillover != "" {
		azure.Spillover = on.String() + "/deployments/" + p.Spillover
	}
	if p.Routing != nil {
		azure.Routing.Mode = strings.ToLower(p.Routing.Mode)
		for _, m := range p.Routing.Models {
			azure.Routing.Models = append(azure.Routing.Models, nativeID(m.Format, m.Name, m.Version))
		}
	}
	if p.Attestation != nil {
		azure.Attestation = llm.Attestation(*p.Attestation)
	}
	return azure
}

// phase reads the provisioning state, in any letter case, and gives it the usual
// one. The list is open: what is not known is still under way, never ready.
func phase(state string) (llm.Phase, string) {
	for _, known := range []struct {
		state string
		phase llm.Phase
	}{
		{"Succeeded", llm.Ready},
		{"Failed", llm.Failed},
		{"Canceled", llm.Failed},
		{"Cancelled", llm.Failed},
		{"Disabled", llm.Failed},
	} {
		if strings.EqualFold(state, known.state) {
			return known.phase, known.state
		}
	}
	return llm.Pending, cmp.Or(state, "no provisioning state told")
}

// versionUpgrade reads the option, in any letter case; none means the same as at
// retirement. What is not known is passed on, so that it shows as a difference.
func versionUpgrade(option string) llm.VersionUpgrade {
	switch strings.ToLower(option) {
	case "noautoupgrade":
		return llm.Pinned
	case "oncenewdefaultversionavailable":
		return llm.OnNewDefault
	case "oncecurrentversionexpired", "":
		return llm.OnRetirement
	}
	return llm.VersionUpgrade(option)
}

func upgradeOption(v llm.VersionUpgrade) string {
	switch v {
	case llm.OnNewDefault:
		return "OnceNewDefaultVersionAvailable"
	case llm.OnRetirement:
		return "OnceCurrentVersionExpired"
	}
	return "NoAutoUpgrade"
}

// isDefaultPolicy reports whether the service chose the guardrail itself. Other
// policies of Microsoft's, such as Microsoft.Nil, are somebody's choice.
func isDefaultPolicy(name string) bool {
	return name == "" || strings.HasPrefix(strings.ToLower(name), "microsoft.default")
}

// reference is the portable name of a model, without a version.
func reference(m wireModel) string {
	ref := DecomposeModel(m.Format, "", m.Name, m.Version).Reference()
	ref.Version = ""
	if _, err := llm.ParseReference(ref.String()); err != nil {
		return ""
	}
	return ref.String()
}

// childName is the name at the end of a deployment's id; empty where there is none.
func childName(id string, account accountID) string {
	child, err := parseDeploymentID(id)
	if err != nil || !child.account.same(account) {
		return ""
	}
	return child.name
}

func routingOrNil(r llm.Routing) any {
	if r.Mode == "" && len(r.Models) == 0 {
		return nil
	}
	wire := wireRouting{Mode: cmp.Or(r.Mode, modeBalanced)}
	for _, member := range r.Models {
		if format, name, version, ok := parseNativeID(member); ok {
			wire.Models = append(wire.Models, wireModel{Format: format, Name: name, Version: version})
		}
	}
	return wire
}

func textOrNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func tagsOrNil(tags map[string]string) any {
	if len(tags) == 0 {
		return nil
	}
	return tags
}

// cmpErr is the first error, wrapped.
func cmpErr(errs ...error) error {
	if err := cmp.Or(errs...); err != nil {
		return fmt.Errorf("encode deployment: %w", err)
	}
	return nil
}
