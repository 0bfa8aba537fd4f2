package azureopenai

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// featureOf is the portable word for a capability of the models list; empty for
// one that has none. Source: the capabilities of both recorded lists of
// 2026-08-22.
func featureOf(capability string) string {
	switch capability {
	case "chatCompletion":
		return llm.FeatureChat
	case "responses":
		return llm.FeatureResponses
	case "embeddings":
		return llm.FeatureEmbeddings
	case "imageGenerations", "imageEdits":
		return llm.FeatureImages
	case "videoGenerations":
		return llm.FeatureVideo
	case "audio", "audioTranscriptions", "audioTranslations", "audioSpeech":
		return llm.FeatureAudio
	case "realtime", "realtimeTranscription", "realtimeTranslation":
		return llm.FeatureRealtime
	case "fineTune", "globalFineTune", "datazoneFineTune", "devTierFineTune":
		return llm.FeatureFineTuning
	}
	return ""
}

// featuresOf reads the capabilities, which are switches among other texts.
// Batch and provisioned throughput are told by the SKUs.
func featuresOf(capabilities map[string]string) []string {
	found := map[string]bool{}
	for capability, value := range capabilities {
		if word := featureOf(capability); word != "" && strings.EqualFold(value, "true") {
			found[word] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// number reads a number; 0 where there is none.
func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
