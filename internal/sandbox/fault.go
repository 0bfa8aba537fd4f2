package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Fault answers matching requests with status, body and header (which may be nil) instead of serving them.
func Fault(match func(*http.Request) bool, status int, body string, header http.Header) Hook {
	return Hook{Match: match, Before: func(r *http.Request) *http.Response {
		return response(r, reply{status: status, header: header, body: []byte(body)})
	}}
}

// ResetBeforeSend loses the connection before the stand-in sees the request: nothing is committed.
func ResetBeforeSend(match func(*http.Request) bool) Hook {
	return Hook{Match: match, Before: func(*http.Request) *http.Response { return Lost() }}
}

// ResetAfterCommit loses the connection after the stand-in committed the request.
func ResetAfterCommit(match func(*http.Request) bool) Hook {
	return Hook{Match: match, After: func(*http.Request, *http.Response) *http.Response { return Lost() }}
}

// Delay commits matching requests and keeps their answers back for d of real time, or until the request's context ends.
func Delay(match func(*http.Request) bool, d time.Duration) Hook {
	return Hook{Match: match, After: func(r *http.Request, resp *http.Response) *http.Response {
		pause(r.Context(), d)
		return resp
	}}
}

// DelaySend keeps matching requests from the stand-in for d of real time, or until the request's context ends.
func DelaySend(match func(*http.Request) bool, d time.Duration) Hook {
	return Hook{Match: match, Before: func(r *http.Request) *http.Response {
		pause(r.Context(), d)
		if r.Context().Err() != nil {
			return Lost()
		}
		return nil
	}}
}

// Lag hides what is created from now on: for d of real time after its creation a GET of an object answers 404. Lists
// do not lag.
func Lag(d time.Duration) Hook {
	l := &lag{wait: d, born: map[string]time.Time{}}
	return Hook{Before: l.hide, After: l.note}
}

type lag struct {
	wait time.Duration
	mu   sync.Mutex
	born map[string]time.Time // by lower-case path (ARM), ARN (AWS), path (AgentCore) or guardrail and version
}

// note remembers what an answer says was created: the path of a PUT, or the ARN that a POST returned.
func (l *lag) note(r *http.Request, resp *http.Response) *http.Response {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case r.Method == http.MethodPut && resp.StatusCode == http.StatusCreated:
		l.born[strings.ToLower(r.URL.EscapedPath())] = time.Now()
	case r.Method == http.MethodPost && isAgentCorePath(r.URL.EscapedPath()) && resp.StatusCode < http.StatusBadRequest:
		l.born[agentcoreBorn(r, resp)] = time.Now()
	case r.Method == http.MethodPost && resp.StatusCode < http.StatusBadRequest:
		l.born[guardrailBorn(resp)] = time.Now()
		for _, arn := range arnsIn(resp) {
			l.born[arn] = time.Now()
		}
	}
	return resp
}

func (l *lag) hide(r *http.Request) *http.Response {
	if r.Method != http.MethodGet || r.URL.Query().Has("asyncId") { // a poll at the object's path sees it
		return nil
	}
	path := r.URL.EscapedPath()
	last, err := url.PathUnescape(path[strings.LastIndex(path, "/")+1:])
	if err != nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.hidden(strings.ToLower(path)) {
		return response(r, jsonReply(http.StatusNotFound, map[string]any{"error": map[string]string{
			"code": "ResourceNotFound", "message": "The resource is not there yet.",
		}}))
	}
	if l.hidden(last) || l.hidden(guardrailAsked(r)) || isAgentCorePath(path) && l.hidden(strings.TrimSuffix(path, "/")) {
		return response(r, jsonReply(http.StatusNotFound, map[string]string{"message": "The resource is not there yet."}).
			with("X-Amzn-Errortype", "ResourceNotFoundException"))
	}
	return nil
}

func (l *lag) hidden(key string) bool {
	born, ok := l.born[key]
	return ok && key != "" && time.Since(born) < l.wait
}

// arnsIn returns the ARNs at the top of a JSON answer and leaves the body unread.
func arnsIn(resp *http.Response) []string {
	body, err := peek(resp)
	if err != nil {
		return nil
	}
	fields := map[string]json.RawMessage{}
	if json.Unmarshal(body, &fields) != nil {
		return nil
	}
	var arns []string
	for _, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) == nil && strings.HasPrefix(text, "arn:") {
			arns = append(arns, text)
		}
	}
	return arns
}

// peek returns a response's body and leaves a fresh copy in its place.
func peek(resp *http.Response) ([]byte, error) {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}
