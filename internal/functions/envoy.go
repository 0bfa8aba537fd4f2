package functions

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// toEnvoy writes resources of Envoy AI Gateway.
type toEnvoy struct{ platforms Platforms }

// Metadata names the function.
func (*toEnvoy) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "to_envoy_ai_gateway"
}

// Definition describes it.
func (*toEnvoy) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Writes deployments as resources of Envoy AI Gateway",
		MarkdownDescription: "Returns Kubernetes resources of [Envoy AI Gateway](https://aigateway.envoyproxy.io) 1.x (`aigateway.envoyproxy.io/v1beta1`) as YAML documents, in the namespace of the gateway: for each endpoint an `AIGatewayRoute` " +
			"that takes the requests for its name, an `AIServiceBackend`, a `BackendSecurityPolicy`, a `Backend` and a `BackendTLSPolicy`. They hold no secret:\n\n" +
			"* **Azure**: the policy names the Secret `<account>-api-key`, under `apiKey`, which you make. With `azure_identity` the gateway asks Entra ID as that application instead, " +
			"whose secret it reads from the Secret `azure-client-secret`, under `client-secret`; accounts that take no keys need that.\n" +
			"* **Bedrock**: the gateway signs with the credentials that AWS's own chain finds (EKS Pod Identity, IRSA).\n\n" +
			"A guardrail that requests have to name (`endpoint.guardrail`, Bedrock) is written into every request by `bodyMutation`, also where a client names another. Claude on Azure is reached by Anthropic's protocol only. " +
			"Endpoints of routes are refused: a route is a gateway already.\n\n" +
			"Resources are named after the endpoints; where Kubernetes takes no such name, by what it takes of it and a digest.",
		Parameters: []function.Parameter{
			endpointsParameter(),
			function.ObjectParameter{
				Name: "gateway", AttributeTypes: framework.OfStrings("name", "namespace"),
				MarkdownDescription: "The `Gateway` (`gateway.networking.k8s.io`) that the routes are attached to: its `name` and `namespace`.",
			},
		},
		VariadicParameter: function.ObjectParameter{
			Name: "azure_identity", AttributeTypes: map[string]attr.Type{"client_id": types.StringType, "tenant_id": types.StringType},
			MarkdownDescription: "At most one: the application in Entra ID that the gateway acts as on Azure.",
		},
		Return: function.StringReturn{},
	}
}

type (
	tfGateway struct {
		Name      *string `tfsdk:"name"`
		Namespace *string `tfsdk:"namespace"`
	}
	tfAzureIdentity struct {
		ClientID *string `tfsdk:"client_id"`
		TenantID *string `tfsdk:"tenant_id"`
	}
)

var (
	labelForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`) // RFC 1123, as Kubernetes has it
	guidForm  = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// Run writes them.
func (f *toEnvoy) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var (
		endpoints  map[string]*tfEndpoint
		gateway    tfGateway
		identities []tfAzureIdentity
	)
	if resp.Error = req.Arguments.Get(ctx, &endpoints, &gateway, &identities); resp.Error != nil {
		return
	}
	if resp.Error = checkEnvoy(gateway, identities); resp.Error != nil {
		return
	}
	all, err := f.platforms.backends(endpoints)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	manifests, err := envoyManifests(all, gateway, identities)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	written, err := documents(manifests...)
	if err != nil {
		resp.Error = function.NewFuncError("The resources could not be written as YAML: " + err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, written)
}

// checkEnvoy refuses null too, which may be in an object whose attributes are all asked for.
func checkEnvoy(gateway tfGateway, identities []tfAzureIdentity) *function.FuncError {
	if len(identities) > 1 {
		return function.NewArgumentFuncError(3, "only one azure_identity can be given")
	}
	all := []askedText{
		{1, "gateway.name", gateway.Name, labelForm, kubernetesName},
		{1, "gateway.namespace", gateway.Namespace, labelForm, kubernetesName},
	}
	for _, identity := range identities {
		all = append(
			all,
			askedText{2, "azure_identity.client_id", identity.ClientID, guidForm, aGUID},
			askedText{2, "azure_identity.tenant_id", identity.TenantID, guidForm, aGUID},
		)
	}
	for _, a := range all {
		if err := a.check(); err != nil {
			return err
		}
	}
	return nil
}

const (
	kubernetesName = "up to 63 lower-case letters, digits and dashes, as names in Kubernetes have them"
	aGUID          = "a GUID such as 00000000-0000-0000-0000-000000000000"
)

// askedText is one attribute of an argument.
type askedText struct {
	argument int64
	name     string
	value    *string
	form     *regexp.Regexp
	inWords  string
}

func (a askedText) check() *function.FuncError {
	switch {
	case a.value == nil:
		return function.NewArgumentFuncError(a.argument, a.name+" is null. Give "+a.inWords)
	case !a.form.MatchString(*a.value):
		return function.NewArgumentFuncError(a.argument, a.name+" is "+framework.Shown(*a.value)+". Give "+a.inWords)
	}
	return nil
}
