package llm

import (
	"strings"
	"testing"
)

// A plan in which a create would take on what another resource holds is refused,
// whichever of the two is planned first.
func TestPlans_ofOneName(t *testing.T) {
	held := left(ownedSpec("chat")).object
	prefixed := ownedSpec("")
	prefixed.NamePrefix = "chat-"
	made := *held
	made.Name = madeName(prefixed, held.ID, 1)
	otherModel := ownedSpec("chat")
	otherModel.Model = "n"
	elsewhere := *held
	elsewhere.ID.Parent = "another account"
	for name, test := range map[string]struct {
		spec    DeploymentSpec
		held    *Deployment
		refused bool
	}{
		"the same name":                   {ownedSpec("chat"), held, true},
		"the name in other letter case":   {ownedSpec("CHAT"), held, true},
		"the prefix it was made from":     {prefixed, &made, true},
		"another name":                    {ownedSpec("talk"), held, false},
		"another prefix":                  {prefixed, held, false},
		"another model":                   {otherModel, held, false},
		"another account":                 {ownedSpec("chat"), &elsewhere, false},
		"no owner, so nothing is resumed": {spec("chat"), held, false},
	} {
		t.Run(name, func(t *testing.T) {
			platform := &fake{replaces: []Field{FieldModel}}
			first, second := NewDeployments(platform, nil), NewDeployments(platform, nil)
			if err := first.PlanCreate(test.spec); err != nil {
				t.Errorf("alone: %v", err)
			}
			if err := second.PlanUnfinished(test.held); err != nil {
				t.Errorf("alone: %v", err)
			}
			for order, err := range map[string]error{
				"the create first": first.PlanUnfinished(test.held), "the other first": second.PlanCreate(test.spec),
			} {
				if (err != nil) != test.refused || err != nil && !strings.Contains(err.Error(), test.held.ID.Value) {
					t.Errorf("%s: %v", order, err)
				}
			}
		})
	}
}
