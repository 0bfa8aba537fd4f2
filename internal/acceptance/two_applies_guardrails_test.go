package acceptance_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// guardrailPiece is a piece that is a guardrail.
type guardrailPiece struct {
	Platform string
	Words    int    // how many are blocked
	Hate     string // strictness of what goes to the model
	Team     string
}

func newBedrockGuardrail(random *rand.Rand) piece {
	return guardrailPiece{Platform: "bedrock", Team: "new"}.changed(random)
}

// newOnAccount is a guardrail or a deployment of one Azure account, which lets one write of either at a time.
func newOnAccount(random *rand.Rand) piece {
	if random.IntN(3) == 0 {
		return newDeployment(random)
	}
	return guardrailPiece{Platform: "azure", Team: "new"}.changed(random)
}

func (guardrailPiece) typeName() string { return guardrailType }

// changed has other words, another strictness, other tags, or several of these.
func (p guardrailPiece) changed(random *rand.Rand) piece {
	if p.Words == 0 || random.IntN(2) == 0 {
		p.Words = 1 + random.IntN(5)
	}
	if p.Hate == "" || random.IntN(2) == 0 {
		p.Hate = []string{"low", "medium", "high"}[random.IntN(3)]
	}
	if random.IntN(2) == 0 {
		p.Team = fmt.Sprintf("team-%d", random.IntN(100))
	}
	return p
}

func (p guardrailPiece) words() []string {
	var words []string
	for n := range p.Words {
		words = append(words, fmt.Sprintf("project-%d", n))
	}
	return words
}

func (p guardrailPiece) block(name string) string {
	return args{
		"platform": quoted(p.Platform), "name": quoted(name), "blocked_words": `["` + strings.Join(p.words(), `", "`) + `"]`,
		"filters": fmt.Sprintf(`{ hate = { input = %q, output = "high" } }`, p.Hate), "tags": fmt.Sprintf("{ team = %q }", p.Team),
	}.blockOf(guardrailType, name)
}

func (p guardrailPiece) tree(name string) tfcore.Tree {
	return tfcore.Tree{
		"platform": p.Platform, "name": name, "blocked_words": p.words(), "tags": map[string]string{"team": p.Team},
		"filters": tfcore.Tree{"hate": tfcore.Tree{"input": p.Hate, "output": "high"}},
	}
}

// publishedStanding is what the newest version of every guardrail in the region does.
func publishedStanding(s *schedule) wanted {
	s.t.Helper()
	now := wanted{}
	for _, arn := range s.w.listed(aws(region, "/guardrails"), "guardrails", "arn") {
		var held struct {
			Name    string
			Words   struct{ Words []any } `json:"wordPolicy"`
			Content struct {
				Filters []struct{ Type, InputStrength string }
			} `json:"contentPolicy"`
		}
		var tags struct{ Tags []struct{ Key, Value string } }
		s.w.decode(json.RawMessage(s.w.do(http.MethodGet, guardrailPath(arn)+"?guardrailVersion="+s.w.newestVersion(arn), "")), &held)
		s.w.decode(json.RawMessage(s.w.do(http.MethodPost, aws(region, "/listTagsForResource"), `{"resourceARN":"`+arn+`"}`)), &tags)
		p := guardrailPiece{Platform: "bedrock", Words: len(held.Words.Words)}
		for _, filter := range held.Content.Filters {
			p.Hate = strings.ToLower(filter.InputStrength)
		}
		for _, tag := range tags.Tags {
			if tag.Key == "team" {
				p.Team = tag.Value
			}
		}
		now[held.Name] = p
	}
	return now
}

// newestVersion is the greatest of the numbers under which a guardrail was published; 0 where it was not.
func (w *world) newestVersion(arn string) string {
	w.t.Helper()
	newest := 0
	for _, version := range w.listed(aws(region, "/guardrails?guardrailIdentifier="+arn), "guardrails", "version") {
		var n int
		if _, err := fmt.Sscan(version, &n); err == nil {
			newest = max(newest, n)
		}
	}
	return strconv.Itoa(newest)
}

// accountStanding is what the Azure account says of deployments and of guardrails.
func accountStanding(s *schedule) wanted {
	s.t.Helper()
	now := deploymentsStanding(s)
	for _, id := range s.w.listed(sandbox.AzureAccountID()+"/raiPolicies", "value", "id") {
		if strings.Contains(id, "/raiPolicies/Microsoft.") {
			continue
		}
		var policy struct {
			Name       string
			Tags       map[string]string
			Properties struct {
				Filters []struct{ Name, Source, SeverityThreshold string } `json:"contentFilters"`
				Lists   []struct {
					Name string `json:"blocklistName"`
				} `json:"customBlocklists"`
			}
		}
		s.w.decode(json.RawMessage(s.w.do(http.MethodGet, id, "")), &policy)
		p := guardrailPiece{Platform: "azure", Team: policy.Tags["team"]}
		for _, filter := range policy.Properties.Filters {
			if strings.EqualFold(filter.Name, "hate") && filter.Source == "Prompt" {
				p.Hate = map[string]string{"Low": "high", "Medium": "medium", "High": "low"}[filter.SeverityThreshold]
			}
		}
		for _, list := range slices.Compact(policy.Properties.Lists) { // of prompts and of answers
			p.Words += len(s.w.listed(sandbox.AzureAccountID()+"/raiBlocklists/"+list.Name+"/raiBlocklistItems", "value", "id"))
		}
		now[policy.Name] = p
	}
	return now
}
