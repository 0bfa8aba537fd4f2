package sandbox

import (
	"net/http"
	"regexp"
	"sync"
)

// Hook changes how the sandbox answers the requests it matches. Hooks live in one process and are never stored.
type Hook struct {
	// Match chooses the requests; nil chooses all. See On.
	Match func(*http.Request) bool
	// Before may answer instead of the stand-in, which then never sees the request: nothing is committed. A nil
	// response lets the request pass; Lost loses it.
	Before func(*http.Request) *http.Response
	// After may replace the stand-in's answer to a request that is committed; Lost loses the answer.
	After func(*http.Request, *http.Response) *http.Response
	// Times is how many matching requests the hook applies to before it rests; 0 means all.
	Times int
}

// Lost returns the response that stands for a connection that is reset before an answer arrives.
func Lost() *http.Response {
	return &http.Response{}
}

func isLost(resp *http.Response) bool {
	return resp.StatusCode == 0
}

// On matches requests of a method ("" means any) whose escaped path or X-Amz-Target matches the regular expression.
// It panics if the expression does not compile.
func On(method, pattern string) func(*http.Request) bool {
	expression := regexp.MustCompile(pattern)
	return func(r *http.Request) bool {
		if method != "" && method != r.Method {
			return false
		}
		target := r.Header.Get("X-Amz-Target")
		return expression.MatchString(r.URL.EscapedPath()) || target != "" && expression.MatchString(target)
	}
}

// Hook installs h and returns what removes it again. Of several hooks that match, all see the request, oldest first;
// the first that answers in Before wins.
func (s *Sandbox) Hook(h Hook) (remove func()) {
	return s.hooks.add(h)
}

type hookList struct {
	mu    sync.Mutex
	hooks []*installedHook
}

type installedHook struct {
	Hook
	used int
}

func (l *hookList) add(h Hook) (remove func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	installed := &installedHook{Hook: h}
	l.hooks = append(l.hooks, installed)
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		for i, other := range l.hooks {
			if other == installed {
				l.hooks = append(l.hooks[:i:i], l.hooks[i+1:]...)
				return
			}
		}
	}
}

// claim returns the hooks that apply to r, oldest first, and counts that use.
func (l *hookList) claim(r *http.Request) claimed {
	l.mu.Lock()
	defer l.mu.Unlock()
	var hooks claimed
	for _, h := range l.hooks {
		if h.Times > 0 && h.used >= h.Times || h.Match != nil && !h.Match(r) {
			continue
		}
		h.used++
		hooks = append(hooks, h.Hook)
	}
	return hooks
}

// claimed are the hooks that apply to one request.
type claimed []Hook

// before returns the first answer that a hook gives instead of the stand-in, or nil.
func (c claimed) before(r *http.Request) *http.Response {
	for _, h := range c {
		if h.Before == nil {
			continue
		}
		if resp := h.Before(r); resp != nil {
			return resp
		}
	}
	return nil
}

func (c claimed) after(r *http.Request, resp *http.Response) *http.Response {
	for _, h := range c {
		if h.After == nil {
			continue
		}
		if resp = h.After(r, resp); isLost(resp) {
			break
		}
	}
	return resp
}
