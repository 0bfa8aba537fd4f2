// Package azureopenai deploys models on Azure OpenAI and Microsoft Foundry
// accounts: it translates between the vocabulary of package llm and the
// deployments of Microsoft.CognitiveServices in Azure Resource Manager.
//
// Requests and answers are this package's own JSON structs, sent through
// azcore's pipeline: the typed SDK drops properties that it does not know.
package azureopenai
