package sandbox

import (
	"fmt"
	"net/http"
	"strings"
)

// apiContext is the context of a policy's expressions, as far as routes use it.
type apiContext struct{ of *apiCall }

func (x apiContext) member(name string) (any, bool) {
	switch name {
	case "Request":
		return calledRequest(x), true
	case "Response":
		if x.of.response == nil {
			return nil, true
		}
		return calledResponse{x.of.response}, true
	case "Variables":
		return apiVariables(x.of.variables), true
	case "LastError":
		if x.of.failure == nil {
			return nil, true
		}
		return x.of.failure, true
	case "RequestId":
		return apiRequestID(x.of.seed()), true
	}
	return nil, false
}

// calledRequest is context.Request.
type calledRequest struct{ of *apiCall }

func (q calledRequest) member(name string) (any, bool) {
	switch name {
	case "Body":
		if len(q.of.body) == 0 {
			return nil, true
		}
		return calledBody(q.of.body), true
	case "Headers":
		return calledHeaders(q.of.header), true
	case "Method":
		return q.of.r.method, true
	}
	return nil, false
}

// calledBody is context.Request.Body, which is read as a JObject.
type calledBody string

func (b calledBody) call(name string, _ []any) (any, error) {
	if name != "As" {
		return nil, noMember(b, name)
	}
	return readJSONObject([]byte(b))
}

// calledHeaders are those of a request.
type calledHeaders http.Header

func (h calledHeaders) call(name string, arguments []any) (any, error) {
	key, ok := first[string](arguments)
	values := http.Header(h).Values(key)
	switch {
	case ok && name == "ContainsKey":
		return len(values) > 0, nil
	case !ok || name != "GetValueOrDefault":
		return nil, noMember(h, name)
	case len(values) == 0 && len(arguments) > 1:
		return arguments[1], nil
	}
	return strings.Join(values, ","), nil
}

// calledResponse is context.Response.
type calledResponse struct{ reply *reply }

func (s calledResponse) member(name string) (any, bool) {
	return s.reply.status, name == "StatusCode"
}

func (f *apiFailure) member(name string) (any, bool) {
	switch name {
	case "Source":
		return f.source, true
	case "Reason":
		return f.reason, true
	case "Message":
		return f.message, true
	}
	return nil, false
}

// apiRequestID is a Guid that equal requests share.
type apiRequestID int

func (id apiRequestID) call(name string, _ []any) (any, error) {
	switch name {
	case "GetHashCode":
		return int(id), nil
	case "ToString":
		return fmt.Sprintf("%08x-0000-4000-8000-000000000000", int(id)), nil
	}
	return nil, noMember(id, name)
}

// apiVariables are the variables of a policy.
type apiVariables map[string]any

func (v apiVariables) at(key any) (value any, ok bool) {
	value, ok = v[csharpText(key)]
	return value, ok
}

func (v apiVariables) call(name string, arguments []any) (any, error) {
	key, ok := first[string](arguments)
	value, has := v[key]
	switch {
	case ok && name == "ContainsKey":
		return has, nil
	case !ok || name != "GetValueOrDefault":
		return nil, noMember(v, name)
	case !has && len(arguments) > 1:
		return arguments[1], nil
	}
	return value, nil
}
