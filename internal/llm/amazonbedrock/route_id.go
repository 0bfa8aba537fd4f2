package amazonbedrock

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What the parts of AgentCore's ids look like. Source: the service model of bedrock-agentcore-control, 2026-08.
const (
	gatewayIDForm = `([0-9a-z][-]?){1,100}-[0-9a-z]{10}`
	targetIDForm  = `[0-9a-zA-Z]{10}`
	ruleIDForm    = `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`
	limitIDForm   = `[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9]`
)

var (
	gatewayIDPattern = regexp.MustCompile(`^` + gatewayIDForm + `$`)
	ruleIDPattern    = regexp.MustCompile(`^` + ruleIDForm + `$`)
	routeNamePattern = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]{0,46}[A-Za-z0-9])?$`)
	notInSlugPattern = regexp.MustCompile(`[^0-9A-Za-z]+`)
)

// gateway is an AgentCore Gateway by its ARN.
type gateway struct {
	Partition, Region, Account, ID string
}

// String is the ARN.
func (g gateway) String() string {
	return strings.Join([]string{"arn", g.Partition, "bedrock-agentcore", g.Region, g.Account, "gateway/" + g.ID}, ":")
}

// parseGateway reads the ARN of a gateway.
func parseGateway(s string) (gateway, error) {
	parts := strings.SplitN(s, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || len(s) > maxARNLength {
		return gateway{}, errors.New("it is not an ARN, which reads arn:aws:bedrock-agentcore:region:account:gateway/id")
	}
	id, isGateway := strings.CutPrefix(parts[5], "gateway/")
	g := gateway{Partition: parts[1], Region: parts[3], Account: parts[4], ID: id}
	own, _ := partition(g.Region)
	switch {
	case parts[2] != "bedrock-agentcore" || !isGateway:
		return gateway{}, fmt.Errorf("it is the ARN of %q, not of an AgentCore Gateway", clip(parts[2]+":"+strings.SplitN(parts[5], "/", 2)[0]))
	case !regionPattern.MatchString(g.Region):
		return gateway{}, fmt.Errorf("%q is not an AWS region", clip(g.Region))
	case own != g.Partition:
		return gateway{}, fmt.Errorf("the region %s is not in the partition %s", g.Region, clip(g.Partition))
	case !accountPattern.MatchString(g.Account):
		return gateway{}, fmt.Errorf("%q is not an account, which has twelve digits", clip(g.Account))
	case !gatewayIDPattern.MatchString(g.ID):
		return gateway{}, fmt.Errorf("%q is not the id of a gateway", clip(g.ID))
	}
	return g, nil
}

// Owns reports whether a gateway is named by an ARN of AgentCore.
func (d *routeDriver) Owns(gateway string) bool {
	return strings.HasPrefix(gateway, "arn:") && strings.Contains(gateway, ":bedrock-agentcore:")
}

// Target is <ARN of the gateway>/route/<name>.
func (d *routeDriver) Target(spec llm.RouteSpec) (llm.ID, error) {
	g, err := parseGateway(spec.Gateway)
	if err == nil {
		err = d.platform.foreignGateway(g)
	}
	if err != nil {
		return llm.ID{}, &llm.Error{
			Op: "place route", Object: spec.Name, Code: llm.CodeInvalid, Field: llm.FieldGateway, Message: clip(spec.Gateway) + ": " + err.Error(), Fix: gatewayFix, Err: err,
		}
	}
	if !routeNamePattern.MatchString(spec.Name) {
		return llm.ID{}, &llm.Error{Op: "place route", Object: clip(spec.Name), Code: llm.CodeInvalid, Field: llm.FieldName, Message: "it is no name of a route"}
	}
	return routeID(g, spec.Name), nil
}

func routeID(g gateway, name string) llm.ID {
	return llm.ID{Value: g.String() + "/route/" + name, Parent: g.String(), Location: g.Region, Name: name}
}

// ParseID reads <ARN of the gateway>/route/<name>, or /rule/<id> in place of the name: a rule's id, which the console
// shows, does not tell the name, so that Get finds it.
func (d *routeDriver) ParseID(s string) (llm.ID, error) {
	id, err := parseRouteID(s)
	if err == nil {
		g, _ := parseGateway(id.Parent)
		err = d.platform.foreignGateway(g)
	}
	if err != nil {
		return llm.ID{}, &llm.Error{
			Op: "read id", Object: clip(s), Code: llm.CodeInvalid, Field: llm.FieldID, Message: err.Error(), Err: err,
			Fix: "Give the gateway's ARN, /route/ and the route's name, for example arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/main-abcdefghij/route/assistant.",
		}
	}
	return id, nil
}

func parseRouteID(s string) (llm.ID, error) {
	at, kind := strings.LastIndex(s, "/route/"), "route"
	if at < 0 {
		at, kind = strings.LastIndex(s, "/rule/"), "rule"
	}
	if at < 0 {
		return llm.ID{}, errors.New("it names no route of a gateway")
	}
	g, err := parseGateway(s[:at])
	if err != nil {
		return llm.ID{}, err
	}
	rest := s[at+len("/"+kind+"/"):]
	switch {
	case kind == "rule" && ruleIDPattern.MatchString(rest):
		return llm.ID{Value: s, Parent: g.String(), Location: g.Region}, nil
	case kind == "rule":
		return llm.ID{}, fmt.Errorf("%q is not the id of a rule", clip(rest))
	case !routeNamePattern.MatchString(rest):
		return llm.ID{}, fmt.Errorf("%q is no name of a route", clip(rest))
	}
	return routeID(g, rest), nil
}

// ruleOf is the rule's id in an id that names a route by its rule, empty in any other.
func ruleOf(id llm.ID) string {
	if id.Name != "" {
		return ""
	}
	return strings.TrimPrefix(id.Value, id.Parent+"/rule/")
}

// foreignGateway says why a gateway cannot be of the configured account, as far as that is known without a call.
func (p *Platform) foreignGateway(g gateway) error {
	if p.config.Unconfigured {
		return nil
	}
	return foreignTo(g.Account, p.config.AccountID, p.config.Sandbox)
}

// slug keeps of a name what a target's name may hold.
func slug(s string) string {
	return strings.Trim(notInSlugPattern.ReplaceAllString(s, "-"), "-")
}

// digest stands for a text that is not shown.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256:" + hex.EncodeToString(sum[:])
}
