package acceptance_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// combinations puts together what is right alone and wrong together.
func (h *hostility) combinations() {
	n := 0
	for _, platform := range []string{"azure", "bedrock"} {
		for _, mode := range []any{nil, "on_demand", "provisioned", "batch"} {
			for _, units := range []any{nil, int64(0), int64(15), int64(7)} {
				for _, tokens := range []any{nil, int64(0), int64(5000), int64(5500), int64(900_000_000_000)} {
					for _, commitment := range []any{nil, "one_month"} {
						for _, scope := range []string{"region", "global"} {
							resource := bases()[platform]
							resource["processing_scope"] = scope
							resource["throughput"] = tree{"mode": mode, "units": units, "tokens_per_minute": tokens, "commitment": commitment}
							faults := faultsOf(platform, mode, units, tokens, commitment, scope)
							if n++; len(faults) == 0 || !proof.Full() && n%4 != 0 {
								continue
							}
							what := fmt.Sprintf("%s, mode %v, units %v, tokens %v, commitment %v, within %s", platform, mode, units, tokens, commitment, scope)
							h.judge(what, site{argument: strings.Join(faults, "|")}, "", tree{}, resource)
						}
					}
				}
			}
		}
	}
}

// faultsOf are the arguments of which one at least has to be named; none for a
// combination that may be sold.
func faultsOf(platform string, mode, units, tokens, commitment any, scope string) []string {
	var faults []string
	fault := func(wrong bool, argument string) {
		if wrong {
			faults = append(faults, argument)
		}
	}
	provisioned, onDemand := mode == "provisioned", mode == nil || mode == "on_demand"
	fault(units == int64(0) || provisioned != (units != nil), "throughput.units")
	fault(tokens == int64(0) || tokens != nil && !onDemand || tokens == int64(900_000_000_000), "throughput.tokens_per_minute")
	fault(commitment != nil && (platform == "azure" || !provisioned), "throughput.commitment")
	switch platform {
	case "azure":
		fault(units == int64(7), "throughput.units")
		fault(tokens == int64(5500), "throughput.tokens_per_minute")
		fault(mode == "batch" && scope == "region", "processing_scope")
	case "bedrock":
		fault(mode == "batch", "throughput.mode")
		fault(provisioned, "model") // nova-lite is sold by the unit at other context sizes only
	}
	return faults
}

// closedModels asks for every model that its own catalog calls closed.
func (h *hostility) closedModels() {
	sb := sandbox.New()
	var azure struct {
		Value []struct {
			Model struct{ Format, Name, Version, LifecycleStatus string }
		}
	}
	h.list(sb, "/subscriptions/"+sandbox.AzureSubscription+"/providers/Microsoft.CognitiveServices/locations/eastus2/models?api-version=2026-03-01", &azure)
	for _, m := range azure.Value {
		if status := strings.ToLower(m.Model.LifecycleStatus); status == "deprecating" || status == "deprecated" {
			h.closed("azure", m.Model.Format+"/"+m.Model.Name+"/"+m.Model.Version)
		}
	}
	var bedrock struct {
		ModelSummaries []struct {
			ModelID        string `json:"modelId"`
			ModelLifecycle struct{ Status string }
		}
	}
	h.list(sb, aws(region, "/foundation-models"), &bedrock)
	for _, m := range bedrock.ModelSummaries {
		if m.ModelLifecycle.Status == "LEGACY" {
			h.closed("bedrock", m.ModelID)
		}
	}
	if h.closedSeen < 10 {
		h.t.Errorf("the catalogs call %d models closed: too few to prove anything", h.closedSeen)
	}
}

func (h *hostility) closed(platform, model string) {
	h.t.Helper()
	h.closedSeen++
	resource := bases()[platform]
	resource["model"], resource["processing_scope"] = model, "global"
	h.judge("the closed model "+model, site{argument: "model"}, "", tree{}, resource)
}

func (h *hostility) list(sb *sandbox.Sandbox, target string, into any) {
	h.t.Helper()
	status, body := sb.Do("GET", target, "")
	if err := json.Unmarshal([]byte(body), into); err != nil || status != 200 {
		h.t.Fatalf("%s: %d, %v", target, status, err)
	}
}
