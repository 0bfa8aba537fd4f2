package azureopenai

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The messages are verbatim from public issues: PubSec-Info-Assistant #880,
// azure-search-openai-demo #313 #1840, azurerm #22939, azure-dev #6727,
// microsoft-foundry-for-vscode #491 #497, AzureTRE #4531.
func TestFailure(t *testing.T) {
	for name, c := range map[string]struct {
		status        int
		code, message string
		want          llm.Code
		field         llm.Field
	}{
		"quota":                       {400, "InsufficientQuota", "This operation require 240 new capacity in quota Tokens Per Minute (thousands) - Text-Embedding-Ada-002, which is bigger than the current available capacity 0.", llm.CodeQuota, llm.FieldThroughput},
		"quota of older services":     {400, "BadRequest", "The specified capacity '120' of account deployment is bigger than available capacity '118' for UsageName 'Tokens Per Minute (thousands) - GPT-35-Turbo'.", llm.CodeQuota, llm.FieldThroughput},
		"another writer":              {409, "RequestConflict", "Another operation is being performed on the parent resource '/subscriptions/s/accounts/x'. Please try again later.", llm.CodeConflict, ""},
		"a SKU that is not sold here": {400, "InvalidResourceProperties", "The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'francecentral'.", llm.CodeInvalid, ""},
		"a SKU that the model lacks":  {400, "InvalidResourceProperties", "The specified SKU 'DeveloperTier' of account deployment is not supported by the model 'gpt-4.1' version: '2025-04-14'.", llm.CodeInvalid, ""},
		"a model that is unknown":     {400, "DeploymentModelNotSupported", "The model 'Format:Mistral AI,Name:Mistral-Large-3,Version:1' of account deployment is not supported.", llm.CodeInvalid, llm.FieldModel},
		"a retired model":             {400, "ServiceModelDeprecated", "The model 'Format:OpenAI,Name:gpt-4o-mini,Version:2024-07-18' has been deprecated since 03/31/2026 00:00:00.", llm.CodeInvalid, llm.FieldModel},
		"a retiring model":            {400, "ServiceModelDeprecating", "The model 'Publisher:xAI,Name:grok-3,Version:1' is in deprecating state and cannot be used for new deployments.", llm.CodeInvalid, llm.FieldModel},
		"a subscription not admitted": {400, "SpecialFeatureOrQuotaIdRequired", "The subscription does not have QuotaId/Feature required by SKU 'S0' from kind 'OpenAI' or contains blocked QuotaId/Feature.", llm.CodeDenied, llm.FieldAccountID},
		"no such deployment":          {404, "ResourceNotFound", "The Resource was not found.", llm.CodeNotFound, ""},
		"no such account":             {404, "ParentResourceNotFound", "m", llm.CodeNotFound, ""},
		"no such resource group":      {404, "ResourceGroupNotFound", "Resource group 'rg' could not be found.", llm.CodeNotFound, ""},
		"a subscription out of sight": {404, "SubscriptionNotFound", "The subscription 's' could not be found.", llm.CodeDenied, llm.FieldAccountID},
		"a wrong api-version":         {404, "InvalidResourceType", "m", llm.CodeProtocol, ""},
		"not found with a 400":        {400, "ResourceNotFound", "m", llm.CodeInvalid, ""},
		"expired credentials":         {401, "ExpiredAuthenticationToken", "m", llm.CodeUnauthenticated, ""},
		"no permission":               {403, "AuthorizationFailed", "m", llm.CodeDenied, ""},
		"an Azure Policy":             {403, "RequestDisallowedByPolicy", "m", llm.CodeDenied, ""},
		"a management lock":           {409, "ScopeLocked", "m", llm.CodeLocked, ""},
		"a soft-deleted account":      {409, "FlagMustBeSetForRestore", "m", llm.CodeLocked, llm.FieldAccountID},
		"an attestation refused":      {400, "AnthropicOrganizationCreationFailed", "m", llm.CodeInvalid, llm.FieldAttestation},
		"too many requests":           {429, "TooManyRequests", "m", llm.CodeThrottled, ""},
		"a failure of the service":    {500, "InternalServerError", "m", llm.CodeUnavailable, ""},
		"support is to be asked":      {400, "715-123420", "An error occurred. Please reach out to support for additional assistance.", llm.CodeQuota, llm.FieldThroughput},
		"a model retired for creates": {400, "DeploymentModelNotSupported", "Creating account deployment is not supported by the model 'text-davinci-003'. This is usually because there are better models available for the similar functionality.", llm.CodeInvalid, llm.FieldModel},
		"an account that is full":     {400, "DeploymentCountLimitExceeded", "m", llm.CodeQuota, llm.FieldAccountID},
		"a capacity out of bounds":    {400, "InvalidCapacity", "m", llm.CodeInvalid, llm.FieldThroughput},
		"another model in place":      {400, "CannotChangeDeploymentModel", "m", llm.CodeInvalid, llm.FieldModel},
		"an attestation that lacks":   {400, "InvalidModelProviderData", "m", llm.CodeInvalid, llm.FieldAttestation},
		"a state nobody knows":        {418, "Teapot", "m", llm.CodeInvalid, ""},
	} {
		t.Run(name, func(t *testing.T) {
			body, err := json.Marshal(armErrorBody{Error: armError{Code: c.code, Message: c.message}})
			if err != nil {
				t.Fatal(err)
			}
			resp := reply(&http.Request{}, c.status, "", "X-Ms-Request-Id", "0a1b")
			got := failure("create deployment", "chat", resp, body)
			if got.Code != c.want || got.Field != c.field || got.Cloud != c.code || got.RequestID != "0a1b" || got.Status != c.status {
				t.Errorf("%+v; want code %s, field %q", got, c.want, c.field)
			}
			if !strings.Contains(got.Error(), c.message) {
				t.Errorf("%q does not hold the message", got.Error())
			}
			if general := c.code == "Teapot" || c.code == "ResourceNotFound"; got.Fix == "" && !general &&
				slices.Contains([]llm.Code{llm.CodeInvalid, llm.CodeQuota, llm.CodeLocked}, got.Code) {
				t.Errorf("%q does not say what to do", got.Error()) // of the other codes, the code says it
			}
		})
	}
}

func TestFailure_ofWhatIsNotAzure(t *testing.T) {
	for name, c := range map[string]struct {
		status      int
		contentType string
		body        string
		want        llm.Code
	}{
		"a proxy's page":              {407, "text/html", "<html>\x1b[31mProxy\u202e login</html>", llm.CodeProtocol},
		"a page under not found":      {404, "text/html", "<h1>Not Found</h1>", llm.CodeProtocol},
		"nothing under not found":     {404, "", "", llm.CodeProtocol},
		"JSON that is no error":       {404, "application/json", `{"message":"no"}`, llm.CodeProtocol},
		"a page under 403":            {403, "text/html", "<html>blocked</html>", llm.CodeProtocol},
		"nothing under 401":           {401, "", "", llm.CodeUnauthenticated},
		"nothing under 503":           {503, "", "  ", llm.CodeUnavailable},
		"an error that is a text":     {400, "application/json", `{"error":"bad"}`, llm.CodeProtocol},
		"an error without a code":     {400, "application/json", `{"error":{"message":"bad"}}`, llm.CodeProtocol},
		"an error that is cut":        {400, "application/json", `{"error":{"code":"Ins`, llm.CodeProtocol},
		"a list in place of an error": {500, "application/json", `[]`, llm.CodeProtocol},
	} {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://management.azure.com/x", nil)
			if err != nil {
				t.Fatal(err)
			}
			got := failure("read deployment", "chat", reply(req, c.status, "", "Content-Type", c.contentType), []byte(c.body))
			if got.Code != c.want || llm.IsNotFound(got) {
				t.Errorf("code = %s, want %s", got.Code, c.want)
			}
			if !strings.Contains(got.Message, "management.azure.com") || !strings.Contains(got.Fix, "proxy") {
				t.Errorf("%q (%q) does not help", got.Message, got.Fix)
			}
			if strings.ContainsAny(got.Message, "\x1b\u202e\n") {
				t.Errorf("%q holds control characters", got.Message)
			}
		})
	}
}

func TestSuccess_thatIsNotAzure(t *testing.T) {
	for name, body := range map[string]string{
		"a login page":         "<html>sign in</html>",
		"nothing":              "",
		"a cut answer":         `{"id":"x","name":"chat","sku":{"name":"Stan`,
		"an empty object":      `{}`,
		"another deployment":   `{"name":"other","sku":{"name":"Standard"},"properties":{"model":{"format":"OpenAI","name":"gpt-4o"}}}`,
		"a number for a name":  `{"name":5}`,
		"null":                 `null`,
		"a list":               `[]`,
		"deployment, no model": `{"name":"chat","sku":{"name":"Standard"},"properties":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			d := scripted(t, func(req *http.Request) *http.Response {
				return reply(req, http.StatusOK, body, "Content-Type", "text/html")
			})
			_, err := d.Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"})
			if llm.CodeOf(err) != llm.CodeProtocol {
				t.Errorf("error = %v, want protocol", err)
			}
		})
	}
}

func TestUnsent(t *testing.T) {
	refused := &llm.Error{Op: "send request", Code: llm.CodeRefused, Message: "no"}
	for name, c := range map[string]struct {
		err  error
		want llm.Code
	}{
		"a deadline":         {context.DeadlineExceeded, llm.CodeTimeout},
		"a caller gone":      {context.Canceled, llm.CodeCancelled},
		"a lost connection":  {errors.New("reset"), llm.CodeUnavailable},
		"no token":           {nonRetriable{errors.New("AADSTS7000215")}, llm.CodeUnauthenticated},
		"a refusal of ours":  {refused, llm.CodeRefused},
		"an endless answer":  {errTooLarge, llm.CodeProtocol},
		"a token cut by ctx": {nonRetriable{context.Canceled}, llm.CodeCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			err := unsent("read deployment", "chat", c.err)
			if llm.CodeOf(err) != c.want || !strings.HasPrefix(err.Error(), `read deployment "chat": `) {
				t.Errorf("%v (%s), want %s", err, llm.CodeOf(err), c.want)
			}
		})
	}
}

func TestGet_saysNotFoundOnlyWhenTheDeploymentIsGone(t *testing.T) {
	deployment := `{"name":"chat","sku":{"name":"Standard","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-4o"},"provisioningState":"Succeeded"}}`
	gone := `{"error":{"code":"ResourceNotFound","message":"m"}}`
	t.Run("the account vanishes between two reads", func(t *testing.T) {
		d := scripted(t, func(req *http.Request) *http.Response {
			if strings.HasSuffix(req.URL.Path, "/chat") {
				return reply(req, http.StatusOK, deployment)
			}
			return reply(req, http.StatusNotFound, gone)
		})
		_, err := d.Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"})
		if err == nil || llm.IsNotFound(err) {
			t.Errorf("error = %v, want one that is not NotFound", err)
		}
	})
	t.Run("the account is gone and so is the deployment", func(t *testing.T) {
		d := scripted(t, func(req *http.Request) *http.Response {
			return reply(req, http.StatusNotFound, `{"error":{"code":"ParentResourceNotFound","message":"m"}}`)
		})
		if _, err := d.Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"}); !llm.IsNotFound(err) {
			t.Errorf("error = %v, want NotFound", err)
		}
	})
	t.Run("a name that could never have been sent", func(t *testing.T) {
		d := scripted(t, func(req *http.Request) *http.Response { return reply(req, http.StatusNotFound, gone) })
		if _, err := d.Get(t.Context(), llm.ID{Value: realAccount + "/deployments/.."}); err == nil || llm.IsNotFound(err) {
			t.Errorf("error = %v, want one that is not NotFound", err)
		}
	})
}

func TestOneLine(t *testing.T) {
	if got := oneLine("a\r\n\tb\u202ec\x00\u200b d", 100); got != "a b c d" {
		t.Errorf("got %q", got)
	}
	if got := oneLine(strings.Repeat("é", 50), 10); got != strings.Repeat("é", 10)+"…" {
		t.Errorf("got %q", got)
	}
}
