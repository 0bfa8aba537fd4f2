package faults_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	neighbour = "burst" // another deployment of the Azure account
	flood     = 400     // requests that no operation on a deployment needs
)

// world is a place with a driver whose every request passes the wire.
type world struct {
	*place
	scene

	all *llm.Deployments // through the wire, with nothing read yet
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

// setScene makes what the operation needs, in a bubble of its own.
func setScene(t *testing.T, k kind, stands bool) *scene {
	t.Helper()
	s := &scene{kind: k}
	sb := sandbox.New()
	s.models = prepared(t, k, sb)
	s.spec = k.spec(s.models)
	record := &recorder{cloud: sb, platform: k.platform, started: time.Now()}
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
	s.writes = record.writes
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

func newWorld(t *testing.T, s *scene) *world {
	t.Helper()
	w := &world{scene: *s, place: newPlace(s.kind.platform, s.spec.Name, flood)}
	prepared(t, s.kind, w.cloud)
	replay(t, w.cloud, s.writes)
	if s.made != nil {
		time.Sleep(10 * time.Second) // what was begun is finished
		made := *s.made
		w.made = &made
	}
	w.all = llm.NewDeployments(platformOver(s.kind.platform, w.wire, w.keys, w.cloud.Now), w.cloud.Now)
	return w
}

func (w *world) changed() llm.DeploymentSpec {
	spec := w.spec
	w.kind.change(&spec, w.models)
	return spec
}

func platformOver(platform llm.Platform, transport http.RoundTripper, k *keys, now func() time.Time) llm.DeploymentDriver {
	if platform == llm.Azure {
		return azure(transport, k, now).Deployments()
	}
	return bedrock(transport, k, now).Deployments()
}
