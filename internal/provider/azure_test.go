package provider

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

const (
	guidA = "11111111-2222-3333-4444-555555555555"
	guidB = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
)

func azureConfig(t *testing.T, arguments block, env environment) (azureopenai.Config, diag.Diagnostics) {
	t.Helper()
	var diags diag.Diagnostics
	p := &platforms{version: "test", lookup: env.lookup, diags: &diags}
	var given any
	if arguments != nil {
		given = arguments
	}
	return p.azure(t.Context(), decoded(t, block{"azure": given}).Azure), diags
}

func TestAzureConfig(t *testing.T) {
	tests := []struct {
		name      string
		arguments block
		env       environment
		want      azureopenai.Config
	}{
		{name: "nothing leaves the Azure CLI"},
		{
			name:      "the subscription comes from the argument before the environment",
			arguments: block{"subscription_id": guidA},
			env:       environment{"ARM_SUBSCRIPTION_ID": guidB},
			want:      azureopenai.Config{SubscriptionID: guidA},
		},
		{
			name: "a client secret from the environment",
			env: environment{
				"ARM_SUBSCRIPTION_ID": guidA, "ARM_TENANT_ID": guidA, "ARM_CLIENT_ID": guidB, "ARM_CLIENT_SECRET": "s",
			},
			want: azureopenai.Config{
				SubscriptionID: guidA,
				Credential:     azureopenai.Credential{TenantID: guidA, ClientID: guidB, ClientSecret: "s"},
			},
		},
		{
			name:      "a client secret from the arguments",
			arguments: block{"tenant_id": guidA, "client_id": guidB, "client_secret": "argument"},
			env:       environment{"ARM_TENANT_ID": guidB, "ARM_CLIENT_ID": guidA, "ARM_CLIENT_SECRET": "environment"},
			want:      azureopenai.Config{Credential: azureopenai.Credential{TenantID: guidA, ClientID: guidB, ClientSecret: "argument"}},
		},
		{
			name: "files that hold the client id and the secret",
			env:  environment{"ARM_CLIENT_ID_FILE_PATH": "/id", "ARM_CLIENT_SECRET_FILE_PATH": "/secret"},
			want: azureopenai.Config{Credential: azureopenai.Credential{ClientIDFilePath: "/id", ClientSecretFilePath: "/secret"}},
		},
		{
			name: "a certificate",
			env: environment{
				"ARM_CLIENT_CERTIFICATE": "Zm9v", "ARM_CLIENT_CERTIFICATE_PATH": "/pfx", "ARM_CLIENT_CERTIFICATE_PASSWORD": "p",
			},
			want: azureopenai.Config{Credential: azureopenai.Credential{
				ClientCertificate: "Zm9v", ClientCertificatePath: "/pfx", ClientCertificatePassword: "p",
			}},
		},
		{
			name: "an OpenID Connect token",
			env:  environment{"ARM_USE_OIDC": "true", "ARM_OIDC_TOKEN": "t", "ARM_OIDC_TOKEN_FILE_PATH": "/token"},
			want: azureopenai.Config{Credential: azureopenai.Credential{UseOIDC: true, OIDCToken: "t", OIDCTokenFilePath: "/token"}},
		},
		{
			name: "GitHub Actions",
			env: environment{
				"ARM_USE_OIDC": "1", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "github",
				"ACTIONS_ID_TOKEN_REQUEST_URL": "https://pipelines.actions.githubusercontent.com/x?api-version=2.0",
			},
			want: azureopenai.Config{Credential: azureopenai.Credential{
				UseOIDC: true, OIDCRequestToken: "github",
				OIDCRequestURL: "https://pipelines.actions.githubusercontent.com/x?api-version=2.0",
			}},
		},
		{
			name: "Azure DevOps",
			env: environment{
				"ARM_USE_OIDC": "true", "SYSTEM_ACCESSTOKEN": "devops", "SYSTEM_OIDCREQUESTURI": "https://vstoken.dev.azure.com/x",
				"ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID": guidA, "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID": guidB,
			},
			want: azureopenai.Config{Credential: azureopenai.Credential{
				UseOIDC: true, OIDCRequestToken: "devops", OIDCRequestURL: "https://vstoken.dev.azure.com/x", ADOPipelineServiceConnectionID: guidA,
			}},
		},
		{
			name: "ARM's variables come before those of the pipelines",
			env: environment{
				"ARM_OIDC_REQUEST_TOKEN": "arm", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "github", "SYSTEM_ACCESSTOKEN": "devops",
				"ARM_OIDC_REQUEST_URL": "https://arm", "ACTIONS_ID_TOKEN_REQUEST_URL": "https://github", "SYSTEM_OIDCREQUESTURI": "https://devops",
				"ARM_OIDC_AZURE_SERVICE_CONNECTION_ID": guidA, "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID": guidB,
			},
			want: azureopenai.Config{Credential: azureopenai.Credential{
				OIDCRequestToken: "arm", OIDCRequestURL: "https://arm", ADOPipelineServiceConnectionID: guidA,
			}},
		},
		{
			name: "a managed identity",
			env:  environment{"ARM_USE_MSI": "true", "ARM_CLIENT_ID": guidA, "ARM_MSI_ENDPOINT": "http://127.0.0.1/msi"},
			want: azureopenai.Config{Credential: azureopenai.Credential{UseMSI: true, ClientID: guidA, MSIEndpoint: "http://127.0.0.1/msi"}},
		},
		{
			name:      "a switch that is off in the block stays off",
			arguments: block{"use_msi": false, "use_oidc": false},
			env:       environment{"ARM_USE_MSI": "true", "ARM_USE_OIDC": "true"},
		},
		{
			name: "the identity of an AKS pod",
			env: environment{
				"ARM_USE_AKS_WORKLOAD_IDENTITY": "true", "AZURE_CLIENT_ID": guidA, "AZURE_TENANT_ID": guidB, "AZURE_FEDERATED_TOKEN_FILE": "/pod",
			},
			want: azureopenai.Config{Credential: azureopenai.Credential{
				UseAKSWorkloadIdentity: true, ClientID: guidA, TenantID: guidB, OIDCTokenFilePath: "/pod",
			}},
		},
		{
			name:      "what the block says of an AKS pod comes first",
			arguments: block{"use_aks_workload_identity": true, "client_id": guidB, "tenant_id": guidA, "oidc_token_file_path": "/block"},
			env:       environment{"AZURE_CLIENT_ID": guidA, "AZURE_TENANT_ID": guidB, "AZURE_FEDERATED_TOKEN_FILE": "/pod"},
			want: azureopenai.Config{Credential: azureopenai.Credential{
				UseAKSWorkloadIdentity: true, ClientID: guidB, TenantID: guidA, OIDCTokenFilePath: "/block",
			}},
		},
		{
			name: "a pod's variables count for nothing outside AKS",
			env:  environment{"AZURE_CLIENT_ID": guidA, "AZURE_TENANT_ID": guidB, "AZURE_FEDERATED_TOKEN_FILE": "/pod"},
		},
		{
			name: "a cloud of one's own",
			env: environment{
				"ARM_ENVIRONMENT": "custom", "ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST": "https://login.example", "ARM_DISABLE_INSTANCE_DISCOVERY": "true",
				"ARM_RESOURCE_MANAGER_ENDPOINT": "https://arm.example", "ARM_RESOURCE_MANAGER_AUDIENCE": "https://audience.example",
			},
			want: azureopenai.Config{Credential: azureopenai.Credential{
				Environment: "custom", ActiveDirectoryAuthorityHost: "https://login.example", DisableInstanceDiscovery: true,
				ResourceManagerEndpoint: "https://arm.example", ResourceManagerAudience: "https://audience.example",
			}},
		},
		{
			name: "auxiliary tenants",
			env:  environment{"ARM_AUXILIARY_TENANT_IDS": guidA + ";" + guidB},
			want: azureopenai.Config{Credential: azureopenai.Credential{AuxiliaryTenantIDs: []string{guidA, guidB}}},
		},
		{
			name:      "a default account and its subscription",
			arguments: block{"account_id": "group/account", "subscription_id": guidA},
			want: azureopenai.Config{
				AccountID:      "/subscriptions/" + guidA + "/resourceGroups/group/providers/Microsoft.CognitiveServices/accounts/account",
				SubscriptionID: guidA,
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, diags := azureConfig(t, test.arguments, test.env)
			if len(diags) > 0 {
				t.Fatalf("diagnostics: %v", lines(diags))
			}
			test.want.Credential.UseCLI = true
			test.want.UserAgent = "terraform-llm/test"
			if diff := cmp.Diff(test.want, got, cmpopts.IgnoreTypes(modelcard.Table{}), cmpopts.IgnoreFields(azureopenai.Credential{}, "Sources")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAzureConfig_noCLI(t *testing.T) {
	for _, test := range []struct {
		name      string
		arguments block
		env       environment
	}{
		{name: "by argument", arguments: block{"use_cli": false}, env: environment{"ARM_USE_CLI": "true"}},
		{name: "by environment", env: environment{"ARM_USE_CLI": "false"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, _ := azureConfig(t, test.arguments, test.env); got.Credential.UseCLI {
				t.Error("the Azure CLI is still used")
			}
		})
	}
}

func TestAzureConfig_wrongEnvironment(t *testing.T) {
	const secret = "not-a-guid-but-a-secret"
	for variable, at := range map[string]string{
		"ARM_SUBSCRIPTION_ID":           "azure.subscription_id",
		"ARM_CLIENT_ID":                 "azure.client_id",
		"ARM_USE_OIDC":                  "azure.use_oidc",
		"ARM_ENVIRONMENT":               "azure.environment",
		"ARM_RESOURCE_MANAGER_ENDPOINT": "azure.resource_manager_endpoint",
		"SYSTEM_OIDCREQUESTURI":         "azure.oidc_request_url",
		"ARM_AUXILIARY_TENANT_IDS":      "azure.auxiliary_tenant_ids",
	} {
		t.Run(variable+" is judged at "+at, func(t *testing.T) {
			_, diags := azureConfig(t, nil, environment{variable: secret + " ;/"})
			got := strings.Join(lines(diags), "\n")
			if !strings.Contains(got, "Error "+at+": ") || !strings.Contains(got, variable) {
				t.Errorf("got %q, want an error at %s that names %s", got, at, variable)
			}
			if strings.Contains(got, secret) {
				t.Errorf("%q shows the value", got)
			}
		})
	}
}

func TestAzureConfig_cloud(t *testing.T) {
	for _, test := range []struct {
		name      string
		arguments block
		env       environment
		want      []string // how each error starts
	}{
		{
			name:      "an endpoint of another cloud",
			arguments: block{"environment": "china", "resource_manager_endpoint": "https://h"},
			want:      []string{"Error azure.resource_manager_endpoint: Endpoint of another environment"},
		},
		{
			name: "an authority host without a cloud, from the environment",
			env:  environment{"ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST": "https://h"},
			want: []string{"Error azure.active_directory_authority_host: Endpoint of another environment"},
		},
		{
			name:      "a custom cloud without endpoints",
			arguments: block{"environment": "custom"},
			want: []string{
				"Error azure.resource_manager_endpoint: Endpoint missing", "Error azure.resource_manager_audience: Endpoint missing",
			},
		},
		{name: "a cloud that is not known yet", arguments: block{"environment": afterApply{}, "resource_manager_endpoint": "https://h"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, diags := azureConfig(t, test.arguments, test.env)
			got := lines(diags)
			if len(got) != len(test.want) {
				t.Fatalf("got %q, want %q", got, test.want)
			}
			for i, want := range test.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("got %q, want %q", got[i], want)
				}
			}
		})
	}
}

func TestAzureConfig_accountWithoutSubscription(t *testing.T) {
	_, diags := azureConfig(t, block{"account_id": "group/account"}, nil)
	if got := strings.Join(lines(diags), "\n"); !strings.Contains(got, "Error azure.account_id: Subscription missing") {
		t.Errorf("got %q", got)
	}
}

func TestAzureConfig_sources(t *testing.T) {
	got, _ := azureConfig(t, block{"client_id": guidA, "use_cli": false}, environment{"ARM_CLIENT_SECRET": "hush"})
	sources := strings.Join(got.Credential.Sources, "\n")
	for _, want := range []string{
		"client_id (set in the provider block)",
		"client_secret (set by ARM_CLIENT_SECRET)",
		"tenant_id (ARM_TENANT_ID)",
		"oidc_request_token (ARM_OIDC_REQUEST_TOKEN, ACTIONS_ID_TOKEN_REQUEST_TOKEN, SYSTEM_ACCESSTOKEN)",
	} {
		if !strings.Contains(sources, want) {
			t.Errorf("sources lack %q:\n%s", want, sources)
		}
	}
	if strings.Contains(sources, "hush") || strings.Contains(sources, guidA) {
		t.Errorf("sources show a value:\n%s", sources)
	}
}
