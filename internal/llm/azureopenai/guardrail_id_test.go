package azureopenai

import (
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func TestGuardrailID_isThePolicysARMID(t *testing.T) {
	driver := guardrailsOf("")
	want := llm.ID{Value: realAccount + "/raiPolicies/Strict", Parent: realAccount, Name: "Strict"}
	for _, form := range []string{want.Value, strings.Replace(want.Value, "/raiPolicies/", "/RAIPOLICIES/", 1)} {
		if id, err := driver.ParseID(form); err != nil || id != want {
			t.Errorf("%s is %v, %v", form, id, err)
		}
	}
	for name, form := range map[string]string{
		"a deployment":         realAccount + "/deployments/chat",
		"a blocklist":          realAccount + "/raiBlocklists/mine",
		"an ARN":               "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc",
		"an account":           realAccount,
		"a policy's parent":    realAccount + "/raiPolicies/..",
		"something below":      realAccount + "/raiPolicies/a/b",
		"a policy of theirs":   realAccount + "/raiPolicies/Microsoft.DefaultV2",
		"the sandbox's policy": sandbox.AzureAccountID() + "/raiPolicies/strict",
	} {
		if id, err := driver.ParseID(form); err == nil {
			t.Errorf("%s is read as %v", name, id)
		}
	}
}

func TestGuardrailID_targetTakesTurnsOnTheAccount(t *testing.T) {
	spec := standard()
	id, err := guardrailsOf(realAccount).Target(spec)
	if err != nil || id.Parent != realAccount || id.Value != realAccount+"/raiPolicies/standard" {
		t.Errorf("target is %v, %v", id, err)
	}
	spec.Azure.AccountID = realAccount + "2"
	if id, err := guardrailsOf(realAccount).Target(spec); err != nil || id.Parent != realAccount+"2" {
		t.Errorf("with an account of its own it is %v, %v", id, err)
	}
	if _, err := guardrailsOf("").Target(standard()); llm.CodeOf(err) != llm.CodeInvalid {
		t.Errorf("without an account it says %v", err)
	}
}

func TestGuardrailID_nameAndAccountReplaceIt(t *testing.T) {
	have := &llm.Composite{Name: "Standard", Place: realAccount}
	for name, tt := range map[string]struct {
		want   llm.GuardrailDraft
		fields []llm.Field
	}{
		"the same":              {llm.GuardrailDraft{Spec: standard()}, nil},
		"another name":          {llm.GuardrailDraft{Spec: llm.GuardrailSpec{Name: "strict"}}, []llm.Field{llm.FieldName}},
		"another account":       {llm.GuardrailDraft{Spec: llm.GuardrailSpec{Name: "standard", Azure: llm.AzureGuardrail{AccountID: realAccount + "2"}}}, []llm.Field{llm.FieldAccountID}},
		"the account, in caps":  {llm.GuardrailDraft{Spec: llm.GuardrailSpec{Name: "standard", Azure: llm.AzureGuardrail{AccountID: strings.ToUpper(realAccount)}}}, nil},
		"an account to be made": {llm.GuardrailDraft{Spec: standard(), Unknown: llm.Fields(llm.FieldAccountID)}, []llm.Field{llm.FieldAccountID}},
	} {
		if fields := guardrailsOf(realAccount).Replaced(have, tt.want); !slices.Equal(fields, tt.fields) {
			t.Errorf("%s replaces by %v, want %v", name, fields, tt.fields)
		}
	}
	if fields := guardrailsOf(realAccount+"2").Replaced(have, llm.GuardrailDraft{Spec: standard()}); len(fields) > 0 {
		t.Errorf("another default of the provider replaces by %v", fields)
	}
}

// The name of a list is one that the service takes, and of one guardrail only.
func TestGuardrailID_listNamesAreValidAndTheirOwn(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{
		"ab", "standard", strings.Repeat("n", 56), strings.Repeat("n", 57), strings.Repeat("n", 64), strings.Repeat("n", 63) + "m",
		strings.Repeat("a.", 31) + "ab", strings.Repeat("_a", 28) + "x",
	} {
		list := listName(name)
		if !nameRule.MatchString(list) && nameRule.MatchString(name) {
			t.Errorf("the list of %s, %s, has no valid name", name, list)
		}
		if other, taken := seen[canonicalName(list)]; taken {
			t.Errorf("%s and %s share %s", name, other, list)
		}
		seen[canonicalName(list)] = name
	}
}
