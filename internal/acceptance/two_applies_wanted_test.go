package acceptance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// piece is one resource, as far as it changes in a schedule.
type piece interface {
	typeName() string
	changed(random *rand.Rand) piece
	tree(name string) tfcore.Tree // the arguments
	block(name string) string     // the same in HCL
}

// deployment is a piece that is a deployment on Azure.
type deployment struct {
	Provisioned bool
	Capacity    int // units, or thousands of tokens per minute
	Team        string
}

// wanted is what one side wants to stand, by name.
type wanted map[string]piece

// next is what the side wants after this: some is destroyed, some is changed,
// and some is new.
func (w wanted) next(random *rand.Rand, side string, fresh func(*rand.Rand) piece) wanted {
	then := wanted{}
	for _, name := range slices.Sorted(maps.Keys(w)) {
		switch p := w[name]; random.IntN(4) {
		case 0: // destroyed
		case 1:
			then[name] = p
		default:
			then[name] = p.changed(random)
		}
	}
	for n := range 1 + random.IntN(2) {
		name := fmt.Sprintf("%s-%d-%d", side, len(w), n)
		then[name] = fresh(random)
	}
	return then
}

// newDeployment is one that was not there before.
func newDeployment(random *rand.Rand) piece {
	return deployment{Provisioned: random.IntN(4) == 0, Team: "new"}.changed(random)
}

func (deployment) typeName() string { return deploymentType }

// changed has another capacity, another tag, or both.
func (p deployment) changed(random *rand.Rand) piece {
	if p.Capacity == 0 || random.IntN(2) == 0 {
		p.Capacity = 1 + random.IntN(9)
		if p.Provisioned {
			p.Capacity = 15 + 5*random.IntN(3)
		}
	}
	if random.IntN(2) == 0 {
		p.Team = fmt.Sprintf("team-%d", random.IntN(100))
	}
	return p
}

func (p deployment) block(name string) string {
	a := onAzure().with(args{"throughput": fmt.Sprintf("{ tokens_per_minute = %d000 }", p.Capacity)})
	if p.Provisioned {
		a = provisionedAzure().with(args{"throughput": fmt.Sprintf(`{ mode = "provisioned", units = %d }`, p.Capacity)})
	}
	return a.named(name).with(args{"tags": fmt.Sprintf("{ team = %q }", p.Team)}).block(name)
}

// config is the whole configuration of a side.
func (w wanted) config() string {
	var b strings.Builder
	b.WriteString(scenario{}.config(nil))
	for _, name := range slices.Sorted(maps.Keys(w)) {
		b.WriteString(w[name].block(name))
	}
	return b.String()
}

// beside is what stands where both sides have what they want.
func (w wanted) beside(other wanted) wanted {
	both := maps.Clone(w)
	maps.Copy(both, other)
	return both
}

// deploymentsStanding is what Azure says stands on the account.
func deploymentsStanding(s *schedule) wanted {
	s.t.Helper()
	var list struct {
		Value []struct {
			Name string `json:"name"`
			SKU  struct {
				Name     string `json:"name"`
				Capacity int    `json:"capacity"`
			} `json:"sku"`
			Tags       map[string]string `json:"tags"`
			Properties struct {
				State string `json:"provisioningState"`
			} `json:"properties"`
		} `json:"value"`
	}
	if err := json.Unmarshal([]byte(s.w.do("GET", sandbox.AzureAccountID()+"/deployments", "")), &list); err != nil {
		s.t.Fatal(err)
	}
	now := wanted{}
	for _, d := range list.Value {
		if d.Properties.State != "Succeeded" {
			d.Name += " (" + d.Properties.State + ")"
		}
		now[d.Name] = deployment{Provisioned: strings.Contains(d.SKU.Name, "Provisioned"), Capacity: d.SKU.Capacity, Team: d.Tags["team"]}
	}
	return now
}
