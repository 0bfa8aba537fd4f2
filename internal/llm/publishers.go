package llm

import "strings"

// canonicalPublisher returns the one word for a publisher out of the spellings that Azure (format and publisher), Bedrock (the
// text before the first dot), OpenRouter, Vercel AI Gateway and models.dev use. A publisher that is not in the table stands for
// itself, so that a new one needs no release of the provider. Source: the two live catalogs of 2026-08-22.
func canonicalPublisher(spelling string) string {
	if word := knownPublisher(spelling); word != "" {
		return word
	}
	return strings.NewReplacer(" ", "-", "_", "-", ".", "-").Replace(strings.ToLower(spelling))
}

// IsPublisher reports whether the word is a known spelling of a publisher.
func IsPublisher(spelling string) bool { return knownPublisher(spelling) != "" }

// knownPublisher returns "" for a spelling that the table does not hold. Separators and case make no difference.
func knownPublisher(spelling string) string {
	switch letters := squash(spelling); letters {
	case "amazon", "aws", "amazonaws":
		return "amazon"
	case "ai21", "ai21labs":
		return "ai21"
	case "bfl", "blackforestlabs":
		return "black-forest-labs"
	case "deepseek", "deepseekai":
		return "deepseek"
	case "google", "googledeepmind":
		return "google"
	case "luma", "lumaai":
		return "luma"
	case "meta", "metallama", "metaai":
		return "meta"
	case "minimax", "minimaxai":
		return "minimax"
	case "mistral", "mistralai":
		return "mistral"
	case "moonshot", "moonshotai":
		return "moonshotai"
	case "openai", "openaioss":
		return "openai"
	case "qwen", "alibaba", "alibabacloud":
		return "qwen"
	case "stability", "stabilityai":
		return "stability"
	case "zai", "zhipu", "zhipuai":
		return "zai"
	case "anthropic", "cohere", "core42", "microsoft", "nvidia", "twelvelabs", "writer", "xai":
		return letters
	}
	return ""
}

// isGateway reports words that stand before a model name in other tools but publish no model.
func isGateway(spelling string) bool {
	switch squash(spelling) {
	case "azure", "azureai", "azureopenai", "foundry", "bedrock", "amazonbedrock", "awsbedrock", "bedrockconverse",
		"fireworks", "fireworksai", "litellm", "openrouter", "vercel", "vertex", "vertexai":
		return true
	}
	return false
}

// guessPublisher returns the publisher of a name that says none ("claude-opus-5", "FW-GLM-5" without its "FW-"), by the family
// word it starts with, or "".
func guessPublisher(name string) string {
	words := tokens(name)
	if len(words) == 0 {
		return ""
	}
	if word := knownPublisher(words[0]); word != "" {
		return word
	}
	return familyPublisher(words[0])
}

// GuessPublisher returns the canonical publisher of a model name by the family word it starts with ("GLM-5" is by "zai"), or ""
// when the family is unknown. It serves catalogs that name a host where the publisher should be.
func GuessPublisher(name string) string { return guessPublisher(name) }

func familyPublisher(word string) string {
	switch word {
	case "claude":
		return "anthropic"
	case "command":
		return "cohere"
	case "flux":
		return "black-forest-labs"
	case "gemma":
		return "google"
	case "glm":
		return "zai"
	case "gpt", "chatgpt", "codex", "o", "sora", "whisper", "tts":
		return "openai"
	case "grok":
		return "xai"
	case "jamba":
		return "ai21"
	case "kimi":
		return "moonshotai"
	case "llama":
		return "meta"
	case "codestral", "devstral", "magistral", "ministral", "mixtral", "pixtral", "voxtral":
		return "mistral"
	case "marengo", "pegasus":
		return "twelvelabs"
	case "mai", "phi":
		return "microsoft"
	case "nemotron":
		return "nvidia"
	case "nova", "titan":
		return "amazon"
	case "palmyra":
		return "writer"
	case "qwq":
		return "qwen"
	case "sd":
		return "stability"
	}
	return ""
}

// squash drops everything but letters and digits, in lower case.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 128 && isAlphanumeric(byte(r)) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}
