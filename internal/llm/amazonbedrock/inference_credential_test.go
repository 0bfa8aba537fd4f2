package amazonbedrock

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TestCredential_key reads a key as the service does, signature included.
func TestCredential_key(t *testing.T) {
	for name, c := range map[string]struct {
		ends    time.Time
		expires time.Duration
	}{
		"lasts twelve hours":                       {time.Time{}, 12 * time.Hour},
		"lasts no longer than its session":         {now().Add(90 * time.Minute), 90 * time.Minute},
		"is not longer for a session that is long": {now().Add(36 * time.Hour), 12 * time.Hour},
		"ends in whole seconds":                    {now().Add(time.Hour + 1500*time.Millisecond), time.Hour + time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, secrets := askedStub(t, http.StatusTeapot, "", c.ends)
			key, err := d.Credential(t.Context(), deploymentEndpoint(), "")
			if err != nil {
				t.Fatal(err)
			}
			if key.Kind != llm.BedrockAPIKey || key.Header != "Authorization" || key.Prefix != "Bearer " || !key.ExpiresAt.Equal(now().Add(c.expires)) {
				t.Errorf("%s in %q after %q until %v", key.Kind, key.Header, key.Prefix, key.ExpiresAt)
			}
			query := presigned(t, key.Value)
			if got, _ := time.ParseDuration(query.Get("X-Amz-Expires") + "s"); got != c.expires || query.Get("X-Amz-Security-Token") != canaryToken {
				t.Errorf("it says %v", query)
			}
			if want := signature(query, canarySecret); query.Get("X-Amz-Signature") != want {
				t.Errorf("signature %s, want %s", query.Get("X-Amz-Signature"), want)
			}
			if strings.Contains(secrets.Hide("it was "+key.Value), key.Value) {
				t.Error("a diagnostic could show it")
			}
			if n := len(stub.all()); n != 0 {
				t.Errorf("%d requests were sent: a key needs none", n)
			}
		})
	}
}

// presigned takes a key apart.
func presigned(t *testing.T, key string) url.Values {
	t.Helper()
	encoded, isKey := strings.CutPrefix(key, "bedrock-api-key-")
	text, err := base64.StdEncoding.DecodeString(encoded)
	address, isVersion := strings.CutSuffix(string(text), "&Version=1")
	u, failed := url.Parse("https://" + address)
	if !isKey || !isVersion || err != nil || failed != nil || u.Host != "bedrock.amazonaws.com" || u.Path != "/" {
		t.Fatalf("%q is no key: %v %v", text, err, failed)
	}
	if q := u.Query(); q.Get("Action") != "CallWithBearerToken" || !strings.HasSuffix(q.Get("X-Amz-Credential"), "/us-east-1/bedrock/aws4_request") {
		t.Errorf("it says %v", q)
	}
	return u.Query()
}

// signature is AWS's signature of a presigned POST, by AWS's description of version 4 and not by its SDK.
func signature(query url.Values, secret string) string {
	signed := url.Values{}
	for name, values := range query {
		if name != "X-Amz-Signature" {
			signed[name] = values
		}
	}
	canonical := strings.Join([]string{
		http.MethodPost, "/", strings.ReplaceAll(signed.Encode(), "+", "%20"), "host:bedrock.amazonaws.com", "", "host", hashed(""),
	}, "\n")
	scope := strings.SplitN(query.Get("X-Amz-Credential"), "/", 2)[1]
	key := []byte("AWS4" + secret)
	for part := range strings.SplitSeq(scope, "/") {
		key = mac(key, part)
	}
	return hex.EncodeToString(mac(key, strings.Join([]string{"AWS4-HMAC-SHA256", query.Get("X-Amz-Date"), scope, hashed(canonical)}, "\n")))
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestCredential_refused(t *testing.T) {
	foreign := deploymentEndpoint()
	foreign.URLs.Converse = "https://evil.example"
	for name, c := range map[string]struct {
		to   llm.Endpoint
		kind llm.CredentialKind
		ends time.Time
		code llm.Code
		says string
	}{
		"a kind of another cloud":      {deploymentEndpoint(), llm.EntraToken, time.Time{}, llm.CodeInvalid, "bedrock_api_key"},
		"a kind that is none":          {deploymentEndpoint(), "password", time.Time{}, llm.CodeInvalid, "bedrock_api_key"},
		"a session that is over":       {deploymentEndpoint(), "", now().Add(-time.Minute), llm.CodeUnauthenticated, "Renew"},
		"a session that ends at once":  {deploymentEndpoint(), "", now().Add(30 * time.Second), llm.CodeUnauthenticated, "Renew"},
		"a route, which takes no key":  {gatewayEndpoint(), "", time.Time{}, llm.CodeInvalid, "bedrock-agentcore"},
		"a route and a kind":           {gatewayEndpoint(), llm.BedrockAPIKey, time.Time{}, llm.CodeInvalid, "SigV4"},
		"an address at a foreign host": {foreign, "", time.Time{}, llm.CodeRefused, "bedrock-runtime.us-east-1.amazonaws.com"},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, _ := askedStub(t, http.StatusTeapot, "", c.ends)
			got, err := d.Credential(t.Context(), c.to, c.kind)
			told, _ := errors.AsType[*llm.Error](err)
			if got != (llm.Credential{}) || llm.CodeOf(err) != c.code || !strings.Contains(told.Error()+told.Fix, c.says) {
				t.Errorf("%v with code %q, want %q that says %q", err, llm.CodeOf(err), c.code, c.says)
			}
			if n := len(stub.all()); n != 0 {
				t.Errorf("%d requests were sent", n)
			}
		})
	}
}
