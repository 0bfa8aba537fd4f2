package amazonbedrock

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// access is what an account may do with a model in a region.
type access struct {
	agreement  types.AgreementStatus
	message    string // of an agreement that failed
	entitled   bool
	authorized bool
	inRegion   bool
	form       form
}

// form is whether Anthropic has been told what its models are for.
type form int

const (
	formNotAsked form = iota // it was not looked for: access is there, or the model takes none
	formSent
	formMissing
	formUnknown // it could not be looked for
)

// whole reports whether nothing is in the way of calling the model.
func (a access) whole() bool { return a.agreement == types.AgreementStatusAvailable && a.entitled }

// accessTo asks once for each model and region what the account may do, and about the form only where something is in the way.
func (p *Platform) accessTo(ctx context.Context, c *client, model string) (access, error) {
	return p.accesses.Get(ctx, c.region+"/"+model, func(ctx context.Context) (access, error) {
		answer, err := c.bedrock.GetFoundationModelAvailability(ctx, &bedrock.GetFoundationModelAvailabilityInput{ModelId: &model})
		if err != nil {
			return access{}, translate("look up access to model", model, err)
		}
		a := access{
			entitled:   answer.EntitlementAvailability == types.EntitlementAvailabilityAvailable,
			authorized: answer.AuthorizationStatus == types.AuthorizationStatusAuthorized,
			inRegion:   answer.RegionAvailability == types.RegionAvailabilityAvailable,
		}
		if answer.AgreementAvailability != nil {
			a.agreement, a.message = answer.AgreementAvailability.Status, deref(answer.AgreementAvailability.ErrorMessage)
		}
		if !a.whole() && strings.HasPrefix(model, "anthropic.") {
			a.form = sentForm(ctx, c)
		}
		return a, nil
	})
}

func sentForm(ctx context.Context, c *client) form {
	_, err := c.bedrock.GetUseCaseForModelAccess(ctx, &bedrock.GetUseCaseForModelAccessInput{})
	switch err = translate("look up use case", "Anthropic", err); {
	case err == nil:
		return formSent
	case llm.IsNotFound(err):
		return formMissing
	}
	return formUnknown
}

// noAccess tells what keeps the account from calling a foundation model that it begins to use. What stands has been called
// already.
func (d *driver) noAccess(ctx context.Context, c *client, field llm.Field, native llm.Native) []llm.Problem {
	a, err := d.platform.accessTo(ctx, c, native.Name)
	if err != nil {
		return []llm.Problem{notLooked(field, native.Name, err)}
	}
	return a.problems(field, native, c.region)
}

// notLooked is the warning about access that could not be looked up, which may well be in order.
func notLooked(field llm.Field, model string, err error) llm.Problem {
	return llm.Problem{
		Field: field, Severity: llm.Warning, Summary: "Model access not checked",
		Detail: fmt.Sprintf("Whether the account may call %s could not be looked up: %s.", clip(model), strings.TrimSuffix(err.Error(), ".")),
		Fix:    "Allow bedrock:GetFoundationModelAvailability to these credentials; the first call to the model shows whether it works.",
	}
}

// problems puts the first thing in the way into words. All are warnings: no create needs access, and the first call by
// somebody who may subscribe makes the agreement. Source: user guide of Amazon Bedrock, "Request access to models", 2026-11.
func (a access) problems(field llm.Field, native llm.Native, region string) []llm.Problem {
	tell := func(summary, detail, fix string) []llm.Problem {
		return []llm.Problem{{Field: field, Severity: llm.Warning, Summary: summary, Detail: detail, Fix: fix}}
	}
	model := native.Name
	switch {
	case a.form == formMissing:
		return tell("Use case not submitted",
			fmt.Sprintf("Anthropic asks every account or its organization, before the first call, what its models are used for. AWS shows no such form of this account; without one, calls to %s from %s are refused.", model, region),
			"If the organization's management account sent the form, it counts here too. Otherwise send it once: open an Anthropic model in the model catalog of the Amazon Bedrock console and choose Submit use case details, or run `aws bedrock put-use-case-for-model-access`. It takes up to 15 minutes to count.")
	case a.agreement == types.AgreementStatusPending:
		return tell("Model agreement pending",
			fmt.Sprintf("The account's agreement for %s is being made.", model), "Calls to the model may be refused for some minutes.")
	case a.agreement == types.AgreementStatusNotAvailable, a.agreement == types.AgreementStatusError:
		return tell("Model agreement missing",
			fmt.Sprintf("The account has no agreement with the seller of %s (its status is %s%s). The first call makes it, if the caller may subscribe; other calls are refused until then.", model, a.agreement, said(a.message)),
			fmt.Sprintf("Allow aws-marketplace:Subscribe, aws-marketplace:Unsubscribe and aws-marketplace:ViewSubscriptions to whoever calls first, or accept it once for the account: open the model in the model catalog of the Amazon Bedrock console in %s, or run `aws bedrock list-foundation-model-agreement-offers --model-id %s` "+
				"and `aws bedrock create-foundation-model-agreement` with its offer token.", region, model))
	case !a.entitled:
		return tell("No entitlement to the model",
			fmt.Sprintf("AWS says that the account is not entitled to %s in %s.", model, region), "Open the model in the model catalog of the Amazon Bedrock console, which shows what is missing.")
	case !a.authorized:
		return tell("Not authorized for the model",
			fmt.Sprintf("AWS says that these credentials are not authorized for %s in %s. Applications may have others.", model, region), "Allow bedrock:InvokeModel on the model to whoever calls it.")
	case !a.inRegion && native.Scope == llm.ScopeRegion:
		return tell("Model not available in the region",
			fmt.Sprintf("AWS lists %s in %s and says that it is not available there.", model, region), "Choose another region with bedrock.region, or a wider processing_scope.")
	}
	return nil
}

// said is a message of the service in parentheses of its own; empty where there is none.
func said(message string) string {
	if message == "" {
		return ""
	}
	return ": " + clip(message)
}
