package sandbox

import (
	"slices"
	"strings"
)

// guardrailSources are the regions from which the system's guardrail profiles can be used, by geography ("Supported
// Regions for cross-Region guardrail inference", 2026-09).
func guardrailSources() map[string][]string {
	return map[string][]string{
		"us": {"us-east-1", "us-east-2", "us-west-1", "us-west-2"},
		"eu": {"eu-central-1", "eu-west-1", "eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2", "il-central-1"},
		"uk": {"eu-west-2"},
		"au": {"ap-southeast-2"},
		"ca": {"ca-central-1"},
		"apac": {
			"ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
			"ap-southeast-5", "ap-southeast-7", "ap-east-2", "me-central-1",
		},
	}
}

// findGuardrailProfile finds a profile by id or ARN. The phrases are those that others have measured (2026-09).
func findGuardrailProfile(r *request, identifier string) (*guardrailProfile, *awsError) {
	id := identifier
	if parts, ok := parseARN(identifier); ok {
		switch id = parts.id; {
		case parts.account != AWSAccount:
			return nil, accessDenied("The provided resource ARN is from a different account (%s)", identifier)
		case parts.region != r.region:
			return nil, invalidInput("The provided ARN is invalid for the service region (%s)", identifier)
		}
	}
	geography, version, _ := strings.Cut(id, ".")
	if version != "guardrail.v1:0" || !slices.Contains(guardrailSources()[geography], r.region) {
		return nil, invalidInput("Guardrail cross-Region profile ID is invalid. Specify a guardrail profile ID that's supported in your current AWS Region (%s in %s)", identifier, r.region)
	}
	return &guardrailProfile{ID: id, ARN: ownARN(r.region, "guardrail-profile", id)}, nil
}
