package llm

import (
	"strings"
	"testing"
)

func TestSecrets_hide(t *testing.T) {
	const secret = "s3cr3t-of/the+house=that-is-long"
	var s Secrets
	s.Add("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
	s.Add(secret, "short", "", "eyJhbGciOiJub25lIn0.e30.c2FuZGJveA")
	s.AddURL("http://jeeves:opensesame@proxy.example:8080")
	for name, row := range map[string]struct{ text, want string }{
		"nothing":                  {"all is well", "all is well"},
		"the secret":               {"it said " + secret + ".", "it said (hidden)."},
		"twice":                    {secret + secret, "(hidden)(hidden)"},
		"escaped in a form":        {"client_secret=s3cr3t-of%2Fthe%2Bhouse%3Dthat-is-long&x=1", "client_secret=(hidden)&x=1"},
		"escaped as .NET does":     {"client_secret=s3cr3t-of%2fthe%2bhouse%3dthat-is-long&x=1", "client_secret=(hidden)&x=1"},
		"escaped in JSON":          {`{"sent":"s3cr3t-of\/the+house=that-is-long"}`, `{"sent":"(hidden)"}`},
		"special only late":        {"it said wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY.", "it said (hidden)."},
		"the same, escaped":        {"s=wJalrXUtnFEMI%2FK7MDENG%2BbPxRfiCYEXAMPLEKEY&x=1", "s=(hidden)&x=1"},
		"the same, cut":            {"s=wJalrXUtnFEMI/K7MDENG…", "s=(hidden)…"},
		"sent to a proxy":          {"Proxy-Authorization: Basic amVldmVzOm9wZW5zZXNhbWU=", "Proxy-Authorization: Basic (hidden)"},
		"cut before its end":       {"Bearer eyJhbGciOiJub25lIn0.e3…", "Bearer (hidden)…"},
		"too short to be a secret": {"short", "short"},
		"the password of a proxy":  {"proxyconnect: jeeves:opensesame@proxy", "proxyconnect: (hidden)@proxy"},
		"the password alone":       {"opensesame", "(hidden)"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.Hide(row.text); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestSecrets_nilHoldsNone(t *testing.T) {
	var s *Secrets
	s.Add("anything")
	s.AddURL("http://a:b@c")
	if got := s.Hide("anything"); got != "anything" {
		t.Errorf("got %q", got)
	}
}

func FuzzSecrets(f *testing.F) {
	f.Add("before ", "s3cr3t-that-is-long", " after")
	f.Add("", "aaaaaa", "aaaaaaa")
	f.Add("(hidden)", "(hidden)", "x")
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		var s Secrets
		s.Add(secret)
		if len(secret) < shortestSecret || strings.Contains(Hidden, secret[:min(len(secret), anchorLength)]) {
			return
		}
		shown := s.Hide(before + secret + after)
		for part := range strings.SplitSeq(shown, Hidden) {
			if strings.Contains(part, secret) {
				t.Errorf("%q is shown in %q", secret, shown)
			}
		}
	})
}
