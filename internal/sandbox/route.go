package sandbox

import (
	"net/url"
	"strings"
)

// Services, as routes name them. An AWS service bears the name of its signing scope.
const (
	serviceARM = "arm"
)

// route binds one operation of one service to its handler. A handler is a function of state and request: it checks
// first and changes the state last, so that a refusal changes nothing.
type route struct {
	service string // serviceARM, the AWS signing name ("bedrock", "bedrock-agentcore", "tagging", "servicequotas", "sts"), or one of the data plane
	method  string
	path    string // template such as "/inference-profiles/{id}"; a variable is one segment of the escaped path, "{path...}" at the end all that follow
	target  string // the X-Amz-Target of AWS's JSON protocols; "" matches a request that has none
	reads   bool   // the handler changes nothing, though its method is neither GET nor HEAD
	open    bool   // answered without credentials and api-version
	handle  func(*state, *request) reply
}

// changes tells whether the handler may change the state.
func (rt *route) changes() bool {
	return !rt.reads && rt.method != "GET" && rt.method != "HEAD"
}

// match returns the values of the path's variables. Templates are compared with the escaped path, since AWS puts
// percent-encoded ARNs into single segments; ARM ignores the case of every literal, AWS does not.
func (rt *route) match(escapedPath string) (map[string]string, bool) {
	if strings.HasSuffix(rt.path, "...}") { // the last variable is the rest, which the handler reads for itself
		return map[string]string{}, strings.HasPrefix(escapedPath, rt.path[:strings.LastIndex(rt.path, "{")])
	}
	want, have := strings.Split(rt.path, "/"), strings.Split(escapedPath, "/")
	if len(want) != len(have) {
		return nil, false
	}
	vars := map[string]string{}
	for i, segment := range want {
		if strings.HasPrefix(segment, "{") {
			value, err := url.PathUnescape(have[i])
			if err != nil || value == "" {
				return nil, false
			}
			vars[strings.Trim(segment, "{}")] = value
			continue
		}
		if segment != have[i] && (rt.service != serviceARM || !strings.EqualFold(segment, have[i])) {
			return nil, false
		}
	}
	return vars, true
}

// find returns the route of a request. pathKnown tells that the path exists, though not with this method.
func find(routes []route, r *request) (found *route, pathKnown bool) {
	for i := range routes {
		rt := &routes[i]
		if rt.service != r.service || rt.target != r.target {
			continue
		}
		vars, ok := rt.match(r.path)
		if !ok {
			continue
		}
		if rt.method == r.method {
			r.vars = vars
			return rt, true
		}
		pathKnown = true
	}
	return nil, pathKnown
}
