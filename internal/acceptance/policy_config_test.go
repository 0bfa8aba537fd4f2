package acceptance_test

import (
	"testing"
)

// What a policy cannot say is an error at plan that names what it can.
func TestAccDriftPolicy_isValidated(t *testing.T) {
	for sentence, row := range map[string]struct {
		policy string
		words  []string
	}{
		"a class that does not exist":      {`{ halth = "warn" }`, []string{`"halth"`, `"health"`, `"retirement"`}},
		"a response that does not exist":   {`{ health = "warning" }`, []string{`"warning"`, `"plan", "warn", "ignore"`, "default"}},
		"a response the class lacks":       {`{ missing = "ignore" }`, []string{`"missing"`, `"plan", "warn"`}},
		"a plan for what no plan can mend": {`{ retirement = "plan" }`, []string{`"retirement"`, `"warn", "ignore"`}},
		"an empty response":                {`{ health = "" }`, []string{`"health"`, `"plan"`}},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.configure(onAzure().named("chat").with(args{"drift_policy": row.policy}).block("chat"))
			c.plan().must(t, 1).tells(t, "error", row.words...)
			c.configure(providerBlock("drift_policy = "+row.policy) + onAzure().named("chat").block("chat"))
			c.plan().must(t, 1).tells(t, "error", row.words...)
			if len(w.sb.Calls()) > 0 {
				t.Errorf("the clouds were asked: %v", w.sb.Calls())
			}
		})
	}
}

// The provider's policy counts at once for every deployment; a deployment's own
// comes before it, class by class, and null leaves a class to the provider.
func TestAccDriftPolicy_ofTheProvider(t *testing.T) {
	for sentence, row := range map[string]struct {
		provider, own string
		exit          int
	}{
		"counts where nothing else is said":  {`{ health = "warn" }`, "", 0},
		"counts beside another class":        {`{ health = "warn" }`, `{ changed = "warn" }`, 0},
		"counts where the class is null":     {`{ health = "warn" }`, `{ health = null }`, 0},
		"yields to the deployment's own":     {`{ health = "warn" }`, `{ health = "plan" }`, 2},
		"yields to a deployment that allows": {`{ health = "plan" }`, `{ health = "ignore" }`, 0},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			a := onAzure().named("chat").with(args{"drift_policy": row.own})
			id := c.standing(a)
			w.fails("Failed")(id)
			c.configure(providerBlock("drift_policy = "+row.provider) + a.block("chat"))
			c.plan().must(t, row.exit)
		})
	}
}

// Changing a deployment's policy is planned in place and writes nothing; it can
// be applied before anything is compared.
func TestAccDriftPolicy_isAppliedAlone(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := c.standing(onAzure().named("chat"))
	w.rewrite(`"capacity":5}`, `"capacity":9}`)(id)
	w.forget()
	c.configure(tolerant(onAzure()).block("chat"))
	c.apply("-refresh=false").must(t, 0)
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	if s := c.plan().must(t, 0); !s.warns("applied was 5000") {
		t.Errorf("not told of:\n%s", s.output)
	}
}

// A response that is known only at apply makes no inconsistent plan, whatever
// it turns out to be and whatever has happened.
func TestAccDriftPolicy_unknownAtPlan(t *testing.T) {
	happenings := map[string]func(*world, string){
		"and nothing drifts":          func(*world, string) {},
		"and it fails":                state("Failed"),
		"and its version moves":       upgrade("2025-08-07"),
		"and another takes its place": func(w *world, id string) { w.recreated()(id) },
		"and its capacity changes":    func(w *world, id string) { w.rewrite(`"capacity":5}`, `"capacity":9}`)(id) },
	}
	for response, policy := range map[string]string{
		"plan": `{ health = terraform_data.later.output, service_changed = terraform_data.later.output, recreated = terraform_data.later.output, changed = terraform_data.later.output }`,
		"warn": `{ health = terraform_data.later.output, service_changed = terraform_data.later.output, recreated = terraform_data.later.output, changed = terraform_data.later.output }`,
	} {
		for sentence, happens := range happenings {
			t.Run(response+" "+sentence, func(t *testing.T) {
				w := newWorld(t)
				c := w.terraform()
				a := onAzure().named("chat").with(args{"model": `"openai/model-router@2025-11-18"`})
				id := c.standing(a)
				happens(w, id)
				c.configure("resource \"terraform_data\" \"later\" { input = " + quoted(response) + " }\n" + a.with(args{"drift_policy": policy}).block("chat"))
				c.plan().must(t, 2)
				c.apply().must(t, 0)
				c.apply().must(t, 0)
				c.plan().must(t, 0)
			})
		}
	}
}
