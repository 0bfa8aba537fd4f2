package faults_test

import (
	"net/http"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// ended are credentials that end, and operations that nobody wants any more.
func ended() []fault {
	return []fault{
		{
			name: "credentials end with the request", strike: credentialsEnd, silent: true,
			read: maybe(llm.CodeUnauthenticated), write: maybe(llm.CodeUnauthenticated),
		},
		{
			name: "credentials have ended", start: func(p *place) { p.keys.ended = true }, silent: true,
			read: maybe(llm.CodeUnauthenticated),
		},
		{
			name: "caller has given up before", start: (*place).giveUp, silent: true,
			read: maybe(llm.CodeCancelled),
		},
	}
}

// credentialsEnd lets the session behind the credentials end with this request.
func credentialsEnd(x *exchange) (*http.Response, error) {
	x.place.keys.ended = true
	return x.refuse(http.StatusUnauthorized, "ExpiredTokenException", "The session has expired."), nil
}
