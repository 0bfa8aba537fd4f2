//go:build unix

package acceptance_test

import (
	"bytes"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// ending is what the clouds do with a run.
type ending string

const (
	succeeds    ending = "succeeds"
	refused     ending = "is refused"             // whoever asks gets in, and every call is refused
	notAdmitted ending = "is not admitted"        // the services that issue tokens and tell identities refuse
	unreachable ending = "does not reach a cloud" // the connection breaks
	panics      ending = "ends in a panic"        // of the provider, once it holds its credentials
)

// realAWS is an account that is not the sandbox's.
const realAWS = "123456789012"

// genuine is a cloud that is none of the sandbox, as far as the provider can
// tell: a sandbox under the ids of real accounts, behind TLS. What it refuses it
// refuses in the worst way, by repeating all that it was sent.
type genuine struct {
	sb     *sandbox.Sandbox
	what   ending
	issued issuedTokens
	server *httptest.Server

	mu    sync.Mutex
	heard bytes.Buffer
	ca    string // PEM file
}

// issuedTokens are the credentials that the cloud hands out.
type issuedTokens struct{ access, secretKey, session, oidc string }

func serveGenuine(t *testing.T, what ending, issued issuedTokens) *genuine {
	t.Helper()
	g := &genuine{sb: sandbox.New(sandbox.ProvisioningTime(0)), what: what, issued: issued, ca: filepath.Join(t.TempDir(), "ca.pem")}
	g.server = httptest.NewTLSServer(g)
	t.Cleanup(g.server.Close)
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: g.server.Certificate().Raw})
	if err := os.WriteFile(g.ca, cert, 0o600); err != nil {
		t.Fatal(err)
	}
	return g
}

// ServeHTTP answers as the ending says.
func (g *genuine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	g.hear(r, body)
	form, _ := url.ParseQuery(string(body))
	token, sts := strings.HasSuffix(r.URL.Path, "/token"), form.Get("Action") != ""
	door := token || sts || strings.HasPrefix(r.URL.Path, "/oidc") || strings.HasPrefix(r.URL.Path, "/container")
	open := strings.Contains(r.URL.Path, ".well-known") || strings.Contains(r.URL.Path, "/discovery/")
	switch {
	case g.what == unreachable && !open:
		panic(http.ErrAbortHandler) // net/http's way to end a connection without an answer
	case g.what == notAdmitted && door, g.what == refused && !door && !open:
		echo(w, r, body, token, sts)
	case token:
		fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":%q}`, g.issued.access)
	case strings.HasPrefix(r.URL.Path, "/oidc"):
		fmt.Fprintf(w, `{"value":%q}`, g.issued.oidc)
	case strings.HasPrefix(r.URL.Path, "/container"):
		fmt.Fprintf(w, `{"AccessKeyId":"ASIAISSUED","SecretAccessKey":%q,"Token":%q,"Expiration":"2099-01-01T00:00:00Z"}`, g.issued.secretKey, g.issued.session)
	case strings.HasPrefix(form.Get("Action"), "AssumeRole"):
		fmt.Fprintf(w, `<%[1]sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%[1]sResult><Credentials><AccessKeyId>ASIAISSUED</AccessKeyId>`+
			`<SecretAccessKey>%[2]s</SecretAccessKey><SessionToken>%[3]s</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></%[1]sResult></%[1]sResponse>`,
			form.Get("Action"), g.issued.secretKey, g.issued.session)
	default:
		g.forward(w, r, body)
	}
}

// hear keeps what credentials arrive with.
func (g *genuine) hear(r *http.Request, body []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	fmt.Fprintf(&g.heard, "%v %s\n", r.Header, body)
}

// heardOf counts the canaries that arrived.
func (g *genuine) heardOf(names []string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := 0
	for _, name := range names {
		if holds(g.heard.Bytes(), canary(name)) {
			n++
		}
	}
	return n
}

// forward lets the sandbox answer under another name. Both names of an account
// are of one length.
func (g *genuine) forward(w http.ResponseWriter, r *http.Request, body []byte) {
	in := strings.NewReplacer(stranger, sandbox.AzureSubscription, realAWS, sandbox.AWSAccount)
	out := strings.NewReplacer(sandbox.AzureSubscription, stranger, sandbox.AWSAccount, realAWS)
	inside := r.Clone(r.Context())
	inside.Body = io.NopCloser(bytes.NewReader([]byte(in.Replace(string(body)))))
	inside.URL.Path, inside.URL.RawPath, inside.RequestURI = in.Replace(r.URL.Path), in.Replace(r.URL.RawPath), in.Replace(r.RequestURI)
	answer := httptest.NewRecorder()
	g.sb.ServeHTTP(answer, inside)
	for key, values := range answer.Header() {
		for _, value := range values {
			w.Header().Add(key, out.Replace(value))
		}
	}
	w.WriteHeader(answer.Code)
	_, _ = io.WriteString(w, out.Replace(answer.Body.String()))
}

// echo refuses in the service's own form, and repeats headers and body.
func echo(w http.ResponseWriter, r *http.Request, body []byte, token, sts bool) {
	var all strings.Builder
	for _, key := range []string{"Authorization", "X-Amz-Security-Token", "Proxy-Authorization"} {
		fmt.Fprintf(&all, "%s: %s; ", key, r.Header.Get(key))
	}
	told := strings.NewReplacer(`"`, "'", "\n", " ", "<", "(", ">", ")", "&", ";").Replace(all.String() + string(body))
	w.Header().Set("Content-Type", "application/json")
	switch {
	case token:
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintf(w, `{"error":"invalid_client","error_description":"AADSTS7000215: refused. %s","error_codes":[7000215]}`, told)
	case sts:
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>refused. %s</Message></Error></ErrorResponse>`, told)
	case strings.HasPrefix(r.URL.Path, "/subscriptions"):
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `{"error":{"code":"AuthorizationFailed","message":"refused. %s"}}`, told)
	default:
		w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `{"__type":"AccessDeniedException","message":"refused. %s","Message":"refused. %s"}`, told, told)
	}
}
