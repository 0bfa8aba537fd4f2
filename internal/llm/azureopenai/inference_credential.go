package azureopenai

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// kinds are those that are taken here, in the order of preference: what expires
// comes first. The account itself says it, not the endpoint, which may be old.
func (at *callee) kinds() []llm.CredentialKind {
	if at.account == nil {
		return []llm.CredentialKind{llm.SubscriptionKey}
	}
	var kinds []llm.CredentialKind
	schemes := at.account.auth().Schemes
	if slices.Contains(schemes, "entra_id") {
		kinds = append(kinds, llm.EntraToken)
	}
	if slices.Contains(schemes, "api_key") {
		kinds = append(kinds, llm.AccountKey)
	}
	return kinds
}

// credential is of the kind that is asked for, or of the first that is taken.
func (at *callee) credential(ctx context.Context, kind llm.CredentialKind) (llm.Credential, error) {
	kinds := at.kinds()
	if kind == "" && len(kinds) > 0 {
		kind = kinds[0]
	}
	if !slices.Contains(kinds, kind) {
		return llm.Credential{}, at.notTaken(kind, kinds)
	}
	var (
		credential llm.Credential
		err        error
	)
	switch kind {
	case llm.EntraToken:
		credential, err = at.entraToken(ctx)
	case llm.AccountKey:
		credential, err = at.accountKey(ctx)
	default:
		credential, err = at.subscriptionKey(ctx)
	}
	at.p.cfg.Credential.Secrets.Add(credential.Value)
	return credential, err
}

func (at *callee) notTaken(kind llm.CredentialKind, kinds []llm.CredentialKind) error {
	invalid := &llm.Error{Op: credentialOp, Object: at.to.Model, Code: llm.CodeInvalid, Field: llm.FieldKind}
	if len(kinds) == 0 {
		invalid.Field, invalid.Message = llm.FieldEndpoint, "the account takes neither tokens, since it has no subdomain of its own, nor keys, which are turned off"
		invalid.Fix = "Give the account a custom subdomain; Entra ID needs one."
		return invalid
	}
	taken := make([]string, len(kinds))
	for i, k := range kinds {
		taken[i] = string(k)
	}
	invalid.Message = fmt.Sprintf("the endpoint does not take %s", kind)
	invalid.Fix = "It takes " + strings.Join(taken, ", ") + ": write one of these, or leave kind out."
	return invalid
}

// entraToken asks for a token that models take, and no other: the scope in an
// endpoint may have been written by anybody.
func (at *callee) entraToken(ctx context.Context) (llm.Credential, error) {
	scope := cmp.Or(at.to.Auth.Scope, at.account.suff.scope)
	if !slices.Contains(at.account.suff.scopes(), scope) {
		return llm.Credential{}, &llm.Error{
			Op: credentialOp, Object: at.to.Model, Code: llm.CodeRefused, Field: llm.FieldEndpoint,
			Message: "endpoint.auth.scope is " + quoted(scope) + ", which is no scope of models",
			Fix:     "Nothing was asked for. Use " + at.account.suff.scope + ".",
		}
	}
	token, err := at.c.tokens.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}})
	if err != nil {
		return llm.Credential{}, unsent(credentialOp, at.to.Model, err)
	}
	return llm.Credential{Kind: llm.EntraToken, Value: token.Token, Header: "Authorization", Prefix: "Bearer ", ExpiresAt: token.ExpiresOn}, nil
}

// scopes are those for which models take tokens. The second is what Microsoft's
// documentation of the v1 API names (2026-11).
func (s suffixes) scopes() []string {
	if s.foundry == "" {
		return []string{s.scope}
	}
	return []string{s.scope, "https://ai.azure.com/.default"}
}

// accountKey is the first of the account's two keys, which both protocols take
// in the same header.
func (at *callee) accountKey(ctx context.Context) (llm.Credential, error) {
	var keys struct {
		Key1 string `json:"key1"`
	}
	id := at.account.id
	if err := at.c.secrets(ctx, id.name, id.path()+"/listKeys", "", &keys); err != nil {
		return llm.Credential{}, err
	}
	return keyCredential(llm.AccountKey, id.name, keys.Key1)
}

func keyCredential(kind llm.CredentialKind, of, value string) (llm.Credential, error) {
	if value == "" {
		return llm.Credential{}, &llm.Error{Op: credentialOp, Object: of, Code: llm.CodeProtocol, Message: "the answer holds no key"}
	}
	return llm.Credential{Kind: kind, Value: value, Header: apiKeyHeader}, nil
}

// secrets reads keys. Nothing of what is read is ever part of an error.
func (c *client) secrets(ctx context.Context, of, path, version string, into any) error {
	what := call{op: credentialOp, object: of, method: http.MethodPost, path: path, version: version, hide: &hidden{}}
	resp, err := c.send(ctx, what)
	if err != nil {
		return err
	}
	return readJSON(what, resp, decodeInto(into))
}
