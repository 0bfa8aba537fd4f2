package permissions

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// clouds is a sandbox with a driver of each cloud.
type clouds struct {
	*testing.T
	sb    *sandbox.Sandbox
	azure *azureopenai.Platform
	aws   *amazonbedrock.Platform
	tuned string // ARN of a custom model

	tunedAgain string // ARN of another
	noted      []sandbox.Call
}

type token struct{}

func (token) GetToken(_ context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	text, expires := sandbox.EntraToken(options.Scopes[0])
	return azcore.AccessToken{Token: text, ExpiresOn: expires}, nil
}

// carrier is the sandbox as the Azure SDK wants it.
type carrier struct{ next http.RoundTripper }

func (c carrier) Do(r *http.Request) (*http.Response, error) { return c.next.RoundTrip(r) }

// newClouds makes writes take a moment, so that they are waited for as on a real cloud.
func newClouds(t *testing.T) *clouds {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(time.Second))
	tuned, err := sb.AddCustomModel(sandbox.AWSRegion, "tuned", "amazon.nova-lite-v1:0:300k")
	if err != nil {
		t.Fatal(err)
	}
	tunedAgain, err := sb.AddCustomModel(sandbox.AWSRegion, "tuned-again", "amazon.nova-lite-v1:0:300k")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"strict", "stricter"} {
		body := `{"properties":{"basePolicyName":"Microsoft.DefaultV2","contentFilters":[]}}`
		if status, answer := sb.Do(http.MethodPut, policyID(name), body); status != http.StatusCreated {
			t.Fatalf("put policy: %d %s", status, answer)
		}
	}
	sb.ResetCalls()
	c := &clouds{T: t, sb: sb, tuned: tuned, tunedAgain: tunedAgain}
	c.open()
	return c
}

// open makes drivers that have not asked for anything yet, as the next run does.
func (c *clouds) open() {
	credentials := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "SANDBOX", SecretAccessKey: "SANDBOX"}, nil
	})
	c.azure = azureopenai.NewPlatform(azureopenai.Config{
		AccountID: sandbox.AzureAccountID(), Sandbox: true, Transport: carrier{c.sb}, TokenCredential: token{}, Now: c.sb.Now,
	})
	c.aws = amazonbedrock.NewPlatform(amazonbedrock.Config{
		Region: sandbox.AWSRegion, AccountID: sandbox.AWSAccount, HTTPClient: c.sb, Now: c.sb.Now, Sandbox: true, Credentials: credentials,
	})
}

func policyID(name string) string { return sandbox.AzureAccountID() + "/raiPolicies/" + name }

// calls are those of the drivers so far, without those of what only prepares.
func (c *clouds) calls() []sandbox.Call {
	c.noted = append(c.noted, c.sb.Calls()...)
	c.sb.ResetCalls()
	return c.noted
}

// forget leaves out what was sent since the last look.
func (c *clouds) forget() { c.sb.ResetCalls() }

// byHand is what somebody else does.
func (c *clouds) byHand(method, target, body string) {
	c.Helper()
	c.calls()
	if status, answer := c.sb.Do(method, target, body); status > 299 {
		c.Fatalf("%s %s: %d %s", method, target, status, answer)
	}
	c.forget()
}
