package sandbox

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// policyBox is a service with the API "chat", whose policy is tried.
func newPolicyBox(t *testing.T) *apimBox {
	t.Helper()
	b := newApimBox(t)
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	b.must("PUT", "/backends/blue", singleBackend("blue.example.com"))
	return b
}

const policyPath = "/apis/chat/policies/policy"

func formatted(format, text string) string {
	return properties(`"format":"` + format + `","value":` + string(encoded(text)))
}

// TestPolicy_isPrintedAnew compares with what the service answered in recordings (azure-cli's test_apim_api_policy) and
// in the examples of the specification of 2024-05-01, whose indentation is older.
func TestPolicy_isPrintedAnew(t *testing.T) {
	b := newPolicyBox(t)
	for name, c := range map[string]struct{ format, sent, xml, raw string }{
		"as recorded": {
			"xml", "<policies>\n        <inbound></inbound>\n        <backend>\n                <!-- test -->\n        </backend>\n        <outbound />\n        <on-error />\n</policies>",
			"<policies>\r\n\t<inbound></inbound>\r\n\t<backend>\r\n\t\t<!-- test -->\r\n\t</backend>\r\n\t<outbound />\r\n\t<on-error />\r\n</policies>",
			"<policies>\r\n\t<inbound></inbound>\r\n\t<backend>\r\n\t\t<!-- test -->\r\n\t</backend>\r\n\t<outbound />\r\n\t<on-error />\r\n</policies>",
		},
		"on one line": {
			"xml", "<policies> <inbound /> <backend>    <forward-request />  </backend>  <outbound /></policies>",
			"<policies>\r\n\t<inbound />\r\n\t<backend>\r\n\t\t<forward-request />\r\n\t</backend>\r\n\t<outbound />\r\n</policies>",
			"<policies>\r\n\t<inbound />\r\n\t<backend>\r\n\t\t<forward-request />\r\n\t</backend>\r\n\t<outbound />\r\n</policies>",
		},
		"with blanks and brackets in a text": {
			"rawxml", "<policies>\r\n     <inbound>\r\n     <base />\r\n  <set-header name=\"a\" exists-action='override'>\r\n   <value>\"@(h => h.Key==\"Via\")\" </value>\r\n    </set-header>\r\n  </inbound>\r\n      </policies>",
			"<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t\t<set-header name=\"a\" exists-action=\"override\">\r\n\t\t\t<value>\"@(h =&gt; h.Key==\"Via\")\" </value>\r\n\t\t</set-header>\r\n\t</inbound>\r\n</policies>",
			"<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t\t<set-header name=\"a\" exists-action=\"override\">\r\n\t\t\t<value>\"@(h =&gt; h.Key==\"Via\")\" </value>\r\n\t\t</set-header>\r\n\t</inbound>\r\n</policies>",
		},
		"with an unescaped expression": {
			"rawxml", `<policies><inbound><set-variable name='a' value="@(context.A < 1 && context.B == "x)" ? 'y' : "z")" /></inbound></policies>`,
			"<policies>\r\n\t<inbound>\r\n\t\t<set-variable name=\"a\" value=\"@(context.A &lt; 1 &amp;&amp; context.B == &quot;x)&quot; ? 'y' : &quot;z&quot;)\" />\r\n\t</inbound>\r\n</policies>",
			"<policies>\r\n\t<inbound>\r\n\t\t<set-variable name=\"a\" value=\"@(context.A < 1 && context.B == \"x)\" ? 'y' : \"z\")\" />\r\n\t</inbound>\r\n</policies>",
		},
		"with an expression of several lines": {
			"rawxml", "<policies><inbound><set-body>@{\n  var a = new List<string>();\n  return @\"say \"\"}\"\"\" + $\"{a[0]}\";\n}</set-body></inbound></policies>",
			"<policies>\r\n\t<inbound>\r\n\t\t<set-body>@{\r\n  var a = new List&lt;string&gt;();\r\n  return @\"say \"\"}\"\"\" + $\"{a[0]}\";\r\n}</set-body>\r\n\t</inbound>\r\n</policies>",
			"<policies>\r\n\t<inbound>\r\n\t\t<set-body>@{\r\n  var a = new List<string>();\r\n  return @\"say \"\"}\"\"\" + $\"{a[0]}\";\r\n}</set-body>\r\n\t</inbound>\r\n</policies>",
		},
	} {
		t.Run(name, func(t *testing.T) {
			b.call("DELETE", policyPath, "", "*")
			put := b.must("PUT", policyPath, formatted(c.format, c.sent))
			if put.at("properties", "format") != "xml" || put.at("properties", "value") != c.xml {
				t.Errorf("the PUT answers %s", put.text)
			}
			for format, want := range map[string]string{"": c.xml, "?format=xml": c.xml, "?format=rawxml": c.raw} {
				if diff := cmp.Diff(want, b.must("GET", policyPath+format, "").at("properties", "value")); diff != "" {
					t.Errorf("GET %s (-want +got):\n%s", format, diff)
				}
			}
			for format, text := range map[string]string{"xml": c.xml, "rawxml": c.raw} {
				again := b.must("PUT", policyPath, formatted(format, text))
				if again.header.Get("Etag") != put.header.Get("Etag") {
					t.Errorf("what a read shows as %s is another policy:\n%s", format, again.text)
				}
			}
		})
	}
}

func TestPolicy_refusals(t *testing.T) {
	b := newPolicyBox(t)
	inbound := func(text string) string { return `<policies><inbound>` + text + `</inbound></policies>` }
	for name, c := range map[string]struct{ text, target, message string }{
		"no XML":                            {"hello", "representation", "Data at the root level is invalid."},
		"nothing but blanks":                {" ", "representation", "Root element is missing."},
		"an end tag of another name":        {"<policies>\n\t<inbound></inbond></policies>", "representation", "The 'inbound' start tag on line 2 position 3 does not match the end tag of 'inbond'."},
		"an element without an end":         {"<policies><inbound>", "representation", "not closed: inbound"},
		"an end tag too many":               {"<policies></policies></policies>", "representation", "Unexpected end tag."},
		"two roots":                         {"<policies/><policies/>", "representation", "root level"},
		"an attribute twice":                {inbound(`<base id="a" id="b"/>`), "representation", "duplicate attribute"},
		"an attribute without quotes":       {inbound(`<base id=a/>`), "representation", "expected token"},
		"an attribute without a value":      {inbound(`<base id/>`), "representation", "expected token is '='"},
		"an unknown entity":                 {inbound(`<set-variable name="a" value="&copy;"/>`), "representation", "EntityName"},
		"an ampersand":                      {inbound(`<set-variable name="a" value="x&y"/>`), "representation", "EntityName"},
		"a comment without an end":          {"<policies><!-- </policies>", "representation", "is expected"},
		"an expression without an end":      {inbound(`<set-variable name="a" value="@(x"/>`), "representation", "not closed"},
		"an expression with wrong brackets": {inbound(`<set-variable name="a" value="@(x])"/>`), "representation", "not closed"},
		"an expression with more behind":    {inbound(`<set-body>@(x) y</set-body>`), "representation", "not all of the value"},
		"a document type":                   {`<!DOCTYPE a><policies/>`, "representation", "Name cannot begin"},
		"another root":                      {"<policy/>", "policy", "must be 'policies'"},
		"an unknown section":                {"<policies><sideways/></policies>", "sideways", "section 'sideways' is unknown"},
		"a section twice":                   {"<policies><inbound/><inbound/></policies>", "inbound", "twice"},
		"text in a section":                 {inbound("hello"), "inbound", "Text is not allowed"},
		"an unknown policy":                 {inbound("<teleport/>"), "teleport", "Error in element 'teleport' on line 1, column 21: The policy 'teleport' is unknown."},
		"a policy of another section":       {inbound("<forward-request/>"), "forward-request", "Policy is not allowed in the specified section"},
		"a policy in a choice":              {`<policies><backend><choose><when condition="@(true)"><rewrite-uri template="/"/></when></choose></backend></policies>`, "rewrite-uri", "not allowed in the specified section"},
		"two policies in backend":           {"<policies><backend><base/><forward-request/></backend></policies>", "backend", "only one policy"},
		"a choice of nothing":               {inbound("<choose/>"), "choose", "must come first"},
		"otherwise before when":             {inbound(`<choose><otherwise/><when condition="@(true)"/></choose>`), "choose", "must come first"},
		"when on its own":                   {inbound(`<when condition="@(true)"/>`), "when", "unknown"},
		"a missing attribute":               {inbound(`<set-variable name="a"/>`), "set-variable", "Required attribute 'value' is missing."},
		"an attribute of nobody":            {inbound(`<set-variable name="a" value="b" colour="red"/>`), "set-variable", "'colour' is not allowed"},
		"a backend and a URL":               {inbound(`<set-backend-service backend-id="blue" base-url="https://x"/>`), "set-backend-service", "Exactly one"},
		"a backend that is not there":       {"<policies>\n<inbound>\n<base />\n\t<set-backend-service backend-id=\"nobody\" /></inbound></policies>", "set-backend-service", "Error in element 'set-backend-service' on line 4, column 3: Backend with id 'nobody' could not be found."},
		"too many retries":                  {`<policies><backend><retry condition="@(true)" count="51" interval="0"><forward-request/></retry></backend></policies>`, "retry", "between 1 and 50"},
		"a token limit without a count":     {inbound(`<llm-token-limit counter-key="a" estimate-prompt-tokens="true"/>`), "llm-token-limit", "tokens-per-minute"},
		"a named value that is not there":   {inbound(`<set-variable name="a" value="{{nobody}}"/>`), "representation", "Cannot find a property 'nobody'"},
	} {
		t.Run(name, func(t *testing.T) {
			wantField(t, b.call("PUT", policyPath, policyOf(c.text), ""), c.target, c.message)
			wantStatus(t, b.call("GET", policyPath, "", ""), 404)
		})
	}
	wantField(t, b.call("PUT", policyPath, formatted("xml-link", "https://x"), ""), "format", "xml-link")
	wantField(t, b.call("PUT", policyPath, formatted("xml", inbound(`<set-variable name="a" value="@(a < b)"/>`)), ""), "representation", "invalid attribute character")
}

func TestPolicy_takesWhatRoutesAreMadeOf(t *testing.T) {
	b := newPolicyBox(t)
	text := `<policies>
	<inbound>
		<base />
		<llm-token-limit counter-key="@(context.Api.Id)" tokens-per-minute="1000" estimate-prompt-tokens="false" />
		<set-variable name="seed" value="@(new Random().Next(100))" />
		<choose>
			<when condition="@((int)context.Variables["seed"] < 90)"><set-backend-service backend-id="blue" /></when>
			<otherwise><set-backend-service id="apim-generated-policy" backend-id="@((string)context.Variables["other"])" /></otherwise>
		</choose>
		<set-header name="Authorization" exists-action="override"><value>Bearer {{bedrock-api-key}}</value></set-header>
	</inbound>
	<backend>
		<retry condition="@(context.Response.StatusCode == 429 || context.Response.StatusCode >= 500)" count="{{tries}}" interval="0" first-fast-retry="true">
			<set-backend-service backend-id="blue" />
			<forward-request timeout="30" buffer-request-body="true" />
		</retry>
	</backend>
	<outbound><base /></outbound>
	<on-error><return-response><set-status code="503" reason="busy" /></return-response></on-error>
</policies>`
	wantField(t, b.call("PUT", policyPath, policyOf(text), ""), "representation", "Cannot find a property 'tries'")
	b.must("PUT", "/namedValues/any", properties(`"displayName":"tries","value":"2"`))
	b.must("PUT", policyPath, policyOf(text))
	wantRefusal(t, b.call("DELETE", "/namedValues/any", "", "*"), 400, "ValidationError", "/apis/chat/policies/policy")
	wantRefusal(t, b.call("DELETE", "/backends/blue", "", "*"), 400, "ValidationError", "/apis/chat/policies/policy")
}

// TestPolicy_everyPolicyStandsInItsSectionsOnly tries each known policy in each section.
func TestPolicy_everyPolicyStandsInItsSectionsOnly(t *testing.T) {
	b := newPolicyBox(t)
	tried := 0
	for name, known := range policyElements() {
		if known.sections == "" {
			continue
		}
		var attributes strings.Builder
		for _, needed := range known.needs {
			fmt.Fprintf(&attributes, ` %s="1"`, needed)
		}
		element := "<" + name + attributes.String()
		if name == "set-backend-service" {
			element += ` backend-id="blue"`
		}
		if strings.HasSuffix(name, "-token-limit") {
			element += ` tokens-per-minute="1"`
		}
		element += ">" + map[bool]string{true: `<when condition="@(true)"/>`}[name == "choose"] + "</" + name + ">"
		for section, letter := range policySections() {
			got := b.call("PUT", policyPath, policyOf("<policies><"+section+">"+element+"</"+section+"></policies>"), "")
			tried++
			if strings.Contains(known.sections, letter) != (got.status < 300) {
				t.Errorf("%s in %s: %d %s", name, section, got.status, got.text)
			}
		}
	}
	t.Logf("%d policies in sections tried", tried)
}

func TestPolicy_ofAnOperationIsAnEntityOfItsOwn(t *testing.T) {
	b := newPolicyBox(t)
	const ofOperation = "/apis/chat/operations/ask/policies/policy"
	sent := formatted("rawxml", `<policies><inbound><set-backend-service backend-id="blue" /></inbound></policies>`)
	b.refused(404, "PUT", ofOperation, sent, "")
	b.must("PUT", "/apis/chat/operations/ask", properties(`"displayName":"ask","method":"POST","urlTemplate":"/ask"`))
	b.must("PUT", ofOperation, sent)
	b.refused(400, "DELETE", "/backends/blue", "", "*")
	b.call("DELETE", "/apis/chat/operations/ask", "", "*")
	b.refused(404, "GET", ofOperation, "", "")
	b.call("DELETE", "/backends/blue", "", "*")
}

// refused wants a status of a call.
func (b *apimBox) refused(status int, method, path, body, match string) {
	b.t.Helper()
	if got := b.call(method, path, body, match); got.status != status {
		b.t.Errorf("%s %s answers %d, want %d", method, path, got.status, status)
	}
}
