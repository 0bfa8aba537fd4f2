//go:build unix

package acceptance_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
)

// panicVariable makes this test binary a provider that panics when it has read
// a deployment, and so holds all its credentials.
const panicVariable = "LLM_TEST_PANIC"

func TestMain(m *testing.M) {
	if os.Getenv(panicVariable) == "" {
		os.Exit(m.Run())
	}
	if err := tf6server.Serve("registry.terraform.io/"+source, func() tfprotov6.ProviderServer {
		return panicking{providerserver.NewProtocol6(provider.New("test")())()}
	}); err != nil {
		os.Exit(1)
	}
}

// panicking is the provider with a defect.
type panicking struct{ tfprotov6.ProviderServer }

// PlanResourceChange asks the cloud all that a plan asks, and panics then.
func (p panicking) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	_, _ = p.ProviderServer.PlanResourceChange(ctx, req)
	panic("a defect")
}

// panics looks at what a crash leaves.
func (s *search) panics(p programs) {
	s.t.Helper()
	for _, c := range carriers("") {
		if c.name != "client secret in the block" && c.name != "keys in variables" && c.name != "OIDC token in a file" && c.name != "web identity in the block" {
			continue
		}
		at := s.station(p.panicking, c, panics, "TRACE")
		output := at.terraform(1, "plan", "-no-color")
		if !strings.Contains(output, "a defect") {
			s.t.Errorf("%s: no panic is told: %s", at.what, output)
		}
		if len(at.cloud.sb.Calls()) == 0 {
			s.t.Errorf("%s: it panicked before it had asked the cloud", at.what)
		}
		at.searched()
	}
}

// declared measures what terraform itself stores, and no provider can prevent:
// the value of a variable that is not ephemeral, in the saved plan.
func (s *search) declared(p programs) {
	s.t.Helper()
	for _, c := range carriers("") {
		if c.name != "client secret in the block" {
			continue
		}
		at := s.station(p.real, c, succeeds, "TRACE")
		write(s.t, at.dir+"/main.tf", strings.ReplaceAll(at.c.config(at.cloud.server.URL), "ephemeral = true", "ephemeral = false"))
		all, aside := at.names, issuedNames()
		at.terraform(0, "plan", "-no-color", "-out=plan")
		at.names = aside
		shown := at.terraform(0, "show", "-json", "plan")
		if !holds([]byte(shown), canary("client_secret")) {
			s.t.Error("terraform does not store variables in a plan any more: the documentation says that it does")
		}
		at.searched() // the plan, and the log, for all else
		at.names = all
		if err := os.Remove(at.dir + "/plan"); err != nil {
			s.t.Fatal(err)
		}
		at.searched()
	}
}
