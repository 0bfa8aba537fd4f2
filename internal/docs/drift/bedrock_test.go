package drift_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// smithy is the official model of the API.
type smithy struct {
	Operations map[string]struct {
		Output struct {
			Shape string `json:"shape"`
		} `json:"output"`
	} `json:"operations"`
	Shapes map[string]struct {
		Type    string           `json:"type"`
		Members map[string]named `json:"members"`
		Member  named            `json:"member"`
	} `json:"shapes"`
}

type named struct {
	Shape string `json:"shape"`
}

// output lists the paths of an operation's answer.
func (m smithy) output(operation string) []string {
	return m.below(m.Operations[operation].Output.Shape, "", nil)
}

// below lists what lies below a shape. One that holds itself ends there.
func (m smithy) below(shape, path string, within []string) []string {
	of := m.Shapes[shape]
	if slices.Contains(within, shape) {
		return []string{path}
	}
	within = append(slices.Clone(within), shape)
	switch of.Type {
	case "structure":
		var paths []string
		for name, member := range of.Members {
			paths = append(paths, m.below(member.Shape, strings.TrimPrefix(path+"."+name, "."), within)...)
		}
		return paths
	case "list":
		return m.below(of.Member.Shape, path+"[]", within)
	}
	return []string{path}
}

// listed makes of the paths of a list those of a read. A list has pages, and
// one of them another word for a name.
func listed(paths []string) []string {
	var items []string
	for _, path := range paths {
		_, item, found := strings.Cut(path, "[].")
		switch {
		case !found: // nextToken
		case item == "customModelDeploymentName":
			items = append(items, "modelDeploymentName")
		default:
			items = append(items, item)
		}
	}
	return items
}

// Every field of the official model is classified, in reads and in lists.
func TestRows_classifyTheModelOfBedrock(t *testing.T) {
	var m smithy
	if err := json.Unmarshal(shared(t, "aws", "models", "bedrock.service-2.json"), &m); err != nil {
		t.Fatal(err)
	}
	for object, operations := range map[drift.Object][2]string{
		drift.Profile:     {"GetInferenceProfile", "ListInferenceProfiles"},
		drift.Throughput:  {"GetProvisionedModelThroughput", "ListProvisionedModelThroughputs"},
		drift.CustomModel: {"GetCustomModelDeployment", "ListCustomModelDeployments"},
	} {
		judge(t, object, unique(append(m.output(operations[0]), listed(m.output(operations[1]))...)))
	}
	judge(t, drift.BedrockTags, m.output("ListTagsForResource"))
	exist(t, drift.BedrockCatalog, listed(m.output("ListFoundationModels")))
	exist(t, drift.NamedGuardrail, m.output("ListGuardrails"))
}

// exist fails for a row of the object that names no path.
func exist(t *testing.T, object drift.Object, paths []string) {
	t.Helper()
	known := map[string]bool{}
	for _, path := range paths {
		known[path] = true
	}
	for _, r := range drift.Rows() {
		if r.Object == object && !known[r.Field] {
			t.Errorf("%s: there is no field %s", object, r.Field)
		}
	}
}

// The SDK may be newer than the recorded model: what it has learned to read
// since is classified too.
func TestRows_classifyTheTypesOfTheSDK(t *testing.T) {
	for object, shapes := range map[drift.Object][2]reflect.Type{
		drift.Profile:     {reflect.TypeFor[bedrock.GetInferenceProfileOutput](), reflect.TypeFor[types.InferenceProfileSummary]()},
		drift.Throughput:  {reflect.TypeFor[bedrock.GetProvisionedModelThroughputOutput](), reflect.TypeFor[types.ProvisionedModelSummary]()},
		drift.CustomModel: {reflect.TypeFor[bedrock.GetCustomModelDeploymentOutput](), reflect.TypeFor[types.CustomModelDeploymentSummary]()},
	} {
		paths := leaves(shapes[0], "", wireName)
		for _, path := range leaves(shapes[1], "", wireName) {
			paths = append(paths, listed([]string{"items[]." + path})...)
		}
		judge(t, object, unique(paths))
	}
	judge(t, drift.BedrockTags, leaves(reflect.TypeFor[bedrock.ListTagsForResourceOutput](), "", wireName))
}

// wireName is the name on the wire of an SDK's field.
func wireName(field reflect.StructField) string {
	if !field.IsExported() || field.Name == "ResultMetadata" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(field.Name)
	return string(unicode.ToLower(first)) + field.Name[size:]
}
