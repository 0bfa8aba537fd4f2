package acceptance_test

import (
	"testing"
)

func providerBlock(arguments string) string { return "provider \"llm\" {\n" + arguments + "\n}\n" }

// What the provider block says of tags reaches every deployment, in place.
func TestAccDeployment_providerTags(t *testing.T) {
	tagged := args{"tags": `{ team = "search" }`}
	for sentence, row := range map[string]struct {
		before, after string
		holds, lacks  []string
		want          string
	}{
		"default tags are added": {
			after: `default_tags = { cost = "42" }`, holds: []string{`"cost"`, "42", "search"},
		},
		"default tags are changed": {
			before: `default_tags = { cost = "42" }`, after: `default_tags = { cost = "43" }`, holds: []string{"43", "search"}, lacks: []string{`"42"`},
		},
		"default tags are removed": {
			before: `default_tags = { cost = "42" }`, holds: []string{"search"}, lacks: []string{"cost"},
		},
		"a deployment's own tags win": {
			after: `default_tags = { team = "default", cost = "42" }`, holds: []string{"search", "42"}, lacks: []string{"default"},
		},
		"an owner is written": {after: `owner = "platform/prod"`, holds: []string{`"llm:owner"`, "platform/prod"}},
		"another owner is written": {
			before: `owner = "platform/prod"`, after: `owner = "platform/test"`, holds: []string{"platform/test"}, lacks: []string{"platform/prod"},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			w.editsUnder(providerBlock(row.before), providerBlock(row.after), map[string]edit{
				"on Azure":               {from: onAzure().with(tagged), want: updated, named: "tags_all", holds: row.holds, lacks: row.lacks},
				"on Bedrock":             {from: onBedrock().with(tagged), want: updated, named: "tags_all", holds: row.holds, lacks: row.lacks},
				"on Azure provisioned":   {from: provisionedAzure().with(tagged), want: updated, named: "tags_all", holds: row.holds, lacks: row.lacks},
				"on Bedrock by the unit": {from: provisionedBedrock().with(tagged), want: updated, named: "tags_all", holds: row.holds, lacks: row.lacks},
			})
		})
	}
}

// A tag that comes to be ignored stays where it is.
func TestAccDeployment_tagThatComesToBeIgnored(t *testing.T) {
	w := newWorld(t)
	w.editsUnder("", providerBlock(`ignore_tags = { keys = ["team"] }`), map[string]edit{
		"on Azure": {
			from: onAzure().with(args{"tags": `{ team = "search", a = "1" }`}), change: args{"tags": `{ a = "1" }`}, want: unchanged, holds: []string{"search"},
		},
		"on Bedrock": {
			from: onBedrock().with(args{"tags": `{ team = "search", a = "1" }`}), change: args{"tags": `{ a = "1" }`}, want: unchanged, holds: []string{"search"},
		},
	})
}
