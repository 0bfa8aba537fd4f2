# AgentCore: the gateway's ARN, /route/ and the route's name; or /rule/ and the id that the console shows
terraform import llm_route.assistant arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/main-abcdefghij/route/assistant

# API Management: the ARM id of the route's API
terraform import llm_route.assistant_on_azure /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ai/providers/Microsoft.ApiManagement/service/main/apis/llm-assistant
