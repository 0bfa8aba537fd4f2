package amazonbedrock

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/aws-sdk-go-base/v2/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func authError(code llm.Code, message, fix string) error {
	return &llm.Error{Op: authOp, Code: code, Message: message, Fix: fix}
}

// credentialError says where was looked, so that the reader knows where to put them. It does not matter what answered there
// instead: the page of a proxy in the place of the metadata service is no credentials, either.
func (p *Platform) credentialError(ctx context.Context, cause error) error {
	p.keepTokens()
	if err := ctx.Err(); err != nil {
		return cancelled(authOp, "", err)
	}
	return &llm.Error{
		Op: authOp, Code: llm.CodeUnauthenticated, Err: cause, Message: "no valid credentials: " + oneLine(cause.Error()),
		Fix: "Looked at: " + strings.Join(p.sources(), ", ") + ". Set one of them, or try the sandbox, which needs none.",
	}
}

// keepTokens takes the tokens that AWS's own client sent, which its error may repeat.
func (p *Platform) keepTokens() {
	p.config.Secrets.Add(os.Getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
	files := []string{os.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE"), os.Getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")}
	if p.config.WebIdentity != nil {
		files = append(files, p.config.WebIdentity.TokenFile)
	}
	for _, file := range files {
		if content, err := os.ReadFile(file); err == nil { //nolint:gosec // the user named it, and AWS's own client has read it
			p.config.Secrets.Add(strings.TrimSpace(string(content)))
		}
	}
}

// identityError is of credentials that are there, while STS did not tell whose they are.
func (p *Platform) identityError(ctx context.Context, cause error) error {
	if err := ctx.Err(); err != nil {
		return cancelled(authOp, "", err)
	}
	if ended, ok := errors.AsType[*llm.Error](cause); ok {
		return ended // they were not there after all
	}
	e := asError(authOp, "", cause)
	if e.Code == llm.CodeUnknown || e.Code == llm.CodeUnauthenticated {
		e.Code = llm.CodeUnauthenticated
		e.Fix = strings.TrimSpace(e.Fix + " Looked for credentials at: " + strings.Join(p.sources(), ", ") + ".")
	}
	return e
}

// causeOf is the last error of several; the earlier ones are attempts.
func causeOf(diags diag.Diagnostics) error {
	cause := errors.New("no details")
	for _, d := range diags.Errors() {
		cause = errors.New(d.Summary())
		if detailed, ok := d.(diag.DiagnosticWithErr); ok {
			cause = detailed.Err()
		}
	}
	return cause
}

// chain are the places where every AWS tool looks, in its order, with a word by which a list shows that it names the place.
func chain() []struct{ word, place string } {
	return []struct{ word, place string }{
		{"access_key", "bedrock.access_key and bedrock.secret_key"},
		{"AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"},
		{"AWS_PROFILE", "AWS_PROFILE and the shared files"},
		{"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE"},
		{"container", "the container's role (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)"},
		{"instance", "the instance's role (EC2 metadata service)"},
	}
}

// sources are where was looked: what the provider says, and of the chain what it leaves out.
func (p *Platform) sources() []string {
	sources := slices.Clone(p.config.CredentialSources)
	told := strings.Join(sources, " ")
	for _, link := range chain() {
		if !strings.Contains(told, link.word) {
			sources = append(sources, link.place)
		}
	}
	return sources
}

// wrapped makes the error of credentials that cannot be renewed the same as that of none: the SDK would tell it as if Bedrock
// had answered.
func (p *Platform) wrapped(credentials aws.CredentialsProvider) aws.CredentialsProvider {
	return aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		found, err := credentials.Retrieve(ctx)
		if err != nil {
			return aws.Credentials{}, p.credentialError(ctx, err)
		}
		p.config.Secrets.Add(found.AccessKeyID, found.SecretAccessKey, found.SessionToken)
		return found, nil
	})
}
