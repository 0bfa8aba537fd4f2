package sandbox

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	agentcore "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/google/go-cmp/cmp"
)

func gatewayInputOf(name string) *agentcore.CreateGatewayInput {
	return &agentcore.CreateGatewayInput{
		Name: &name, RoleArn: aws.String("arn:aws:iam::000000000000:role/gateway"), AuthorizerType: types.AuthorizerTypeAwsIam,
		Tags: map[string]string{"team": "search"},
	}
}

func getGatewayOf(t *testing.T, c cloud, id *string) *agentcore.GetGatewayOutput {
	t.Helper()
	out, err := c.gateway.GetGateway(t.Context(), &agentcore.GetGatewayInput{GatewayIdentifier: id})
	noError(t, err)
	return out
}

func TestGateway_livesFromCreateToDelete(t *testing.T) {
	c := newCloud(t, ProvisioningTime(time.Hour))
	made, err := c.gateway.CreateGateway(t.Context(), gatewayInputOf("Edge"))
	noError(t, err)
	if made.Status != types.GatewayStatusCreating || !strings.HasPrefix(*made.GatewayId, "edge-") ||
		*made.GatewayUrl != "https://"+*made.GatewayId+".gateway.bedrock-agentcore.us-east-1.amazonaws.com" {
		t.Errorf("made %s %s %s", made.Status, *made.GatewayId, *made.GatewayUrl)
	}
	in := azureTarget("blue")
	in.GatewayIdentifier = made.GatewayId
	wantError[*types.ValidationException](t, ignore(c.gateway.CreateGatewayTarget(t.Context(), in)), "Cannot perform operation CreateGatewayTarget when gateway is in CREATING status")
	noError(t, c.sandbox.Advance(time.Hour))
	target, err := c.gateway.CreateGatewayTarget(t.Context(), in)
	noError(t, err)
	remove := &agentcore.DeleteGatewayInput{GatewayIdentifier: made.GatewayId}
	wantError[*types.ValidationException](t, ignore(c.gateway.DeleteGateway(t.Context(), remove)), "has targets associated with it")
	noError(t, c.sandbox.Advance(time.Hour))
	noError(t, ignore(c.gateway.DeleteGatewayTarget(t.Context(), &agentcore.DeleteGatewayTargetInput{GatewayIdentifier: made.GatewayId, TargetId: target.TargetId})))
	wantError[*types.ValidationException](t, ignore(c.gateway.DeleteGateway(t.Context(), remove)), "has targets associated with it")
	noError(t, c.sandbox.Advance(time.Hour))
	noError(t, ignore(c.gateway.DeleteGateway(t.Context(), remove)))
	if got := getGatewayOf(t, c, made.GatewayId); got.Status != types.GatewayStatusDeleting {
		t.Errorf("after the delete it is %s", got.Status)
	}
	noError(t, c.sandbox.Advance(time.Hour))
	wantError[*types.ResourceNotFoundException](t, ignore(c.gateway.DeleteGateway(t.Context(), remove)), *made.GatewayId)
}

func TestGateway_isNotDeletedWithARateLimitInIt(t *testing.T) {
	c := newCloud(t)
	mustCreateLimit(t, c, limitInput("by-model", "qualifiedModelId"))
	err := ignore(c.gateway.DeleteGateway(t.Context(), &agentcore.DeleteGatewayInput{GatewayIdentifier: gatewayID()}))
	wantError[*types.ValidationException](t, err, "rules or rate limits")
}

func TestGateway_createRefuses(t *testing.T) {
	open := gatewayInputOf("edge")
	open.AuthorizerType = types.AuthorizerTypeCustomJwt
	closed := gatewayInputOf("edge")
	closed.AuthorizerConfiguration = &types.AuthorizerConfigurationMemberCustomJWTAuthorizer{
		Value: types.CustomJWTAuthorizerConfiguration{DiscoveryUrl: aws.String("https://x/.well-known/openid-configuration")},
	}
	tagged := gatewayInputOf("edge")
	tagged.Tags = map[string]string{"aws:team": "search"}
	cases := map[string]struct {
		in   *agentcore.CreateGatewayInput
		want func(*testing.T, error)
	}{
		"a name that is taken":                     {gatewayInputOf("sandbox"), conflicts("already exists")},
		"tokens to check without an authorizer":    {open, invalidates("authorizerConfiguration")},
		"an authorizer that nothing asks":          {closed, invalidates("authorizerConfiguration")},
		"a tag of AWS":                             {tagged, invalidates("aws: prefixed")},
		"a name of 49 characters":                  {gatewayInputOf(strings.Repeat("a", 49)), invalidates("name")},
		"a name with two dashes one after another": {gatewayInputOf("a--b"), invalidates("name")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			tc.want(t, ignore(c.gateway.CreateGateway(t.Context(), tc.in)))
			list, err := c.gateway.ListGateways(t.Context(), nil)
			noError(t, err)
			if len(list.Items) != 1 {
				t.Errorf("%d gateways after the refusal", len(list.Items))
			}
		})
	}
}

func TestGateway_updatesReplaceItsSettings(t *testing.T) {
	c := newCloud(t)
	in := &agentcore.UpdateGatewayInput{
		GatewayIdentifier: gatewayID(), Name: aws.String(AgentCoreGateway), Description: aws.String("front"), AuthorizerType: types.AuthorizerTypeNone,
		RoleArn: aws.String("arn:aws:iam::000000000000:role/other"),
	}
	out, err := c.gateway.UpdateGateway(t.Context(), in)
	noError(t, err)
	if out.Status != types.GatewayStatusUpdating || *out.Description != "front" || out.AuthorizerType != types.AuthorizerTypeNone {
		t.Errorf("got %s %s %s", out.Status, *out.Description, out.AuthorizerType)
	}
	wantError[*types.ValidationException](t, ignore(c.gateway.CreateGatewayTarget(t.Context(), azureTarget("blue"))), "when gateway is in UPDATING status")
	c.settle(t)
	in.Name = aws.String("renamed")
	wantError[*types.ValidationException](t, ignore(c.gateway.UpdateGateway(t.Context(), in)), "cannot be changed")
}

func TestGateway_ofTheProtocolMCPTakesNoInferenceTarget(t *testing.T) {
	c := newCloud(t)
	in := gatewayInputOf("tools")
	in.ProtocolType = types.GatewayProtocolTypeMcp
	made, err := c.gateway.CreateGateway(t.Context(), in)
	noError(t, err)
	if !strings.HasSuffix(*made.GatewayUrl, ".amazonaws.com/mcp") {
		t.Errorf("URL %s", *made.GatewayUrl)
	}
	c.settle(t)
	target := azureTarget("blue")
	target.GatewayIdentifier = made.GatewayId
	wantError[*types.ValidationException](t, ignore(c.gateway.CreateGatewayTarget(t.Context(), target)), "protocol MCP")
}

func TestGateway_listsByPagesAndCountsToAThousand(t *testing.T) {
	c := newCloud(t, ProvisioningTime(0))
	noError(t, c.sandbox.edit(func(st *state) error { // 999 requests would say no more
		held := st.AWS.edit(AWSRegion)
		for i := range agentcoreMaxGateways - 1 {
			held.Gateways = append(held.Gateways, &agentcoreGateway{
				awsLife: awsLife{Serial: st.nextSerial(), Created: catalogDate(), Updated: catalogDate()},
				ID:      "g-" + strings.ToLower(agentcoreTargetID(i)), Name: "g-" + agentcoreTargetID(i), RoleARN: "arn:aws:iam::000000000000:role/x", AuthorizerType: "NONE",
			})
		}
		return nil
	}))
	seen := map[string]bool{}
	pages := agentcore.NewListGatewaysPaginator(c.gateway, &agentcore.ListGatewaysInput{MaxResults: aws.Int32(300)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		noError(t, err)
		for _, item := range page.Items {
			seen[*item.GatewayId] = true
		}
	}
	if len(seen) != agentcoreMaxGateways {
		t.Errorf("%d gateways", len(seen))
	}
	wantError[*types.ServiceQuotaExceededException](t, ignore(c.gateway.CreateGateway(t.Context(), gatewayInputOf("edge"))), "1000 gateways")
}

func TestAgentCoreTags_areKeptForGatewaysAndCredentials(t *testing.T) {
	for _, arn := range []string{AgentCoreGatewayARN(), AgentCoreKeyProviderARN()} {
		t.Run(arn, func(t *testing.T) {
			c := newCloud(t)
			tag := func(tags map[string]string) error {
				return ignore(c.gateway.TagResource(t.Context(), &agentcore.TagResourceInput{ResourceArn: &arn, Tags: tags}))
			}
			noError(t, tag(map[string]string{"team": "search", "stage": "test"}))
			noError(t, ignore(c.gateway.UntagResource(t.Context(), &agentcore.UntagResourceInput{ResourceArn: &arn, TagKeys: []string{"stage", "none"}})))
			list, err := c.gateway.ListTagsForResource(t.Context(), &agentcore.ListTagsForResourceInput{ResourceArn: &arn})
			noError(t, err)
			if diff := cmp.Diff(map[string]string{"team": "search"}, list.Tags); diff != "" {
				t.Error(diff)
			}
			many := map[string]string{}
			for i := range 50 {
				many[strings.Repeat("k", i+1)] = "v"
			}
			wantError[*types.ServiceQuotaExceededException](t, tag(many), "50 tags")
			wantError[*types.ValidationException](t, tag(map[string]string{"AWS:x": "y"}), "aws: prefixed")
			other := clientsOf(t, c.sandbox, "us-west-2")
			_, err = other.gateway.ListTagsForResource(t.Context(), &agentcore.ListTagsForResourceInput{ResourceArn: &arn})
			wantError[*types.ValidationException](t, err, "another region")
			missing := arn + "x"
			wantError[*types.ResourceNotFoundException](t, ignore(c.gateway.ListTagsForResource(t.Context(), &agentcore.ListTagsForResourceInput{ResourceArn: &missing})), missing)
		})
	}
}
