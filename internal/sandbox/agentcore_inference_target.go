package sandbox

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// The errors by which a gateway turns to the next target, beside statuses.
const (
	errorConnection = "CONNECTION_ERROR"
	errorUnroutable = "UNROUTABLE"
)

// try sends a request to one target after the other until one's answer is no reason to go on.
func (st *state) try(r *request, g *agentcoreGateway, steps []inferenceStep, model string) reply {
	var answer reply
	for i, step := range steps {
		sent, failure := st.sendTo(r, g, step, cmp.Or(step.Model, model))
		answer = sent
		if failure != "" {
			answer = openaiRefusal{
				status: http.StatusBadGateway, Type: "server_error", Code: strings.ToLower(failure),
				Message: fmt.Sprintf("The target %s cannot be reached. The sandbox stands in for deployments of its own, and nothing else.", step.Target),
			}.reply()
		}
		if i == len(steps)-1 || !step.Trigger.fires(failure, answer.status) {
			break
		}
	}
	return answer
}

// fires tells whether what became of a try lets the next one follow. Without triggers of their own that is every 5XX and
// every error [documented]; 429 is not among them.
func (t *inferenceTrigger) fires(failure string, status int) bool {
	if t == nil {
		t = &inferenceTrigger{StatusCodes: []string{"5XX"}, Errors: []string{errorConnection, errorUnroutable}}
	}
	if failure != "" {
		return slices.Contains(t.Errors, failure)
	}
	exact := strconv.Itoa(status)
	return slices.Contains(t.StatusCodes, exact) || slices.Contains(t.StatusCodes, exact[:1]+"XX")
}

// sendTo sends a request to a target, and returns its answer or the error by which the gateway knows that there is none.
func (st *state) sendTo(r *request, g *agentcoreGateway, step inferenceStep, model string) (answer reply, failure string) {
	t := g.targetNamed(step.Target, r.now)
	if t == nil || t.status(r.now, "READY") != "READY" {
		return reply{}, errorUnroutable
	}
	providerPath, ok := t.operationFor(r, model)
	if !ok || t.inference().Provider == nil {
		return reply{}, errorUnroutable // the connectors lead to services that the sandbox does not hold
	}
	body, _, _ := askingFor(r.body, model)
	to := outbound{url: strings.TrimSuffix(t.inference().Provider.Endpoint, "/") + providerPath, header: http.Header{}, body: body}
	if version := r.header.Get("Anthropic-Version"); version != "" {
		to.header.Set("Anthropic-Version", version)
	}
	st.identify(r, t, &to)
	answer, ok = st.forward(r, to)
	if !ok {
		return reply{}, errorConnection
	}
	return answer, ""
}

// operationFor returns the path at which a target serves a request of a model; false where it does not serve it. A target
// without operations serves everything.
func (t *agentcoreTarget) operationFor(r *request, model string) (providerPath string, ok bool) {
	var configuration struct {
		Inference struct {
			Provider struct {
				Operations []struct {
					Path         string `json:"path"`
					ProviderPath string `json:"providerPath"`
					Models       []struct {
						Model string `json:"model"`
					} `json:"models"`
				} `json:"operations"`
			} `json:"provider"`
		} `json:"inference"`
	}
	_ = json.Unmarshal(t.Configuration, &configuration) // checked when it was stored
	asked := strings.TrimPrefix(r.path, gatewayInference)
	operations := configuration.Inference.Provider.Operations
	if len(operations) == 0 {
		return asked, true
	}
	for _, o := range operations {
		if o.Path != asked {
			continue
		}
		for _, m := range o.Models {
			ok = ok || globbed(m.Model, model)
		}
		return cmp.Or(o.ProviderPath, o.Path), ok || len(o.Models) == 0
	}
	return "", false
}

// targetIdentity is how a gateway proves to a target who asks.
type targetIdentity struct {
	CredentialProvider struct {
		OAuth *struct {
			Scopes []string `json:"scopes"`
		} `json:"oauthCredentialProvider"`
		Key *struct {
			Name     string `json:"credentialParameterName"`
			Prefix   string `json:"credentialPrefix"`
			Location string `json:"credentialLocation"`
		} `json:"apiKeyCredentialProvider"`
		IAM *struct {
			Service string `json:"service"`
			Region  string `json:"region"`
		} `json:"iamCredentialProvider"`
	} `json:"credentialProvider"`
}

// identify adds the target's credential to a request. The caller's own is passed on only where the target says so.
func (st *state) identify(r *request, t *agentcoreTarget, to *outbound) {
	var identities []targetIdentity
	if json.Unmarshal(t.Credentials, &identities) != nil || len(identities) == 0 {
		return
	}
	switch p := identities[0].CredentialProvider; {
	case p.OAuth != nil:
		token, _ := EntraToken(strings.Join(p.OAuth.Scopes, " "))
		to.header.Set("Authorization", "Bearer "+token)
	case p.Key != nil:
		key := st.presumedKey(r, to.url)
		if p.Key.Prefix != "" {
			key = p.Key.Prefix + " " + key
		}
		if p.Key.Location == "QUERY_PARAMETER" {
			to.url += "?" + url.QueryEscape(p.Key.Name) + "=" + url.QueryEscape(key)
			return
		}
		to.header.Set(cmp.Or(p.Key.Name, "Authorization"), key)
	case p.IAM != nil:
		scope := cmp.Or(p.IAM.Region, r.region) + "/" + p.IAM.Service
		to.header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=GATEWAY/"+r.now.Format("20060102")+"/"+scope+"/aws4_request, SignedHeaders=host, Signature=sandbox")
	default:
		to.header.Set("Authorization", r.header.Get("Authorization"))
	}
}
