package acceptance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// agreement takes one case through terraform's own binary and through the stand-in of its core, each in a world of its
// own, and compares what both plan and store.
type agreement struct {
	t     *testing.T
	c     *cleanCase
	shape tftypes.Type
	mine  *cleanWorld
	their *cli
	world *world
}

// agree runs sampled cases, of the draws in turn.
func agree(t *testing.T, sample int, draws map[string]func(*rapid.T) *cleanCase) (ran int) {
	t.Helper()
	if os.Getenv(resource.EnvTfAcc) == "" {
		t.Logf("no sample is run by a real terraform: set %s", resource.EnvTfAcc)
		return 0
	}
	sides := slices.Sorted(maps.Keys(draws))
	t.Run("terraform", func(t *testing.T) {
		for i := range sample {
			c := rapid.Custom(draws[sides[i%len(sides)]]).Example(i)
			t.Run(fmt.Sprintf("%d %s", i, c.kind), func(t *testing.T) {
				t.Parallel()
				newAgreement(t, c).run()
			})
			ran++
		}
	})
	return ran
}

func newAgreement(t *testing.T, c *cleanCase) *agreement {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("answers: %+v\n%s", c.forms, c.hcl())
		}
	})
	mine, err := c.world()
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := c.world()
	if err != nil {
		t.Fatal(err)
	}
	server, err := mine.dir.Open()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	a := &agreement{
		t: t, c: c, shape: schema.ResourceSchemas[c.resourceType()].ValueType(),
		mine: mine, world: &world{t: t, sb: theirs.sb, own: map[int]bool{}},
	}
	a.their = a.world.terraform()
	return a
}

func (a *agreement) run() {
	a.their.configure(a.c.hcl())
	p := a.must(a.mine.dir.Plan(a.t.Context()))
	a.their.plan().must(a.t, 2)
	a.samePlan("create", p)
	a.apply(p)

	a.world.forget()
	a.their.plan().must(a.t, 0)
	a.their.apply().must(a.t, 0)
	a.silent("second apply")

	id := tfcore.Text(a.mine.dir.State.Value, "id")
	a.mine.dir, a.their = a.mine.directory(), a.world.terraform()
	a.their.configure(a.c.hcl() + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", a.c.address(), id))
	p = a.must(a.mine.dir.PlanImport(a.t.Context(), id))
	if s := a.their.plan(); s.exit == 1 || s.actions[a.c.address()] != "" && s.actions[a.c.address()] != "update" {
		a.t.Fatalf("the import plans %q:\n%s", s.actions[a.c.address()], s.output)
	}
	a.samePlan("import", p)
	a.apply(p)
	a.their.plan().must(a.t, 0)
	a.silent("apply of the import")
}

func (a *agreement) must(p *tfcore.Plan, err error) *tfcore.Plan {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
	return p
}

func (a *agreement) silent(what string) {
	a.t.Helper()
	if err := a.world.noWrites(); err != nil {
		a.t.Errorf("%s: %v", what, err)
	}
}

// apply carries out the plan on both sides and compares the states.
func (a *agreement) apply(p *tfcore.Plan) {
	a.t.Helper()
	if err := a.mine.dir.Apply(a.t.Context(), p); err != nil {
		a.t.Fatal(err)
	}
	if s := a.their.run("apply", "-json", "-input=false", "plan"); s.exit != 0 {
		a.t.Fatalf("apply: %s", s.output)
	}
	var shown struct {
		Values struct {
			RootModule struct {
				Resources []struct{ Values any }
			} `json:"root_module"`
		}
	}
	a.show(&shown)
	if len(shown.Values.RootModule.Resources) != 1 {
		a.t.Fatalf("the state holds %d resources", len(shown.Values.RootModule.Resources))
	}
	a.same("state", a.value(a.shape, shown.Values.RootModule.Resources[0].Values, nil), a.mine.dir.State.Value)
}

// samePlan compares the plan file with the stand-in's plan.
func (a *agreement) samePlan(what string, p *tfcore.Plan) {
	a.t.Helper()
	var shown struct {
		ResourceChanges []struct {
			Change struct {
				Actions      []string
				After        any
				AfterUnknown any `json:"after_unknown"`
			}
		} `json:"resource_changes"`
	}
	a.show(&shown, "plan")
	if len(shown.ResourceChanges) != 1 {
		a.t.Fatalf("%s: the plan changes %d resources", what, len(shown.ResourceChanges))
	}
	change := shown.ResourceChanges[0].Change
	if got := strings.Join(change.Actions, "+"); got != string(p.Action) {
		a.t.Errorf("%s: terraform plans %q, the stand-in %q", what, got, p.Action)
	}
	a.same("plan to "+what, a.value(a.shape, change.After, change.AfterUnknown), p.Planned)
}

func (a *agreement) show(into any, args ...string) {
	a.t.Helper()
	s := a.their.run(append([]string{"show", "-json"}, args...)...)
	if err := json.Unmarshal([]byte(strings.TrimSpace(s.output)), into); err != nil || s.exit != 0 {
		a.t.Fatalf("show: %v:\n%s", err, s.output)
	}
}

// same compares all but the moments at which each world made its object, and the letter case of ids.
func (a *agreement) same(what string, theirs, mine tftypes.Value) {
	a.t.Helper()
	for _, path := range tfcore.Changed(theirs, mine) {
		names := strings.Split(path, ".")
		is, want := tfcore.Attribute(mine, names...), tfcore.Attribute(theirs, names...)
		moment := (path == "created_at" || path == "resolved.commitment_ends_at") && is.IsNull() == want.IsNull() && is.IsKnown() == want.IsKnown()
		if !moment && !respelled(path, is.String(), want.String()) && !drawn(path, is.String(), want.String()) {
			a.t.Errorf("%s: %s: terraform has %s, the stand-in %s", what, path, want, is)
		}
	}
}

// drawn reports whether the children of a route differ only in what a gateway draws at random, or ids of a guardrail in the letters
// that Azure answered them in.
func drawn(path, is, want string) bool {
	if (path == "children" || path == "location" || path == "versioned_id" || path == "name") && strings.EqualFold(is, want) {
		return true
	}
	random := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	return path == "children" && random.ReplaceAllString(is, "") == random.ReplaceAllString(want, "")
}

// value reads what terraform shows, with what it shows as unknown.
func (a *agreement) value(of tftypes.Type, shown, unknown any) tftypes.Value {
	a.t.Helper()
	if yes, ok := unknown.(bool); ok && yes {
		return tftypes.NewValue(of, tftypes.UnknownValue)
	}
	object, isObject := shown.(map[string]any)
	hidden, _ := unknown.(map[string]any)
	if elements, ofMap := of.(tftypes.Map); isObject && ofMap && len(hidden) > 0 { // a key may be known and what is in it not
		values := map[string]tftypes.Value{}
		for key := range object {
			values[key] = a.value(elements.ElementType, object[key], hidden[key])
		}
		return tftypes.NewValue(of, values)
	}
	shape, ofObject := of.(tftypes.Object)
	if !isObject || !ofObject {
		text, err := json.Marshal(shown)
		if err != nil {
			a.t.Fatal(err)
		}
		value, err := tftypes.ValueFromJSON(text, of) //nolint:staticcheck // what it is told to be replaced by is internal
		if err != nil {
			a.t.Fatalf("%s: %v", text, err)
		}
		return value
	}
	values := map[string]tftypes.Value{}
	for name, inner := range shape.AttributeTypes {
		values[name] = a.value(inner, object[name], hidden[name])
	}
	return tftypes.NewValue(of, values)
}
