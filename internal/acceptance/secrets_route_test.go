//go:build unix

package acceptance_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// onRoutes puts canaries where keys of models may stand on a gateway, by mistake or by hand, and looks for them in all
// that terraform stores and shows.
func (s *search) onRoutes(p programs) {
	s.t.Helper()
	for engine, route := range map[string]args{"AgentCore": routeOnAgentCore("chat"), "API Management": routeOnAPIManagement("chat")} {
		at := s.gateway(p.real, engine, route)
		at.terraform(0, "apply", "-no-color", "-auto-approve")
		if engine == "AgentCore" {
			at.tamperAgentCore()
		} else {
			at.tamperAPIM()
		}
		if !strings.Contains(at.w.routeContent(agentCoreRoute("chat"))+at.w.routeContent(apimRoute("chat")), "cnry") {
			s.t.Errorf("%s: no key is on the gateway that could be shown", at.what)
		}
		at.terraform(2, "plan", "-no-color", "-detailed-exitcode", "-out=plan")
		at.terraform(0, "show", "-json", "plan")
		at.terraform(0, "show", "-no-color", "plan")
		at.terraform(0, "apply", "-no-color", "plan") // which repairs it, and whose errors would tell
		at.terraform(0, "show", "-json")
		at.searched()
		if strings.Contains(at.w.routeContent(agentCoreRoute("chat"))+at.w.routeContent(apimRoute("chat")), "cnry") {
			s.t.Errorf("%s: the apply left a key on the gateway", at.what)
		}
	}
}

// gatewayStation is a working directory with a route, on a sandbox that people and clouds change behind its back.
type gatewayStation struct {
	*station

	w *world
}

func (s *search) gateway(rc, engine string, route args) *gatewayStation {
	s.t.Helper()
	s.runs++
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	served := httptest.NewServer(sb)
	s.t.Cleanup(served.Close)
	at := &gatewayStation{station: &station{s: s, cloud: &genuine{}, dir: s.t.TempDir(), what: "a route on " + engine}, w: &world{t: s.t, sb: sb, own: map[int]bool{}}}
	at.names = []string{"header of a backend", "query of a backend", "parameter of a backend", "text of a policy", "parameter of a target"}
	at.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.t.TempDir(), "TF_CLI_CONFIG_FILE=" + rc, "CHECKPOINT_DISABLE=1",
		"LLM_SANDBOX=" + served.URL, "TF_LOG=TRACE", "TF_LOG_PATH=terraform.log", "AZURE_SDK_GO_LOGGING=all",
	}
	write(s.t, filepath.Join(at.dir, "main.tf"), scenario{}.config(nil)+route.blockOf(routeType, "chat"))
	return at
}

// tamperAPIM writes keys into every backend, and into the policy, as somebody in the portal may.
func (at *gatewayStation) tamperAPIM() {
	at.s.t.Helper()
	for id, parts := range at.w.routeParts() {
		for _, part := range parts {
			var entity struct {
				ID         string
				Properties struct{ Type, Value string }
			}
			at.w.decode([]byte(part), &entity)
			switch {
			case strings.Contains(entity.ID, "/backends/") && entity.Properties.Type != "Pool":
				at.w.do("PATCH", entity.ID, fmt.Sprintf(`{"properties":{"credentials":{"header":{"x-key":[%q]},"query":{"key":[%q]},"authorization":{"scheme":"Bearer","parameter":%q}}}}`,
					canary("header of a backend"), canary("query of a backend"), canary("parameter of a backend")))
			case strings.HasSuffix(entity.ID, "/policies/policy"):
				at.w.do("PUT", entity.ID, fmt.Sprintf(`{"properties":{"format":"rawxml","value":%q}}`,
					`<policies><inbound><base /><set-header name="x-key" exists-action="override"><value>`+canary("text of a policy")+`</value></set-header></inbound></policies>`))
			}
		}
		at.s.sent += strings.Count(at.w.routeContent(id), "cnry")
	}
}

// tamperAgentCore lets the targets ask for tokens with a parameter that holds a key.
func (at *gatewayStation) tamperAgentCore() {
	at.s.t.Helper()
	for _, part := range at.w.routeParts()[agentCoreRoute("chat")] {
		var target struct {
			TargetID, Name, Description string
			TargetConfiguration         json.RawMessage
		}
		at.w.decode([]byte(part), &target)
		if target.TargetID == "" {
			continue
		}
		at.w.do("PUT", agentCorePath()+"/targets/"+target.TargetID+"/", fmt.Sprintf(
			`{"name":%q,"description":%q,"targetConfiguration":%s,"credentialProviderConfigurations":[{"credentialProviderType":"OAUTH","credentialProvider":{"oauthCredentialProvider":{"providerArn":%q,"scopes":["a"],"customParameters":{"key":%q}}}}]}`,
			target.Name, target.Description, target.TargetConfiguration, sandbox.AgentCoreOAuthProviderARN(), canary("parameter of a target")))
	}
	at.s.sent += strings.Count(at.w.routeContent(agentCoreRoute("chat")), "cnry")
}
