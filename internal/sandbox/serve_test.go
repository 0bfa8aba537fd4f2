package sandbox

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	azcloud "github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// startServe runs Serve until the test ends, and checks that it stops cleanly.
func startServe(t *testing.T, args ...string) announcement {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	var stderr bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- Serve(ctx, args, writer, &stderr)
		_ = writer.Close()
	}()
	t.Cleanup(func() {
		cancel()
		select {
		case got := <-code:
			if got != 0 {
				t.Errorf("Serve ended with %d: %s", got, stderr.String())
			}
		case <-time.After(5 * time.Second):
			t.Error("Serve did not stop")
		}
	})
	line, err := bufio.NewReader(reader).ReadBytes('\n')
	if err != nil {
		t.Fatalf("Serve announced nothing: %v", err)
	}
	var at announcement
	if err := json.Unmarshal(line, &at); err != nil {
		t.Fatalf("Serve announced %q: %v", line, err)
	}
	return at
}

func TestServe_sharesTheFileWithOtherProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	at := startServe(t, "-state", path)
	if at.CA != "" || !strings.HasPrefix(at.URL, "http://127.0.0.1:") {
		t.Errorf("announced %+v", at)
	}
	mustDo(t, openBox(t, path), "PUT", deploymentID("chat"), standardModel(1))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at.URL+deploymentID("chat")+"?api-version=2026-03-01", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer x")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("GET answers %s", resp.Status)
	}
}

func TestServe_setsTheClock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	startServe(t, "-state", path, "-clock", "2027-06-18")
	if now := openBox(t, path).Now(); now.Format(time.DateOnly) != "2027-06-18" {
		t.Errorf("it is %s", now)
	}
}

func TestServe_refuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"every address of the machine": {[]string{"-state", path, "-listen", "0.0.0.0:0"}, 1, "loopback"},
		"no host":                      {[]string{"-state", path, "-listen", ":0"}, 1, "loopback"},
		"another machine":              {[]string{"-state", path, "-listen", "192.0.2.1:0"}, 1, "loopback"},
		"a name":                       {[]string{"-state", path, "-listen", "example.com:0"}, 1, "loopback"},
		"no file":                      {nil, 2, "-state FILE"},
		"a second argument":            {[]string{"-state", path, "more"}, 2, "nothing else"},
		"an unknown flag":              {[]string{"-nope"}, 2, "-nope"},
		"a clock that is no time":      {[]string{"-state", path, "-clock", "tomorrow"}, 1, "neither a date nor"},
		"a missing folder":             {[]string{"-state", filepath.Join(path, "x", "y.json")}, 1, "does not exist"},
	} {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			if code := Serve(ctx, c.args, &stdout, &stderr); code != c.code || !strings.Contains(stderr.String(), c.says) {
				t.Errorf("ended with %d, saying %q; want %d with %q", code, stderr.String(), c.code, c.says)
			}
			if stdout.Len() > 0 {
				t.Errorf("announced %s", stdout.String())
			}
		})
	}
}

// TestServe_withTheCloudsOwnClient drives the served sandbox with Microsoft's credential and pipeline, unmodified: the
// credential finds the token endpoint by itself and the poller follows the service's own links.
func TestServe_withTheCloudsOwnClient(t *testing.T) {
	at := startServe(t, "-state", filepath.Join(t.TempDir(), "sandbox.json"), "-tls")
	client := trusting(t, at.CA)
	where := azcloud.Configuration{
		ActiveDirectoryAuthorityHost: at.URL,
		Services:                     map[azcloud.ServiceName]azcloud.ServiceConfiguration{azcloud.ResourceManager: {Endpoint: at.URL, Audience: at.URL}},
	}
	options := azcore.ClientOptions{Cloud: where, Transport: client}
	credential, err := azidentity.NewClientSecretCredential(AzureTenant, "client", "secret", &azidentity.ClientSecretCredentialOptions{
		ClientOptions: options, DisableInstanceDiscovery: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	pipeline, err := arm.NewClient("test", "v0.0.0", credential, &arm.ClientOptions{ClientOptions: options})
	if err != nil {
		t.Fatal(err)
	}
	id := deploymentID("ptu")
	request, err := runtime.NewRequest(t.Context(), http.MethodPut, at.URL+id+"?api-version=2026-03-01")
	if err != nil {
		t.Fatal(err)
	}
	if err := request.SetBody(nopCloser{strings.NewReader(ptu(15))}, "application/json"); err != nil {
		t.Fatal(err)
	}
	resp, err := pipeline.Pipeline().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	poller, err := runtime.NewPoller[map[string]any](resp, pipeline.Pipeline(), nil)
	if err != nil {
		t.Fatal(err)
	}
	done, err := poller.PollUntilDone(t.Context(), &runtime.PollUntilDoneOptions{Frequency: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	properties, _ := done["properties"].(map[string]any)
	if done["id"] != id || properties["provisioningState"] != "Succeeded" {
		t.Errorf("the poller ended with %v", done)
	}
}

type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }

// trusting returns a client that trusts only the announced authority.
func trusting(t *testing.T, ca string) *http.Client {
	t.Helper()
	info, err := os.Stat(ca)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the authority's file has mode %v, want 0600", info.Mode().Perm())
	}
	pem, err := os.ReadFile(ca)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(pem), "PRIVATE KEY") {
		t.Error("the authority's key was written")
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		t.Fatal("the authority's file holds no certificate")
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

func TestServe_describesItselfAsACloud(t *testing.T) {
	b := newARMBox(t)
	anonymous := http.Header{}
	metadata := b.sendWith("GET", "/metadata/endpoints?api-version=2022-09-01", "", anonymous)
	for path, want := range map[string]string{
		"resourceManager": b.url + "/", "authentication/loginEndpoint": b.url + "/", "authentication/tenant": "common",
		"authentication/identityProvider": "AAD", "microsoftGraphResourceId": b.url + "/",
	} {
		if got := metadata.at(strings.Split(path, "/")...); got != want {
			t.Errorf("metadata: %s is %q, want %q", path, got, want)
		}
	}
	for _, prefix := range []string{"", "/v2.0"} {
		got := b.sendWith("GET", "/"+AzureTenant+prefix+"/.well-known/openid-configuration", "", anonymous)
		if got.at("token_endpoint") != b.url+"/"+AzureTenant+"/oauth2/v2.0/token" {
			t.Errorf("openid-configuration%s answers %s", prefix, got.text)
		}
	}
	if got := b.sendWith("GET", "/common/discovery/instance?api-version=1.1", "", anonymous); got.at("tenant_discovery_endpoint") == "" {
		t.Errorf("instance discovery answers %s", got.text)
	}
	for _, version := range []string{"token", "v2.0/token"} {
		got := b.sendWith("POST", "/"+AzureTenant+"/oauth2/"+version, "grant_type=client_credentials", anonymous)
		if got.status != 200 || strings.Count(got.at("access_token"), ".") != 2 || got.at("token_type") != "Bearer" {
			t.Errorf("token endpoint %s answers %d %s", version, got.status, got.text)
		}
	}
}
