package acceptance_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// Only the platform's own "not found" takes a deployment out of state. Whatever
// else answers a read is an error, and the deployment is still there afterwards.
func TestAccDeployment_nothingIsDroppedByMistake(t *testing.T) {
	html := http.Header{"Content-Type": {"text/html"}}
	amazon := func(code string) http.Header {
		return http.Header{"X-Amzn-Errortype": {code}, "Content-Type": {"application/json"}}
	}
	arm := func(code string) string { return `{"error":{"code":"` + code + `","message":"told by the test"}}` }
	for sentence, row := range map[string]struct {
		args   args
		path   string
		status int
		body   string
		header http.Header
	}{
		"a proxy's page on Azure":         {onAzure(), "/deployments", 404, "<html>Not found</html>", html},
		"an empty answer on Azure":        {onAzure(), "/deployments", 404, "", nil},
		"another subscription":            {onAzure(), "/deployments", 404, arm("SubscriptionNotFound"), nil},
		"a tenant that is wrong":          {onAzure(), "/deployments", 401, arm("InvalidAuthenticationTokenTenant"), nil},
		"a permission that is missing":    {onAzure(), "/deployments", 403, arm("AuthorizationFailed"), nil},
		"a version that ARM does not do":  {onAzure(), "/deployments", 404, arm("InvalidResourceType"), nil},
		"a page that says success":        {onAzure(), "/deployments", 200, "<html>Log in</html>", html},
		"an empty object on Azure":        {onAzure(), "/deployments", 200, "{}", nil},
		"an account that cannot be read":  {onAzure(), "/accounts/sandbox$", 404, arm("ResourceNotFound"), nil},
		"a proxy's page on Bedrock":       {onBedrock(), "/inference-profiles", 404, "<html>Not found</html>", html},
		"an empty answer on Bedrock":      {onBedrock(), "/inference-profiles", 404, "", nil},
		"an operation that is not known":  {onBedrock(), "/inference-profiles", 404, `{"message":"x"}`, amazon("UnknownOperationException")},
		"a permission missing on Bedrock": {onBedrock(), "/inference-profiles", 403, `{"message":"x"}`, amazon("AccessDeniedException")},
		"tags that may not be read":       {onBedrock(), "/listTagsForResource|GetResources", 403, `{"message":"x"}`, amazon("AccessDeniedException")},
		"an empty object on Bedrock":      {onBedrock(), "/inference-profiles", 200, "{}", nil},
		"a page on Bedrock":               {onBedrock(), "/inference-profiles", 200, "<html>Log in</html>", html},
		"throughput behind a proxy":       {provisionedBedrock(), "/provisioned-model-throughput", 404, "<html>Not found</html>", html},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.standing(row.args.named("chat").with(args{"timeouts{}": `{ read = "5s" }`}))
			heal := w.sb.Hook(sandbox.Fault(sandbox.On("", row.path), row.status, row.body, row.header))
			w.forget()
			c.plan().must(t, 1).tells(t, "error")
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			heal()
			if listed := c.run("state", "list").output; strings.TrimSpace(listed) != chat {
				t.Errorf("state became %q", listed)
			}
			c.plan().must(t, 0)
			c.stands(id)
		})
	}
}

// A list that cannot be had makes a plan slower and nothing else.
func TestAccDeployment_listsAreNotNeeded(t *testing.T) {
	for sentence, row := range map[string]struct {
		args   args
		path   string
		status int
		body   string
	}{
		"denied on Azure":             {onAzure(), "/deployments$", 403, `{"error":{"code":"AuthorizationFailed","message":"no"}}`},
		"empty on Azure":              {onAzure(), "/deployments$", 200, `{"value":[]}`},
		"a page on Azure":             {onAzure(), "/deployments$", 200, "<html>Log in</html>"},
		"tags denied on Bedrock":      {onBedrock(), "GetResources", 400, `{"__type":"AccessDeniedException","message":"no"}`},
		"empty on Bedrock":            {onBedrock(), "/provisioned-model-throughputs$", 200, `{"provisionedModelSummaries":[]}`},
		"a page on Bedrock":           {onBedrock(), "/provisioned-model-throughputs$", 200, "<html>Log in</html>"},
		"no throughput where it is":   {provisionedBedrock(), "/provisioned-model-throughputs$", 200, `{"provisionedModelSummaries":[]}`},
		"throughput denied with tags": {provisionedBedrock(), "GetResources|/provisioned-model-throughputs$", 403, `{"message":"no"}`},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.standing(row.args.named("chat"))
			w.sb.Hook(sandbox.Fault(sandbox.On("", row.path), row.status, row.body, nil))
			c.plan().must(t, 0)
		})
	}
}

// A deployment that is new may answer "not found" for a while.
func TestAccDeployment_lagAfterCreate(t *testing.T) {
	for sentence, a := range map[string]args{
		"on Azure": onAzure(), "on Bedrock": onBedrock(), "on Bedrock by the unit": provisionedBedrock(),
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			w.sb.Hook(sandbox.Lag(1500 * time.Millisecond))
			c := w.terraform()
			c.configure(a.named("chat").block("chat"))
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			w.only()
		})
	}
}
