package acceptance_test

import (
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const chat = "llm_deployment.chat"

// standing applies a deployment called chat and returns its id.
func (c *cli) standing(a args) string {
	c.w.t.Helper()
	c.configure(a.block("chat"))
	c.apply().must(c.w.t, 0)
	c.plan().must(c.w.t, 0)
	c.w.age()
	return c.w.only()
}

// stands fails the test unless the deployment is still the only one there is.
func (c *cli) stands(id string) {
	c.w.t.Helper()
	if now := c.w.only(); now != id {
		c.w.t.Errorf("%s became %s", id, now)
	}
}

// Nothing that would destroy a protected deployment gets as far as doing it, or
// as far as making a second one.
func TestAccDeployment_protectedIsNeverDestroyed(t *testing.T) {
	first := args{"lifecycle{}": `{ create_before_destroy = true }`}
	protected := args{"deletion_protection": "true"}
	prefixed := args{"name": "", "name_prefix": `"chat-"`}
	for sentence, a := range map[string]args{
		"on Azure":                                   onAzure().named("chat").with(protected),
		"on Bedrock":                                 onBedrock().named("chat").with(protected),
		"by default when provisioned on Azure":       provisionedAzure().named("chat").with(args{"deletion_protection": ""}),
		"by default when provisioned on Bedrock":     provisionedBedrock().named("chat").with(args{"deletion_protection": ""}),
		"with the new one first on Azure":            onAzure().with(protected).with(prefixed).with(first),
		"with the new one first on Bedrock":          onBedrock().with(protected).with(prefixed).with(first),
		"with the new one first when provisioned":    provisionedAzure().with(protected).with(prefixed).with(first),
		"with the new one first when bought by unit": provisionedBedrock().with(protected).with(prefixed).with(first),
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.standing(a)
			w.forget()
			c.plan("-destroy").must(t, 1).tells(t, "error", "protected", "deletion_protection = false")
			c.apply("-replace="+chat).must(t, 1).tells(t, "error", "protected", "deletion_protection = false")
			c.stands(id)
			c.run("taint", chat).must(t, 0)
			c.apply().must(t, 1).tells(t, "error", "untaint")
			c.stands(id)
			c.run("untaint", chat).must(t, 0)
			c.plan().must(t, 0)
			c.configure(a.with(args{"processing_scope": `"region"`, "model": `"openai/gpt-5.1"`}).block("chat"))
			c.plan().must(t, 1)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.configure(a.with(args{"deletion_protection": "false"}).block("chat"))
			c.apply().must(t, 0)
			c.apply("-destroy").must(t, 0)
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

func committed() args {
	return provisionedBedrock().named("chat").with(args{"throughput": `{ mode = "provisioned", units = 1, commitment = "one_month" }`})
}

// A commitment is not ended by a plan, and ends by itself.
func TestAccDeployment_committedIsKeptUntilItsTermEnds(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := c.standing(committed())
	w.forget()
	for _, words := range [][]string{{"committed until 2026-09-"}, {"on_commitment_lock"}} {
		c.plan("-destroy").must(t, 1).tells(t, "error", words...)
	}
	c.apply("-replace="+chat).must(t, 1).tells(t, "error", "committed until 2026-09-")
	c.run("taint", chat).must(t, 0)
	c.apply().must(t, 1).tells(t, "error", "untaint")
	c.run("untaint", chat).must(t, 0)
	c.configure(committed().with(args{"throughput": `{ mode = "provisioned", units = 2, commitment = "one_month" }`}).block("chat"))
	c.plan().must(t, 1).tells(t, "error", "committed until 2026-09-")
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	c.stands(id)
	c.configure(committed().block("chat"))
	if err := w.sb.Advance(40 * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	c.apply("-destroy").must(t, 0)
	if err := w.leftover(); err != nil {
		t.Error(err)
	}
}

// A commitment is bought by another object, and given up by another one once its
// term is over.
func TestAccDeployment_commitmentReplaces(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	hourly := c.standing(provisionedBedrock().named("chat"))
	c.configure(committed().block("chat"))
	if s := c.plan().must(t, 2); s.actions[chat] != "replace" {
		t.Errorf("planned %q for a commitment, want a replacement", s.actions[chat])
	}
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	bought := c.w.only()
	if bought == hourly {
		t.Error("the commitment is that of the same object")
	}
	if err := w.sb.Advance(40 * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	c.plan().must(t, 0)
	c.configure(provisionedBedrock().named("chat").block("chat"))
	if s := c.plan().must(t, 2); s.actions[chat] != "replace" {
		t.Errorf("planned %q for an ended commitment, want a replacement", s.actions[chat])
	}
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	if after := c.w.only(); after == bought {
		t.Error("the commitment was never given up")
	}
}

func TestAccDeployment_committedIsAbandonedOnRequest(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := c.standing(committed())
	abandoning := committed().with(args{"on_commitment_lock": `"abandon"`})
	c.configure(abandoning.block("chat"))
	c.plan("-destroy").must(t, 1).tells(t, "error", "committed until") // not applied yet
	c.apply().must(t, 0)
	w.forget()
	c.apply("-destroy").must(t, 0).tells(t, "warning", "abandoned", "bills")
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	c.stands(id)
	if s := c.run("state", "list"); s.output != "" {
		t.Errorf("state still holds %s", s.output)
	}
}

// What is still being made at the deadline is kept and not tainted; the next
// apply goes on waiting and makes no second one.
func TestAccDeployment_slowCreateIsResumed(t *testing.T) {
	short := args{"timeouts{}": "{\n create = \"2s\"\n update = \"2s\"\n }"}
	for sentence, a := range map[string]args{
		"on Azure":   provisionedAzure().named("chat").with(short),
		"on Bedrock": provisionedBedrock().named("chat").with(short),
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t, sandbox.ProvisioningTime(time.Hour))
			c := w.terraform()
			c.configure(a.block("chat"))
			c.apply().must(t, 0).tells(t, "warning", "Still in progress", "Apply again")
			id := w.only()
			w.forget()
			if s := c.plan().must(t, 2); s.actions[chat] != "update" {
				t.Errorf("planned %q for what is pending, want an update", s.actions[chat])
			}
			c.apply().must(t, 0).tells(t, "warning", "Still in progress")
			c.stands(id)
			if err := w.sb.Advance(2 * time.Hour); err != nil {
				t.Fatal(err)
			}
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
			c.apply("-destroy").must(t, 0)
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}
