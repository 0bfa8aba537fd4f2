package llm_test

// pair is one model on both clouds, labelled by hand from publishers' announcements and model cards; the names are those of the
// live lists of 2026-08-22, of both Bedrock endpoints, or, in the hold-out, of what the lists held before.
type pair struct {
	azure   string   // publisher/name
	bedrock []string // model ids
	byTable bool     // no rule can know it: a synonym or a driver's correction does
}

// livePairs are the models that both live lists hold.
func livePairs() []pair {
	return []pair{
		{azure: "Alibaba/qwen3-32b", bedrock: []string{"qwen.qwen3-32b-v1:0", "qwen.qwen3-32b"}},
		{azure: "Anthropic/claude-fable-5", bedrock: []string{"anthropic.claude-fable-5"}},
		{azure: "Anthropic/claude-haiku-4-5", bedrock: []string{"anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic.claude-haiku-4-5"}},
		{azure: "Anthropic/claude-opus-4-1", bedrock: []string{"anthropic.claude-opus-4-1-20250805-v1:0"}},
		{azure: "Anthropic/claude-opus-4-5", bedrock: []string{"anthropic.claude-opus-4-5-20251101-v1:0"}},
		{azure: "Anthropic/claude-opus-4-6", bedrock: []string{"anthropic.claude-opus-4-6-v1"}},
		{azure: "Anthropic/claude-opus-4-8", bedrock: []string{"anthropic.claude-opus-4-8"}},
		{azure: "Anthropic/claude-opus-5", bedrock: []string{"anthropic.claude-opus-5"}},
		{azure: "Anthropic/claude-sonnet-4-5", bedrock: []string{"anthropic.claude-sonnet-4-5-20250929-v1:0"}},
		{azure: "Anthropic/claude-sonnet-4-6", bedrock: []string{"anthropic.claude-sonnet-4-6"}},
		{azure: "Anthropic/claude-sonnet-5", bedrock: []string{"anthropic.claude-sonnet-5"}},
		{azure: "Cohere/Cohere-embed-v3-english", bedrock: []string{"cohere.embed-english-v3"}, byTable: true},
		{azure: "Cohere/Cohere-embed-v3-multilingual", bedrock: []string{"cohere.embed-multilingual-v3"}, byTable: true},
		{azure: "Cohere/embed-v-4-0", bedrock: []string{"cohere.embed-v4:0"}},
		{azure: "DeepSeek/DeepSeek-R1", bedrock: []string{"deepseek.r1-v1:0"}},
		{azure: "DeepSeek/DeepSeek-V3.1", bedrock: []string{"deepseek.v3-v1:0", "deepseek.v3.1"}, byTable: true},
		{azure: "DeepSeek/DeepSeek-V3.2", bedrock: []string{"deepseek.v3.2"}},
		{azure: "Meta/Llama-3.3-70B-Instruct", bedrock: []string{"meta.llama3-3-70b-instruct-v1:0"}},
		{azure: "Meta/Llama-4-Maverick-17B-128E-Instruct-FP8", bedrock: []string{"meta.llama4-maverick-17b-instruct-v1:0"}},
		{azure: "Meta/Llama-4-Scout-17B-16E-Instruct", bedrock: []string{"meta.llama4-scout-17b-instruct-v1:0"}},
		{azure: "Meta/Meta-Llama-3.1-8B-Instruct", bedrock: []string{"meta.llama3-1-8b-instruct-v1:0"}},
		{azure: "Mistral AI/Mistral-large", bedrock: []string{"mistral.mistral-large-2402-v1:0"}, byTable: true},
		{azure: "Mistral AI/Mistral-Large-3", bedrock: []string{"mistral.mistral-large-3-675b-instruct"}},
		{azure: "MoonshotAI/Kimi-K2.5", bedrock: []string{"moonshotai.kimi-k2.5"}},
		{azure: "OpenAI/gpt-5.4", bedrock: []string{"openai.gpt-5.4", "openai.gpt-5.4-2026-03-05"}},
		{azure: "OpenAI/gpt-5.5", bedrock: []string{"openai.gpt-5.5", "openai.gpt-5.5-2026-04-23"}},
		{azure: "OpenAI/gpt-5.6-luna", bedrock: []string{"openai.gpt-5.6-luna"}},
		{azure: "OpenAI/gpt-5.6-sol", bedrock: []string{"openai.gpt-5.6-sol"}},
		{azure: "OpenAI/gpt-5.6-terra", bedrock: []string{"openai.gpt-5.6-terra"}},
		{azure: "OpenAI-OSS/gpt-oss-120b", bedrock: []string{"openai.gpt-oss-120b-1:0", "openai.gpt-oss-120b"}},
		{azure: "OpenAI-OSS/gpt-oss-20b", bedrock: []string{"openai.gpt-oss-20b-1:0", "openai.gpt-oss-20b"}},
		{azure: "xAI/grok-4.3", bedrock: []string{"xai.grok-4.3"}},
	}
}

// holdOutPairs are models that left one of the lists, or that another company serves on Azure.
func holdOutPairs() []pair {
	return []pair{
		{azure: "AI21 Labs/AI21-Jamba-1.5-Large", bedrock: []string{"ai21.jamba-1-5-large-v1:0"}},
		{azure: "AI21 Labs/AI21-Jamba-1.5-Mini", bedrock: []string{"ai21.jamba-1-5-mini-v1:0"}},
		{azure: "AI21 Labs/AI21-Jamba-Instruct", bedrock: []string{"ai21.jamba-instruct-v1:0"}},
		{azure: "Anthropic/claude-opus-4-7", bedrock: []string{"anthropic.claude-opus-4-7"}},
		{azure: "Cohere/Cohere-command-r", bedrock: []string{"cohere.command-r-v1:0"}},
		{azure: "Cohere/Cohere-command-r-plus", bedrock: []string{"cohere.command-r-plus-v1:0"}},
		{azure: "Fireworks/FW-DeepSeek-V3.1", bedrock: []string{"deepseek.v3-v1:0"}, byTable: true},
		{azure: "Fireworks/FW-DeepSeek-V3.2", bedrock: []string{"deepseek.v3.2"}},
		{azure: "Fireworks/FW-GLM-4.7", bedrock: []string{"zai.glm-4.7"}},
		{azure: "Fireworks/FW-GLM-5", bedrock: []string{"zai.glm-5"}},
		{azure: "Fireworks/FW-GPT-OSS-120B", bedrock: []string{"openai.gpt-oss-120b-1:0"}},
		{azure: "Fireworks/FW-Kimi-K2-Thinking", bedrock: []string{"moonshot.kimi-k2-thinking"}},
		{azure: "Fireworks/FW-Kimi-K2.5", bedrock: []string{"moonshotai.kimi-k2.5"}},
		{azure: "Fireworks/FW-MiniMax-M2.5", bedrock: []string{"minimax.minimax-m2.5"}},
		{azure: "Meta/Llama-3.2-11B-Vision-Instruct", bedrock: []string{"meta.llama3-2-11b-instruct-v1:0"}, byTable: true},
		{azure: "Meta/Llama-3.2-90B-Vision-Instruct", bedrock: []string{"meta.llama3-2-90b-instruct-v1:0"}, byTable: true},
		{azure: "Meta/Meta-Llama-3-70B-Instruct", bedrock: []string{"meta.llama3-70b-instruct-v1:0"}},
		{azure: "Meta/Meta-Llama-3-8B-Instruct", bedrock: []string{"meta.llama3-8b-instruct-v1:0"}},
		{azure: "Meta/Meta-Llama-3.1-405B-Instruct", bedrock: []string{"meta.llama3-1-405b-instruct-v1:0"}},
		{azure: "Meta/Meta-Llama-3.1-70B-Instruct", bedrock: []string{"meta.llama3-1-70b-instruct-v1:0"}},
		{azure: "Mistral AI/Mistral-large-2407", bedrock: []string{"mistral.mistral-large-2407-v1:0"}},
		{azure: "MoonshotAI/Kimi-K2-Thinking", bedrock: []string{"moonshot.kimi-k2-thinking"}},
		{azure: "Stability AI/Stable-Diffusion-3.5-Large", bedrock: []string{"stability.sd3-5-large-v1:0"}, byTable: true},
		{azure: "Stability AI/Stable-Image-Core", bedrock: []string{"stability.stable-image-core-v1:1"}},
		{azure: "Stability AI/Stable-Image-Ultra", bedrock: []string{"stability.stable-image-ultra-v1:1"}},
	}
}
