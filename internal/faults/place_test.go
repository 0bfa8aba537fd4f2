package faults_test

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	patience = 3 * time.Minute // what one operation is given
	overrun  = 5 * time.Second // what it may take longer

	canary = "canary-bearer-7f3a"
)

// place is a cloud of its own, the wire to it, and who asks. Time in it is that of its bubble.
type place struct {
	cloud   *sandbox.Sandbox
	wire    *wire
	keys    *keys
	name    string             // of the object that is operated on
	stands  []string           // ids of composites that were made before
	cancel  context.CancelFunc // of the operation
	started time.Time
}

// newPlace makes a cloud in which nothing was done yet. Flood is how many requests no operation needs.
func newPlace(platform llm.Platform, name string, flood int) *place {
	sb := sandbox.New()
	p := &place{cloud: sb, keys: &keys{}, name: name, wire: &wire{cloud: sb, platform: platform, flood: flood}}
	p.wire.place = p
	return p
}

// giveUp ends the operation's context.
func (p *place) giveUp() { p.cancel() }

// sinceStart is how long the operation lasts.
func (p *place) sinceStart() time.Duration { return time.Since(p.started) }

// failObject lets the object that bears the name fail, as the service does by itself.
func (p *place) failObject(state string) error {
	return p.cloud.FailDeployment(sandbox.AzureAccountID()+"/deployments/"+p.name, state)
}

// azure is Azure's driver, whose requests take the transport.
func azure(transport http.RoundTripper, k *keys, now func() time.Time) *azureopenai.Platform {
	return azureopenai.NewPlatform(azureopenai.Config{
		AccountID: sandbox.AzureAccountID(), Sandbox: true, Now: now,
		Transport: &http.Client{Transport: transport, CheckRedirect: notFollowed}, TokenCredential: k,
	})
}

// bedrock is Bedrock's driver, whose requests take the transport.
func bedrock(transport http.RoundTripper, k *keys, now func() time.Time) *amazonbedrock.Platform {
	return amazonbedrock.NewPlatform(amazonbedrock.Config{
		Region: sandbox.AWSRegion, AccountID: sandbox.AWSAccount, Sandbox: true, Now: now, HTTPClient: transport,
		Credentials: k,
	})
}

func notFollowed(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// keys are credentials that can end. A token lives for a minute at a time, so that it is asked for again and again.
type keys struct{ ended bool }

var errKeysEnded = errors.New("the session has expired, log in again")

// GetToken implements azcore.TokenCredential.
func (k *keys) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if k.ended {
		return azcore.AccessToken{}, errKeysEnded
	}
	return azcore.AccessToken{Token: canary, ExpiresOn: time.Now().Add(time.Second)}, nil
}

// Retrieve implements aws.CredentialsProvider.
func (k *keys) Retrieve(context.Context) (aws.Credentials, error) {
	if k.ended {
		return aws.Credentials{}, errKeysEnded
	}
	return aws.Credentials{
		AccessKeyID: "SANDBOX", SecretAccessKey: canary, SessionToken: canary,
		CanExpire: true, Expires: time.Now().Add(time.Second),
	}, nil
}
