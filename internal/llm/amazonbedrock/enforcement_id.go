package amazonbedrock

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// configPattern is the id of an enforced configuration. Source: the service model of bedrock, 2026-08.
var configPattern = regexp.MustCompile(`^[a-z0-9]{1,64}$`)

const enforcementFix = "Give the region, for example us-east-1: an account enforces one guardrail there. The whole id is region/account/configuration."

// enforcementKey is what an id names: <region>/<account>/<configuration>, or the beginning of that, which is as unique.
type enforcementKey struct{ region, account, config string }

// enforcementID is the id of a configuration. AWS gives it no ARN. Named is the account of the id that was asked for: it
// counts where the credentials' own is not known.
func enforcementID(c *client, named, config string) llm.ID {
	return llm.ID{Value: strings.Join([]string{c.region, cmp.Or(c.account, named), config}, "/"), Location: c.region}
}

func parseEnforcement(s string) (enforcementKey, error) {
	parts := append(strings.Split(s, "/"), "", "")
	e := enforcementKey{region: parts[0], account: parts[1], config: parts[2]}
	switch given := len(parts) - 2; {
	case !regionPattern.MatchString(e.region):
		return e, fmt.Errorf("%q is not an AWS region", clip(e.region))
	case given > 3 || given == 2 && e.account == "":
		return e, errors.New("it is none of region, region/account and region/account/configuration")
	case e.account != "" && !accountPattern.MatchString(e.account):
		return e, fmt.Errorf("%q is not an account, which has twelve digits", clip(e.account))
	case given == 3 && !configPattern.MatchString(e.config):
		return e, fmt.Errorf("%q is not the id of a configuration", clip(e.config))
	}
	return e, nil
}

// arn is for telling accounts apart.
func (e enforcementKey) arn() arn {
	own, _ := partition(e.region)
	return arn{Partition: own, Region: e.region, Account: e.account, Kind: "enforced-guardrail-configuration", Resource: e.config}
}

// ParseID reads a region, region/account, or region/account/configuration.
func (d *enforcementDriver) ParseID(s string) (llm.ID, error) {
	e, err := parseEnforcement(s)
	if err == nil {
		err = d.platform.foreign(e.arn())
	}
	if err != nil {
		return llm.ID{}, &llm.Error{Op: "read id", Object: clip(s), Code: llm.CodeInvalid, Field: llm.FieldID, Message: err.Error(), Fix: enforcementFix, Err: err}
	}
	return llm.ID{Value: s, Location: e.region}, nil
}

// Target is the region, of which there can be one.
func (d *enforcementDriver) Target(spec llm.EnforcementSpec) (llm.ID, error) {
	region := d.regionOf(spec)
	if !regionPattern.MatchString(region) {
		return llm.ID{}, &llm.Error{
			Op: "enforce guardrail", Object: clip(region), Code: llm.CodeInvalid, Field: llm.FieldEnforcedRegion, Message: "it is no region", Fix: enforcedRegionFix,
		}
	}
	return llm.ID{Location: region}, nil
}

// enforcedRegionFix says where a region can be named.
const enforcedRegionFix = `Set region in the resource or bedrock.region in the provider block, or the environment variable AWS_REGION.`

func (d *enforcementDriver) regionOf(spec llm.EnforcementSpec) string {
	return cmp.Or(spec.Region, d.platform.defaultRegion())
}

// open reaches the region, if the account is the right one.
func (d *enforcementDriver) open(ctx context.Context, op string, id llm.ID) (*client, enforcementKey, error) {
	e, err := parseEnforcement(cmp.Or(id.Value, id.Location))
	if err != nil {
		return nil, e, &llm.Error{Op: op, Object: clip(id.Value), Code: llm.CodeRefused, Field: llm.FieldID, Message: err.Error(), Fix: enforcementFix, Err: err}
	}
	if err := d.platform.foreign(e.arn()); err != nil {
		return nil, e, d.platform.foreignError(op, e.arn(), err)
	}
	c, err := d.platform.client(ctx, e.region)
	if err != nil {
		return nil, e, err
	}
	if err := foreignTo(e.account, c.account, d.platform.config.Sandbox); err != nil {
		return nil, e, d.platform.foreignError(op, e.arn(), err)
	}
	return c, e, nil
}
