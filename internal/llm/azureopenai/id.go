package azureopenai

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// sandboxSubscription is the only subscription of the sandbox; no real tenant
// can hold it.
const sandboxSubscription = "5a4db0c5-0000-4000-8000-000000000000"

// The rules for the parts of an id. Where Azure publishes no rule, as for
// deployments, the stricter reading is taken: what is refused here can never
// address another object.
var (
	subscriptionRule = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	groupRule        = regexp.MustCompile(`^[\p{L}\p{N}_()-][\p{L}\p{N}_().-]{0,88}[\p{L}\p{N}_()-]$|^[\p{L}\p{N}_()-]$`)
	accountRule      = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9]$`)
	nameRule         = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9]$`)
	policyRule       = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._ -]{0,126}[a-zA-Z0-9]$|^[a-zA-Z0-9]$`)
	resourceRule     = regexp.MustCompile(`(?i)^/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]/providers/[a-z0-9.]{3,100}(/[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?){2,6}$`)
	locationRule     = regexp.MustCompile(`^[a-zA-Z0-9]{2,40}$`)
)

// accountID is the address of an account; every part keeps the case it was
// written in, but for the subscription.
type accountID struct{ subscription, group, name string }

// childID is the address of something in an account.
type childID struct {
	account accountID
	name    string
}

// String is the canonical ARM id.
func (a accountID) String() string {
	return "/subscriptions/" + a.subscription + "/resourceGroups/" + a.group +
		"/providers/Microsoft.CognitiveServices/accounts/" + a.name
}

// path is the id with every part escaped.
func (a accountID) path() string {
	return "/subscriptions/" + url.PathEscape(a.subscription) + "/resourceGroups/" + url.PathEscape(a.group) +
		"/providers/Microsoft.CognitiveServices/accounts/" + url.PathEscape(a.name)
}

// same compares as ARM does, without regard to case.
func (a accountID) same(other accountID) bool { return strings.EqualFold(a.String(), other.String()) }

// asAnswered is the deployment's address in the service's own spelling, which
// is what state holds however the id was typed: ARM takes it in any letter case.
// The name is as it was written: ids come back in other letters than names.
func (c childID) asAnswered(answer wireDeployment) childID {
	if told, err := parseDeploymentID(answer.ID); err == nil && told.same(c) {
		c = told
	}
	c.name = answer.Name
	return c
}

// same compares as ARM does, without regard to case.
func (c childID) same(other childID) bool {
	return c.account.same(other.account) && strings.EqualFold(c.name, other.name)
}

func (c childID) deployment() llm.ID {
	return llm.ID{Value: c.account.String() + "/deployments/" + c.name, Parent: c.account.String(), Name: c.name}
}

func (c childID) deploymentPath() string {
	return c.account.path() + "/deployments/" + url.PathEscape(c.name)
}

const (
	accountForm    = "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.CognitiveServices/accounts/<account>"
	deploymentForm = accountForm + "/deployments/<deployment>"
	policyForm     = accountForm + "/raiPolicies/<policy>"
)

// parseAccountID reads the ARM id of an account. The literals may be in any case.
func parseAccountID(s string) (accountID, error) {
	parts, err := splitID(s, []string{"subscriptions", "resourceGroups", "providers", "accounts"}, accountForm)
	if err != nil {
		return accountID{}, err
	}
	return accountID{subscription: strings.ToLower(parts[0]), group: parts[1], name: parts[3]}, nil
}

// parseDeploymentID reads the ARM id of a deployment.
func parseDeploymentID(s string) (childID, error) {
	return parseChildID(s, "deployments", deploymentForm, nameRule)
}

// parsePolicyID reads the ARM id of an RAI policy.
func parsePolicyID(s string) (childID, error) {
	return parseChildID(s, "raiPolicies", policyForm, policyRule)
}

func parseChildID(s, kind, form string, rule *regexp.Regexp) (childID, error) {
	parts, err := splitID(s, []string{"subscriptions", "resourceGroups", "providers", "accounts", kind}, form)
	if err != nil {
		return childID{}, err
	}
	if !rule.MatchString(parts[4]) {
		return childID{}, fmt.Errorf("parse %s: the last part, %s, is not a valid name; the form is %s", quoted(s), quoted(parts[4]), form)
	}
	account := accountID{subscription: strings.ToLower(parts[0]), group: parts[1], name: parts[3]}
	return childID{account: account, name: parts[4]}, nil
}

// splitID returns the values between the literals of an ARM id.
func splitID(s string, literals []string, form string) ([]string, error) {
	steps := strings.Split(s, "/")
	if len(steps) != 2*len(literals)+1 || steps[0] != "" {
		return nil, fmt.Errorf("parse %s: it is not an ARM id of the form %s", quoted(s), form)
	}
	values := make([]string, len(literals))
	for i, literal := range literals {
		if !strings.EqualFold(steps[2*i+1], literal) {
			return nil, fmt.Errorf("parse %s: %s stands where the form %s has %q", quoted(s), quoted(steps[2*i+1]), form, literal)
		}
		values[i] = steps[2*i+2]
	}
	return values, checkValues(s, values, form)
}

func checkValues(s string, values []string, form string) error {
	switch {
	case !subscriptionRule.MatchString(values[0]):
		return fmt.Errorf("parse %s: %s is not a subscription id; the form is %s", quoted(s), quoted(values[0]), form)
	case !groupRule.MatchString(values[1]):
		return fmt.Errorf("parse %s: %s is not a resource group name; the form is %s", quoted(s), quoted(values[1]), form)
	case !strings.EqualFold(values[2], "Microsoft.CognitiveServices"):
		return fmt.Errorf("parse %s: the provider is %s, not Microsoft.CognitiveServices", quoted(s), quoted(values[2]))
	case !accountRule.MatchString(values[3]):
		return fmt.Errorf("parse %s: %s is not an account name; the form is %s", quoted(s), quoted(values[3]), form)
	}
	return nil
}
