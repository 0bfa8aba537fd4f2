package acceptance_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
)

// nowhere is a terraform whose provider is set to the real clouds, on a machine
// that knows no credentials.
func (w *world) nowhere() *cli {
	w.t.Helper()
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "AWS_") || strings.HasPrefix(name, "ARM_") || strings.HasPrefix(name, "AZURE_") || name == "LLM_SANDBOX" {
			w.t.Setenv(name, "")
		}
	}
	for name, value := range map[string]string{
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "HOME": w.t.TempDir(),
	} {
		w.t.Setenv(name, value)
	}
	c := w.terraform()
	c.server = func() (tfprotov6.ProviderServer, error) {
		return provider.NewServer(context.Background(), "test")(), nil
	}
	return c
}

// Outside the sandbox nothing works without credentials, and the error says
// where they were looked for; ids of the sandbox are refused before anything is
// asked.
func TestAccDeployment_outsideTheSandbox(t *testing.T) {
	account := strings.ReplaceAll(armChild("", ""), "5a4db0c5", "11111111")
	account = strings.TrimRight(account, "/")
	azure := onAzure().named("chat")
	bedrock := onBedrock().named("chat")
	for sentence, row := range map[string]struct {
		provider string
		args     args
		words    []string
	}{
		"no credentials for Azure": {
			`azure = { use_cli = false }`, azure.with(args{"azure": fmt.Sprintf(`{ account_id = %q }`, account)}),
			[]string{"ARM_CLIENT_SECRET", "ARM_CLIENT_ID", "ARM_TENANT_ID"},
		},
		"no credentials for Bedrock": {
			`bedrock = { region = "us-east-1" }`, bedrock, []string{"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_CONFIG_FILE"},
		},
		"no account for Azure":  {`azure = { use_cli = false }`, azure, []string{"account_id"}},
		"no region for Bedrock": {"", bedrock, []string{"AWS_REGION", "bedrock.region"}},
		"an account of the sandbox": {
			`azure = { use_cli = false }`, azure.with(args{"azure": fmt.Sprintf(`{ account_id = %q }`, strings.TrimSuffix(azureID(""), "/deployments/"))}),
			[]string{"sandbox"},
		},
		"a model of the sandbox": {
			`bedrock = { region = "us-east-1", access_key = "AKIAIOSFODNN7EXAMPLE", secret_key = "none" }`,
			bedrock.with(args{"processing_scope": `"region"`, "bedrock": `{ model_id = "arn:aws:bedrock:us-east-1:000000000000:custom-model/amazon.nova-lite-v1:0:300k/abcdefghijkl" }`}),
			[]string{"sandbox"},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := serialWorld(t)
			c := w.nowhere()
			c.configure(providerBlock(row.provider) + row.args.block("chat"))
			c.plan().must(t, 1).tells(t, "error", row.words...)
			if calls := w.sb.Calls(); len(calls) > 0 {
				t.Errorf("the sandbox was asked: %v", calls)
			}
		})
	}
}

// State of the sandbox is never taken for state of the real clouds: what a real
// cloud does not know would be forgotten.
func TestAccDeployment_sandboxStateOutsideIt(t *testing.T) {
	for sentence, row := range map[string]struct {
		provider string
		args     args
	}{
		"on Azure":   {`azure = { use_cli = false }`, onAzure()},
		"on Bedrock": {`bedrock = { region = "us-east-1", access_key = "AKIAIOSFODNN7EXAMPLE", secret_key = "none" }`, onBedrock()},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := serialWorld(t)
			c := w.terraform()
			id := c.standing(row.args.named("chat"))
			out := w.nowhere()
			out.dir = c.dir
			out.configure(providerBlock(row.provider) + row.args.named("chat").block("chat"))
			out.plan().must(t, 1).tells(t, "error", "sandbox")
			if listed := c.run("state", "list").output; strings.TrimSpace(listed) != chat {
				t.Errorf("state became %q", listed)
			}
			c.stands(id)
		})
	}
}
