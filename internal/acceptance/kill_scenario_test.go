package acceptance_test

import (
	"maps"
	"slices"
)

// scenario is one operation on one kind of deployment, route or guardrail, which is
// interrupted at every call that it sends.
type scenario struct {
	typeName        string
	kind, operation string
	owned           bool     // the provider block names an owner
	byPrefix        bool     // the name is made
	before, after   args     // of the only resource; nil for none
	killed          []string // the command that is killed
}

func (s scenario) String() string {
	if s.typeName == routeType {
		return s.operation + " of " + s.kind
	}
	owner := "without owner"
	if s.owned {
		owner = "with owner"
	}
	return s.operation + " of " + s.kind + " " + owner
}

// config is a whole configuration around the resource.
func (s scenario) config(a args) string {
	head := "terraform {\n  required_providers {\n    llm = { source = \"" + source + "\" }\n  }\n}\n"
	if s.owned {
		head += providerBlock(`owner = "platform/prod"`)
	}
	if a == nil {
		return head
	}
	return head + a.blockOf(s.typeName, "chat")
}

// change is what may happen to one kind of deployment.
type change struct {
	from    args // written as an import would write it
	loose   args // edits without which it may not be destroyed
	update  args // edits that are written in place
	replace args // edits that need another object
}

// killKinds are the kinds of deployments, each with an update of as many calls
// as it can take.
func (w *world) killKinds() map[string]change {
	w.t.Helper()
	first, second := quoted(w.customModel("first")), quoted(w.customModel("second"))
	loose := args{"deletion_protection": "false"}
	oldRouter := args{"model": `"openai/model-router@2025-08-07"`}
	return map[string]change{
		"an on-demand deployment on Azure": {
			from: onAzure().named("chat"), loose: oldRouter,
			update:  args{"model": `"openai/model-router@2025-11-18"`, "throughput": `{ tokens_per_minute = 9000 }`, "tags": `{ team = "search" }`},
			replace: args{"processing_scope": `"geo"`, "model": `"openai/gpt-4.1-mini"`},
		},
		"provisioned throughput on Azure": {
			from: provisionedAzure().named("chat").with(args{"deletion_protection": ""}), loose: loose,
			update:  args{"throughput": `{ mode = "provisioned", units = 20 }`, "tags": `{ team = "search" }`},
			replace: args{"model": `"openai/gpt-5.1"`},
		},
		"an inference profile on Bedrock": {
			from:    onBedrock().named("chat").with(args{"tags": `{ a = "1", b = "1" }`}),
			update:  args{"tags": `{ a = "2", c = "1" }`},
			replace: args{"model": `"amazon/nova-pro"`},
		},
		"provisioned throughput on Bedrock": {
			from: provisionedBedrock().named("chat").with(args{"deletion_protection": "", "model": first}), loose: loose,
			update:  args{"model": second, "name": `"renamed"`, "tags": `{ a = "1" }`},
			replace: args{"throughput": `{ mode = "provisioned", units = 2 }`},
		},
		"a custom model on Bedrock": {
			from:    onBedrock().named("chat").with(args{"processing_scope": `"region"`, "model": first}),
			update:  args{"model": second, "tags": `{ a = "1" }`},
			replace: args{"name": `"renamed"`},
		},
	}
}

// scenarios are all that the matrix kills, in a fixed order.
func (w *world) scenarios() []scenario {
	w.t.Helper()
	var all []scenario
	kinds := w.killKinds()
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		k := kinds[name]
		for _, owned := range []bool{false, true} {
			from := k.from.with(k.loose)
			s := scenario{typeName: deploymentType, kind: name, owned: owned, before: from, killed: []string{"apply", "-json", "-input=false", "plan"}}
			create, update, replace, remove, look := s, s, s, s, s
			create.operation, create.before, create.after = "create", nil, k.from
			update.operation, update.after = "update", from.with(k.update)
			replace.operation, replace.after = "replace", from.with(k.replace)
			remove.operation, remove.after = "delete", nil
			look.operation, look.after = "plan", from.with(k.update)
			look.killed = []string{"plan", "-json", "-input=false", "-out=plan"}
			all = append(all, create, update, replace, remove)
			if !owned { // no owner plays a part in a plan
				all = append(all, look)
			}
			if owned && k.loose["deletion_protection"] == "" { // nobody but an owner knows a made name again
				all = append(all, underPrefix(create), underPrefix(replace))
			}
		}
	}
	return append(append(all, routeScenarios()...), guardrailScenarios(w.enforceable())...)
}

// underPrefix is the same under a name that is made, with the new one made first.
func underPrefix(s scenario) scenario {
	made := args{"name": "", "name_prefix": `"chat-"`, "lifecycle{}": "{ create_before_destroy = true }"}
	s.operation, s.byPrefix = s.operation+" by prefix", true
	if s.before != nil {
		s.before = s.before.with(made)
	}
	s.after = s.after.with(made)
	return s
}
