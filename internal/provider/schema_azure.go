package provider

import "github.com/hashicorp/terraform-plugin-framework/provider/schema"

func azureAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Azure OpenAI and Microsoft Foundry. Credentials are taken as azurerm and azapi take them. The first of " +
			"these that is configured is used: client certificate, client secret, OpenID Connect or AKS workload identity, managed identity, " +
			"Azure CLI.",
		Attributes: attributes(azureArguments()),
	}
}

func azureArguments() []argument {
	return append(append(azurePlaceArguments(), azureServicePrincipalArguments()...), azureTokenArguments()...)
}

func azurePlaceArguments() []argument {
	return []argument{
		{
			name: "subscription_id", form: guid, variables: []string{"ARM_SUBSCRIPTION_ID"},
			description: "Subscription in which an `account_id` of the form `resource-group/account` is looked for.",
		},
		{
			name: "account_id", form: azureAccount,
			description: "Account, as an ARM id or as `resource-group/account`, for deployments that name none. Default: every deployment " +
				"names its own.",
		},
		{
			name: "environment", form: azureEnvironment, variables: []string{"ARM_ENVIRONMENT"},
			description: "Cloud: `public`, `usgovernment`, `china`, or `custom` with the endpoints of its own. Default: `public`.",
		},
		{
			name: "active_directory_authority_host", form: endpoint, variables: []string{"ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST"},
			description: "Address of Entra ID, with `environment = \"custom\"` only. Https. Default: that of the public cloud.",
		},
		{
			name: "resource_manager_endpoint", form: endpoint, variables: []string{"ARM_RESOURCE_MANAGER_ENDPOINT"},
			description: "Address of Azure Resource Manager, with `environment = \"custom\"` only. Https. Tokens are sent there.",
		},
		{
			name: "resource_manager_audience", form: anyText, variables: []string{"ARM_RESOURCE_MANAGER_AUDIENCE"},
			description: "What tokens for `resource_manager_endpoint` are issued for, with `environment = \"custom\"` only.",
		},
		{
			name: "disable_instance_discovery", kind: flag, variables: []string{"ARM_DISABLE_INSTANCE_DISCOVERY"},
			description: "Do not ask the public cloud whether the authority host is genuine. Needed where it cannot be reached. Default: `false`.",
		},
	}
}

func azureServicePrincipalArguments() []argument {
	return []argument{
		{
			name: "tenant_id", form: tenant, variables: []string{"ARM_TENANT_ID"},
			description: "Entra tenant of the identity. With `use_aks_workload_identity`, `AZURE_TENANT_ID` is read too.",
		},
		{
			name: "auxiliary_tenant_ids", kind: list, form: tenant, variables: []string{"ARM_AUXILIARY_TENANT_IDS"},
			description: "Further tenants for which tokens may be asked. The variable holds them with `;` between them.",
		},
		{
			name: "client_id", form: guid, variables: []string{"ARM_CLIENT_ID"}, without: []string{"client_id_file_path"},
			description: "Client id of the application or of the user-assigned managed identity. With `use_aks_workload_identity`, " +
				"`AZURE_CLIENT_ID` is read too.",
		},
		{
			name: "client_id_file_path", form: anyText, variables: []string{"ARM_CLIENT_ID_FILE_PATH"},
			description: "File that holds the client id.",
		},
		{
			name: "client_secret", form: anyText, variables: []string{"ARM_CLIENT_SECRET"}, secret: true,
			without:     []string{"client_secret_file_path", "client_certificate", "client_certificate_path"},
			description: "Secret of the application. Prefer the variable, OpenID Connect or a managed identity.",
		},
		{
			name: "client_secret_file_path", form: anyText, variables: []string{"ARM_CLIENT_SECRET_FILE_PATH"},
			without:     []string{"client_certificate", "client_certificate_path"},
			description: "File that holds the secret of the application.",
		},
		{
			name: "client_certificate", form: anyText, variables: []string{"ARM_CLIENT_CERTIFICATE"}, secret: true,
			without:     []string{"client_certificate_path"},
			description: "Certificate of the application with its private key: a PKCS#12 bundle in base64.",
		},
		{
			name: "client_certificate_path", form: anyText, variables: []string{"ARM_CLIENT_CERTIFICATE_PATH"},
			description: "File that holds the certificate of the application with its private key as a PKCS#12 bundle.",
		},
		{
			name: "client_certificate_password", form: anyText, variables: []string{"ARM_CLIENT_CERTIFICATE_PASSWORD"}, secret: true,
			description: "Password of the PKCS#12 bundle. Default: none.",
		},
	}
}

func azureTokenArguments() []argument {
	return []argument{
		{
			name: "use_oidc", kind: flag, variables: []string{"ARM_USE_OIDC"},
			description: "Exchange an OpenID Connect token for one of Azure's. Default: `false`.",
		},
		{
			name: "oidc_token", form: anyText, variables: []string{"ARM_OIDC_TOKEN"}, secret: true, without: []string{"oidc_token_file_path"},
			description: "The token to exchange.",
		},
		{
			name: "oidc_token_file_path", form: anyText, variables: []string{"ARM_OIDC_TOKEN_FILE_PATH"},
			description: "File that holds the token to exchange. With `use_aks_workload_identity`, `AZURE_FEDERATED_TOKEN_FILE` is read too.",
		},
		{
			name: "oidc_request_token", form: anyText, secret: true,
			variables:   []string{"ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"},
			description: "Bearer token with which the token to exchange is requested: GitHub Actions and Azure DevOps set the last two variables.",
		},
		{
			name: "oidc_request_url", form: tokenURL,
			variables:   []string{"ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"},
			description: "Where the token to exchange is requested. Https. GitHub Actions and Azure DevOps set the last two variables.",
		},
		{
			name: "ado_pipeline_service_connection_id", form: guid,
			variables: []string{
				"ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID", "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID", "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
			},
			description: "Service connection of the Azure DevOps pipeline: the token is requested for it.",
		},
		{
			name: "use_msi", kind: flag, variables: []string{"ARM_USE_MSI"},
			description: "Use the managed identity of the machine. Default: `false`.",
		},
		{
			name: "msi_endpoint", form: metadataURL, variables: []string{"ARM_MSI_ENDPOINT"},
			description: "Address of the managed identity's token service. Default: found by Azure's SDK.",
		},
		{
			name: "use_aks_workload_identity", kind: flag, variables: []string{"ARM_USE_AKS_WORKLOAD_IDENTITY"},
			description: "Use the workload identity of the AKS pod. Default: `false`.",
		},
		{
			name: "use_cli", kind: flag, variables: []string{"ARM_USE_CLI"},
			description: "Use the login of the Azure CLI when nothing else is configured. Default: `true`.",
		},
	}
}
