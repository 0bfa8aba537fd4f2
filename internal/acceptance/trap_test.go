package acceptance_test

import (
	"testing"
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
// before anything is forgotten.
func TestAccDeployment_abandonedKeepsItsName(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	committed := provisionedBedrock().named("chat").with(args{
		"throughput": `{ mode = "provisioned", units = 1, commitment = "one_month" }`, "on_commitment_lock": `"abandon"`,
	})
	id := c.standing(committed)
	more := committed.with(args{"throughput": `{ mode = "provisioned", units = 2, commitment = "one_month" }`})
	c.configure(more.block("chat"))
	w.forget()
	c.plan().must(t, 1).tells(t, "error", "another name")
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	c.stands(id)
	if err := w.sb.Advance(32 * 24 * 60 * 60 * 1e9); err != nil {
		t.Fatal(err)
	}
	c.run("destroy", "-auto-approve").must(t, 0)
}
