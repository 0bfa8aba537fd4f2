package amazonbedrock

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// SandboxAccount is the account that only the sandbox has.
const SandboxAccount = "000000000000"

// deploymentIDPattern is what may stand behind the kind: ids of twelve characters were seen, in lower case.
var deploymentIDPattern = regexp.MustCompile(`^[0-9a-zA-Z-]{1,64}$`)

// ParseID reads the ARN of a deployment: an application inference profile, a provisioned throughput or a deployment of a
// custom model.
func (d *driver) ParseID(s string) (llm.ID, error) {
	a, err := parseDeploymentARN(s)
	if err == nil {
		err = d.platform.foreign(a)
	}
	if err != nil {
		return llm.ID{}, &llm.Error{
			Op: "read id", Object: clip(s), Code: llm.CodeInvalid, Field: llm.FieldID, Message: err.Error(), Err: err,
			Fix: "Give the ARN of a deployment, for example arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl.",
		}
	}
	return idOf(a), nil
}

func parseDeploymentARN(s string) (arn, error) {
	a, err := parseARN(s)
	switch {
	case err != nil:
		return arn{}, err
	case a.Kind != kindProfile && a.Kind != kindThroughput && a.Kind != kindCustom:
		return arn{}, fmt.Errorf("%q is not a kind of deployment, which is one of %s, %s, %s", a.Kind, kindProfile, kindThroughput, kindCustom)
	case a.Region == "" || a.Account == "":
		return arn{}, errors.New("it has no region or no account")
	case !deploymentIDPattern.MatchString(a.Resource):
		return arn{}, fmt.Errorf("%q is not the id of a deployment", a.Resource)
	}
	return a, nil
}

func idOf(a arn) llm.ID {
	return llm.ID{Value: a.String(), Location: a.Region}
}

// foreign says why an ARN cannot be of the configured account, as far as that is known without a call. The sandbox and
// the real cloud answer each other's ids with an error, never with "not found".
func (p *Platform) foreign(a arn) error {
	if p.config.Unconfigured {
		return nil
	}
	return foreignTo(a.Account, p.config.AccountID, p.config.Sandbox)
}

func foreignTo(account, own string, sandbox bool) error {
	switch {
	case account == "":
		return nil
	case sandbox && account != SandboxAccount:
		return fmt.Errorf("it is of the real account %s, and the provider is set to the sandbox", account)
	case !sandbox && account == SandboxAccount:
		return errors.New("it is of the sandbox, and the provider is set to the real cloud")
	case own != "" && account != own:
		return fmt.Errorf("it is of the account %s, and the credentials are of %s", account, own)
	}
	return nil
}

func (p *Platform) foreignError(op string, a arn, cause error) error {
	fix := "Use the credentials with which it was made."
	switch {
	case p.config.Sandbox:
		fix = "Remove sandbox from the provider block and unset LLM_SANDBOX, if it is to be managed in the real cloud."
	case a.Account == SandboxAccount:
		fix = "Set sandbox in the provider block as when it was made, or forget it: terraform state rm <its address>."
	}
	return &llm.Error{Op: op, Object: a.String(), Code: llm.CodeRefused, Field: llm.FieldID, Message: cause.Error(), Fix: fix, Err: cause}
}

// clip keeps what users wrote bearable in an error.
func clip(s string) string {
	const limit = 120
	s = strings.ToValidUTF8(s, "?")
	if len(s) > limit {
		return strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return s
}

// Target is the region; the platform makes the id.
func (d *driver) Target(spec llm.DeploymentSpec) (llm.ID, error) {
	region := d.platform.regionOf(spec)
	if region == "" {
		return llm.ID{}, &llm.Error{
			Op: "place deployment", Object: spec.Name, Code: llm.CodeInvalid, Field: llm.FieldRegion,
			Message: "no region is given", Fix: regionFix,
		}
	}
	return llm.ID{Location: region, Name: spec.Name}, nil
}
