package faults_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// connections are faults in which no whole answer comes.
func connections() []fault {
	lost := func(name string, times int, strike func(*exchange) (*http.Response, error)) fault {
		f := fault{name: name, times: times, strike: strike, silent: true}
		if times == 0 {
			f.read, f.write = late(llm.CodeUnavailable), late(llm.CodeUnavailable)
		}
		return f
	}
	slow := func(name string, done bool, strike func(*exchange) (*http.Response, error)) fault {
		return fault{name: name, strike: strike, silent: true, done: done, read: no(llm.CodeTimeout), write: no(llm.CodeTimeout)}
	}
	lostAfter := lost("reset after the commit", 0, resetAfter)
	lostAfter.done = true
	lostOnce := lost("reset after the commit once", 1, resetAfter)
	lostOnce.done = true
	certificate := lost("unknown certificate", 0, unknownCertificate)
	certificate.read, certificate.write = no(llm.CodeUnavailable), no(llm.CodeUnavailable)
	refused := lost("connection refused", 0, refusedConnection)
	refused.read, refused.write = maybe(llm.CodeUnavailable), maybe(llm.CodeUnavailable)
	return []fault{
		lost("reset before the send", 0, resetBefore),
		lost("reset before the send twice", 2, resetBefore),
		lostAfter,
		lostOnce,
		lost("refused once", 1, refusedConnection),
		refused, certificate,
		slow("slower than the deadline", false, slowBefore),
		slow("slower than the deadline after the commit", true, slowAfter),
		slow("a body that stalls", true, stalled),
		{name: "slow once", times: 1, strike: halfMinute},
		{name: "caller gives up", strike: givesUp(false), silent: true, read: no(llm.CodeCancelled), write: no(llm.CodeCancelled)},
		{name: "caller gives up after the commit", strike: givesUp(true), silent: true, done: true, read: no(llm.CodeCancelled), write: no(llm.CodeCancelled)},
		{name: "caller gives up between repeats", strike: givesUpLater, read: maybe(llm.CodeCancelled), write: maybe(llm.CodeCancelled), silent: true},
	}
}

func resetBefore(*exchange) (*http.Response, error) {
	return nil, &net.OpError{Op: "write", Net: "tcp", Err: syscall.ECONNRESET}
}

func resetAfter(x *exchange) (*http.Response, error) {
	if _, err := x.pass(); err != nil {
		return nil, err
	}
	return nil, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
}

func refusedConnection(*exchange) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

func unknownCertificate(*exchange) (*http.Response, error) {
	return nil, &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}
}

func slowBefore(x *exchange) (*http.Response, error) {
	<-x.req.Context().Done()
	return nil, x.req.Context().Err()
}

func slowAfter(x *exchange) (*http.Response, error) {
	if _, err := x.pass(); err != nil {
		return nil, err
	}
	return slowBefore(x)
}

func stalled(x *exchange) (*http.Response, error) {
	resp, err := x.pass()
	if err != nil {
		return nil, err
	}
	resp.Body, resp.ContentLength = &stalledBody{req: x.req}, -1
	return resp, nil
}

func halfMinute(x *exchange) (*http.Response, error) {
	select {
	case <-x.req.Context().Done():
		return nil, x.req.Context().Err()
	case <-time.After(30 * time.Second):
		return x.pass()
	}
}

// givesUp ends the caller's context while the request is under way.
func givesUp(done bool) func(*exchange) (*http.Response, error) {
	return func(x *exchange) (*http.Response, error) {
		if done {
			if _, err := x.pass(); err != nil {
				return nil, err
			}
		}
		x.place.giveUp()
		return nil, context.Canceled
	}
}

// givesUpLater ends the caller's context while the driver waits to try again.
func givesUpLater(x *exchange) (*http.Response, error) {
	time.AfterFunc(100*time.Millisecond, x.place.giveUp)
	return x.refuse(http.StatusServiceUnavailable, "ServiceUnavailable", "Busy."), nil
}
