package faults_test

import (
	"net/http"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// azureRefusals are answers that waiting does not change. The texts are those of public reports.
func azureRefusals() []fault {
	const badRequest, conflict = http.StatusBadRequest, http.StatusConflict
	return []fault{
		refusal(badRequest, "InvalidResourceProperties", "The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'francecentral'.", llm.CodeInvalid),
		refusal(badRequest, "InsufficientQuota", "This operation require 240 new capacity in quota Tokens Per Minute (thousands) - Text-Embedding-Ada-002, which is bigger than the current available capacity 0.", llm.CodeQuota),
		refusal(badRequest, "BadRequest", "The specified capacity '120' of account deployment is bigger than available capacity '118' for UsageName 'Tokens Per Minute (thousands)'.", llm.CodeQuota),
		refusal(badRequest, "DeploymentModelNotSupported", "Creating account deployment is not supported by the model 'text-davinci-003'.", llm.CodeInvalid),
		refusal(badRequest, "ServiceModelDeprecated", "The model 'Format:OpenAI,Name:gpt-4o-mini,Version:2024-07-18' has been deprecated since 03/31/2026 00:00:00.", llm.CodeInvalid),
		refusal(badRequest, "SpecialFeatureOrQuotaIdRequired", "The subscription does not have QuotaId/Feature required by SKU 'S0' from kind 'OpenAI' or contains blocked QuotaId/Feature.", llm.CodeDenied),
		refusal(badRequest, "715-123420", "An error occurred. Please reach out to support for additional assistance.", llm.CodeQuota),
		refusal(http.StatusTooManyRequests, "InsufficientQuota", "This operation require 1 new capacity in quota, which is bigger than the current available capacity 0.", llm.CodeQuota),
		refusal(http.StatusUnauthorized, "ExpiredAuthenticationToken", "The access token expiry UTC time is earlier than current UTC time.", llm.CodeUnauthenticated),
		refusal(http.StatusUnauthorized, "InvalidAuthenticationTokenTenant", "The access token is from the wrong issuer.", llm.CodeUnauthenticated),
		refusal(http.StatusForbidden, "AuthorizationFailed", "The client does not have authorization to perform action 'Microsoft.CognitiveServices/accounts/deployments/read'.", llm.CodeDenied),
		refusal(http.StatusForbidden, "RequestDisallowedByPolicy", "Resource was disallowed by policy.", llm.CodeDenied),
		refusal(http.StatusNotFound, "ResourceNotFound", "The Resource was not found.", llm.CodeNotFound),
		refusal(http.StatusNotFound, "InvalidResourceType", "The resource type could not be found in the namespace 'Microsoft.CognitiveServices' for api version '2026-03-01'.", llm.CodeProtocol),
		refusal(conflict, "ScopeLocked", "The scope cannot perform write operation because following scope(s) are locked.", llm.CodeLocked),
		refusal(conflict, "FlagMustBeSetForRestore", "An existing resource has been soft-deleted. To restore the resource, you must specify 'restore' to be 'true'.", llm.CodeLocked),
		refusal(http.StatusGone, "ResourceGone", "The resource is no longer available.", llm.CodeProtocol),
		refusal(http.StatusPreconditionFailed, "PreconditionFailed", "The condition set by If-Match is not met.", llm.CodeConflict),
		refusal(http.StatusLocked, "Locked", "The resource is locked.", llm.CodeLocked),
	}
}

func azurePassing() []fault {
	return slices.Concat(
		passing(http.StatusConflict, "RequestConflict", "Another operation is being performed on the parent resource. Please try again later.", llm.CodeConflict),
		passing(http.StatusConflict, "AccountProvisioningStateInvalid", "Call to the account cannot be performed in state Accepted.", llm.CodeConflict),
		passing(http.StatusRequestTimeout, "RequestTimeout", "The request timed out.", llm.CodeUnavailable),
		passing(http.StatusTooManyRequests, "TooManyRequests", "The request is being throttled as the limit has been reached for operation type.", llm.CodeThrottled),
		passing(http.StatusInternalServerError, "InternalServerError", "An error occurred.", llm.CodeUnavailable),
		passing(http.StatusBadGateway, "BadGateway", "The gateway received a bad response.", llm.CodeUnavailable),
		passing(http.StatusServiceUnavailable, "ServiceUnavailable", "The service is temporarily unavailable.", llm.CodeUnavailable),
		passing(http.StatusGatewayTimeout, "GatewayTimeout", "The gateway did not receive a response within the time limit.", llm.CodeUnavailable),
	)
}

// bedrockRefusals are the errors of the services' own models, and the signature errors that all of AWS shares.
func bedrockRefusals() []fault {
	const badRequest, forbidden = http.StatusBadRequest, http.StatusForbidden
	return []fault{
		refusal(badRequest, "ValidationException", "copyFrom must be a valid inference profile model source ARN.", llm.CodeInvalid),
		refusal(badRequest, "ServiceQuotaExceededException", "The number of requests exceeds the service quota. Resubmit your request later.", llm.CodeQuota),
		refusal(badRequest, "TooManyTagsException", "The request contains more tags than can be associated with a resource.", llm.CodeInvalid),
		refusal(badRequest, "ResourceInUseException", "Thrown when attempting to delete or update a resource that is in use.", llm.CodeLocked),
		refusal(badRequest, "ConflictException", "Error occurred because of a conflict while performing an operation.", llm.CodeConflict),
		refusal(forbidden, "AccessDeniedException", "User is not authorized to perform this action because no identity-based policy allows it.", llm.CodeDenied),
		refusal(forbidden, "ExpiredTokenException", "The security token included in the request is expired", llm.CodeUnauthenticated),
		refusal(forbidden, "UnrecognizedClientException", "The security token included in the request is invalid.", llm.CodeUnauthenticated),
		refusal(forbidden, "InvalidSignatureException", "The request signature we calculated does not match the signature you provided.", llm.CodeUnauthenticated),
		refusal(http.StatusNotFound, "ResourceNotFoundException", "The specified resource Amazon Resource Name (ARN) was not found. Check the Amazon Resource Name (ARN) and try your request again.", llm.CodeNotFound),
		refusal(http.StatusNotFound, "UnknownOperationException", "", llm.CodeProtocol),
	}
}

func bedrockPassing() []fault {
	return slices.Concat(
		passing(http.StatusTooManyRequests, "ThrottlingException", "The number of requests exceeds the limit. Resubmit your request later.", llm.CodeThrottled),
		passing(http.StatusInternalServerError, "InternalServerException", "An internal server error occurred. Retry your request.", llm.CodeUnavailable),
		passing(http.StatusBadGateway, "BadGateway", "", llm.CodeUnavailable),
		passing(http.StatusServiceUnavailable, "ServiceUnavailableException", "Returned if the service cannot complete the request.", llm.CodeUnavailable),
		passing(http.StatusGatewayTimeout, "GatewayTimeout", "Endpoint request timed out", llm.CodeUnavailable),
		passing(http.StatusRequestTimeout, "RequestTimeoutException", "The request timed out.", llm.CodeUnavailable),
	)
}
