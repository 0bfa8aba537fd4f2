package acceptance_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// A protected deployment that somebody deleted by hand is gone: it is created
// again, or forgotten, and its protection holds nothing up.
func TestAccDeployment_protectedAndDeletedByHand(t *testing.T) {
	for sentence, a := range map[string]args{
		"on Azure":                    onAzure().named("chat").with(args{"deletion_protection": "true"}),
		"on Bedrock":                  onBedrock().named("chat").with(args{"deletion_protection": "true"}),
		"on Bedrock when provisioned": provisionedBedrock().named("chat").with(args{"deletion_protection": ""}),
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			w.remove(c.standing(a))
			c.plan().must(t, 2) // create
			c.apply().must(t, 0)
			w.age()
			w.remove(w.only())
			c.configure("")
			c.apply().must(t, 0)
		})
	}
}

// What the platform not chosen would be told is checked all the same.
func TestAccDeployment_overridesOfTheOtherPlatformAreChecked(t *testing.T) {
	for sentence, row := range map[string]struct {
		a    args
		told string
	}{
		"an Azure account":     {onBedrock().with(args{"azure": `{ account_id = "x" }`}), "account_id"},
		"an Azure spillover":   {onBedrock().with(args{"azure": `{ spillover_deployment = "zzz" }`}), "spillover_deployment"},
		"an Azure SKU":         {onBedrock().with(args{"azure": `{ sku = "Foo bar" }`}), "sku"},
		"a country code":       {onBedrock().with(args{"azure": `{ attestation = { organization = "o", country_code = "USA", industry = "i" } }`}), "country_code"},
		"an Azure source":      {onBedrock().with(args{"azure": `{ model = { format = "OpenAI", name = "n", source = "foo" } }`}), "source"},
		"an AWS region":        {onAzure().with(args{"bedrock": `{ region = "mars" }`}), "region"},
		"a Bedrock model":      {onAzure().with(args{"bedrock": `{ model_id = ".." }`}), "model_id"},
		"an inference profile": {onAzure().with(args{"bedrock": `{ inference_profile = "a/b" }`}), "inference_profile"},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.configure(row.a.named("chat").block("chat"))
			c.plan().must(t, 1).tells(t, "error", row.told)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Tags that can never be what they say are refused; one that is written and
// ignored at once is left to whoever owns it.
func TestAccDeployment_tagsThatCannotBe(t *testing.T) {
	for sentence, row := range map[string]struct{ tags, told string }{
		"a null value":          {`{ x = null }`, "null"},
		"one of the provider's": {`{ "llm:owner" = "me" }`, "llm:"},
	} {
		t.Run(sentence, func(t *testing.T) {
			for _, a := range []args{onAzure(), onBedrock()} {
				w := newTable(t)
				c := w.terraform()
				c.configure(a.named("chat").with(args{"tags": row.tags}).block("chat"))
				c.plan().must(t, 1).tells(t, "error", row.told)
			}
		})
	}
	t.Run("one that is ignored", func(t *testing.T) {
		for _, a := range []args{onAzure(), onBedrock()} {
			w := newTable(t)
			c := w.terraform()
			tagged := a.named("chat").with(args{"tags": `{ a = "1", b = "2" }`}).block("chat")
			c.configure(tagged)
			c.apply().must(t, 0)
			c.configure(providerBlock(`ignore_tags = { keys = ["a"] }`) + tagged)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
		}
	})
}

// newTable is a world inside a table that runs in turn.
func newTable(t *testing.T) *world { return serialWorld(t) }

// The abandoned one keeps its name, so a new one of the same name is refused
// before anything is forgotten, by whichever way the replacement is asked for.
func TestAccDeployment_abandonedKeepsItsName(t *testing.T) {
	committed := provisionedBedrock().with(args{
		"throughput": `{ mode = "provisioned", units = 1, commitment = "one_month" }`, "on_commitment_lock": `"abandon"`,
	})
	more := args{"throughput": `{ mode = "provisioned", units = 2, commitment = "one_month" }`}
	named, prefixed := committed.named("chat"), committed.with(args{"name_prefix": `"chat-"`})
	for sentence, row := range map[string]struct {
		first, then args
		how         []string
	}{
		"by another size":                {first: named, then: named.with(more)},
		"by -replace":                    {first: named, then: named, how: []string{"-replace=" + chat}},
		"by another size under a prefix": {first: prefixed, then: prefixed.with(more)},
		"by -replace under a prefix":     {first: prefixed, then: prefixed, how: []string{"-replace=" + chat}},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.standing(row.first)
			c.configure(row.then.block("chat"))
			w.forget()
			c.apply(row.how...).must(t, 1).tells(t, "error", "another name")
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
			if s := c.run("state", "list"); !strings.Contains(s.output, chat) {
				t.Errorf("it is not in state any more:\n%s", s.output)
			}
		})
	}
}

// No plan tells a provider of a taint, so there the platform's name refuses the
// second one: nothing is destroyed or bought, and the error holds the way back.
func TestAccDeployment_abandonedAndTainted(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := c.standing(provisionedBedrock().named("chat").with(args{
		"throughput": `{ mode = "provisioned", units = 1, commitment = "one_month" }`, "on_commitment_lock": `"abandon"`,
	}))
	c.run("taint", chat).must(t, 0)
	c.apply().must(t, 1).tells(t, "error", "import {", id)
	c.stands(id)
	c.run("import", "-input=false", chat, id).must(t, 0)
	c.plan().must(t, 2) // on_commitment_lock is nothing that a cloud keeps
	c.apply().must(t, 0)
	c.stands(id)
}

// Where the abandoned one is not in the way, the new one is made.
func TestAccDeployment_abandonedIsNotInTheWay(t *testing.T) {
	committed := provisionedBedrock().named("chat").with(args{
		"throughput": `{ mode = "provisioned", units = 1, commitment = "one_month" }`, "on_commitment_lock": `"abandon"`,
	})
	for sentence, then := range map[string]args{
		"in another region": committed.with(args{"bedrock": `{ region = "us-west-2" }`, "model": `"amazon.titan-embed-image-v1:0"`}),
		"of another kind":   committed.with(args{"throughput": "", "model": `"amazon/nova-lite"`, "processing_scope": `"geo"`}),
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.standing(committed)
			c.configure(then.block("chat"))
			c.apply().must(t, 0).tells(t, "warning", "abandoned")
			c.plan().must(t, 0)
		})
	}
}

// A read that is behind the times calls a protected deployment gone. It may be
// forgotten for that, and is never sent a delete.
func TestAccDeployment_protectedIsSentNoDeleteWhenReadAsGone(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := c.standing(onAzure().named("chat").with(args{"deletion_protection": "true"}))
	w.forget()
	gone := `{"error":{"code":"ResourceNotFound","message":"The Resource was not found."}}`
	behind := sandbox.Fault(sandbox.On(http.MethodGet, "deployments/chat"), http.StatusNotFound, gone, nil)
	behind.Times = 2 // what the plan and the destroy ask before they ask anything else
	remove := w.sb.Hook(behind)
	c.run("destroy", "-auto-approve", "-input=false", "-refresh=false").must(t, 0)
	remove()
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	c.stands(id)
}
