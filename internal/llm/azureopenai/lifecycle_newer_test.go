package azureopenai

import (
	"testing"
	"time"
)

// A later release under the same name is told apart by its version, whether the
// platform names it or its family has it.
func TestLifecycle_newerReleaseOfTheSameModel(t *testing.T) {
	version := func(name, version string, retires time.Time) offer {
		return offer{
			wireModel: wireModel{Format: "OpenAI", Name: name, Version: version}, status: "GenerallyAvailable", retires: retires,
			skus: []offerSKU{standardSKU("GlobalStandard")},
		}
	}
	soon, later := today().AddDate(0, 1, 0), today().AddDate(2, 0, 0)
	named := version("gpt-4o-mini-tts", "2025-03-20", soon)
	named.replacement = wireModel{Name: "gpt-4o-mini-tts", Version: "2025-12-15"}
	unlisted := version("gpt-4o-mini-audio", "2025-03-20", soon)
	unlisted.replacement = wireModel{Name: "gpt-4o-mini-audio", Version: "2025-12-15"}
	c := &catalog{location: "eastus2", offers: []offer{
		version("gpt-4o-mini-transcribe", "2025-03-20", soon), version("gpt-4o-mini-transcribe", "2025-12-15", later),
		named, version("gpt-4o-mini-tts", "2025-12-15", later), unlisted,
		version("o3", "2025-04-16", soon), version("o4", "2025-06-16", later),
	}}
	for model, want := range map[string]string{
		"gpt-4o-mini-transcribe": "openai/gpt-4o-mini-transcribe@20251215",
		"gpt-4o-mini-tts":        "openai/gpt-4o-mini-tts@20251215",
		"gpt-4o-mini-audio":      "gpt-4o-mini-audio 2025-12-15",
		"o3":                     "openai/o4",
	} {
		for _, o := range c.offers {
			if o.Name == model && o.retires.Equal(soon) {
				if got := c.lifecycle(o, offerSKU{}, today()).Next(); got != want {
					t.Errorf("%s: %q, want %q", model, got, want)
				}
			}
		}
	}
}
