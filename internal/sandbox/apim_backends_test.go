package sandbox

import (
	"fmt"
	"strings"
	"testing"
)

const oneRule = `{"name":"r","tripDuration":"PT1M","failureCondition":{%s"interval":"PT1M","statusCodeRanges":[{"min":429,"max":429}]}}`

// backendWith is a Single backend with more members.
func backendWith(members string) string {
	return strings.TrimSuffix(singleBackend("a.example.com"), "}}") + "," + members + "}}"
}

func poolWith(members string) string {
	return properties(`"type":"Pool","pool":{"services":[` + members + `]}`)
}

func memberOfPool(name string) string {
	return fmt.Sprintf(`{"id":%q}`, APIManagementID()+"/backends/"+name)
}

func TestBackend_refusals(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/backends/blue", singleBackend("blue.example.com"))
	b.must("PUT", "/backends/pool", poolOf("blue"))
	counted := fmt.Sprintf(oneRule, `"count":1,`)
	elsewhere := strings.Replace(memberOfPool("blue"), "/service/sandbox", "/service/other", 1)
	for name, c := range map[string]struct{ body, target, message string }{
		"a single one without a url":          {properties(`"protocol":"http"`), "url", "absolute URL"},
		"a url without a scheme":              {properties(`"protocol":"http","url":"a.example.com"`), "url", "absolute URL"},
		"a single one without a protocol":     {properties(`"url":"https://a.example.com"`), "protocol", "missing"},
		"a single one with a pool":            {backendWith(`"pool":{"services":[` + memberOfPool("blue") + `]}`), "pool", "not supported"},
		"a type of its own":                   {backendWith(`"type":"Double"`), "type", "'Double'"},
		"a pool with a url":                   {properties(`"type":"Pool","url":"https://a.example.com","pool":{"services":[` + memberOfPool("blue") + `]}`), "url", "Url is not supported for backend pool."},
		"a pool with a protocol":              {properties(`"type":"Pool","protocol":"http","pool":{"services":[` + memberOfPool("blue") + `]}`), "protocol", "Protocol is not supported for backend pool."},
		"a pool with a breaker":               {properties(`"type":"Pool","circuitBreaker":{"rules":[` + counted + `]},"pool":{"services":[` + memberOfPool("blue") + `]}`), "circuitBreaker", "not supported"},
		"a pool with credentials":             {properties(`"type":"Pool","credentials":{},"pool":{"services":[` + memberOfPool("blue") + `]}`), "credentials", "not supported"},
		"a pool without members":              {poolWith(""), "pool.services", "1 to 30"},
		"a pool without a pool":               {properties(`"type":"Pool"`), "pool", "missing"},
		"a pool of 31 members":                {poolWith(strings.Repeat(memberOfPool("blue")+",", 30) + memberOfPool("blue")), "pool.services", "1 to 30"},
		"a member that does not exist":        {poolWith(memberOfPool("nobody")), "pool", "could not be found"},
		"a member of another service":         {poolWith(elsewhere), "pool", "could not be found"},
		"a member by its name alone":          {poolWith(`{"id":"blue"}`), "pool", "could not be found"},
		"a pool in a pool":                    {poolWith(memberOfPool("pool")), "pool", "a pool cannot be in a pool"},
		"a member twice":                      {poolWith(memberOfPool("blue") + "," + memberOfPool("BLUE")), "pool", "twice"},
		"a weight above 100":                  {poolWith(`{"id":"/backends/blue","weight":101}`), "pool.services[0].weight", "between 0 and 100"},
		"a priority below 0":                  {poolWith(`{"id":"/backends/blue","priority":-1}`), "pool.services[0].priority", "between 0 and 100"},
		"two breaker rules":                   {backendWith(`"circuitBreaker":{"rules":[` + counted + "," + counted + `]}`), "circuitBreaker", "Only one rule"},
		"a breaker by count and by share":     {backendWith(`"circuitBreaker":{"rules":[` + fmt.Sprintf(oneRule, `"count":1,"percentage":5,`) + `]}`), "circuitBreaker", "not both"},
		"a breaker by nothing":                {backendWith(`"circuitBreaker":{"rules":[` + fmt.Sprintf(oneRule, "") + `]}`), "circuitBreaker", "not both"},
		"a breaker for no status":             {backendWith(`"circuitBreaker":{"rules":[{"name":"r","tripDuration":"PT1M","failureCondition":{"count":1,"interval":"PT1M"}}]}`), "circuitBreaker", "'statusCodeRanges' or"},
		"a range of statuses from the end":    {backendWith(`"circuitBreaker":{"rules":[` + strings.Replace(counted, `"min":429`, `"min":500`, 1) + `]}`), "circuitBreaker", "500 to 429"},
		"a duration that is none":             {backendWith(`"circuitBreaker":{"rules":[` + strings.Replace(counted, "PT1M", "60s", 1) + `]}`), "circuitBreaker.rules[0].tripDuration", "invalid"},
		"an unknown named value in a header":  {backendWith(`"credentials":{"header":{"Authorization":["Bearer {{nobody}}"]}}`), "credentials", "Property 'nobody' not found."},
		"a named value among what is no text": {backendWith(`"credentials":{"query":{"key":["{{nobody}}"]}}`), "credentials", "Property 'nobody' not found."},
		"a certificate":                       {backendWith(`"credentials":{"certificateIds":["/certificates/c"]}`), "credentials", "Certificate with id 'c' not found."},
		"an identity that is not there":       {backendWith(`"credentials":{"managedIdentity":{"resource":"https://x","clientId":"y"}}`), "credentials", "managed identity"},
		"an Authorization header twice":       {backendWith(`"credentials":{"header":{"Authorization":["x"]},"authorization":{"scheme":"a","parameter":"b"}}`), "credentials", "twice"},
		"a header that is one text":           {backendWith(`"credentials":{"header":{"x":"y"}}`), "credentials.header.x", "Invalid field"},
	} {
		t.Run(name, func(t *testing.T) {
			wantField(t, b.call("PUT", "/backends/tried", c.body, ""), c.target, c.message)
			wantStatus(t, b.call("GET", "/backends/tried", "", ""), 404)
		})
	}
}

func TestBackend_takesTheCredentialsOfRoutes(t *testing.T) {
	b := newApimBox(t)
	for name, credentials := range map[string]string{
		"the managed identity, which no specification holds": `"managedIdentity":{"resource":"https://cognitiveservices.azure.com"}`,
		"a secret named value in a header":                   `"header":{"Authorization":["Bearer {{bedrock-api-key}}"]}`,
		"a named value in other letters":                     `"query":{"key":["{{Bedrock-API-Key}}"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			b.must("PUT", "/backends/tried", backendWith(`"credentials":{`+credentials+`}`))
			if got := b.must("GET", "/backends/tried", ""); !strings.Contains(got.text, `"credentials":{`+credentials+`}`) {
				t.Errorf("the backend is %s", got.text)
			}
		})
	}
}

func TestBackend_aPoolShowsItsMembersByTheirWholeIDs(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/backends/Blue", singleBackend("blue.example.com"))
	b.must("PUT", "/backends/pool", poolWith(`{"id":"/backends/blue","weight":3}`))
	if got := b.must("GET", "/backends/pool", ""); !strings.Contains(got.text, memberOfPool("Blue")[:len(memberOfPool("Blue"))-1]+`,"weight":3}`) {
		t.Errorf("the pool is %s", got.text)
	}
}

func TestBackend_itsTypeStays(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/backends/blue", singleBackend("blue.example.com"))
	b.must("PUT", "/backends/pool", poolOf("blue"))
	wantField(t, b.call("PUT", "/backends/pool", singleBackend("blue.example.com"), ""), "type", "cannot be changed")
	wantField(t, b.call("PUT", "/backends/blue", poolOf("blue"), ""), "type", "cannot be changed")
}

func TestBackend_whatUsesItKeepsIt(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/backends/blue", singleBackend("blue.example.com"))
	b.must("PUT", "/backends/pool", poolOf("blue"))
	wantRefusal(t, b.call("DELETE", "/backends/blue", "", "*"), 400, "ValidationError", "used by the following entities:\r\n/backends/pool")
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	b.must("PUT", "/apis/chat/policies/policy", policyOf(`<policies><backend><retry count="1" condition="@(true)" interval="0"><set-backend-service backend-id="POOL"/></retry></backend></policies>`))
	wantRefusal(t, b.call("DELETE", "/backends/pool", "", "*"), 400, "ValidationError", "/apis/chat/policies/policy")
	b.must("DELETE", "/apis/chat", "")
	b.must("DELETE", "/backends/pool", "")
	b.must("DELETE", "/backends/blue", "")
}

func TestBackend_noBreakerInTheConsumptionTier(t *testing.T) {
	b := newApimBox(t)
	service := strings.Replace(APIManagementID(), "/service/sandbox", "/service/consumption", 1)
	b.must("PUT", "http://"+strings.TrimPrefix(b.url, "http://")+service, serviceBody("Consumption", 0, `"identity":{"type":"None"},`))
	got := b.call("PUT", b.url+service+"/backends/a", backendWith(`"circuitBreaker":{"rules":[`+fmt.Sprintf(oneRule, `"count":1,`)+`]}`), "")
	wantField(t, got, "circuitBreaker", "Consumption")
	got = b.call("PUT", b.url+service+"/backends/a", backendWith(`"credentials":{"managedIdentity":{"resource":"https://x"}}`), "")
	wantField(t, got, "credentials", "no such managed identity")
}

func TestBackend_newPropertiesAreHiddenFromOldVersions(t *testing.T) {
	b := newApimBox(t)
	at := func(version string) string { return "/backends/blue?api-version=" + version }
	b.must("PUT", at("2025-03-01-preview"), backendWith(`"azureRegion":"swedencentral"`))
	if got := b.must("GET", at("2025-03-01-preview"), ""); got.at("properties", "azureRegion") != "swedencentral" {
		t.Errorf("its own version shows %s", got.text)
	}
	got := b.must("GET", at("2024-05-01"), "")
	if got.at("properties", "azureRegion") != "" || got.at("properties", "type") != "Single" {
		t.Errorf("2024-05-01 shows %s", got.text)
	}
	if got := b.must("GET", at("2022-08-01"), ""); got.at("properties", "type") != "" || got.at("properties", "url") == "" {
		t.Errorf("2022-08-01 shows %s", got.text)
	}
}

func TestBackend_aPatchReplacesAPropertyWholeAndNullTakesItAway(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/backends/blue", backendWith(`"title":"Blue","credentials":{"query":{"a":["1"]}}`))
	b.must("PATCH", "/backends/blue", properties(`"title":null,"credentials":{"header":{"b":["2"]}}`))
	want := `"properties":{"credentials":{"header":{"b":["2"]}},"protocol":"http","type":"Single","url":"https://a.example.com/openai/v1"}`
	if got := b.must("GET", "/backends/blue", ""); !strings.Contains(got.text, want) {
		t.Errorf("the backend is %s, want %s", got.text, want)
	}
	wantField(t, b.call("PATCH", "/backends/blue", properties(`"url":null`), "*"), "url", "absolute URL")
}
