terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure from a pod in AKS with workload identity. Tenant, client and token file come from the variables that AKS sets in the
# pod: AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE.
provider "llm" {
  azure = {
    use_aks_workload_identity = true
    account_id                = var.account_id
  }
}

variable "account_id" { type = string }
