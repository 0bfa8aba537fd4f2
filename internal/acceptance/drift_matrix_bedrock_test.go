package acceptance_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// bedrockChanges are the changes of a deployment on Bedrock, by row.
func bedrockChanges(kind drift.Kind) map[string]fieldChange {
	table := map[string]fieldChange{}
	maps.Copy(table, profileChanges(kind))
	maps.Copy(table, throughputChanges(kind))
	maps.Copy(table, customChanges())
	maps.Copy(table, tagChanges())
	for _, object := range []drift.Object{drift.Profile, drift.Throughput, drift.CustomModel} {
		table[rowKey(object, "(the whole)", "deleted")] = goes(goneNow)
		table[rowKey(object, "(the whole)", "deleted and made again")] = fieldChange{batch: "bedrock taken", by: func(s *driftScene) {
			s.m.w.remove(s.id)
			s.m.taken[s.cell.label] = s.another(s.cell.label)
		}}
		table[rowKey(object, "(the whole)", "another one beside it")] = goes(func(s *driftScene) { s.another(s.cell.label + "-beside") })
	}
	table[rowKey(drift.NamedGuardrail, "guardrails[].version", "a newer one published")] = goes(func(s *driftScene) {
		s.m.w.do("POST", guardrailPath(s.m.named), "{}")
	})
	retires := onceFor("retires", func(m *driftMatrix) {
		for _, model := range []string{"amazon.nova-lite-v1:0", "amazon.nova-2-lite-v1:0", "amazon.nova-lite-v1:0:24k"} {
			m.w.ok(m.w.sb.DeprecateBedrockModel(model, m.w.sb.Now().Add(30*24*time.Hour)))
		}
	})
	table[rowKey(drift.BedrockCatalog, "modelLifecycle.endOfLifeTime", "within 90 days")] = fieldChange{by: retires, batch: "bedrock retirement"}
	return table
}

// another makes a deployment of the same kind and returns its ARN.
func (s *driftScene) another(name string) string {
	w := s.m.w
	w.t.Helper()
	var path, body string
	switch s.cell.kind {
	case drift.Units:
		path, body = "/provisioned-model-throughput", fmt.Sprintf(`{"provisionedModelName":%q,"modelId":"amazon.nova-lite-v1:0:24k","modelUnits":1}`, name)
	case drift.CustomUnits:
		path, body = "/provisioned-model-throughput", fmt.Sprintf(`{"provisionedModelName":%q,"modelId":%q,"modelUnits":1}`, name, s.m.tuned[0])
	case drift.CustomDemand:
		path, body = "/model-customization/custom-model-deployments", fmt.Sprintf(`{"modelDeploymentName":%q,"modelArn":%q}`, name, s.m.tuned[0])
	default:
		path, body = "/inference-profiles", fmt.Sprintf(`{"inferenceProfileName":%q,"modelSource":{"copyFrom":%q}}`, name, nova("us-east-1"))
	}
	return regexp.MustCompile(`arn:[^"]*`).FindString(w.do("POST", aws(region, path), body))
}

// nova is the ARN of the matrix's foundation model in a region; none is anywhere.
func nova(region string) string {
	return "arn:aws:bedrock:" + region + "::foundation-model/amazon.nova-lite-v1:0"
}

func inRegions(of func(string) string, regions ...string) []any {
	var models []any
	for _, region := range regions {
		models = append(models, map[string]any{"modelArn": of(region)})
	}
	return models
}

// reroutes edits the models that a profile routes to; until ends the change when
// the apply begins.
func reroutes(edit func([]any) []any, until bool) fieldChange {
	return goes(func(s *driftScene) {
		is, _ := s.read()["models"].([]any)
		end := s.show("models", edit(slices.Clone(is)))
		if until {
			s.m.ends = append(s.m.ends, end)
		}
	})
}

const longAgo = "2020-01-01T00:00:00Z"

func profileChanges(kind drift.Kind) map[string]fieldChange {
	routes := func(of func(string) string, regions ...string) fieldChange {
		return goes(overlaid("models", inRegions(of, regions...)))
	}
	second := func(region string) string { return strings.Replace(nova(region), "nova-lite-v1", "nova-2-lite-v1", 1) }
	beyond := routes(nova, "")
	if kind == drift.CopyOfModel {
		beyond = routes(nova, "us-east-1", "us-west-2")
	}
	further := map[string]any{"modelArn": nova("ca-central-1")}
	leaves := reroutes(func(is []any) []any { return append(is, further) }, true)
	leaves.with = args{"allowed_locations": `["us"]`}
	return onObject(drift.Profile, map[[2]string]fieldChange{
		{"inferenceProfileArn", ""}:  goes(passingly("inferenceProfileArn", "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/zzzzzzzzzzzz")),
		{"inferenceProfileId", ""}:   goes(overlaid("inferenceProfileId", "zzzzzzzzzzzz")),
		{"inferenceProfileName", ""}: goes(overlaid("inferenceProfileName", "another")),
		{"description", ""}:          goes(overlaid("description", "by hand")),
		{"createdAt", ""}:            goes(overlaid("createdAt", longAgo)),
		{"updatedAt", ""}:            goes(overlaid("updatedAt", longAgo)),
		{"type", ""}:                 goes(overlaid("type", "SYSTEM_DEFINED")),
		{"status", "any but ACTIVE"}: goes(passingly("status", "MENDING")),
		{"models[].modelArn", "another model"}: reroutes(func(is []any) []any {
			for i := range is {
				is[i] = map[string]any{"modelArn": strings.Replace(fmt.Sprint(valueAt(is[i], "modelArn")), "lite", "micro", 1)}
			}
			return is
		}, false),
		{"models[].modelArn", "places beyond processing_scope"}:    beyond,
		{"models[].modelArn", "one place more"}:                    reroutes(func(is []any) []any { return append(is, further) }, false),
		{"models[].modelArn", "one place less"}:                    reroutes(func(is []any) []any { return is[1:] }, false),
		{"models[].modelArn", "a place outside allowed_locations"}: leaves,
		{"models[].modelArn", "another serving inside the bounds"}: routes(second, "ca-central-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"),
		{"models[].modelArn", "in another order"}:                  reroutes(func(is []any) []any { slices.Reverse(is); return is }, false),
	})
}

// onObject names the object of changes.
func onObject(object drift.Object, changes map[[2]string]fieldChange) map[string]fieldChange {
	table := map[string]fieldChange{}
	for field, c := range changes {
		table[rowKey(object, field[0], field[1])] = c
	}
	return table
}

func throughputChanges(kind drift.Kind) map[string]fieldChange {
	other := strings.Replace(nova(region), "nova-lite", "nova-micro", 1)
	model := goes(inOneGo(overlaid("modelArn", other), overlaid("desiredModelArn", other)))
	if kind == drift.CustomUnits {
		model = goes(func(s *driftScene) {
			s.m.w.do("PATCH", bedrockPath(s.id), fmt.Sprintf(`{"desiredModelId":%q}`, s.m.tuned[1]))
		})
	}
	return onObject(drift.Throughput, map[[2]string]fieldChange{
		{"provisionedModelArn", ""}: goes(passingly("provisionedModelArn", "arn:aws:bedrock:us-east-1:000000000000:provisioned-model/zzzzzzzzzzzz")),
		{"provisionedModelName", ""}: goes(func(s *driftScene) {
			s.m.w.do("PATCH", bedrockPath(s.id), fmt.Sprintf(`{"desiredProvisionedModelName":%q}`, s.cell.label+"-renamed"))
		}),
		{"modelArn", ""}:                               model,
		{"desiredModelArn", ""}:                        goes(passingly("desiredModelArn", other)),
		{"foundationModelArn", ""}:                     goes(overlaid("foundationModelArn", other)),
		{"modelUnits", ""}:                             goes(inOneGo(overlaid("modelUnits", 2), overlaid("desiredModelUnits", 2))),
		{"desiredModelUnits", ""}:                      goes(passingly("desiredModelUnits", 2)),
		{"status", "Failed"}:                           goes(func(s *driftScene) { s.m.w.ok(s.m.w.sb.FailThroughput(s.id, "no capacity")) }),
		{"status", "any other but InService"}:          goes(passingly("status", "Mending")),
		{"failureMessage", "of a failed one"}:          goes(func(s *driftScene) { s.m.w.ok(s.m.w.sb.FailThroughput(s.id, "another reason")) }),
		{"creationTime", ""}:                           goes(overlaid("creationTime", longAgo)),
		{"lastModifiedTime", ""}:                       goes(overlaid("lastModifiedTime", longAgo)),
		{"commitmentDuration", ""}:                     goes(overlaid("commitmentDuration", "OneMonth")),
		{"commitmentExpirationTime", ""}:               goes(overlaid("commitmentExpirationTime", "2026-12-01T00:00:00Z")),
		{"commitmentExpirationTime", "within 90 days"}: goes(overlaid("commitmentExpirationTime", "2026-10-01T00:00:00Z")),
	})
}

func customChanges() map[string]fieldChange {
	updating := func(status string) map[string]any {
		return map[string]any{"modelArn": "arn:aws:bedrock:us-east-1:000000000000:custom-model/amazon.nova-lite-v1:0:300k/zzzzzzzzzzzz", "updateStatus": status}
	}
	return onObject(drift.CustomModel, map[[2]string]fieldChange{
		{"customModelDeploymentArn", ""}: goes(passingly("customModelDeploymentArn", "arn:aws:bedrock:us-east-1:000000000000:custom-model-deployment/zzzzzzzzzzzz")),
		{"modelDeploymentName", ""}:      goes(overlaid("modelDeploymentName", "another")),
		{"modelArn", ""}: goes(func(s *driftScene) {
			s.m.w.do("PATCH", bedrockPath(s.id), fmt.Sprintf(`{"modelArn":%q}`, s.m.tuned[1]))
		}),
		{"createdAt", ""}:                              goes(overlaid("createdAt", longAgo)),
		{"lastUpdatedAt", ""}:                          goes(overlaid("lastUpdatedAt", longAgo)),
		{"description", ""}:                            goes(overlaid("description", "by hand")),
		{"status", "Failed"}:                           goes(func(s *driftScene) { s.m.w.ok(s.m.w.sb.FailCustomModelDeployment(s.id, "bad weights")) }),
		{"status", "any other but Active"}:             goes(passingly("status", "Mending")),
		{"failureMessage", "of a failed one"}:          goes(func(s *driftScene) { s.m.w.ok(s.m.w.sb.FailCustomModelDeployment(s.id, "another reason")) }),
		{"updateDetails.updateStatus", "Updating"}:     goes(passingly("updateDetails", updating("Updating"))),
		{"updateDetails.updateStatus", "UpdateFailed"}: goes(overlaid("updateDetails", updating("UpdateFailed"))),
		{"updateDetails.modelArn", "while Updating"}:   goes(passingly("updateDetails", updating("Updating"))),
	})
}

func tagChanges() map[string]fieldChange {
	tagged := func(key, value string) fieldChange {
		return goes(func(s *driftScene) { s.m.w.retag(key, value)(s.id) })
	}
	untagged := func(key string) fieldChange { return goes(func(s *driftScene) { s.m.w.untag(key)(s.id) }) }
	return onObject(drift.BedrockTags, map[[2]string]fieldChange{
		{"tags[].key", "added"}:                    tagged("extra", "1"),
		{"tags[].key", "removed"}:                  untagged("team"),
		{"tags[].key", "of default_tags, removed"}: untagged("cost"),
		{"tags[].key", "llm:owner removed"}:        untagged("llm:owner"),
		{"tags[].key", "ignored by key"}:           tagged("policy", "added"),
		{"tags[].key", "ignored by prefix"}:        tagged("sys:audited", "1"),
		{"tags[].key", "in another order"}: goes(func(s *driftScene) {
			s.m.w.untag("cost")(s.id)
			s.m.w.retag("cost", "42")(s.id)
		}),
		{"tags[].value", ""}: tagged("team", "ads"),
	})
}
