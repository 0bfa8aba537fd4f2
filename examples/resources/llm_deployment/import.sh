# Azure: the ARM id
terraform import llm_deployment.assistant /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ai/providers/Microsoft.CognitiveServices/accounts/main/deployments/assistant

# Bedrock: the ARN of an application inference profile, provisioned throughput or custom model deployment
terraform import llm_deployment.eu arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abcdef123456
