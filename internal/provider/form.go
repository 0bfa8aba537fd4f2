package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// form is what a value has to look like. It judges arguments as a validator
// and, since a variable can be as wrong as an argument, the environment too.
// Its messages never repeat the value, which may be a secret.
type form struct {
	must string // completes "The value …"
	ok   func(string) bool
}

// What ARM allows in the two names. Source: Microsoft's "Naming rules and
// restrictions for Azure resources", Microsoft.Resources and
// Microsoft.CognitiveServices.
const (
	resourceGroup = `[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]`
	accountName   = `[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9]`
)

// The forms. Sources: the naming rules of Azure resources, the patterns of the
// AWS API models, and the documentation of azurerm and hashicorp/aws.
var (
	anyText = form{"must not be empty; leave the argument out, or give null, to use the environment", func(s string) bool { return s != "" }}

	guid = matching(`must be a GUID such as "00000000-0000-0000-0000-000000000000"`,
		`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

	tenant = matching(`must be the GUID of a tenant, or one of its domains such as "contoso.onmicrosoft.com"`,
		`^[0-9a-zA-Z]([0-9a-zA-Z.-]{0,251}[0-9a-zA-Z])?$`)

	azureAccount = matching(`must be the ARM id of an account, "/subscriptions/…/resourceGroups/…/providers/Microsoft.CognitiveServices/accounts/…", or "resource-group/account"`,
		`^(?i:/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/)`+resourceGroup+`(?i:/providers/Microsoft\.CognitiveServices/accounts/)`+accountName+`$`+
			`|^`+resourceGroup+`/`+accountName+`$`)

	azureEnvironment = matching(`must be "public", "usgovernment", "china" or "custom"`, `^(public|usgovernment|china|custom)$`)

	awsRegion = matching(`must be the name of an AWS region such as "us-east-1"`, `^[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$`)

	awsAccount = matching(`must be the 12 digits of an AWS account`, `^[0-9]{12}$`)

	roleARN = matching(`must be the ARN of an IAM role such as "arn:aws:iam::123456789012:role/deployer"`,
		`^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\x21-\x7e]{1,512}$`)

	policyARN = matching(`must be the ARN of an IAM policy such as "arn:aws:iam::aws:policy/ReadOnlyAccess"`,
		`^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[\x21-\x7e]{1,512}$`)

	sessionName = matching(`must be 2 to 64 letters, digits or "=,.@_-"`, `^[a-zA-Z0-9_=,.@-]{2,64}$`)

	externalID = form{`must be 2 to 1224 letters, digits or "=,.@:/_+-"`, func(s string) bool {
		return len(s) >= 2 && len(s) <= 1224 && externalIDLetters.ok(s)
	}}

	externalIDLetters = matching("", `^[a-zA-Z0-9_+=,.@:/-]*$`)

	metadataMode = matching(`must be "IPv4" or "IPv6"`, `^IPv[46]$`)

	policyJSON = form{"must be a JSON document", func(s string) bool { return json.Valid([]byte(s)) }}

	roleDuration = form{`must be 15 minutes to 12 hours, such as "1h"`, func(s string) bool {
		d, err := time.ParseDuration(s)
		return err == nil && d >= 15*time.Minute && d <= 12*time.Hour
	}}

	endpoint = form{`must be an https URL without user, query or fragment, such as "https://bedrock.us-east-1.amazonaws.com"`, func(s string) bool {
		u := parseURL(s, "https")
		return u != nil && u.RawQuery == "" && u.Fragment == ""
	}}

	loopback = form{`must be an http or https URL of this machine, such as "http://127.0.0.1:8080"`, func(s string) bool {
		_, err := sandbox.Dial(s)
		return err == nil
	}}

	tokenURL = form{"must be an https URL without user or fragment", func(s string) bool {
		u := parseURL(s, "https")
		return u != nil && u.Fragment == ""
	}}

	metadataURL = form{`must be an http or https URL such as "http://169.254.169.254"`, func(s string) bool {
		return parseURL(s, "http", "https") != nil
	}}

	proxyURL = form{`must be an http or https URL such as "https://proxy.example.com:8080", or empty for no proxy`, func(s string) bool {
		u, err := url.Parse(s)
		return s == "" || err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
	}}

	owner = matching(`must be 1 to 256 letters, digits, spaces or "_.:/=+-@", with no space at either end: it becomes a tag's value on every platform`,
		`^[a-zA-Z0-9_.:/=+@-]([a-zA-Z0-9 _.:/=+@-]{0,254}[a-zA-Z0-9_.:/=+@-])?$`)
)

// matching compiles the pattern on first use, since every start of the program
// would pay for it else.
func matching(must, pattern string) form {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return form{must, func(s string) bool { return compiled().MatchString(s) }}
}

// parseURL returns nil unless s is a whole URL of one of the schemes without a
// user in it.
func parseURL(s string, schemes ...string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User != nil || !slices.Contains(schemes, u.Scheme) {
		return nil
	}
	return u
}

// Description is what documentation says about the form.
func (f form) Description(context.Context) string { return "value " + f.must }

// MarkdownDescription is what documentation says about the form.
func (f form) MarkdownDescription(ctx context.Context) string { return f.Description(ctx) }

// ValidateString judges an argument.
func (f form) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || f.ok(req.ConfigValue.ValueString()) {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Invalid provider argument",
		fmt.Sprintf("The value of %s %s.", strings.TrimSpace(req.Path.String()), f.must))
}
