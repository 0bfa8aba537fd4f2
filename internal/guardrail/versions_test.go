package guardrail

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Versions are open exactly where one is published or taken away.
func TestPlan_ofVersions(t *testing.T) {
	for sentence, row := range map[string]struct {
		platform llm.Platform
		change   func(b *bench) tfModel
		open     []string
	}{
		"another word publishes":         {llm.Bedrock, func(b *bench) tfModel { return b.with("other") }, []string{"version", "versioned_id", "versions"}},
		"another word on Azure does not": {llm.Azure, func(b *bench) tfModel { return b.with("other") }, nil},
		"another name publishes nothing": {llm.Bedrock, func(b *bench) tfModel { c := b.state; c.Name = types.StringValue("other"); return c }, nil},
		"a tag publishes nothing": {llm.Bedrock, func(b *bench) tfModel {
			c := b.state
			c.Tags = framework.StringMap(map[string]string{"a": "b"})
			return c
		}, nil},
		"fewer that are kept take some away":   {llm.Bedrock, func(b *bench) tfModel { return b.kept(1) }, []string{"versions"}},
		"as many as there are take none away":  {llm.Bedrock, func(b *bench) tfModel { return b.kept(2) }, nil},
		"a word that is not known may publish": {llm.Bedrock, func(b *bench) tfModel { c := b.state; c.BlockedWords = types.SetUnknown(types.StringType); return c }, []string{"version", "versioned_id", "versions"}},
		"a word that is not known, on Azure":   {llm.Azure, func(b *bench) tfModel { c := b.state; c.BlockedWords = types.SetUnknown(types.StringType); return c }, nil},
		"a word that is not known, where no version is left": {llm.Bedrock, func(b *bench) tfModel {
			b.fake.versions = nil
			c := b.state
			c.BlockedWords = types.SetUnknown(types.StringType)
			return c
		}, []string{"version", "versioned_id", "versions"}},
		"an argument of the other platform's":   {llm.Bedrock, func(b *bench) tfModel { return b.onAzure() }, nil},
		"a version that is gone is made again":  {llm.Bedrock, func(b *bench) tfModel { b.fake.versions = nil; return b.state }, []string{"version", "versioned_id", "versions"}},
		"a draft that was changed by hand only": {llm.Bedrock, func(b *bench) tfModel { b.fake.draft.Content["images"] = "on"; return b.state }, nil},
	} {
		t.Run(sentence, func(t *testing.T) {
			b := newBench(t, row.platform)
			if b.fake.publishes {
				b.fake.versions = append([]llm.Child{{Name: "version", ID: "0", Published: true}}, b.fake.versions...)
			}
			b.look(t)
			config := row.change(b)
			b.look(t)
			p := b.plan(t, config, false)
			if diff := cmp.Diff(row.open, openVersions(p)); diff != "" || !p.Plan.ID.Equal(b.state.ID) {
				t.Errorf("open (-want +have), id %s:\n%s", p.Plan.ID, diff)
			}
		})
	}
}

// openVersions are the arguments about versions that a plan leaves open, sorted.
func openVersions(p *planning) []string {
	var open []string
	for name, value := range map[string]attr.Value{"version": p.Plan.Version, "versioned_id": p.Plan.VersionedID, "versions": p.Plan.Versions} {
		if value.IsUnknown() {
			open = append(open, name)
		}
	}
	slices.Sort(open)
	return open
}

// What governs no request publishes nothing, also while it is not known; only what
// is kept may take versions away.
func TestPlan_ofVersionsWhereWhatGovernsNothingIsUnknown(t *testing.T) {
	all := []string{"version", "versioned_id", "versions"}
	for sentence, row := range map[string]struct {
		change func(c *tfModel)
		open   []string
	}{
		"a name":                      {func(c *tfModel) { c.Name = types.StringUnknown() }, nil},
		"a tag":                       {func(c *tfModel) { c.Tags = someUnknown() }, nil},
		"tags":                        {func(c *tfModel) { c.Tags = types.MapUnknown(types.StringType) }, nil},
		"a description":               {func(c *tfModel) { c.Bedrock = ofBedrock("description") }, nil},
		"a key":                       {func(c *tfModel) { c.Bedrock = ofBedrock("kms_key") }, nil},
		"a policy for drift":          {func(c *tfModel) { c.DriftPolicy = someUnknown() }, nil},
		"what is kept":                {func(c *tfModel) { c.KeepVersions = types.Int64Unknown() }, []string{"versions"}},
		"a tag, and fewer are kept":   {func(c *tfModel) { c.Tags, c.KeepVersions = someUnknown(), types.Int64Value(1) }, []string{"versions"}},
		"a tag, and as many are kept": {func(c *tfModel) { c.Tags, c.KeepVersions = someUnknown(), types.Int64Value(2) }, nil},
		"a tag, and a word is another": {func(c *tfModel) {
			c.Tags, c.BlockedWords = someUnknown(), framework.Set([]string{"other"})
		}, all},
		"a tier": {func(c *tfModel) { c.Bedrock = ofBedrock("tier") }, all},
	} {
		t.Run(sentence, func(t *testing.T) {
			b := newBench(t, llm.Bedrock)
			b.fake.versions = append([]llm.Child{{Name: "version", ID: "0", Published: true}}, b.fake.versions...)
			b.look(t)
			config := b.state
			row.change(&config)
			p := b.plan(t, config, false)
			if diff := cmp.Diff(row.open, openVersions(p)); diff != "" || p.Change.Action != llm.Update {
				t.Errorf("%v, open (-want +have):\n%s", p.Change.Action, diff)
			}
		})
	}
}

func someUnknown() types.Map {
	return types.MapValueMust(types.StringType, map[string]attr.Value{"health": types.StringUnknown()})
}

// ofBedrock holds what only Bedrock has, one argument of it not known.
func ofBedrock(argument string) types.Object {
	arguments := map[string]attr.Value{}
	for name, of := range bedrockType() {
		if arguments[name] = attr.Value(types.StringNull()); of.Equal(types.BoolType) {
			arguments[name] = types.BoolNull()
		}
	}
	arguments[argument] = types.StringUnknown()
	return types.ObjectValueMust(bedrockType(), arguments)
}

func (b *bench) kept(n int64) tfModel {
	config := b.state
	config.KeepVersions = types.Int64Value(n)
	return config
}

func (b *bench) onAzure() tfModel {
	config := b.state
	config.Azure = types.ObjectValueMust(azureType(), map[string]attr.Value{
		"account_id": types.StringUnknown(), "base_policy": types.StringNull(), "mode": types.StringNull(),
	})
	return config
}
