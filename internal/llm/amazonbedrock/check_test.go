package amazonbedrock

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

type edit = func(*llm.DeploymentSpec)

func manyTags(n int) map[string]string {
	tags := map[string]string{}
	for i := range n {
		tags[fmt.Sprintf("key%d", i)] = "v"
	}
	return tags
}

// TestCheck: each of these is stopped without a call, at its argument, with a way out.
func TestCheck(t *testing.T) {
	tests := []struct {
		name  string
		spec  llm.DeploymentSpec
		field llm.Field
	}{
		{"batch", profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.Mode = llm.Batch }), llm.FieldMode},
		{"a mode of nowhere", profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.Mode = "spot" }), llm.FieldMode},
		{"a commitment without provisioned", profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.Commitment = llm.OneMonth }), llm.FieldCommitment},
		{"units without provisioned", profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(1)) }), llm.FieldUnits},
		{"no tokens", profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(0)) }), llm.FieldTokensPerMinute},
		{"provisioned without units", unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.Units = nil }), llm.FieldUnits},
		{"no units", unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(0)) }), llm.FieldUnits},
		{"more units than fit", unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(1 << 40)) }), llm.FieldUnits},
		{"tokens with provisioned", unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(1000)) }), llm.FieldTokensPerMinute},
		{"a term of nowhere", unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.Commitment = "two_years" }), llm.FieldCommitment},
		{"a guardrail that is no ARN", profileSpec(func(s *llm.DeploymentSpec) { s.Guardrail = "abc" }), llm.FieldGuardrail},
		{"a guardrail's draft", profileSpec(func(s *llm.DeploymentSpec) { s.Guardrail = guardrailARN + ":DRAFT" }), llm.FieldGuardrail},
		{"a guardrail of another region", profileSpec(func(s *llm.DeploymentSpec) {
			s.Guardrail = strings.Replace(guardrailARN, testRegion, "eu-west-1", 1)
		}), llm.FieldGuardrail},
		{"a guardrail of another account", profileSpec(func(s *llm.DeploymentSpec) {
			s.Guardrail = strings.Replace(guardrailARN, testAccount, "999999999999", 1)
		}), llm.FieldGuardrail},
		{"an upgrade", profileSpec(func(s *llm.DeploymentSpec) { s.VersionUpgrade = llm.OnRetirement }), llm.FieldVersionUpgrade},
		{"a scope of nowhere", profileSpec(func(s *llm.DeploymentSpec) { s.Scope = "planet" }), llm.FieldScope},
		{"a region of nowhere", profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.Region = "eastus2" }), llm.FieldRegion},
		{"a region in another place than allowed", profileSpec(func(s *llm.DeploymentSpec) {
			s.Scope, s.Bedrock.Region, s.AllowedLocations = llm.ScopeRegion, "eu-west-2", []string{"eu"}
		}), llm.FieldAllowedLocations},
		{"throughput in another place than allowed", unitsSpec(func(s *llm.DeploymentSpec) { s.Bedrock.Region, s.AllowedLocations = "us-east-1", []string{"eu"} }), llm.FieldAllowedLocations},
		{"a model without a publisher", profileSpec(func(s *llm.DeploymentSpec) { s.Model = "nova-lite" }), llm.FieldModel},
		{"a profile as a model id", profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "us.amazon.nova-lite-v1:0" }), llm.FieldModelID},
		{"a reference as a model id", profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "amazon/nova-lite" }), llm.FieldModelID},
		{"a model id with a path", profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "amazon.nova/../x" }), llm.FieldModelID},
		{"a custom model of another region", customSpec(func(s *llm.DeploymentSpec) { s.Bedrock.Region = "eu-west-1" }), llm.FieldModelID},
		{"a custom model of another account", customSpec(func(s *llm.DeploymentSpec) {
			s.Bedrock.ModelID = strings.Replace(tunedModel, testAccount, "210987654321", 1)
		}), llm.FieldModelID},
		{"a custom model of another account, as the model", profileSpec(func(s *llm.DeploymentSpec) { s.Model = strings.Replace(tunedModel, testAccount, "210987654321", 1) }), llm.FieldModel},
		{"a custom model of the sandbox", customSpec(func(s *llm.DeploymentSpec) {
			s.Bedrock.ModelID = strings.Replace(tunedModel, testAccount, SandboxAccount, 1)
		}), llm.FieldModelID},
		{"a deployment as a model", profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = profileARN }), llm.FieldModelID},
		{"an ARN that is none", profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "arn:aws:bedrock" }), llm.FieldModelID},
		{"a global profile beyond the scope", profileSpec(func(s *llm.DeploymentSpec) {
			s.Scope, s.Bedrock.InferenceProfile = llm.ScopeGeo, "global.amazon.nova-2-lite-v1:0"
		}), llm.FieldInferenceProfile},
		{"a geo profile beyond the scope", profileSpec(func(s *llm.DeploymentSpec) {
			s.Scope, s.Bedrock.InferenceProfile = llm.ScopeRegion, "us.amazon.nova-lite-v1:0"
		}), llm.FieldInferenceProfile},
		{"a profile that is none", profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "../x" }), llm.FieldInferenceProfile},
		{"a profile with provisioned", unitsSpec(func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "us.amazon.nova-lite-v1:0" }), llm.FieldInferenceProfile},
		{"51 tags", profileSpec(func(s *llm.DeploymentSpec) { s.Tags = manyTags(51) }), llm.FieldTags},
		{"an owner's 50 tags, marked", profileSpec(func(s *llm.DeploymentSpec) { s.Tags = manyTags(49); s.Tags[llm.TagOwner] = "me" }), llm.FieldTags},
		{"a reserved tag", profileSpec(func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"aws:x": "y"} }), llm.FieldTags},
		{"an empty key", profileSpec(func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"": "y"} }), llm.FieldTags},
		{"a long key", profileSpec(func(s *llm.DeploymentSpec) { s.Tags = map[string]string{strings.Repeat("k", 129): "y"} }), llm.FieldTags},
		{"a long value", profileSpec(func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"k": strings.Repeat("v", 257)} }), llm.FieldTags},
		{"a tag with other letters", profileSpec(func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"k": "<v>"} }), llm.FieldTags},
		{"a place of nowhere", profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"us", "euu"} }), llm.FieldAllowedLocations},
		{"a place in capitals", profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"EU"} }), llm.FieldAllowedLocations},
		{"a country of the union", profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"de"} }), llm.FieldAllowedLocations},
		{"a routing prefix as a place", profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"apac"} }), llm.FieldAllowedLocations},
		{"a region of a third cloud", profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"europe-west1"} }), llm.FieldAllowedLocations},
		{"a place of nowhere and a region that is not in it", profileSpec(func(s *llm.DeploymentSpec) {
			s.Scope, s.Bedrock.Region, s.AllowedLocations = llm.ScopeRegion, testRegion, []string{"uss"}
		}), llm.FieldAllowedLocations},
		{"a model that moves", profileSpec(func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-chat-latest" }), llm.FieldModel},
		{"a long prefix", profileSpec(func(s *llm.DeploymentSpec) { s.Name, s.NamePrefix = "", strings.Repeat("a", 60) }), llm.FieldNamePrefix},
		{"a prefix of nothing", profileSpec(func(s *llm.DeploymentSpec) { s.Name, s.NamePrefix = "", "-a" }), llm.FieldNamePrefix},
		{"a blank in the name of a throughput", unitsSpec(func(s *llm.DeploymentSpec) { s.Name = "a b" }), llm.FieldName},
		{"64 characters in the name of a throughput", unitsSpec(func(s *llm.DeploymentSpec) { s.Name = strings.Repeat("a", 64) }), llm.FieldName},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			problems := testDriver(nil).Check(llm.Draft{Spec: tt.spec})
			if len(problems) != 1 {
				t.Fatalf("problems = %+v, want one", problems)
			}
			p := problems[0]
			if p.Field != tt.field || p.Severity != llm.Blocking || p.Summary == "" || p.Detail == "" || p.Fix == "" {
				t.Errorf("problem = %+v, want one at %s that says what to do", p, tt.field)
			}
		})
	}
}

func TestCheck_allows(t *testing.T) {
	for name, spec := range map[string]llm.DeploymentSpec{
		"a profile":                   profileSpec(),
		"a throughput":                unitsSpec(),
		"a throughput by the hour":    unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.Commitment = "" }),
		"a custom model":              customSpec(),
		"a custom model as the model": profileSpec(func(s *llm.DeploymentSpec) { s.Model = tunedModel }),
		"a native id":                 profileSpec(func(s *llm.DeploymentSpec) { s.Model = "amazon.nova-lite-v1:0" }),
		"a model ARN":                 profileSpec(func(s *llm.DeploymentSpec) { s.Model = foundationARN(testRegion, "amazon.nova-lite-v1:0") }),
		"a profile as the model":      profileSpec(func(s *llm.DeploymentSpec) { s.Model = "us.amazon.nova-lite-v1:0" }),
		"a profile within the scope":  profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "us.amazon.nova-lite-v1:0" }),
		"a name with blanks":          profileSpec(func(s *llm.DeploymentSpec) { s.Name = "My chat_model-1" }),
		"64 characters":               profileSpec(func(s *llm.DeploymentSpec) { s.Name = strings.Repeat("a", 64) }),
		"a prefix":                    profileSpec(func(s *llm.DeploymentSpec) { s.Name, s.NamePrefix = "", "chat-" }),
		"50 tags":                     profileSpec(func(s *llm.DeploymentSpec) { s.Tags = manyTags(50) }),
		"an owner's 49 tags, marked":  profileSpec(func(s *llm.DeploymentSpec) { s.Tags = manyTags(48); s.Tags[llm.TagOwner] = "me" }),
		"places of another platform":  profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"swedencentral", "eu"} }),
		"every geography":             profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = llm.Geographies() }),
		"a region that is new": profileSpec(func(s *llm.DeploymentSpec) {
			s.AllowedLocations = []string{"eu-west-9", "us-east-1", "usgovvirginia", "westeurope"}
		}),
		"the whole world as a place":    profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"global"} }),
		"a moving model with a version": profileSpec(func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-chat-latest@2026-01-01" }),
		"a moving name of one's own": profileSpec(func(s *llm.DeploymentSpec) {
			s.Model, s.ModelAliases = "house/chat-latest", map[string]string{"house/chat-latest": "amazon/nova-lite"}
		}),
		"what only the other cloud has": profileSpec(func(s *llm.DeploymentSpec) { s.Azure.SKU = "Standard" }),
	} {
		t.Run(name, func(t *testing.T) {
			if problems := testDriver(nil).Check(llm.Draft{Spec: spec}); len(problems) > 0 {
				t.Errorf("problems = %+v", problems)
			}
		})
	}
}

// TestCheck_unknown: what is not known yet is not judged.
func TestCheck_unknown(t *testing.T) {
	tests := []struct {
		name    string
		spec    llm.DeploymentSpec
		unknown llm.FieldSet
	}{
		{"the mode", profileSpec(func(s *llm.DeploymentSpec) { s.Throughput = llm.Throughput{Units: new(int64(1))} }), llm.Fields(llm.FieldThroughput)},
		{"the units", unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.Units = nil }), llm.Fields(llm.FieldUnits)},
		{"the name", profileSpec(func(s *llm.DeploymentSpec) { s.Name = "" }), llm.Fields(llm.FieldName)},
		{"the model", profileSpec(func(s *llm.DeploymentSpec) { s.Model = "" }), llm.Fields(llm.FieldModel)},
		{"the region of an ARN", customSpec(), llm.Fields(llm.FieldRegion)},
		{"the scope", profileSpec(func(s *llm.DeploymentSpec) { s.Scope = "" }), llm.Fields(llm.FieldScope)},
		{"the guardrail", profileSpec(), llm.Fields(llm.FieldGuardrail)},
		{"the whole override", profileSpec(), llm.Fields("bedrock")},
		{"the places", profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"euu"} }), llm.Fields(llm.FieldAllowedLocations)},
		{"the tags", profileSpec(func(s *llm.DeploymentSpec) { s.Tags = nil }), llm.Fields(llm.FieldTags)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if problems := testDriver(nil).Check(llm.Draft{Spec: tt.spec, Unknown: tt.unknown}); len(problems) > 0 {
				t.Errorf("problems = %+v", problems)
			}
		})
	}
}

func TestCheck_region(t *testing.T) {
	cfg := testConfig(nil)
	cfg.Region = ""
	problems := (&driver{platform: NewPlatform(cfg)}).Check(llm.Draft{Spec: profileSpec()})
	if len(problems) != 1 || problems[0].Field != llm.FieldRegion || !strings.Contains(problems[0].Fix, "AWS_REGION") {
		t.Errorf("problems = %+v, want one that names the ways", problems)
	}
	unconfigured := (&driver{platform: NewPlatform(Config{Unconfigured: true})})
	if problems := unconfigured.Check(llm.Draft{Spec: customSpec()}); len(problems) > 0 {
		t.Errorf("before the provider is configured: %+v", problems)
	}
}

// TestCheck_placesAreNamed: the error lists what can be written instead.
func TestCheck_placesAreNamed(t *testing.T) {
	problems := testDriver(nil).Check(llm.Draft{Spec: profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"euu", "us", "usa"} })})
	if len(problems) != 1 {
		t.Fatalf("problems = %+v, want one", problems)
	}
	for _, words := range []string{`"euu"`, `"usa"`} {
		if !strings.Contains(problems[0].Detail, words) {
			t.Errorf("%q does not name %s", problems[0].Detail, words)
		}
	}
	for _, words := range []string{"eu, ", "uk", "us, ", "eu-central-1", "swedencentral"} {
		if !strings.Contains(problems[0].Fix, words) {
			t.Errorf("%q does not name %s", problems[0].Fix, words)
		}
	}
}

// TestGeographies: every region that is known lies in a geography that can be written, and each is the geography of itself.
func TestGeographies(t *testing.T) {
	known := llm.Geographies()
	for region := range strings.FieldsSeq(`us-east-1 us-west-2 us-gov-west-1 ca-central-1 mx-central-1 sa-east-1 eu-central-1 eu-central-2 eu-west-1 eu-west-2
		eu-west-3 eu-north-1 eu-south-1 eu-south-2 eusc-de-east-1 il-central-1 me-south-1 me-central-1 af-south-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2
		ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
		ap-southeast-7 cn-north-1 cn-northwest-1`) {
		if !slices.Contains(known, geography(region)) {
			t.Errorf("%s lies in %q, which cannot be written", region, geography(region))
		}
	}
	for _, g := range known {
		if geography(g) != g {
			t.Errorf("%q lies in %q", g, geography(g))
		}
	}
}
