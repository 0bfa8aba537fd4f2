package amazonbedrock

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestParseID(t *testing.T) {
	for _, id := range []string{
		profileARN, unitsARN, customARN,
		"arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:application-inference-profile/abcdefghijkl",
		"arn:aws-cn:bedrock:cn-north-1:123456789012:provisioned-model/abcdefghijkl",
	} {
		t.Run(id, func(t *testing.T) {
			got, err := testDriver(nil).ParseID(id)
			want := llm.ID{Value: id, Location: strings.Split(id, ":")[3]}
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
			}
		})
	}
}

func TestParseID_refuses(t *testing.T) {
	for name, id := range map[string]string{
		"nothing":                   "",
		"a name":                    "chat",
		"a bare id":                 "abcdefghijkl",
		"a system profile":          "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0",
		"a model":                   "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
		"a guardrail":               "arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl",
		"another service":           strings.Replace(profileARN, ":bedrock:", ":s3:", 1),
		"no account":                strings.Replace(profileARN, testAccount, "", 1),
		"no region":                 strings.Replace(profileARN, testRegion, "", 1),
		"a short account":           strings.Replace(profileARN, testAccount, "12345", 1),
		"another account":           strings.Replace(profileARN, testAccount, "210987654321", 1),
		"the sandbox's account":     strings.Replace(profileARN, testAccount, SandboxAccount, 1),
		"a region of nowhere":       strings.Replace(profileARN, testRegion, "nowhere", 1),
		"a region of another part":  strings.Replace(profileARN, testRegion, "cn-north-1", 1),
		"a partition of nowhere":    strings.Replace(profileARN, "arn:aws:", "arn:gcp:", 1),
		"the parent":                strings.Replace(profileARN, "abcdefghijkl", "..", 1),
		"a path":                    profileARN + "/../x",
		"an escaped path":           strings.Replace(profileARN, "abcdefghijkl", "%2e%2e", 1),
		"a query":                   profileARN + "?x",
		"a direction mark":          profileARN + "\u202e",
		"a line feed":               profileARN + "\n",
		"300 characters":            profileARN + strings.Repeat("a", 300),
		"an ARM id":                 "/subscriptions/x/resourceGroups/y/providers/Microsoft.CognitiveServices/accounts/a/deployments/d",
		"capitals in the kind":      strings.Replace(profileARN, "application", "Application", 1),
		"more parts than there are": profileARN + ":1",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := testDriver(nil).ParseID(id)
			got, ok := errors.AsType[*llm.Error](err)
			if !ok || got.Code != llm.CodeInvalid || got.Fix == "" || strings.Contains(err.Error(), "\n") {
				t.Errorf("ParseID(%q) = %v, want an error with a way out", id, err)
			}
		})
	}
}

func TestParseID_beforeTheProviderIsConfigured(t *testing.T) {
	d := &driver{platform: NewPlatform(Config{Unconfigured: true})}
	for _, id := range []string{profileARN, strings.Replace(profileARN, testAccount, SandboxAccount, 1)} {
		if _, err := d.ParseID(id); err != nil {
			t.Errorf("%s is judged: %v", id, err)
		}
	}
}

// TestForeign: neither cloud answers for the other, nor one account for another, and nothing is asked.
func TestForeign(t *testing.T) {
	tests := []struct {
		name    string
		account string
		sandbox bool
		id      string
	}{
		{"a real id in the sandbox", SandboxAccount, true, profileARN},
		{"a sandbox id outside it", testAccount, false, strings.Replace(profileARN, testAccount, SandboxAccount, 1)},
		{"an id of another account", "210987654321", false, profileARN},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cloud := world(t)
			cfg := testConfig(cloud)
			cfg.AccountID, cfg.Sandbox = tt.account, tt.sandbox
			d := &driver{platform: NewPlatform(cfg)}
			id := llm.ID{Value: tt.id}
			_, getErr := d.Get(t.Context(), id)
			for op, err := range map[string]error{"get": getErr, "delete": d.Delete(t.Context(), id), "update": d.Update(t.Context(), &llm.Deployment{ID: id}, profileSpec(), llm.Native{})} {
				if llm.CodeOf(err) != llm.CodeRefused {
					t.Errorf("%s = %v, want a refusal", op, err)
				}
			}
			if len(cloud.all()) > 0 {
				t.Errorf("asked %q", cloud.lines())
			}
		})
	}
}

// TestForeign_beforeCredentials: an id of the other world is refused as such, not for want of credentials.
func TestForeign_beforeCredentials(t *testing.T) {
	bareEnvironment(t)
	cloud := identity(testAccount)
	cfg := realConfig(cloud)
	cfg.AccessKey, cfg.SecretKey = "", ""
	d := &driver{platform: NewPlatform(cfg)}
	id := llm.ID{Value: strings.Replace(profileARN, testAccount, SandboxAccount, 1)}
	_, getErr := d.Get(t.Context(), id)
	for op, err := range map[string]error{"get": getErr, "delete": d.Delete(t.Context(), id)} {
		got, ok := errors.AsType[*llm.Error](err)
		if !ok || got.Code != llm.CodeRefused || !strings.Contains(got.Message, "sandbox") || !strings.Contains(got.Fix, "sandbox") {
			t.Errorf("%s = %v, want a refusal that says where the id belongs", op, err)
		}
	}
	if len(cloud.all()) > 0 {
		t.Errorf("asked %q", cloud.lines())
	}
}

func TestTarget(t *testing.T) {
	t.Setenv("AWS_REGION", "eu-west-1")
	tests := []struct {
		name, given, byDefault string
		credentials            bool
		want                   string
	}{
		{"the resource's region", "ap-south-1", "us-east-1", true, "ap-south-1"},
		{"the provider's region", "", "us-east-1", true, "us-east-1"},
		{"the environment's region", "", "", false, "eu-west-1"},
		{"no region", "", "", true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cfg := testConfig(nil)
			cfg.Region = tt.byDefault
			if !tt.credentials {
				cfg.Credentials = nil
			}
			d := (&driver{platform: NewPlatform(cfg)})
			got, err := d.Target(profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.Region = tt.given }))
			if got.Location != tt.want || (err == nil) != (tt.want != "") {
				t.Errorf("Target = %v, %v; want %q", got, err, tt.want)
			}
		})
	}
}
