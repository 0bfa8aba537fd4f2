package sandbox

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	agentcore "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
)

func TestSetAgentCoreStatus_showsUntilTheNextWrite(t *testing.T) {
	c := newCloud(t)
	ids := mustCreateTargets(t, c, "blue")
	target := AgentCoreGatewayARN() + "/target/" + ids[0]
	noError(t, c.sandbox.SetAgentCoreStatus(target, "FAILED", "the key was refused"))
	if got := getTargetOf(t, c, ids[0]); got.Status != types.TargetStatusFailed || got.StatusReasons[0] != "the key was refused" {
		t.Errorf("got %s %v", got.Status, got.StatusReasons)
	}
	wantError[*types.ValidationException](t, ignore(c.gateway.CreateGatewayRule(t.Context(), ruleInputFor("assistant", 1, "blue"))), "in FAILED status")
	in := azureTarget("blue")
	noError(t, ignore(c.gateway.UpdateGatewayTarget(t.Context(), &agentcore.UpdateGatewayTargetInput{
		GatewayIdentifier: gatewayID(), TargetId: &ids[0], TargetConfiguration: in.TargetConfiguration,
	})))
	c.settle(t)
	if got := getTargetOf(t, c, ids[0]); got.Status != types.TargetStatusReady || got.StatusReasons != nil {
		t.Errorf("after the repair: %s %v", got.Status, got.StatusReasons)
	}
	rule := mustCreateRule(t, c, ruleInputFor("assistant", 1, "blue"))
	noError(t, c.sandbox.SetAgentCoreStatus(AgentCoreGatewayARN()+"/rule/"+rule, "UPDATING"))
	c.settle(t)
	if got := getRuleOf(t, c, rule); got.Status != types.GatewayRuleStatusUpdating {
		t.Errorf("the rule is %s", got.Status)
	}
	noError(t, c.sandbox.SetAgentCoreStatus(AgentCoreGatewayARN(), "FAILED", "the role is gone"))
	if got := getGatewayOf(t, c, gatewayID()); got.Status != types.GatewayStatusFailed || got.StatusReasons[0] != "the role is gone" {
		t.Errorf("the gateway is %s %v", got.Status, got.StatusReasons)
	}
	for id, status := range map[string]string{
		target + "x": "READY", target: "ACTIVE", AgentCoreGatewayARN() + "/rule/" + rule + " ": "ACTIVE", AgentCoreGatewayARN() + "/rule/" + rule: "FAILED",
		AgentCoreGatewayARN() + "/tool/x": "ACTIVE", AgentCoreKeyProviderARN(): "READY", AzureAccountID(): "READY",
		strings.Replace(AgentCoreGatewayARN(), "0000000000", "0000000001", 2): "READY",
	} {
		if err := c.sandbox.SetAgentCoreStatus(id, status); err == nil {
			t.Errorf("%s became %s", id, status)
		}
	}
}

func TestOverlay_ofAgentCoreEndsWithTheWriteThatNamesIt(t *testing.T) {
	c := newCloud(t)
	mustCreateTargets(t, c, "blue", "green")
	id := mustCreateRule(t, c, ruleInputFor("assistant", 1, "blue", "green"))
	remove, err := c.sandbox.Overlay(AgentCoreGatewayARN()+"/rule/"+id, "actions.0.routeToTarget.weightedRoute.trafficSplit.0.weight", 90)
	noError(t, err)
	defer remove()
	weight := func() int32 {
		action := getRuleOf(t, c, id).Actions[0].(*types.ActionMemberRouteToTarget)
		return *action.Value.(*types.RouteToTargetActionMemberWeightedRoute).Value.TrafficSplit[0].Weight
	}
	listed, err := c.gateway.ListGatewayRules(t.Context(), &agentcore.ListGatewayRulesInput{GatewayIdentifier: gatewayID()})
	noError(t, err)
	inList := listed.GatewayRules[0].Actions[0].(*types.ActionMemberRouteToTarget).Value.(*types.RouteToTargetActionMemberWeightedRoute)
	if weight() != 90 || *inList.Value.TrafficSplit[0].Weight != 90 {
		t.Errorf("shown %d, listed %d", weight(), *inList.Value.TrafficSplit[0].Weight)
	}
	update := &agentcore.UpdateGatewayRuleInput{GatewayIdentifier: gatewayID(), RuleId: &id, Priority: aws.Int32(2)}
	noError(t, ignore(c.gateway.UpdateGatewayRule(t.Context(), update)))
	c.settle(t)
	if weight() != 90 {
		t.Errorf("a write of the priority ended it: %d", weight())
	}
	update.Actions = toTarget(split(50, 50, "blue", "green"))
	noError(t, ignore(c.gateway.UpdateGatewayRule(t.Context(), update)))
	if weight() != 50 {
		t.Errorf("after the write of the actions: %d", weight())
	}
}

func TestOverlay_ofATargetIsSeenWhereTargetsAreShown(t *testing.T) {
	c := newCloud(t)
	ids := mustCreateTargets(t, c, "blue", "green")
	name := AgentCoreGatewayARN() + "/target/" + ids[0]
	for member, value := range map[string]any{"description": "by hand", "targetConfiguration.inference.provider.endpoint": "https://elsewhere.example"} {
		_, err := c.sandbox.Overlay(name, member, value)
		noError(t, err)
	}
	got, other := getTargetOf(t, c, ids[0]), getTargetOf(t, c, ids[1])
	_, whole := c.sandbox.Do("GET", "/gateways/sandbox-0000000000/targets/"+ids[0]+"/", "")
	if *got.Description != "by hand" || !strings.Contains(whole, "https://elsewhere.example") || other.Description != nil {
		t.Errorf("got %s, other %v: %s", *got.Description, other.Description, whole)
	}
	_, list := c.sandbox.Do("GET", "/gateways/sandbox-0000000000/targets/", "")
	if strings.Count(list, "by hand") != 1 || strings.Contains(list, "elsewhere") {
		t.Error(list)
	}
	noError(t, deleteTargetOf(t, c, ids[0]))
	if got := getTargetOf(t, c, ids[0]); got.Description != nil {
		t.Errorf("after the delete: %s", *got.Description)
	}
}

func TestLag_hidesWhatAgentCoreJustMade(t *testing.T) {
	c := newCloud(t)
	remove := c.sandbox.Hook(Lag(time.Hour))
	out, err := c.gateway.CreateGatewayTarget(t.Context(), azureTarget("blue"))
	noError(t, err)
	get := &agentcore.GetGatewayTargetInput{GatewayIdentifier: gatewayID(), TargetId: out.TargetId}
	wantError[*types.ResourceNotFoundException](t, ignore(c.gateway.GetGatewayTarget(t.Context(), get)), "not there yet")
	getGatewayOf(t, c, gatewayID())
	remove()
	noError(t, ignore(c.gateway.GetGatewayTarget(t.Context(), get)))
}

func TestThrottle_ofGatewaysAndTargetsButNotOfRules(t *testing.T) {
	sb := New()
	sb.Hook(Throttle())
	count := func(method, path string) (refused int) {
		for range 100 {
			if status, answer := sb.Do(method, path, "{}"); status == http.StatusTooManyRequests {
				refused++
				if !strings.Contains(answer, "ThrottlingException") {
					t.Fatal(answer)
				}
			}
		}
		return refused
	}
	const at = "/gateways/sandbox-0000000000/"
	for path, want := range map[string]bool{at: true, at + "targets/": true, at + "rules": false, at + "rate-limits": false, "/inference-profiles": false} {
		if refused := count(http.MethodGet, path); (refused > 0) != want {
			t.Errorf("GET %s: %d of 100 refused", path, refused)
		}
	}
	if refused := count(http.MethodPost, at+"targets/"); refused < 80 {
		t.Errorf("%d of 100 writes refused", refused)
	}
}

func TestAgentCore_isServedToTheRealClientByAnotherProcess(t *testing.T) {
	at := startServe(t, "-state", filepath.Join(t.TempDir(), "sandbox.json"))
	remote, err := Dial(at.URL)
	noError(t, err)
	client := agentcore.NewFromConfig(aws.Config{
		Region: AWSRegion, Credentials: credentials.NewStaticCredentialsProvider("AKIDSANDBOX", "secret", ""), HTTPClient: &http.Client{Transport: remote},
	})
	made, err := client.CreateGatewayTarget(t.Context(), azureTarget("blue"))
	noError(t, err)
	list, err := client.ListGatewayTargets(t.Context(), &agentcore.ListGatewayTargetsInput{GatewayIdentifier: gatewayID()})
	noError(t, err)
	if len(list.Items) != 1 || *list.Items[0].TargetId != *made.TargetId {
		t.Errorf("got %+v", list.Items)
	}
}
