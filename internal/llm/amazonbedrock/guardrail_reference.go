package amazonbedrock

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Reference is the ARN, with the version in force behind a colon. A version that failed is not in force; the one before it
// still is.
func (d *guardrailDriver) Reference(have *llm.Composite) (reference, version string) {
	switch child := have.Child(childVersion); {
	case child != nil && child.Phase != llm.Failed:
		version = child.ID
	case len(have.Editions) > 0:
		version = strings.TrimPrefix(have.Editions[len(have.Editions)-1], editionPrefix)
	}
	if version == "" {
		return have.ID.Value, ""
	}
	return have.ID.Value + ":" + version, version
}

// Published takes an ARN, or an ARN with a version behind a colon, which is taken at its word. Else it is the newest version
// that is ready, from a list that may be half a minute old and that all who name the guardrail share.
func (d *guardrailDriver) Published(ctx context.Context, reference string) (llm.AttachedGuardrail, error) {
	const op = "find published version of guardrail"
	a, version, err := parseGuardrailReference(reference)
	if err != nil {
		return llm.AttachedGuardrail{}, &llm.Error{
			Op: op, Object: clip(reference), Code: llm.CodeInvalid, Field: llm.FieldGuardrail, Message: err.Error(), Fix: attachedFix, Err: err,
		}
	}
	attached := llm.AttachedGuardrail{ID: a.String(), Version: version}
	if version != "" {
		return attached, nil
	}
	ctx, done := bounded(ctx)
	defer done()
	c, a, err := d.open(ctx, op, a.String())
	if err != nil {
		return llm.AttachedGuardrail{}, err
	}
	versions, err := d.platform.publications.of(ctx, c, a)
	if err != nil {
		return llm.AttachedGuardrail{}, translate(op, a.String(), err)
	}
	for _, v := range versions {
		if v.phase == llm.Ready {
			attached.Version = v.number
		}
	}
	return attached, nil
}

const attachedFix = "Give the ARN of a guardrail in the deployment's own region and account (the id of an llm_guardrail), with a colon and a published version behind it to insist on one."

// checkAttached looks at the guardrail that a deployment names. Nothing on AWS holds it: it is what requests have to name.
func (d *driver) checkAttached(want llm.Draft) []llm.Problem {
	reference := want.Spec.Guardrail
	if reference == "" || want.Unknown.Has(llm.FieldGuardrail) {
		return nil
	}
	refuse := func(why string) []llm.Problem {
		return problem(llm.FieldGuardrail, "Invalid guardrail", fmt.Sprintf("%q: %s.", clip(reference), why), attachedFix)
	}
	a, _, err := parseGuardrailReference(reference)
	if err == nil {
		err = d.platform.foreign(a)
	}
	if err != nil {
		return refuse(err.Error())
	}
	if region := d.platform.regionOf(want.Spec); !want.Unknown.Has(llm.FieldRegion) && region != "" && region != a.Region {
		return refuse(fmt.Sprintf("it is of the region %s, and the deployment is in %s", a.Region, region))
	}
	return nil
}

// missingGuardrail reports that a guardrail, or the version of it that is insisted on, is not there to be named by requests.
func (d *driver) missingGuardrail(ctx context.Context, reference string) []llm.Problem {
	a, number, err := parseGuardrailReference(reference)
	if err != nil || reference == "" {
		return nil // what is wrong with its form was told
	}
	guardrails := &guardrailDriver{platform: d.platform}
	c, a, err := guardrails.open(ctx, "read guardrail", a.String())
	if err != nil {
		return unlookedGuardrail(err)
	}
	const op = "list versions of guardrail"
	versions, err := d.platform.publications.of(ctx, c, a)
	if err == nil && len(unpublished(llm.FieldGuardrail, a, number, versions, nil)) > 0 { // the list may be older than the version
		versions, err = listVersions(ctx, c, a)
	}
	return unpublished(llm.FieldGuardrail, a, number, versions, translate(op, a.String(), err))
}

// unpublished says what of a guardrail cannot be used; number is empty where any version will do, and which is the argument
// that names it.
func unpublished(which llm.Field, a arn, number string, versions []version, err error) []llm.Problem {
	usable := slices.DeleteFunc(slices.Clone(versions), func(v version) bool { return v.phase != llm.Ready })
	switch {
	case llm.IsNotFound(err):
		return problem(llm.FieldGuardrail, "Guardrail not found", fmt.Sprintf("There is no guardrail %s.", a), "Correct the ARN, or make the guardrail first (llm_guardrail).")
	case err != nil:
		return unlookedGuardrail(err)
	case len(usable) == 0:
		return problem(llm.FieldGuardrail, "Guardrail not published", fmt.Sprintf("The guardrail %s has no published version, and requests name a version.", a),
			"Publish one: an llm_guardrail does so whenever its content changes.")
	case number != "" && !slices.ContainsFunc(usable, func(v version) bool { return v.number == number }):
		return problem(which, "Version not found", fmt.Sprintf("The guardrail %s has no usable version %s; the newest is %s.", a, number, usable[len(usable)-1].number),
			"Name a version that exists, or refer to the version of the llm_guardrail.")
	}
	return nil
}

// unlookedGuardrail is the one warning for what could not be looked at.
func unlookedGuardrail(err error) []llm.Problem {
	return []llm.Problem{{
		Field: llm.FieldGuardrail, Severity: llm.Warning, Summary: "Guardrail not checked", Detail: err.Error() + ".", Fix: "Allow bedrock:ListGuardrails to these credentials.",
	}}
}
