//go:build unix

package acceptance_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// canary is a value that is found nowhere else: what it is found in has leaked
// the credential of that name. Like keys and tokens of AWS it holds, far from its
// beginning, a letter that addresses escape.
func canary(name string) string {
	sum := sha256.Sum256([]byte(name))
	digits := hex.EncodeToString(sum[:])
	return "cnry" + digits[:16] + "+" + digits[16:32]
}

// carrier is a way in which credentials reach the provider.
type carrier struct {
	name     string
	platform string
	block    []string          // lines of the provider block, beside those that every carrier has
	env      map[string]string // variables of the processes
	files    map[string]string // by name, in the working directory
	canaries []string          // names of those that it carries
	endings  []ending          // those that can come of it
}

func all() []ending { return []ending{succeeds, refused, notAdmitted, unreachable} }

// argument carries a canary in an argument of the block. It comes from an
// ephemeral variable, which Terraform stores nowhere.
func argument(name string) string { return fmt.Sprintf("%s = var.%s", name, name) }

func azureCarriers(url string) []carrier {
	oidc := "use_oidc = true"
	return []carrier{
		{name: "client secret in the block", block: []string{argument("client_secret")}, canaries: []string{"client_secret"}, endings: all()},
		{name: "client secret in a variable", env: map[string]string{"ARM_CLIENT_SECRET": canary("ARM_CLIENT_SECRET")}, canaries: []string{"ARM_CLIENT_SECRET"}, endings: all()},
		{
			name: "client secret in a file", block: []string{`client_secret_file_path = "secret"`}, files: map[string]string{"secret": canary("client_secret_file")},
			canaries: []string{"client_secret_file"}, endings: all(),
		},
		{
			name: "certificate in the block", block: []string{argument("client_certificate"), argument("client_certificate_password")},
			canaries: []string{"client_certificate", "client_certificate_password"}, endings: []ending{notAdmitted},
		},
		{
			name: "certificate in variables", env: map[string]string{
				"ARM_CLIENT_CERTIFICATE": canary("ARM_CLIENT_CERTIFICATE"), "ARM_CLIENT_CERTIFICATE_PASSWORD": canary("ARM_CLIENT_CERTIFICATE_PASSWORD"),
			}, canaries: []string{"ARM_CLIENT_CERTIFICATE", "ARM_CLIENT_CERTIFICATE_PASSWORD"}, endings: []ending{notAdmitted},
		},
		{
			name: "certificate in a file", block: []string{`client_certificate_path = "pfx"`, argument("client_certificate_password")}, files: map[string]string{"pfx": canary("pfx")},
			canaries: []string{"pfx", "client_certificate_password"}, endings: []ending{notAdmitted},
		},
		{name: "OIDC token in the block", block: []string{oidc, argument("oidc_token")}, canaries: []string{"oidc_token"}, endings: all()},
		{name: "OIDC token in a variable", block: []string{oidc}, env: map[string]string{"ARM_OIDC_TOKEN": canary("ARM_OIDC_TOKEN")}, canaries: []string{"ARM_OIDC_TOKEN"}, endings: all()},
		{
			name: "OIDC token in a file", block: []string{oidc, `oidc_token_file_path = "token"`}, files: map[string]string{"token": canary("oidc_token_file")},
			canaries: []string{"oidc_token_file"}, endings: all(),
		},
		{
			name: "OIDC request token in the block", block: []string{oidc, argument("oidc_request_token"), fmt.Sprintf("oidc_request_url = %q", url+"/oidc")},
			canaries: []string{"oidc_request_token"}, endings: all(),
		},
		{
			name: "OIDC request token of GitHub", block: []string{oidc}, canaries: []string{"ACTIONS_ID_TOKEN_REQUEST_TOKEN"}, endings: all(),
			env: map[string]string{"ACTIONS_ID_TOKEN_REQUEST_TOKEN": canary("ACTIONS_ID_TOKEN_REQUEST_TOKEN"), "ACTIONS_ID_TOKEN_REQUEST_URL": url + "/oidc"},
		},
		{
			name: "OIDC request token of Azure DevOps", block: []string{oidc}, canaries: []string{"SYSTEM_ACCESSTOKEN"}, endings: all(),
			env: map[string]string{"SYSTEM_ACCESSTOKEN": canary("SYSTEM_ACCESSTOKEN"), "SYSTEM_OIDCREQUESTURI": url + "/oidc"},
		},
	}
}

func awsCarriers(url string) []carrier {
	keys := func(prefix string) map[string]string {
		return map[string]string{
			"AWS_ACCESS_KEY_ID": "AKIA" + canary(prefix+"id"), "AWS_SECRET_ACCESS_KEY": canary(prefix + "key"), "AWS_SESSION_TOKEN": canary(prefix + "token"),
		}
	}
	with := func(env map[string]string, name, value string) map[string]string {
		env[name] = value
		return env
	}
	proxy := func(name string) string { return "http://" + canary(name+"user") + ":" + canary(name) + "@127.0.0.1:9" }
	return []carrier{
		{
			name: "keys in the block", block: []string{argument("access_key"), argument("secret_key"), argument("token")},
			canaries: []string{"access_key", "secret_key", "token"}, endings: all(),
		},
		{name: "keys in variables", env: keys("env"), canaries: []string{"envid", "envkey", "envtoken"}, endings: all()},
		{
			name: "keys in a shared file", block: []string{`shared_credentials_files = ["credentials"]`}, canaries: []string{"fileid", "filekey", "filetoken"}, endings: all(),
			files: map[string]string{"credentials": fmt.Sprintf("[default]\naws_access_key_id = AKIA%s\naws_secret_access_key = %s\naws_session_token = %s\n", canary("fileid"), canary("filekey"), canary("filetoken"))},
		},
		{
			name: "a bearer token beside keys", env: with(keys("bearer"), "AWS_BEARER_TOKEN_BEDROCK", canary("AWS_BEARER_TOKEN_BEDROCK")),
			canaries: []string{"AWS_BEARER_TOKEN_BEDROCK", "bearerkey", "bearertoken"}, endings: all(),
		},
		{
			name: "web identity in the block", block: []string{`assume_role_with_web_identity = { role_arn = "arn:aws:iam::` + realAWS + `:role/x", web_identity_token = var.web_identity_token }`},
			canaries: []string{"web_identity_token"}, endings: all(),
		},
		{
			name: "web identity in a file", canaries: []string{"web_identity_file"}, endings: all(), files: map[string]string{"identity": canary("web_identity_file")},
			env: map[string]string{"AWS_ROLE_ARN": "arn:aws:iam::" + realAWS + ":role/x", "AWS_WEB_IDENTITY_TOKEN_FILE": "identity"},
		},
		{
			name: "a container's token", canaries: []string{"container"}, endings: all(),
			env: map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": url + "/container", "AWS_CONTAINER_AUTHORIZATION_TOKEN": canary("container")},
		},
		{
			name: "a role of a role", block: []string{`assume_role = [{ role_arn = "arn:aws:iam::` + realAWS + `:role/x" }]`}, env: keys("role"),
			canaries: []string{"roleid", "rolekey", "roletoken"}, endings: all(),
		},
		{
			name: "proxies in the block", block: []string{argument("http_proxy"), argument("https_proxy"), "endpoints = null"}, env: keys("proxied"),
			canaries: []string{"http_proxy", "http_proxyuser", "https_proxy", "https_proxyuser", "proxiedkey"}, endings: []ending{unreachable},
		},
		{
			name: "a proxy in a variable", block: []string{"endpoints = null"}, env: with(keys("behind"), "HTTPS_PROXY", proxy("HTTPS_PROXY")),
			canaries: []string{"HTTPS_PROXY", "HTTPS_PROXYuser", "behindkey"}, endings: []ending{unreachable},
		},
	}
}

// valueOf is what the variable of an argument is set to.
func valueOf(name string) string {
	switch {
	case strings.HasSuffix(name, "_proxy"):
		return "http://" + canary(name+"user") + ":" + canary(name) + "@127.0.0.1:9"
	case name == "access_key":
		return "AKIA" + canary(name)
	}
	return canary(name)
}

// issued are the credentials that the cloud hands out, which are as secret.
func issued() issuedTokens {
	return issuedTokens{canary("issued access"), canary("issued key"), canary("issued session"), canary("issued oidc")}
}

func issuedNames() []string {
	return []string{"issued access", "issued key", "issued session", "issued oidc"}
}

func carriers(url string) []carrier {
	var found []carrier
	for platform, of := range map[string][]carrier{"azure": azureCarriers(url), "bedrock": awsCarriers(url)} {
		for _, c := range of {
			c.platform = platform
			found = append(found, c)
		}
	}
	return found
}

// config is the whole configuration.
func (c carrier) config(url string) string {
	var b strings.Builder
	for _, name := range c.variables() {
		fmt.Fprintf(&b, "variable %q {\n  type = string\n  sensitive = true\n  ephemeral = true\n}\n", name)
	}
	common := []string{
		`environment = "custom"`, fmt.Sprintf("resource_manager_endpoint = %q", url), fmt.Sprintf("resource_manager_audience = %q", url),
		fmt.Sprintf("active_directory_authority_host = %q", url), "disable_instance_discovery = true", "use_cli = false",
		fmt.Sprintf("tenant_id = %q", stranger), fmt.Sprintf("client_id = %q", stranger),
		fmt.Sprintf("account_id = %q", strings.Replace(sandbox.AzureAccountID(), sandbox.AzureSubscription, stranger, 1)),
	}
	resource := onAzure()
	if c.platform == "bedrock" {
		resource = onBedrock()
		common = []string{`region = "us-east-1"`, "skip_metadata_api_check = true", "max_retries = 0"}
		if !strings.Contains(strings.Join(c.block, "\n"), "endpoints") {
			common = append(common, fmt.Sprintf("endpoints = { bedrock = %[1]q, tagging = %[1]q, servicequotas = %[1]q, sts = %[1]q, iam = %[1]q, sso = %[1]q }", url))
		}
	}
	fmt.Fprintf(&b, "terraform {\n  required_providers {\n    llm = { source = %q }\n  }\n}\nprovider \"llm\" {\n  %s = {\n    %s\n  }\n}\n",
		source, c.platform, strings.Join(append(common, c.block...), "\n    "))
	b.WriteString(resource.named("chat").with(args{"timeouts{}": `{
    create = "20s"
    read   = "5s"
    update = "5s"
    delete = "5s"
  }`}).block("chat"))
	return b.String()
}

// variables are those that the block reads.
func (c carrier) variables() []string {
	var names []string
	for _, line := range c.block {
		if _, name, found := strings.Cut(line, "var."); found {
			names = append(names, strings.Trim(name, " }"))
		}
	}
	return names
}
