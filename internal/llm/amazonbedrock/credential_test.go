package amazonbedrock

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// bareEnvironment keeps the machine's own credentials out of a test.
func bareEnvironment(t *testing.T) {
	t.Helper()
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	nowhere := filepath.Join(t.TempDir(), "none")
	t.Setenv("AWS_CONFIG_FILE", nowhere)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", nowhere)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

// identity answers STS as an account would, and Bedrock's deletions.
func identity(account string) *stub {
	return &stub{answer: func(r *http.Request, body string) (int, string, http.Header) {
		if !strings.HasPrefix(r.URL.Host, "sts.") {
			return 200, "{}", nil
		}
		result := `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::` + account + `:user/u</Arn><Account>` + account + `</Account><UserId>U</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>`
		if strings.Contains(body, "Action=AssumeRole") {
			result = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::` + account + `:assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`
		}
		return 200, result, http.Header{"Content-Type": {"text/xml"}}
	}}
}

func realConfig(transport http.RoundTripper) Config {
	return Config{Region: testRegion, AccessKey: "AKIDTEST", SecretKey: "secret-canary", HTTPClient: transport, MaxRetries: new(0)}
}

func deleteWith(t *testing.T, cfg Config) error {
	t.Helper()
	return (&driver{platform: NewPlatform(cfg)}).Delete(t.Context(), llm.ID{Value: profileARN})
}

func TestOpen_isLazyAndHappensOnce(t *testing.T) {
	bareEnvironment(t)
	cloud := identity(testAccount)
	d := &driver{platform: NewPlatform(realConfig(cloud))}
	d.Check(llm.Draft{Spec: profileSpec()})
	if len(cloud.all()) > 0 {
		t.Fatalf("asked before the first call: %q", cloud.lines())
	}
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if err := d.Delete(t.Context(), llm.ID{Value: profileARN}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := len(cloud.all()); got != 11 {
		t.Errorf("%d calls, want one to STS and ten deletions: %q", got, cloud.lines())
	}
}

func TestOpen_accounts(t *testing.T) {
	tests := []struct {
		name    string
		account string
		change  func(*Config)
		code    llm.Code
	}{
		{"an allowed account", testAccount, func(c *Config) { c.AllowedAccountIDs = []string{testAccount} }, ""},
		{"an account that is not allowed", testAccount, func(c *Config) { c.AllowedAccountIDs = []string{"210987654321"} }, llm.CodeRefused},
		{"a forbidden account", testAccount, func(c *Config) { c.ForbiddenAccountIDs = []string{testAccount} }, llm.CodeRefused},
		{"both lists", testAccount, func(c *Config) { c.AllowedAccountIDs, c.ForbiddenAccountIDs = []string{"1"}, []string{"2"} }, llm.CodeInvalid},
		{"the sandbox behind real credentials", SandboxAccount, func(*Config) {}, llm.CodeRefused},
		{"a real account behind the sandbox", testAccount, func(c *Config) { c.Sandbox = true }, llm.CodeRefused},
		{"an account that is not asked for", testAccount, func(c *Config) { c.SkipCredentialsValidation, c.SkipRequestingAccountID = true, true }, ""},
		{"an unknown account and a list", testAccount, func(c *Config) {
			c.SkipCredentialsValidation, c.SkipRequestingAccountID, c.AllowedAccountIDs = true, true, []string{testAccount}
		}, llm.CodeInvalid},
		{"an endpoint without TLS", testAccount, func(c *Config) { c.Endpoints.STS = "http://sts.example" }, llm.CodeInvalid},
		{"before the provider is configured", testAccount, func(c *Config) { c.Unconfigured = true }, llm.CodeInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bareEnvironment(t)
			cloud := identity(tt.account)
			cfg := realConfig(cloud)
			tt.change(&cfg)
			err := deleteWith(t, cfg)
			if tt.code == "" {
				if err != nil {
					t.Errorf("error = %v", err)
				}
				return
			}
			got, ok := errors.AsType[*llm.Error](err)
			if !ok || got.Code != tt.code || got.Fix == "" {
				t.Errorf("error = %v, want %s with a way out", err, tt.code)
			}
			for _, r := range cloud.all() {
				if r.method == http.MethodDelete {
					t.Error("the deletion was sent")
				}
			}
		})
	}
}

func TestOpen_withoutCredentials(t *testing.T) {
	bareEnvironment(t)
	cfg := realConfig(identity(testAccount))
	cfg.AccessKey, cfg.SecretKey, cfg.SkipMetadataAPICheck = "", "", true
	cfg.CredentialSources = []string{"bedrock.access_key", "AWS_ACCESS_KEY_ID"}
	got, ok := errors.AsType[*llm.Error](deleteWith(t, cfg))
	if !ok || got.Code != llm.CodeUnauthenticated || !strings.Contains(got.Fix, "bedrock.access_key, AWS_ACCESS_KEY_ID") {
		t.Errorf("error = %v, want one that says where was looked", got)
	}
}

// metadata is an instance whose metadata service answers as given; hosts of AWS are not reached from it.
func metadata(status int, answer string) *stub {
	return &stub{answer: func(r *http.Request, _ string) (int, string, http.Header) {
		if r.URL.Host != "169.254.169.254" {
			return 0, "", nil
		}
		return status, answer, http.Header{"Content-Type": {"text/html"}}
	}}
}

// TestOpen_noneOfTheSourcesAnswers: whatever stands where credentials are looked for, the error is that there are none.
func TestOpen_noneOfTheSourcesAnswers(t *testing.T) {
	for name, broken := range map[string]struct {
		cloud  *stub
		change func(*testing.T, *Config)
	}{
		"a metadata service that forbids":       {metadata(403, "<html>no</html>"), func(*testing.T, *Config) {}},
		"a page where the metadata should be":   {metadata(200, "<html>log in</html>"), func(*testing.T, *Config) {}},
		"a metadata service without a role":     {metadata(404, ""), func(*testing.T, *Config) {}},
		"a metadata service that cannot answer": {metadata(400, "no"), func(*testing.T, *Config) {}},
		"a container without credentials": {always(403, "<html>no</html>", nil), func(t *testing.T, _ *Config) {
			t.Setenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/role")
		}},
		"a token file that is not there": {always(403, "<html>no</html>", nil), func(t *testing.T, _ *Config) {
			t.Setenv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/r")
			t.Setenv("AWS_WEB_IDENTITY_TOKEN_FILE", filepath.Join(t.TempDir(), "none"))
		}},
		"a profile that is not there": {always(403, "<html>no</html>", nil), func(_ *testing.T, c *Config) { c.Profile = "nobody" }},
		"a page where a role is assumed": {always(403, "<html>no</html>", http.Header{"Content-Type": {"text/html"}}), func(_ *testing.T, c *Config) {
			c.AccessKey, c.SecretKey = "AKIDTEST", "secret-canary"
			c.AssumeRoles = []AssumeRole{{RoleARN: "arn:aws:iam::123456789012:role/r"}}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			bareEnvironment(t)
			t.Setenv("AWS_EC2_METADATA_DISABLED", "")
			cfg := realConfig(broken.cloud)
			cfg.AccessKey, cfg.SecretKey, cfg.CredentialSources = "", "", []string{"bedrock.profile"}
			broken.change(t, &cfg)
			got, ok := errors.AsType[*llm.Error](deleteWith(t, cfg))
			if !ok || got.Code != llm.CodeUnauthenticated {
				t.Fatalf("error = %v (%v), want unauthenticated", got, llm.CodeOf(got))
			}
			for _, source := range []string{"bedrock.profile", "AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "container", "instance"} {
				if !strings.Contains(got.Fix, source) {
					t.Errorf("%q does not name %s", got.Fix, source)
				}
			}
		})
	}
}

// TestCall_credentialsEnd: credentials that cannot be renewed later are missing credentials, too, and the call is not repeated.
func TestCall_credentialsEnd(t *testing.T) {
	bareEnvironment(t)
	standing, over := identity(testAccount), false
	cloud := &stub{answer: func(r *http.Request, body string) (int, string, http.Header) {
		if over && strings.HasPrefix(r.URL.Host, "sts.") {
			return 403, "<html>no</html>", http.Header{"Content-Type": {"text/html"}}
		}
		status, answer, header := standing.answer(r, body)
		return status, strings.Replace(answer, "2099-01-01", "2020-01-01", 1), header // renewed before each call
	}}
	cfg := realConfig(cloud)
	cfg.AssumeRoles, cfg.MaxRetries = []AssumeRole{{RoleARN: "arn:aws:iam::123456789012:role/r"}}, nil
	d := &driver{platform: NewPlatform(cfg)}
	if err := d.Delete(t.Context(), llm.ID{Value: profileARN}); err != nil {
		t.Fatal(err)
	}
	over = true
	err := d.Delete(t.Context(), llm.ID{Value: profileARN})
	got, ok := errors.AsType[*llm.Error](err)
	if !ok || got.Code != llm.CodeUnauthenticated || !strings.Contains(got.Fix, "AWS_ACCESS_KEY_ID") {
		t.Errorf("error = %v (%v), want one that says where was looked", err, llm.CodeOf(err))
	}
}

func TestOpen_assumesAChain(t *testing.T) {
	bareEnvironment(t)
	cloud := identity(testAccount)
	cfg := realConfig(cloud)
	cfg.AssumeRoles = []AssumeRole{{RoleARN: "arn:aws:iam::123456789012:role/first"}, {RoleARN: "arn:aws:iam::123456789012:role/second"}}
	if err := deleteWith(t, cfg); err != nil {
		t.Fatal(err)
	}
	var roles []string
	for _, r := range cloud.all() {
		for _, name := range []string{"first", "second"} {
			if strings.Contains(r.body, "role%2F"+name) {
				roles = append(roles, name)
			}
		}
	}
	if got := strings.Join(roles, " "); !strings.Contains(got, "first") || !strings.HasSuffix(got, "second") {
		t.Errorf("assumed %q, want first, then second", got)
	}
}

func TestOpen_deniedBySTS(t *testing.T) {
	bareEnvironment(t)
	cloud := always(403, `<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
		http.Header{"Content-Type": {"text/xml"}})
	d := &driver{platform: NewPlatform(realConfig(cloud))}
	for range 3 {
		err := d.Delete(t.Context(), llm.ID{Value: profileARN})
		if llm.CodeOf(err) != llm.CodeUnauthenticated || strings.Contains(err.Error(), "secret-canary") {
			t.Errorf("error = %v, want unauthenticated", err)
		}
	}
	if got := len(cloud.all()); got != 1 {
		t.Errorf("%d calls, want the failure to be kept", got)
	}
}

func TestOpen_regionOfTheProfile(t *testing.T) {
	bareEnvironment(t)
	file := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(file, []byte("[profile work]\nregion = eu-north-1\naws_access_key_id = A\naws_secret_access_key = S\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := &driver{platform: NewPlatform(Config{Profile: "work", SharedConfigFiles: []string{file}})}
	if target, err := d.Target(profileSpec()); err != nil || target.Location != "eu-north-1" {
		t.Errorf("target = %v, %v; want the profile's region", target, err)
	}
}

// TestSecrets: nothing that a driver returns holds a credential.
func TestSecrets(t *testing.T) {
	bareEnvironment(t)
	for _, status := range []int{200, 400, 403, 500} {
		synctest.Test(t, func(t *testing.T) {
			cfg := realConfig(always(status, `<html>`, nil))
			cfg.Token = "token-canary"
			err := deleteWith(t, cfg)
			if err == nil {
				t.Fatalf("status %d: no error", status)
			}
			text := fmt.Sprintf("%+v %#v %s", err, err, err)
			for _, canary := range []string{"secret-canary", "token-canary"} {
				if strings.Contains(text, canary) {
					t.Errorf("status %d: the error holds %s", status, canary)
				}
			}
		})
	}
}
