package amazonbedrock

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const resolveOp = "resolve model"

// Resolve finds the model in the region's live catalog, then the widest serving that the bounds allow.
func (d *driver) Resolve(ctx context.Context, spec llm.DeploymentSpec) (llm.Native, error) {
	ctx, done := bounded(ctx)
	defer done()
	target, err := d.Target(spec)
	if err != nil {
		return llm.Native{}, err
	}
	c, err := d.platform.client(ctx, target.Location)
	if err != nil {
		return llm.Native{}, err
	}
	if isARN(wantedModel(spec)) {
		if problem := d.foreignModel(spec, c.region, c.account); problem != "" {
			return llm.Native{}, unresolved(spec, modelField(spec), problem, modelFix)
		}
	}
	if isCustomModel(wantedModel(spec)) {
		return customNative(spec, c.region)
	}
	known, err := d.platform.catalog(ctx, c)
	if err != nil {
		return llm.Native{}, err
	}
	model, err := d.findModel(ctx, known, spec)
	if err != nil {
		return llm.Native{}, err
	}
	if spec.Throughput.Mode == llm.Provisioned {
		return inRegion(spec, llm.Native{Name: model, Version: versionOf(model), Serving: servingProvisioned, Scope: llm.ScopeRegion, Locations: []string{c.region}})
	}
	return known.choose(spec, model)
}

// customNative needs no catalog: the ARN is the model, and it is served where it lies.
func customNative(spec llm.DeploymentSpec, region string) (llm.Native, error) {
	serving := servingCustom
	if spec.Throughput.Mode == llm.Provisioned {
		serving = servingProvisioned
	}
	return inRegion(spec, llm.Native{Name: wantedModel(spec), Serving: serving, Scope: llm.ScopeRegion, Locations: []string{region}})
}

func inRegion(spec llm.DeploymentSpec, native llm.Native) (llm.Native, error) {
	if outside := llm.Outside(spec.AllowedLocations, native.Locations, geography); len(outside) > 0 {
		return llm.Native{}, unresolved(spec, llm.FieldAllowedLocations, "requests would be processed in "+strings.Join(outside, ", "),
			"Allow it, or choose a region inside the allowed locations with bedrock.region.")
	}
	return native, nil
}

// choose takes the widest serving inside the bounds: global, then the geography with most regions, then the region.
func (k *catalog) choose(spec llm.DeploymentSpec, model string) (llm.Native, error) {
	ways := k.servings(model)
	if wanted := wantedProfile(spec); wanted != "" {
		ways = slices.DeleteFunc(ways, func(way llm.Native) bool { return way.Serving != wanted })
		if len(ways) == 0 {
			return llm.Native{}, unresolved(spec, llm.FieldInferenceProfile,
				fmt.Sprintf("%q is no inference profile of %s in %s", clip(wanted), model, k.region), "Choose one of: "+k.names(model)+".")
		}
	}
	inScope := slices.DeleteFunc(slices.Clone(ways), func(way llm.Native) bool { return !way.Scope.Within(spec.Scope) })
	if len(inScope) == 0 {
		return llm.Native{}, unresolved(spec, llm.FieldScope, fmt.Sprintf("%s is served from %s only as %s", model, k.region, told(ways)),
			fmt.Sprintf("Widen processing_scope to %q, or choose another region or model.", narrowest(ways)))
	}
	allowed := slices.DeleteFunc(slices.Clone(inScope), func(way llm.Native) bool {
		return len(llm.Outside(spec.AllowedLocations, way.Locations, geography)) > 0
	})
	if len(allowed) == 0 {
		return llm.Native{}, unresolved(spec, llm.FieldAllowedLocations, outsideOf(spec, inScope),
			"Allow these locations, choose another region with bedrock.region, or another model.")
	}
	slices.SortFunc(allowed, wider)
	return allowed[0], nil
}

// wider puts the serving first that reaches furthest.
func wider(a, b llm.Native) int {
	return cmp.Or(reach(b.Scope)-reach(a.Scope), len(b.Locations)-len(a.Locations), cmp.Compare(a.Serving, b.Serving))
}

func reach(scope llm.Scope) int { return slices.Index(llm.Scopes(), scope) }

func narrowest(ways []llm.Native) llm.Scope {
	return slices.MaxFunc(ways, wider).Scope
}

// told lists servings with where they lead.
func told(ways []llm.Native) string {
	var parts []string
	for _, way := range ways {
		parts = append(parts, fmt.Sprintf("%s (%s)", way.Serving, way.Scope))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

func (k *catalog) names(model string) string {
	var names []string
	for _, way := range k.servings(model) {
		names = append(names, way.Serving)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func outsideOf(spec llm.DeploymentSpec, ways []llm.Native) string {
	var parts []string
	for _, way := range ways {
		outside := llm.Outside(spec.AllowedLocations, way.Locations, geography)
		parts = append(parts, fmt.Sprintf("%s would process requests in %s", way.Serving, places(outside)))
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}

// places names regions together with the geography that would have to be allowed.
func places(locations []string) string {
	var parts []string
	for _, location := range locations {
		if geo := geography(location); geo != location {
			location += " (" + geo + ")"
		}
		parts = append(parts, location)
	}
	return strings.Join(parts, ", ")
}
