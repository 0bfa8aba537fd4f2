package sandbox

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// only returns a transport that speaks one protocol.
func only(set func(*http.Protocols), config *tls.Config) *http.Transport {
	protocols := &http.Protocols{}
	set(protocols)
	return &http.Transport{Protocols: protocols, TLSClientConfig: config}
}

func TestServe_speaksBothVersionsOfHTTP(t *testing.T) {
	plain := startServe(t, "-state", filepath.Join(t.TempDir(), "sandbox.json"))
	secure := startServe(t, "-state", filepath.Join(t.TempDir(), "sandbox.json"), "-tls")
	authority, err := os.ReadFile(secure.CA)
	noError(t, err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	config := &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	for name, c := range map[string]struct {
		url     string
		through *http.Transport
		major   int
	}{
		"HTTP/1.1":          {plain.URL, only(func(p *http.Protocols) { p.SetHTTP1(true) }, nil), 1},
		"HTTP/2":            {plain.URL, only(func(p *http.Protocols) { p.SetUnencryptedHTTP2(true) }, nil), 2},
		"HTTP/1.1 with TLS": {secure.URL, only(func(p *http.Protocols) { p.SetHTTP1(true) }, config), 1},
		"HTTP/2 with TLS":   {secure.URL, only(func(p *http.Protocols) { p.SetHTTP2(true) }, config), 2},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url+clockPath, http.NoBody)
			noError(t, err)
			resp, err := c.through.RoundTrip(r)
			noError(t, err)
			defer resp.Body.Close()
			if resp.StatusCode != http.StatusOK || resp.ProtoMajor != c.major {
				t.Errorf("answers %s %s", resp.Proto, resp.Status)
			}
			c.through.CloseIdleConnections()
		})
	}
}
