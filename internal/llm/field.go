package llm

import (
	"slices"
	"strconv"
	"strings"
)

// Field names an attribute of the schema by its dotted path, such as
// "throughput.units". Problems and changes point at it.
type Field string

// The fields of all resources. Those that stand for a computed attribute are
// used where a difference has no argument of its own.
const (
	FieldPlatform         Field = "platform"
	FieldName             Field = "name"
	FieldNamePrefix       Field = "name_prefix"
	FieldModel            Field = "model"
	FieldScope            Field = "processing_scope"
	FieldAllowedLocations Field = "allowed_locations"
	FieldThroughput       Field = "throughput"
	FieldMode             Field = "throughput.mode"
	FieldTokensPerMinute  Field = "throughput.tokens_per_minute"
	FieldUnits            Field = "throughput.units"
	FieldCommitment       Field = "throughput.commitment"
	FieldVersionUpgrade   Field = "version_upgrade"
	FieldGuardrail        Field = "guardrail"
	FieldTags             Field = "tags"
	FieldAccountID        Field = "azure.account_id"
	FieldResourceGroup    Field = "azure.resource_group"
	FieldAzureLocation    Field = "azure.location"
	FieldSpillover        Field = "azure.spillover_deployment"
	FieldServiceTier      Field = "azure.service_tier"
	FieldPaused           Field = "azure.paused"
	FieldRouting          Field = "azure.routing"
	FieldAttestation      Field = "azure.attestation"
	FieldHostedOn         Field = "azure.hosted_on"
	FieldSKU              Field = "azure.sku"
	FieldAzureModel       Field = "azure.model"
	FieldRegion           Field = "bedrock.region"
	FieldModelID          Field = "bedrock.model_id"
	FieldInferenceProfile Field = "bedrock.inference_profile"

	FieldDriftPolicy Field = "drift_policy"

	FieldPlatforms Field = "platforms"

	FieldGateway        Field = "gateway"
	FieldTargets        Field = "targets"
	FieldFallbacks      Field = "fallbacks"
	FieldFallbackOn     Field = "fallback_on"
	FieldStatuses       Field = "fallback_on.statuses"
	FieldConnection     Field = "fallback_on.connection_error"
	FieldFirstByte      Field = "fallback_on.first_byte_timeout"
	FieldCircuitBreaker Field = "circuit_breaker"
	FieldRequires       Field = "requires"
	FieldRateLimit      Field = "rate_limit"
	FieldRateTokens     Field = "rate_limit.tokens_per_minute"
	FieldPriority       Field = "priority"
	FieldChildren       Field = "children"

	FieldFilters         Field = "filters"
	FieldBlockedWords    Field = "blocked_words"
	FieldBlockedPatterns Field = "blocked_patterns"
	FieldProfanity       Field = "profanity"
	FieldTopics          Field = "blocked_topics"
	FieldPII             Field = "pii"
	FieldPIIEntities     Field = "pii.entities"
	FieldPIIPatterns     Field = "pii.patterns"
	FieldGrounding       Field = "grounding"
	FieldMessages        Field = "messages"
	FieldKeepVersions    Field = "keep_versions"
	FieldVersion         Field = "version"
	FieldVersions        Field = "versions"
	FieldBasePolicy      Field = "azure.base_policy"
	FieldFilterMode      Field = "azure.mode"
	FieldDescription     Field = "bedrock.description"
	FieldTier            Field = "bedrock.tier"
	FieldImages          Field = "bedrock.images"
	FieldGuardProfile    Field = "bedrock.guardrail_profile"
	FieldKMSKey          Field = "bedrock.kms_key"

	FieldEnforcedRegion  Field = "region"
	FieldIncludedModels  Field = "included_models"
	FieldExcludedModels  Field = "excluded_models"
	FieldSystemPrompts   Field = "system_prompts"
	FieldGuardedMessages Field = "guarded_messages"

	FieldEndpoint  Field = "endpoint"
	FieldKind      Field = "kind"
	FieldMaxTokens Field = "max_tokens"

	FieldID           Field = "id"
	FieldHealth       Field = "health"
	FieldModelVersion Field = "model_version"
	FieldResolved     Field = "resolved"
	FieldLocations    Field = "resolved.processing_locations"
	FieldCreatedAt    Field = "created_at"
)

// FieldTarget is an argument of one target of a route.
func FieldTarget(key, argument string) Field { return FieldTargets + Field("."+key+"."+argument) }

// FieldFallback is an argument of one fallback of a route, counted from 0.
func FieldFallback(i int, argument string) Field {
	return FieldFallbacks + Field("."+strconv.Itoa(i)+"."+argument)
}

// FieldFilter is an argument of one filter of a guardrail.
func FieldFilter(category Category, argument string) Field {
	return FieldFilters + Field("."+string(category)+"."+argument)
}

// Confidential reports whether what stands at the field is not to be repeated in
// a diagnostic.
func (f Field) Confidential() bool {
	return slices.Contains([]Field{FieldBlockedWords, FieldBlockedPatterns, FieldTopics, FieldPII, FieldMessages}, f.Root()) ||
		f == FieldDescription || strings.HasSuffix(string(f), ".credential")
}

// Told is the field as a diagnostic may name it: the keys of what is confidential
// are, too.
func (f Field) Told() Field {
	for _, keyed := range []Field{FieldTopics, FieldPIIPatterns} {
		if strings.HasPrefix(string(f), string(keyed)+".") {
			return keyed
		}
	}
	return f
}

// FieldChild is one child of a route or guardrail.
func FieldChild(name string) Field { return FieldChildren + Field("."+name) }

// Root is the first step of the path: the attribute that holds the field.
func (f Field) Root() Field {
	root, _, _ := strings.Cut(string(f), ".")
	return Field(root)
}

// FieldSet is a set of fields. The nil set is empty and can be read.
type FieldSet map[Field]bool

// Fields makes a set.
func Fields(fields ...Field) FieldSet {
	set := make(FieldSet, len(fields))
	for _, f := range fields {
		set[f] = true
	}
	return set
}

// Has reports whether f, or the attribute that holds it, is in the set.
func (s FieldSet) Has(f Field) bool { return s[f] || s[f.Root()] }

// Any reports whether one of the fields is in the set.
func (s FieldSet) Any(fields ...Field) bool {
	return slices.ContainsFunc(fields, s.Has)
}
