package amazonbedrock

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// catalog is what a region offers: foundation models, and the ways to be served that go beyond it.
type catalog struct {
	region   string
	models   []types.FoundationModelSummary
	profiles []systemProfile
}

// systemProfile is a route that AWS draws. Native holds the model it routes to, its scope and its places.
type systemProfile struct {
	id     string
	native llm.Native
}

// catalog lists a region once per process. Only its models are needed where the profiles may not be listed, and the
// other way round nothing works.
func (p *Platform) catalog(ctx context.Context, c *client) (*catalog, error) {
	return p.catalogs.Get(ctx, c.region, func(ctx context.Context) (*catalog, error) {
		if err := p.rests.wait(ctx, c.region); err != nil {
			return nil, err
		}
		known, err := readCatalog(ctx, c)
		p.rests.note(c.region, p.retryer.told(err), err)
		return known, err
	})
}

// catalogIfReadable is for what can be told without a catalog: an empty one stands for what cannot be had soon.
func (p *Platform) catalogIfReadable(ctx context.Context, c *client) *catalog {
	if !p.rests.resting(c.region) {
		brief, done := briefly(ctx)
		defer done()
		if known, err := p.catalog(brief, c); err == nil {
			return known
		}
	}
	return &catalog{region: c.region}
}

func readCatalog(ctx context.Context, c *client) (*catalog, error) {
	const op = "list models"
	answer, err := c.bedrock.ListFoundationModels(ctx, &bedrock.ListFoundationModelsInput{})
	if err != nil {
		return nil, translate(op, c.region, err)
	}
	listed, err := collect(listProfiles(ctx, c, types.InferenceProfileTypeSystemDefined))
	if err != nil {
		return nil, translate(op, c.region, err)
	}
	return newCatalog(c.region, answer.ModelSummaries, listed), nil
}

// newCatalog keeps profiles whose model is not listed, which AWS goes on calling active: what was copied from them stands.
func newCatalog(region string, models []types.FoundationModelSummary, listed []types.InferenceProfileSummary) *catalog {
	known := &catalog{region: region, models: models}
	for _, p := range listed {
		profile := systemProfile{id: deref(p.InferenceProfileId), native: routed(p.Models, region)}
		profile.native.Serving = profile.id
		if p.Status == types.InferenceProfileStatusActive {
			known.profiles = append(known.profiles, profile)
		}
	}
	return known
}

// model finds a foundation model by its id.
func (k *catalog) model(id string) (types.FoundationModelSummary, bool) {
	i := slices.IndexFunc(k.models, func(m types.FoundationModelSummary) bool { return deref(m.ModelId) == id })
	if i < 0 {
		return types.FoundationModelSummary{}, false
	}
	return k.models[i], true
}

// servings are all ways to call a model on demand from this region; none of one that has left the list.
func (k *catalog) servings(model string) []llm.Native {
	if _, listed := k.model(model); !listed {
		return nil
	}
	return k.ways(model)
}

// ways are the servings of a model whether it is still listed or not.
func (k *catalog) ways(model string) []llm.Native {
	var ways []llm.Native
	if m, found := k.model(model); found && supports(m, types.InferenceTypeOnDemand) {
		ways = append(ways, llm.Native{Name: model, Version: versionOf(model), Serving: model, Scope: llm.ScopeRegion, Locations: []string{k.region}})
	}
	for _, p := range k.profiles {
		if p.native.Name == model {
			ways = append(ways, p.native)
		}
	}
	return ways
}

// servingOf says what a profile was copied from, which AWS does not tell: the way whose places are the same, else the
// one of the same scope that shares most places with it. Where nothing is known the usual name is guessed, which is not
// sure.
func (k *catalog) servingOf(native llm.Native) (serving string, sure bool) {
	best, most := "", -1
	for _, way := range k.ways(native.Name) {
		if way.Scope != native.Scope {
			continue
		}
		if slices.Equal(way.Locations, native.Locations) {
			return way.Serving, true
		}
		if n := shared(way.Locations, native.Locations); n > most || n == most && way.Serving < best {
			best, most = way.Serving, n
		}
	}
	switch {
	case best != "":
		return best, true
	case native.Scope == llm.ScopeGlobal:
		return llm.Anywhere + "." + native.Name, false
	case native.Scope == llm.ScopeGeo:
		return profilePrefix(k.region) + "." + native.Name, false
	}
	return native.Name, true
}

func shared(a, b []string) int {
	n := 0
	for _, location := range a {
		if slices.Contains(b, location) {
			n++
		}
	}
	return n
}

// inputs are the modalities that a model takes, in the portable words; nil where the catalog does not know the model.
func (k *catalog) inputs(model string) []string {
	m, found := k.model(model)
	if !found {
		m, found = k.model(withoutVariant(model))
	}
	if !found {
		return nil
	}
	return modalities(m.InputModalities)
}

// withoutVariant cuts the context size off a model id.
func withoutVariant(id string) string {
	_, variant := DecomposeModelID(id)
	if variant == "" {
		return id
	}
	return strings.TrimSuffix(id, ":"+variant)
}

// supports compares with an open set: the live lists hold types that the SDK has no name for.
func supports(m types.FoundationModelSummary, how types.InferenceType) bool {
	return slices.Contains(m.InferenceTypesSupported, how)
}
