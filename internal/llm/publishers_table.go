package llm

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

// familyPublisher returns the publisher of a family of models, by the first token of their names.
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
