package llm

import (
	"net/url"
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
	hidden []string // longest first
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
		for _, form := range []string{value, url.QueryEscape(value), url.PathEscape(value)} {
			if len(form) >= shortestSecret && !slices.Contains(s.hidden, form) {
				s.hidden = append(s.hidden, form)
			}
		}
	}
	slices.SortStableFunc(s.hidden, func(a, b string) int { return len(b) - len(a) })
}

// AddURL takes the user and the password of an address.
func (s *Secrets) AddURL(address string) {
	if u, err := url.Parse(address); err == nil && u.User != nil {
		password, _ := u.User.Password()
		s.Add(password, u.User.Username(), u.User.String())
	}
}

// Hide returns the text without any secret, and without the beginning of one.
func (s *Secrets) Hide(text string) string {
	if s == nil {
		return text
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, secret := range s.hidden {
		text = hide(text, secret)
	}
	return text
}

// hide takes out what begins as the secret does, as far as it goes on like it.
func hide(text, secret string) string {
	anchor := secret[:min(len(secret), anchorLength)]
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, anchor)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString(Hidden)
		text = after[commonPrefix(after, secret[len(anchor):]):]
	}
}

// commonPrefix is how many bytes two texts have in common at their beginning.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
