package faults_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// lists are faults of the tokens and links that lead from page to page.
func lists() []fault {
	var faults []fault
	for length := 1; length <= 3; length++ {
		faults = append(faults, fault{
			name: fmt.Sprintf("pages in a circle of %d", length), at: paged, strike: circle(length), most: 2*length + 2,
			read: maybe(llm.CodeProtocol), silent: true,
		})
	}
	return faults
}

func paged(_ operation, c call) bool { return c.list() }

// circle answers every page with the token of the next of so many, for ever.
func circle(length int) func(*exchange) (*http.Response, error) {
	return func(x *exchange) (*http.Response, error) {
		token := fmt.Sprintf("page-%d", x.hit%length)
		withoutToken(x)
		return x.altered(func(document map[string]any) { setToken(x, document, token) })
	}
}

// withoutToken makes the request that of the first page.
func withoutToken(x *exchange) {
	sent := x.req.Clone(x.req.Context())
	query := sent.URL.Query()
	query.Del("$skiptoken")
	query.Del("nextToken")
	sent.URL.RawQuery = query.Encode()
	x.req = sent
	var document map[string]any
	if json.Unmarshal(x.body, &document) == nil && document != nil {
		delete(document, "NextToken")
		delete(document, "PaginationToken")
		x.body = []byte(encode(document))
	}
}

func setToken(x *exchange, document map[string]any, token string) {
	switch {
	case x.wire.platform == llm.Azure:
		link := *x.req.URL
		link.RawQuery += "&%24skiptoken=" + token
		document["nextLink"] = link.String()
	case x.call.name == "ListServiceQuotas":
		document["NextToken"] = token
	case x.call.name == "GetResources":
		document["PaginationToken"] = token
	default:
		document["nextToken"] = token
	}
}

// azureLinks are addresses in answers that lead somewhere else.
func azureLinks() []fault {
	link := func(name, address string) fault {
		return fault{
			name: name, at: paged, silent: true, read: no(llm.CodeRefused),
			strike: func(x *exchange) (*http.Response, error) {
				return x.altered(func(document map[string]any) { document["nextLink"] = address })
			},
		}
	}
	const own = "https://management.azure.com"
	return []fault{
		link("nextLink to another host", foreignHost+"/subscriptions?api-version=2026-03-01"),
		link("nextLink to a host that looks alike", "https://management.azure.com.example.net/subscriptions"),
		link("nextLink with a user in front", "https://management.azure.com@example.net/subscriptions"),
		link("nextLink without TLS", "http://management.azure.com/subscriptions"),
		link("nextLink to another path", own+"/subscriptions/x/resourcegroups/y?api-version=2026-03-01"),
		{
			name: "operation followed to another host", at: func(o operation, c call) bool { return o.waits && strings.HasPrefix(c.name, "PUT") },
			strike: func(x *exchange) (*http.Response, error) {
				resp, err := x.altered(func(map[string]any) {})
				if err == nil {
					resp.Header.Set("Azure-AsyncOperation", foreignHost+"/operationResults/1")
					resp.Header.Set("Location", foreignHost+"/operationResults/1")
					err = x.place.failObject("Failed")
				}
				return resp, err
			},
			write: declared{code: broken},
		},
	}
}
