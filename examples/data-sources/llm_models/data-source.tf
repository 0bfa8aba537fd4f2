# What answers messages, takes images and stays in the European Union, the cheapest first for three tokens asked per token answered.
data "llm_models" "eu" {
  platforms          = ["bedrock"]
  bedrock            = { region = "eu-central-1" }
  features           = ["chat"]
  input              = ["image"]
  processing_scope   = "geo"
  allowed_locations  = ["eu"]
  include_preview    = false
  input_output_ratio = 3
}

output "by_price" {
  description = "Models with a known list price, in US dollars per million tokens."
  value = [for m in data.llm_models.eu.models : {
    model = m.reference, price = m.price_per_million, as_of = m.price.as_of, places = m.processing_locations
  } if m.price != null]
}

# Null, and never a model without a price, where no price is known.
output "cheapest" {
  value = data.llm_models.eu.cheapest == null ? "none has a known price" : data.llm_models.eu.cheapest.reference
}
