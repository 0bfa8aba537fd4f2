package deployment

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

var _ resource.ResourceWithIdentity = (*Resource)(nil)

// identity is the ARM id or ARN, which tells the platform too.
func identity() framework.Identity {
	return framework.ByID("ARM id of the deployment on Azure; on Bedrock the ARN of its application inference profile, " +
		"provisioned throughput or custom model deployment.")
}

// IdentitySchema implements [resource.ResourceWithIdentity].
func (*Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identity().Schema
}

// Identity implements [framework.Identified].
func (*Resource) Identity() framework.Identity { return identity() }
