# Bedrock: the guardrail's ARN, without a version
terraform import 'llm_guardrail.standard["bedrock"]' arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl

# Azure: the ARM id of the RAI policy
terraform import 'llm_guardrail.standard["azure"]' /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ai/providers/Microsoft.CognitiveServices/accounts/main/raiPolicies/standard
