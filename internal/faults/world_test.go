package faults_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
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

	neighbour = "burst" // another deployment of the Azure account
	canary    = "canary-bearer-7f3a"
)

// world is a cloud of its own with a driver whose every request passes the wire. Time in it is that of its bubble.
type world struct {
	scene

	cloud   *sandbox.Sandbox
	wire    *wire
	keys    *keys
	all     *llm.Deployments   // through the wire, with nothing read yet
	cancel  context.CancelFunc // of the operation
	started time.Time
}

// scene is what a world starts with. It is the same each time, since the time of every bubble starts at the same moment:
// it is played once, and its writes are repeated from then on.
type scene struct {
	kind   kind
	models []string
	spec   llm.DeploymentSpec
	native llm.Native
	made   *llm.Deployment // nil: nothing stands
	choice *llm.Choice
	writes []written
}

// written is a request that changed something.
type written struct {
	req  *http.Request
	body []byte
}

// setScene makes what the operation needs, in a bubble of its own.
func setScene(t *testing.T, k kind, stands bool) *scene {
	t.Helper()
	s := &scene{kind: k}
	sb := sandbox.New()
	s.models = prepared(t, k, sb)
	s.spec = k.spec(s.models)
	record := &recorder{cloud: sb, scene: s}
	direct := llm.NewDeployments(platformOver(k.platform, record, &keys{}, sb.Now), sb.Now)
	var err error
	if s.native, err = direct.Resolve(t.Context(), s.spec); err != nil {
		t.Fatalf("resolve what has to stand: %v", err)
	}
	if !stands {
		return s
	}
	if s.made, s.choice, err = direct.Create(t.Context(), s.spec, time.Hour); err != nil {
		t.Fatalf("make what has to stand: %v", err)
	}
	return s
}

// prepared holds what is there before: on Azure another deployment, on Bedrock two custom models.
func prepared(t *testing.T, k kind, sb *sandbox.Sandbox) []string {
	t.Helper()
	if k.platform == llm.Bedrock {
		return tuned(t, sb)
	}
	body := `{"sku":{"name":"GlobalStandard","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-5-mini"}}}`
	if status, answer := sb.Do(http.MethodPut, sandbox.AzureAccountID()+"/deployments/"+neighbour, body); status != http.StatusCreated {
		t.Fatalf("put the neighbour: %d %s", status, answer)
	}
	return nil
}

// recorder keeps the writes of a scene.
type recorder struct {
	cloud *sandbox.Sandbox
	scene *scene
}

// RoundTrip implements http.RoundTripper.
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := whole(req)
	if err != nil {
		return nil, err
	}
	kept := written{req: req.Clone(context.WithoutCancel(req.Context())), body: body}
	if isWrite(r.scene.kind.platform, req) {
		r.scene.writes = append(r.scene.writes, kept)
	}
	return kept.sendTo(r.cloud) //nolint:contextcheck // the request holds its own
}

func (w written) sendTo(cloud http.RoundTripper) (*http.Response, error) {
	sent := w.req.Clone(w.req.Context())
	sent.Body = io.NopCloser(bytes.NewReader(w.body))
	return cloud.RoundTrip(sent)
}

func newWorld(t *testing.T, s *scene) *world {
	t.Helper()
	sb := sandbox.New()
	w := &world{scene: *s, cloud: sb, keys: &keys{}, wire: &wire{cloud: sb, platform: s.kind.platform}}
	prepared(t, s.kind, sb)
	for _, kept := range s.writes {
		resp, err := kept.sendTo(sb)
		if err != nil || resp.StatusCode >= http.StatusMultipleChoices {
			t.Fatalf("repeat %s: %v %v", kept.req.URL, resp, err)
		}
	}
	if s.made != nil {
		time.Sleep(10 * time.Second) // what was begun is finished
		made := *s.made
		w.made = &made
	}
	w.all = llm.NewDeployments(platformOver(s.kind.platform, w.wire, w.keys, sb.Now), sb.Now)
	return w
}

func (w *world) changed() llm.DeploymentSpec {
	spec := w.spec
	w.kind.change(&spec, w.models)
	return spec
}

func platformOver(platform llm.Platform, transport http.RoundTripper, k *keys, now func() time.Time) llm.DeploymentDriver {
	if platform == llm.Azure {
		return azureopenai.NewPlatform(azureopenai.Config{
			AccountID: sandbox.AzureAccountID(), Sandbox: true, Now: now,
			Transport: &http.Client{Transport: transport, CheckRedirect: notFollowed}, TokenCredential: k,
		}).Deployments()
	}
	return amazonbedrock.NewPlatform(amazonbedrock.Config{
		Region: sandbox.AWSRegion, AccountID: sandbox.AWSAccount, Sandbox: true, Now: now, HTTPClient: transport,
		Credentials: k,
	}).Deployments()
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

// giveUp ends the operation's context.
func (w *world) giveUp() { w.cancel() }

// sinceStart is how long the operation lasts.
func (w *world) sinceStart() time.Duration { return time.Since(w.started) }

// failObject lets the object that bears the name fail, as the service does by itself.
func (w *world) failObject(state string) error {
	return w.cloud.FailDeployment(sandbox.AzureAccountID()+"/deployments/"+w.spec.Name, state)
}
