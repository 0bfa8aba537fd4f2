package llm

// standardName returns the one name of a model that its publisher, its clouds and the catalogs users know write in different
// words, in token form; any other name is returned as it is. Rules (tokens, levels) do the rest: this table is for what no rule
// can know, about one new line per 40 new catalog entries. What only one cloud writes oddly is corrected in that cloud's driver.
func standardName(name string) string {
	switch name {
	case "cohere/embed-english-v-3": // Bedrock; Azure has the words the other way round
		return "cohere/embed-v-3-english"
	case "cohere/embed-multilingual-v-3":
		return "cohere/embed-v-3-multilingual"
	case "deepseek/chat-v-3-1": // OpenRouter
		return "deepseek/v-3-1"
	case "meta/llama-3-2-11b-instruct": // Bedrock; there is no 11B or 90B without vision
		return "meta/llama-3-2-11b-vision-instruct"
	case "meta/llama-3-2-90b-instruct":
		return "meta/llama-3-2-90b-vision-instruct"
	case "microsoft/model-router": // Azure's documentation; its API says OpenAI
		return "openai/model-router"
	case "mistral/large-2512": // the API of Mistral, OpenRouter and models.dev number by month
		return "mistral/large-3"
	case "mistral/devstral-2512":
		return "mistral/devstral-2"
	case "mistral/ministral-3b-2512":
		return "mistral/ministral-3-3b"
	case "mistral/ministral-8b-2512":
		return "mistral/ministral-3-8b"
	case "mistral/ministral-14b-2512":
		return "mistral/ministral-3-14b"
	case "mistral/medium-3": // Azure numbers this one by month
		return "mistral/medium-2505"
	case "mistral/small-3-1-24b-instruct", "mistral/small-3-1":
		return "mistral/small-2503"
	case "nvidia/nemotron-nano-3-30b": // Bedrock
		return "nvidia/nemotron-3-nano-30b-a3b"
	case "nvidia/nemotron-super-3-120b":
		return "nvidia/nemotron-3-super-120b-a12b"
	case "nvidia/nemotron-nano-12b-v-2": // it is the vision model
		return "nvidia/nemotron-nano-12b-v-2-vl"
	case "openai/gpt-35-turbo": // Azure
		return "openai/gpt-3-5-turbo"
	case "stability/sd-3-5-large": // Bedrock
		return "stability/stable-diffusion-3-5-large"
	case "xai/grok-4-20-0309-reasoning": // models.dev
		return "xai/grok-4-20-reasoning"
	case "xai/grok-4-20-0309-non-reasoning":
		return "xai/grok-4-20-non-reasoning"
	}
	return name
}
