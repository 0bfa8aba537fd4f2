package amazonbedrock

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	kindGuardrail        = "guardrail"
	kindGuardrailProfile = "guardrail-profile"

	guardrailFix = "Give the ARN of a guardrail, for example arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl."
)

// The forms of what names a guardrail. Source: the service model of bedrock, 2026-08.
var (
	guardrailIDPattern      = regexp.MustCompile(`^[a-z0-9]{1,64}$`)
	guardrailVersionPattern = regexp.MustCompile(`^[1-9][0-9]{0,7}$`)
	guardrailNamePattern    = regexp.MustCompile(`^[0-9a-zA-Z_-]{1,50}$`)
)

// parseGuardrail reads the ARN of a guardrail. A version is no part of it: it names one published state.
func parseGuardrail(s string) (arn, error) {
	a, err := parseARN(s)
	switch {
	case err != nil:
		return arn{}, err
	case a.Kind != kindGuardrail:
		return arn{}, fmt.Errorf("it names a %s, not a guardrail", a.Kind)
	case a.Region == "" || a.Account == "":
		return arn{}, errors.New("it has no region or no account")
	case strings.Contains(a.Resource, ":"):
		return arn{}, errors.New("it names one version, and the whole guardrail is meant: leave out what stands behind the last colon")
	case !guardrailIDPattern.MatchString(a.Resource):
		return arn{}, fmt.Errorf("%q is not the id of a guardrail", clip(a.Resource))
	}
	return a, nil
}

// parseGuardrailReference reads how a deployment names a guardrail: its ARN, and a published version behind a colon where
// one is insisted on.
func parseGuardrailReference(s string) (a arn, version string, err error) {
	bare, version := s, ""
	if at := strings.LastIndexByte(s, ':'); at > strings.LastIndexByte(s, '/') {
		bare, version = s[:at], s[at+1:]
		if !guardrailVersionPattern.MatchString(version) {
			return arn{}, "", fmt.Errorf("%q is not the number of a published version", clip(version))
		}
	}
	a, err = parseGuardrail(bare)
	return a, version, err
}

// ParseID reads the ARN of a guardrail.
func (d *guardrailDriver) ParseID(s string) (llm.ID, error) {
	a, err := parseGuardrail(s)
	if err == nil {
		err = d.platform.foreign(a)
	}
	if err != nil {
		return llm.ID{}, &llm.Error{Op: "read id", Object: clip(s), Code: llm.CodeInvalid, Field: llm.FieldID, Message: err.Error(), Fix: guardrailFix, Err: err}
	}
	return idOf(a), nil
}

// Target is the name in its region; the platform makes the id.
func (d *guardrailDriver) Target(spec llm.GuardrailSpec) (llm.ID, error) {
	const op = "place guardrail"
	region := d.regionOf(spec)
	if !regionPattern.MatchString(region) {
		return llm.ID{}, &llm.Error{
			Op: op, Object: clip(spec.Name), Code: llm.CodeInvalid, Field: llm.FieldRegion, Message: fmt.Sprintf("%q is not an AWS region", clip(region)), Fix: regionFix,
		}
	}
	if !guardrailNamePattern.MatchString(spec.Name) {
		return llm.ID{}, &llm.Error{Op: op, Object: clip(spec.Name), Code: llm.CodeInvalid, Field: llm.FieldName, Message: "it is no name of a guardrail", Fix: guardrailNameFix}
	}
	return llm.ID{Location: region, Name: spec.Name}, nil
}

// regionOf is where a spec's guardrail lives.
func (d *guardrailDriver) regionOf(spec llm.GuardrailSpec) string {
	return cmp.Or(spec.Bedrock.Region, d.platform.defaultRegion())
}
