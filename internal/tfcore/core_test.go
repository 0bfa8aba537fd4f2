package tfcore

import (
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// block is a schema with one attribute of every kind that core treats in its own way.
func block() *tfprotov6.SchemaBlock {
	return &tfprotov6.SchemaBlock{
		Attributes: []*tfprotov6.SchemaAttribute{
			{Name: "id", Type: tftypes.String, Computed: true},
			{Name: "name", Type: tftypes.String, Optional: true, Computed: true},
			{Name: "size", Type: tftypes.Number, Optional: true},
			{Name: "how", Optional: true, Computed: true, NestedType: &tfprotov6.SchemaObject{
				Nesting: tfprotov6.SchemaObjectNestingModeSingle,
				Attributes: []*tfprotov6.SchemaAttribute{
					{Name: "mode", Type: tftypes.String, Optional: true, Computed: true},
					{Name: "units", Type: tftypes.Number, Optional: true},
				},
			}},
		},
		BlockTypes: []*tfprotov6.SchemaNestedBlock{{
			TypeName: "timeouts", Nesting: tfprotov6.SchemaNestedBlockNestingModeSingle,
			Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{{Name: "create", Type: tftypes.String, Optional: true}}},
		}},
	}
}

func value(t *testing.T, tree any) tftypes.Value {
	t.Helper()
	v, err := Value(tree, block().ValueType())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPropose_asCoreDoes(t *testing.T) {
	prior := Tree{"id": "1", "name": "made", "size": int64(2), "how": Tree{"mode": "demand"}, "timeouts": Tree{"create": "1m"}}
	for sentence, test := range map[string]struct{ prior, config, want any }{
		"a create leaves open what is not written": {nil, Tree{"size": int64(1)}, Tree{"size": int64(1)}},
		"what is computed and not written stays":   {prior, Tree{}, Tree{"id": "1", "name": "made", "how": Tree{"mode": "demand"}}},
		"what is written wins":                     {prior, Tree{"name": "mine", "timeouts": Tree{"create": "2m"}}, Tree{"id": "1", "name": "mine", "how": Tree{"mode": "demand"}, "timeouts": Tree{"create": "2m"}}},
		"a nested object is merged by attributes":  {prior, Tree{"how": Tree{"units": int64(3)}}, Tree{"id": "1", "name": "made", "how": Tree{"mode": "demand", "units": int64(3)}}},
		"a nested object that must have been written goes with it": {
			Tree{"id": "1", "how": Tree{"mode": "bought", "units": int64(3)}}, Tree{}, Tree{"id": "1"},
		},
		"a destroy proposes nothing": {prior, nil, nil},
	} {
		t.Run(sentence, func(t *testing.T) {
			got := propose(block(), value(t, test.prior), value(t, test.config))
			if want := value(t, test.want); !got.Equal(want) {
				t.Errorf("proposed %s\nwant %s", got, want)
			}
		})
	}
}

func TestPlanValid_holdsToTheConfiguration(t *testing.T) {
	for sentence, test := range map[string]struct {
		prior, config, planned any
		fault                  string // empty: none
	}{
		"as written":                           {nil, Tree{"size": int64(1)}, Tree{"size": int64(1), "id": "1"}, ""},
		"as the prior state spells it":         {Tree{"name": "A"}, Tree{"name": "a"}, Tree{"name": "A"}, ""},
		"a default in a nested object":         {nil, Tree{"how": Tree{}}, Tree{"how": Tree{"mode": "demand"}}, ""},
		"another value than written":           {nil, Tree{"size": int64(1)}, Tree{"size": int64(2)}, "size"},
		"another nested value than written":    {nil, Tree{"how": Tree{"units": int64(1)}}, Tree{"how": Tree{"units": int64(2)}}, "how.units"},
		"a value where nothing is written":     {nil, Tree{}, Tree{"size": int64(2)}, "size"},
		"a prior value where nothing is now":   {Tree{"size": int64(2)}, Tree{}, Tree{"size": int64(2)}, "size"},
		"a block that is not as it is written": {nil, Tree{"timeouts": Tree{"create": "1m"}}, Tree{}, "timeouts"},
	} {
		t.Run(sentence, func(t *testing.T) {
			err := planValid(block(), value(t, test.prior), value(t, test.config), value(t, test.planned))
			if (err != nil) != (test.fault != "") || err != nil && !strings.HasPrefix(err.Error(), test.fault+":") {
				t.Errorf("fault = %v, want %q", err, test.fault)
			}
		})
	}
}

func TestCompatible_keepsWhatWasKnown(t *testing.T) {
	unknown := func(v tftypes.Value, name string) tftypes.Value {
		values := maps.Clone(members(v))
		values[name] = tftypes.NewValue(values[name].Type(), tftypes.UnknownValue)
		return tftypes.NewValue(v.Type(), values)
	}
	planned := value(t, Tree{"name": "a", "how": Tree{"mode": "demand"}})
	for sentence, test := range map[string]struct {
		planned, actual tftypes.Value
		fault           string
	}{
		"an unknown becomes anything":    {unknown(planned, "id"), value(t, Tree{"id": "1", "name": "a", "how": Tree{"mode": "demand"}}), ""},
		"a known value changes":          {unknown(planned, "id"), value(t, Tree{"name": "b", "how": Tree{"mode": "demand"}}), "root.name"},
		"a nested value changes":         {unknown(planned, "id"), value(t, Tree{"name": "a", "how": Tree{"mode": "batch"}}), "root.how"},
		"a null becomes a value":         {unknown(planned, "id"), value(t, Tree{"name": "a", "size": int64(1), "how": Tree{"mode": "demand"}}), "root.size"},
		"a value becomes null":           {unknown(planned, "id"), value(t, Tree{"name": "a"}), "root.how"},
		"a known value is left unknown":  {unknown(planned, "id"), unknown(planned, "name"), "root.name"},
		"a whole plan is kept as it was": {planned, planned, ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			err := compatible("root", test.planned, test.actual)
			if (err != nil) != (test.fault != "") || err != nil && !strings.HasPrefix(err.Error(), test.fault+":") {
				t.Errorf("fault = %v, want %q", err, test.fault)
			}
		})
	}
}

func TestHCL_isReadAsItWasMeant(t *testing.T) {
	got := HCL(`resource "llm_deployment" "a"`, Tree{
		"name": "${x} \"q\"", "size": int64(3), "tags": map[string]string{"a b": "%{c}"}, "set": []string{"x"},
		"how": Tree{"mode": "m", "none": nil}, "timeouts": Tree{"create": "1m"}, "list": []Tree{{"a": "b"}, {}}, "map": Tree{"a-1": Tree{"b": true}},
	}, "timeouts")
	want := `resource "llm_deployment" "a" {
  how = { mode = "m" }
  list = [{ a = "b" }, {  }]
  map = { "a-1" = { b = true } }
  name = "$${x} \"q\""
  set = ["x"]
  size = 3
  tags = { "a b" = "%%{c}" }
  timeouts {
    create = "1m"
  }
}
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
