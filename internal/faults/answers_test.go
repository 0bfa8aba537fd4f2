package faults_test

import (
	"io"
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const foreignHost = "https://elsewhere.example.net"

// foreignBodies are answers that are not the platform's, or not whole.
func foreignBodies(platform llm.Platform) []fault {
	page := func(status int, body string) func(*exchange) (*http.Response, error) {
		return func(x *exchange) (*http.Response, error) { return x.answer(status, typeHTML, body), nil }
	}
	text := func(body string) func(*exchange) (*http.Response, error) {
		return func(x *exchange) (*http.Response, error) { return x.answer(http.StatusOK, typeJSON, body), nil }
	}
	unreadable := func(name string, strike func(*exchange) (*http.Response, error)) fault {
		return fault{name: name, strike: strike, read: no(llm.CodeProtocol), write: no(llm.CodeProtocol)}
	}
	after := func(f fault) fault {
		strike := f.strike
		f.name, f.done, f.at = f.name+" after the commit", true, writes
		f.strike = func(x *exchange) (*http.Response, error) {
			if _, err := x.pass(); err != nil {
				return nil, err
			}
			return strike(x)
		}
		return f
	}
	readsOnly := func(f fault) fault {
		f.at = reads
		return f
	}
	gateway := unreadable("HTML with 502", page(http.StatusBadGateway, badGateway))
	gateway.read, gateway.write = late(llm.CodeProtocol), late(llm.CodeProtocol)
	gatewayOnce := gateway
	gatewayOnce.name, gatewayOnce.times, gatewayOnce.read, gatewayOnce.write = "HTML with 502 twice", 2, ok(), ok()
	login := unreadable("HTML with 200", page(http.StatusOK, loginPage))
	cut := fault{name: "a body that is cut", strike: cutAnswer, done: true, at: withBody, silent: true}
	cutOnce := cut
	cutOnce.name, cutOnce.times = "a body that is cut once", 1
	if platform == llm.Azure { // the body is read when the answer is accepted
		cut.read, cut.write, cutOnce.read, cutOnce.write = no(llm.CodeProtocol), no(llm.CodeProtocol), no(llm.CodeProtocol), no(llm.CodeProtocol)
	} else { // the body belongs to the attempt
		cut.read, cut.write = late(llm.CodeUnavailable), late(llm.CodeUnavailable)
	}
	huge := readsOnly(unreadable("a body without end", hugeAnswer))
	huge.at = func(_ operation, c call) bool { return c.object() || c.list() }
	return []fault{
		login, after(login), gateway, gatewayOnce,
		unreadable("HTML with 403", page(http.StatusForbidden, loginPage)),
		unreadable("HTML with 404", page(http.StatusNotFound, "<html><body><h1>Not Found</h1></body></html>")),
		unreadable("HTML with 407", page(http.StatusProxyAuthRequired, loginPage)),
		readsOnly(unreadable("an empty body", text(""))),
		readsOnly(unreadable("text that is not JSON", text("OK\n"))),
		readsOnly(unreadable("JSON that is cut", text(`{"value":[{"name":`))),
		readsOnly(unreadable("JSON of another shape", text(`["a"]`))),
		readsOnly(unreadable("JSON null", text(`null`))),
		unreadable("redirect to another host", redirect(http.StatusFound)),
		unreadable("lasting redirect to another host", redirect(http.StatusPermanentRedirect)),
		cut, cutOnce, huge,
	}
}

func writes(_ operation, c call) bool { return c.stage == write }
func reads(_ operation, c call) bool  { return c.stage != write }

// withBody leaves out deletions, which answer with nothing that could be cut.
func withBody(_ operation, c call) bool { return !strings.HasPrefix(c.name, http.MethodDelete) }

func redirect(status int) func(*exchange) (*http.Response, error) {
	return func(x *exchange) (*http.Response, error) {
		resp := x.answer(status, typeHTML, "")
		resp.Header.Set("Location", foreignHost+x.req.URL.Path)
		return resp, nil
	}
}

func cutAnswer(x *exchange) (*http.Response, error) {
	resp, err := x.pass()
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(&cutBody{rest: strings.NewReader(string(body[:len(body)/2]))})
	return resp, err
}

func hugeAnswer(x *exchange) (*http.Response, error) {
	resp := x.answer(http.StatusOK, typeJSON, "")
	resp.Body, resp.ContentLength = &endlessBody{}, -1
	return resp, nil
}
