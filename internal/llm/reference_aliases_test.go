package llm

import (
	"strings"
	"testing"
)

func TestMatch_followsAliases(t *testing.T) {
	t.Parallel()
	aliases := map[string]string{
		"acme/house-model":  "meta/llama-3.3-70b-instruct",
		"acme/small":        "acme/house-model",
		"acme/native":       "nova:300k",
		"acme/pinned":       "openai/gpt-4o@2024-05-13",
		"amazon/nova-pro":   "nova:24k",
		"acme/nowhere":      "openai/gpt-99",
		"acme/no-such-id":   "no-such-id:0",
		"openai/gpt-oss-v2": "openai/gpt-oss-20b",
	}
	cases := map[string]struct{ ref, want string }{
		"to a reference":                    {"acme/house-model", "llama"},
		"respelled":                         {"Acme/House.Model", "llama"},
		"through another alias":             {"acme/small", "llama"},
		"to a native id":                    {"acme/native", "nova:300k"},
		"to a version":                      {"acme/pinned", "4o-may"},
		"before the catalog":                {"amazon/nova-pro", "nova:24k"},
		"with the version that is asked":    {"acme/house-model@9", "llama"},
		"with the version asked and agreed": {"acme/pinned@20240513", "4o-may"},
		"not where the generation differs":  {"openai/gpt-oss-20b", "oss-20"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Match(mustParse(t, c.ref), aliases, smallCatalog())
			if err != nil || got.Entry.NativeID != c.want {
				t.Errorf("Match(%q) = %s, %v, want %s", c.ref, got.Entry.NativeID, err, c.want)
			}
		})
	}
	failures := map[string]struct{ ref, want string }{
		"a version against an alias's own":   {"acme/pinned@2024-11-20", "another version than 20241120"},
		"a version against a native id":      {"acme/native@2024-11-20", `leave "@20241120" out`},
		"a native id that is not listed":     {"acme/no-such-id", `follow model_aliases from "acme/no-such-id": find model "no-such-id:0": not listed`},
		"a reference that is not listed":     {"acme/nowhere", `find model "openai/gpt-99": not listed`},
		"an alias with a version not listed": {"acme/house-model@3", "but not in this version"},
	}
	for name, c := range failures {
		t.Run("error: "+name, func(t *testing.T) {
			t.Parallel()
			_, err := Match(mustParse(t, c.ref), aliases, smallCatalog())
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Match(%q): error %v, want a part of it: %s", c.ref, err, c.want)
			}
		})
	}
}

func TestCheckAliases(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		aliases map[string]string
		want    string
	}{
		"none":                         {nil, ""},
		"a reference and a native id":  {map[string]string{"acme/a": "meta/llama-3.3-70b", "acme/b": "amazon.nova-lite-v1:0"}, ""},
		"a chain":                      {map[string]string{"acme/a": "acme/b", "acme/b": "acme/c"}, ""},
		"a key that is no reference":   {map[string]string{"house": "meta/llama-3.3-70b"}, `read model alias "house": `},
		"a key with a version":         {map[string]string{"acme/a@1": "meta/llama-3.3-70b"}, `leave "@1" out of the key`},
		"two keys of one meaning":      {map[string]string{"acme/a-1": "x", "acme/a.1": "y"}, "means the same model"},
		"an empty value":               {map[string]string{"acme/a": ""}, "stands for nothing"},
		"an alias of itself":           {map[string]string{"acme/a": "acme/a"}, "lead back to their start"},
		"a circle":                     {map[string]string{"acme/a": "acme/b", "acme/b": "acme/A"}, "lead back to their start"},
		"versions that contradict":     {map[string]string{"acme/a": "acme/b@1", "acme/b": "meta/llama-3.3-70b@2"}, "another version"},
		"a version before a native id": {map[string]string{"acme/a": "acme/b@1", "acme/b": "amazon.nova-lite-v1:0"}, "fixes the version"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := CheckAliases(c.aliases)
			switch {
			case c.want == "" && err != nil:
				t.Errorf("error %v, want none", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want a part of it: %s", err, c.want)
			}
		})
	}
}
