// Package composite is the frame of every resource that is one thing to a user
// and several objects, its children, to a platform: how it is read, planned,
// written and imported. A resource adds its schema and its [Model].
package composite

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// How long an operation may take unless the timeouts block says otherwise. A
// platform takes a minute or so for each of the children.
const (
	createTimeout = 30 * time.Minute
	readTimeout   = 5 * time.Minute
	updateTimeout = 30 * time.Minute
	deleteTimeout = 30 * time.Minute

	lookAheadTimeout = 2 * time.Minute // what a write would run into, at plan
)

// Kind is what tells one kind of composites from the others.
type Kind[S llm.CompositeSpec] struct {
	TypeName string                                                         // "llm_route"
	Noun     string                                                         // what users call one
	Held     string                                                         // "on its gateway": completes "is not … any more"
	Lists    Lists                                                          // how they are listed
	Identity framework.Identity                                             // what tells one from all others
	Give     string                                                         // the ids that an import takes, as a sentence
	Chooser  llm.Field                                                      // the argument that decides the platform
	Place    []llm.Field                                                    // the arguments that the id is made from
	Referred bool                                                           // others refer to it by id, which is then not known before it is made: nobody looks for what is not there
	All      func(data *framework.Data) map[llm.Platform]*llm.Composites[S] // one for every platform that has the kind
	Known    func(want llm.Wanted[S]) S                                     // the part of a draft that can be looked after before the rest is known; nil: all of it
}

// Resource is the frame around one kind. It speaks Terraform on one side and llm
// on the other and knows no cloud.
type Resource[S llm.CompositeSpec, M Model[S, M]] struct {
	kind Kind[S]
	pure *framework.Data
	data *framework.Data
}

// New makes the frame. Pure holds drivers that are not configured: they check
// configurations before the provider is.
func New[S llm.CompositeSpec, M Model[S, M]](kind Kind[S], pure *framework.Data) *Resource[S, M] {
	return &Resource[S, M]{kind: kind, pure: pure, data: pure}
}

// Metadata names the resource.
func (r *Resource[S, M]) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.kind.TypeName
}

// IdentitySchema implements [resource.ResourceWithIdentity].
func (r *Resource[S, M]) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = r.kind.Identity.Schema
}

// Configure takes what the provider hands over.
func (r *Resource[S, M]) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.data = framework.FromProvider(req.ProviderData, r.data, &resp.Diagnostics)
}

// ValidateConfig reports what no platform can give, without the provider's
// configuration also where that is known: its default places may be none of what
// is in state, which only a plan tells.
func (r *Resource[S, M]) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config M
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	draft, diags := config.Draft(r.pure)
	resp.Diagnostics.Append(diags...)
	config.Check(r.pure, draft, &resp.Diagnostics)
}

// composites are those of a platform; nil where there are none.
func (r *Resource[S, M]) composites(platform llm.Platform) *llm.Composites[S] {
	return r.kind.All(r.data)[platform]
}

// subject is one of the kind as a warning tells of it.
func (r *Resource[S, M]) subject(name string) llm.Subject {
	return llm.Subject{Noun: r.kind.Noun, Name: name}
}
