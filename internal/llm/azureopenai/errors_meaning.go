package azureopenai

import (
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// meaning is what one of Azure's error codes asks for.
type meaning struct {
	code  llm.Code
	field llm.Field
	fix   string
}

// meaningOf maps status and error code. The code decides where it is known,
// else the status; texts decide nothing, but for quota, which older services
// report under a general code.
func meaningOf(status int, e armError) meaning {
	if m, ok := byCode(e.Code); ok && (m.code != llm.CodeNotFound || status == http.StatusNotFound) {
		return m
	}
	if strings.Contains(e.Message, "bigger than available capacity") || strings.Contains(e.Message,
		"bigger than the current available capacity") {
		return quotaReached()
	}
	return byStatus(status)
}

func byCode(code string) (meaning, bool) {
	switch code {
	case "InsufficientQuota", "QuotaExceeded":
		return quotaReached(), true
	case "DeploymentModelNotSupported", "ServiceModelDeprecated", "ServiceModelDeprecating", "InvalidModel":
		return meaning{
			llm.CodeInvalid, llm.FieldModel,
			"Choose a model version that is open to new deployments; az cognitiveservices model list shows them.",
		}, true
	case "715-123420":
		return unexplained(), true
	case "SpecialFeatureOrQuotaIdRequired":
		return meaning{
			llm.CodeDenied, llm.FieldAccountID,
			"Ask Microsoft to admit the subscription to this kind of account, or use another subscription.",
		}, true
	case "AnthropicOrganizationCreationFailed", "AnthropicOrganizationCreationException":
		return meaning{
			llm.CodeInvalid, llm.FieldAttestation,
			"Check organization, country_code and industry, and that the subscription may buy from the Azure Marketplace.",
		}, true
	case "FlagMustBeSetForRestore":
		return meaning{
			llm.CodeLocked, llm.FieldAccountID,
			"The account was deleted and still holds its name: restore it, or purge it with az cognitiveservices account purge.",
		}, true
	case "ScopeLocked":
		return meaning{code: llm.CodeLocked, fix: "Remove the management lock that the message names."}, true
	case "RequestDisallowedByPolicy":
		return meaning{
			code: llm.CodeDenied,
			fix:  "An Azure Policy forbids it; change the configuration to what the message asks, or have the policy changed.",
		}, true
	case "SubscriptionNotFound", "InvalidSubscriptionId":
		return meaning{
			llm.CodeDenied, llm.FieldAccountID,
			"Check the subscription in the account's id, and that the credentials belong to its tenant.",
		}, true
	}
	return byShape(code)
}

// byShape maps the refusals of a deployment's properties.
func byShape(code string) (meaning, bool) {
	switch code {
	case "InvalidResourceProperties":
		return meaning{
			code: llm.CodeInvalid,
			fix:  "Change what the message names; az cognitiveservices model list shows which models a location sells, and as which SKUs.",
		}, true
	case "InvalidCapacity":
		return meaning{llm.CodeInvalid, llm.FieldThroughput, "Ask for a capacity within the bounds that the message names."}, true
	case "CannotChangeDeploymentModel":
		return meaning{
			llm.CodeInvalid, llm.FieldModel,
			"Azure does not change this model in place: give the deployment another name, which replaces it, or keep its model.",
		}, true
	case "InvalidModelProviderData":
		return meaning{llm.CodeInvalid, llm.FieldAttestation, attestationFix}, true
	case "DeploymentCountLimitExceeded":
		return meaning{llm.CodeQuota, llm.FieldAccountID, accountFullFix}, true
	}
	return bareCode(code)
}

// bareCode maps what says all by itself.
func bareCode(code string) (meaning, bool) {
	switch code {
	case "RequestConflict", "AccountProvisioningStateInvalid", "PessimisticConcurrencyConflict":
		return meaning{code: llm.CodeConflict}, true
	case "ResourceNotFound", "DeploymentNotFound", "NotFound", "ParentResourceNotFound", "ResourceGroupNotFound":
		return meaning{code: llm.CodeNotFound}, true
	}
	return meaning{}, false
}

func quotaReached() meaning {
	return meaning{
		llm.CodeQuota, llm.FieldThroughput,
		"Ask for less, free quota in this subscription and region, choose another region or serving, or request more quota in the Azure portal.",
	}
}

// unexplained is a refusal that tells nothing. Two causes are known: no quota for
// the model (azurerm #32472), and fraud protection (microsoft-foundry-for-vscode
// #528). Neither passes by itself.
func unexplained() meaning {
	return meaning{
		llm.CodeQuota, llm.FieldThroughput,
		"Azure gives no reason. Look whether there is quota for the model in this region in the Azure portal and ask for less or for more quota; " +
			"if there is, the subscription may be held back by fraud protection: ask Microsoft's support, with the request's id.",
	}
}

// byStatus never says "not found": a 404 whose code is not known may be a wrong
// endpoint or api-version, and the object may exist.
func byStatus(status int) meaning {
	switch status {
	case http.StatusUnauthorized:
		return meaning{code: llm.CodeUnauthenticated}
	case http.StatusForbidden:
		return meaning{code: llm.CodeDenied}
	case http.StatusConflict, http.StatusPreconditionFailed:
		return meaning{code: llm.CodeConflict}
	case http.StatusLocked:
		return meaning{code: llm.CodeLocked}
	case http.StatusTooManyRequests:
		return meaning{code: llm.CodeThrottled}
	case http.StatusRequestTimeout:
		return meaning{code: llm.CodeUnavailable}
	case http.StatusNotFound, http.StatusGone:
		return meaning{code: llm.CodeProtocol}
	}
	switch {
	case status >= 500:
		return meaning{code: llm.CodeUnavailable}
	case status >= 400:
		return meaning{code: llm.CodeInvalid}
	}
	return meaning{code: llm.CodeProtocol}
}
