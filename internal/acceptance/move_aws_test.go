package acceptance_test

// itsModel stands for the model that state names.
const itsModel = "its model"

// geoProfile is what a profile copies that stays within the US.
const geoProfile = "arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.amazon.nova-lite-v1:0"

// baseModel is one that throughput is sold of.
func baseModel(*world) string {
	return "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:24k"
}

// inTags are two tags in the body of a create.
const inTags = `,"tags":[{"key":"team","value":"search"},{"key":"cost","value":"42"}]`

// tagsOf adds them to the state, of which one comes from default_tags.
func tagsOf(then maker) maker {
	return func(w *world) (string, held) {
		id, state := then(w)
		state.values["tags"] = map[string]any{"team": "search"}
		state.values["tags_all"] = map[string]any{"team": "search", "cost": "42"}
		return id, state
	}
}

func awsCases() map[string]moveCase {
	model := "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
	global := "arn:aws:bedrock:us-east-1::inference-profile/global.amazon.nova-2-lite-v1:0"
	eu := "arn:aws:bedrock:eu-central-1:000000000000:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
	inRegion := args{"processing_scope": `"region"`}
	units := provisionedBedrock().with(args{"deletion_protection": ""})
	custom := func(w *world) string { return w.customModel("tuned") }
	return map[string]moveCase{
		"a model":                {made: fromProfile("chat", region, model, ""), args: onBedrock().with(inRegion)},
		"a model, bound wider":   {made: fromProfile("chat", region, model, ""), args: onBedrock(), plan: "update"},
		"a geographic profile":   {made: fromProfile("chat", region, geoProfile, ""), args: onBedrock()},
		"a global profile":       {made: fromProfile("chat", region, global, ""), args: onBedrock().with(args{"model": `"amazon/nova-2-lite"`, "processing_scope": `"global"`})},
		"a described profile":    {made: fromProfile("chat", region, geoProfile, `,"description":"For search."`), args: onBedrock()},
		"another region":         {made: fromProfile("chat", "eu-central-1", eu, ""), args: onBedrock().with(args{"model": `"anthropic/claude-sonnet-4-5"`, "bedrock": `{ region = "eu-central-1" }`})},
		"the profile written":    {made: fromProfile("chat", region, geoProfile, ""), args: onBedrock().with(args{"bedrock": `{ inference_profile = "us.amazon.nova-lite-v1:0" }`}), plan: "update"},
		"a tagged profile":       {made: tagsOf(fromProfile("chat", region, geoProfile, inTags)), args: onBedrock().with(args{"tags": `{ team = "search", cost = "42" }`})},
		"with default tags":      {made: tagsOf(fromProfile("chat", region, geoProfile, inTags)), args: onBedrock().with(args{"tags": `{ team = "search" }`}), defaults: `{ cost = "42" }`},
		"a default tag repeated": {made: tagsOf(fromProfile("chat", region, geoProfile, inTags)), args: onBedrock().with(args{"tags": `{ team = "search", cost = "42" }`}), defaults: `{ cost = "42" }`, plan: "update"},
		"throughput":             {made: fromThroughput("chat", baseModel, ""), args: units},
		"committed throughput":   {made: fromThroughput("chat", baseModel, "OneMonth"), args: units.with(args{"throughput": `{ mode = "provisioned", units = 1, commitment = "one_month" }`})},
		"throughput of a custom model": {
			made: fromThroughput("chat", custom, ""), args: units.with(args{"model": itsModel}),
		},
	}
}
