package acceptance_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// routePiece is a piece that is a route.
type routePiece struct {
	Gateway string
	Blue    int // weight of the one target; the other gets the rest of 100
	Tokens  int // per minute; 0: no limit
}

func newAgentCoreRoute(random *rand.Rand) piece {
	return routePiece{Gateway: sandbox.AgentCoreGatewayARN(), Tokens: 1000}.changed(random)
}

func newAPIMRoute(random *rand.Rand) piece {
	return routePiece{Gateway: sandbox.APIManagementID(), Tokens: 1000}.changed(random)
}

func (routePiece) typeName() string { return routeType }

// changed has other weights, another limit, or none.
func (p routePiece) changed(random *rand.Rand) piece {
	if p.Blue == 0 || random.IntN(2) == 0 {
		p.Blue = 10 + random.IntN(80)
	}
	switch random.IntN(3) {
	case 0:
		p.Tokens = 1000 + random.IntN(1000)
	case 1:
		p.Tokens = 0
	}
	return p
}

func (p routePiece) isAgentCore() bool { return strings.HasPrefix(p.Gateway, "arn:") }

func (p routePiece) block(name string) string {
	a := routeOnPool(name).with(args{"targets": routeTargets(
		routeTarget(endpointOnAzure("blue", "gpt-5-mini"), p.Blue, ""), routeTarget(endpointOnAzure("green", "gpt-5-mini"), 100-p.Blue, ""))})
	if p.isAgentCore() {
		key := sandbox.AgentCoreKeyProviderARN()
		a = routeOnAgentCore(name).with(args{"fallbacks": "", "targets": routeTargets(
			routeTarget(endpointOnAzure("blue", "gpt-5-mini"), p.Blue, key), routeTarget(endpointOnAzure("green", "gpt-5-mini"), 100-p.Blue, key))})
	}
	return a.with(args{"rate_limit": limitOf(p.Tokens)}).blockOf(routeType, name)
}

func limitOf(tokens int) string {
	if tokens == 0 {
		return ""
	}
	return fmt.Sprintf("{ tokens_per_minute = %d }", tokens)
}

func (p routePiece) tree(name string) tfcore.Tree {
	target := func(account string, weight int) tfcore.Tree {
		t := tfcore.Tree{"weight": int64(weight), "endpoint": tfcore.Tree{
			"platform": "azure", "model": "gpt-5-mini", "urls": tfcore.Tree{"openai": "https://" + account + ".openai.azure.com/openai/v1"},
			"auth": tfcore.Tree{"schemes": []string{"entra_id", "api_key"}},
		}}
		if p.isAgentCore() {
			t["credential"] = sandbox.AgentCoreKeyProviderARN()
		}
		return t
	}
	tree := tfcore.Tree{
		"name": name, "gateway": p.Gateway,
		"targets": tfcore.Tree{"blue": target("blue", p.Blue), "green": target("green", 100-p.Blue)},
	}
	if p.Tokens > 0 {
		tree["rate_limit"] = tfcore.Tree{"tokens_per_minute": int64(p.Tokens)}
	}
	return tree
}

// agentCoreStanding is what the gateway says of every route of which anything stands.
func agentCoreStanding(s *schedule) wanted {
	s.t.Helper()
	now := wanted{}
	weight := regexp.MustCompile(`"targetName":"[^"]*-blue-[^"]*"[^{}]*"weight":(\d+)|"weight":(\d+)[^{}]*"targetName":"[^"]*-blue-`)
	tokens := regexp.MustCompile(`"tokens":\[\{[^}]*"rate":(\d+)`)
	for id, parts := range s.w.routeParts() {
		text := strings.Join(parts, "\n")
		now[strings.TrimPrefix(id, sandbox.AgentCoreGatewayARN()+"/route/")] = routePiece{
			Gateway: sandbox.AgentCoreGatewayARN(), Blue: figure(weight, text), Tokens: figure(tokens, text),
		}
	}
	return now
}

// apimStanding is what the service says of every route of which anything stands.
func apimStanding(s *schedule) wanted {
	s.t.Helper()
	now := wanted{}
	weight := regexp.MustCompile(`"id":"[^"]*-blue-[^"]*"[^{}]*"weight":(\d+)|"weight":(\d+)[^{}]*"id":"[^"]*-blue-`)
	tokens := regexp.MustCompile(`tokens-per-minute=\\"(\d+)\\"`)
	for id, parts := range s.w.routeParts() {
		text := strings.Join(parts, "\n")
		now[strings.TrimPrefix(id, sandbox.APIManagementID()+"/apis/llm-")] = routePiece{
			Gateway: sandbox.APIManagementID(), Blue: figure(weight, text), Tokens: figure(tokens, text),
		}
	}
	return now
}

// figure is what the expression finds; 0 for nothing.
func figure(in *regexp.Regexp, text string) int {
	found := in.FindStringSubmatch(text)
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.Join(found[1:], "")) // digits
	return n
}
