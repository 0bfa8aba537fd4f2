package llm

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Secrets are the credentials that one provider configuration works with. What
// a cloud or a proxy answers may repeat them, so that no such text is shown
// before Hide has seen it. The zero value and nil hold none; all methods are
// safe for concurrent use.
type Secrets struct {
	mu     sync.RWMutex
	hidden []string
}

// Hidden stands where a secret stood.
const Hidden = "(hidden)"

const (
	shortestSecret = 6  // what is shorter would hide ordinary words
	anchorLength   = 12 // so much of a secret's beginning gives it away: texts are cut before they are shown
)

// Add takes values that are not to be shown from now on. Those of fewer than
// six bytes are left out.
func (s *Secrets) Add(values ...string) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, value := range values {
		for _, form := range escapes(value) {
			if len(form) >= shortestSecret && !slices.Contains(s.hidden, form) {
				s.hidden = append(s.hidden, form)
			}
		}
	}
}

var percentCode = regexp.MustCompile(`%[0-9A-F]{2}`)

// escapes are the forms in which an answer may repeat a value: as it is, in an
// address or a form (.NET, and so Azure, writes %2f and not %2F), in JSON and in
// the HTML of a proxy.
func escapes(value string) []string {
	forms := []string{value, html.EscapeString(value)}
	for _, form := range []string{url.QueryEscape(value), url.PathEscape(value)} {
		forms = append(forms, form, percentCode.ReplaceAllStringFunc(form, strings.ToLower))
	}
	if quoted, err := json.Marshal(value); err == nil {
		inside := string(quoted[1 : len(quoted)-1])
		forms = append(forms, inside, strings.ReplaceAll(inside, "/", `\/`), strings.ReplaceAll(value, "/", `\/`))
	}
	return forms
}

// AddURL takes the user and the password of an address.
func (s *Secrets) AddURL(address string) {
	if u, err := url.Parse(address); err == nil && u.User != nil {
		password, _ := u.User.Password()
		basic := base64.StdEncoding.EncodeToString([]byte(u.User.Username() + ":" + password)) // as a proxy is sent it
		s.Add(password, u.User.Username(), u.User.String(), basic)
	}
}

// Hide returns the text without any secret, and without the beginning of one.
func (s *Secrets) Hide(text string) string {
	if s == nil {
		return text
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	var b strings.Builder
	for {
		at, length := s.first(text)
		if length == 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:at])
		b.WriteString(Hidden)
		text = text[at+length:]
	}
}

// first finds where a text first begins as a secret does, and how far it goes on
// like it. Of the forms of a secret that begin alike the one counts that goes on
// longest: by any other the rest would be shown.
func (s *Secrets) first(text string) (at, length int) {
	for _, secret := range s.hidden {
		anchor := secret[:min(len(secret), anchorLength)]
		start := strings.Index(text, anchor)
		if start < 0 || length > 0 && start > at {
			continue
		}
		end := len(anchor) + commonPrefix(text[start+len(anchor):], secret[len(anchor):])
		if length == 0 || start < at || end > length {
			at, length = start, end
		}
	}
	return at, length
}

// commonPrefix is how many bytes two texts have in common at their beginning.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
