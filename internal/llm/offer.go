package llm

import (
	"context"
	"time"
)

// CatalogDriver tells what a platform offers at a place. It only reads, and it is
// safe for concurrent use. Errors are, or wrap, an [*Error].
type CatalogDriver interface {
	// Site fills in what the platform's configuration defaults to. A site that
	// cannot be one is an *Error with code Invalid and its Field. It is pure.
	Site(at Site) (Site, error)

	// Offers lists every version of every model that the place lists, those among
	// them that nobody may deploy any more.
	Offers(ctx context.Context, at Site) ([]Offer, error)

	// Quotas lists the limits of the place that say something about models.
	Quotas(ctx context.Context, at Site) ([]Quota, error)

	// Geography is the geography that a location lies in, as users write it; what
	// is not a known region is its own. It is pure.
	Geography(location string) string
}

// Site is where a catalog or a quota counts.
type Site struct {
	Account  string // Azure: ARM id of an account; empty: Location counts, and an account of kind AIServices is meant
	Location string // region; empty where Account tells it, or for the platform's default
}

// Offer is one version of one model as a platform lists it at one place.
type Offer struct {
	Entry     Entry     // as the resolver compares it; Unusable says why nothing new may be deployed
	Native    Native    // Format, Name and Version; the ways to be served are in Servings
	Reference string    // portable reference without a version; empty if there is none
	Location  string    // region
	Lifecycle Lifecycle // what the catalog says; a replacement that it does not name is not guessed
	Preview   bool      // released before general availability: shorter notice, no service level
	Input     []string  // modalities, sorted: "text", "image", "audio", "video"; nil: not told
	Output    []string  // the same
	Features  []string  // what it can be asked for, sorted, in the words of the Feature constants; nil: not told
	Context   int64     // tokens of the context window, where the catalog tells; 0: not told
	Servings  []Serving // ways to be deployed, the widest scope first; empty: none from this place
}

// Features of a model that both platforms tell in words of their own.
const (
	FeatureChat         = "chat"         // answers messages
	FeatureResponses    = "responses"    // speaks OpenAI's Responses API
	FeatureEmbeddings   = "embeddings"   // turns text into vectors
	FeatureImages       = "images"       // makes images
	FeatureVideo        = "video"        // makes videos
	FeatureAudio        = "audio"        // transcribes or speaks
	FeatureRealtime     = "realtime"     // converses in real time
	FeatureFineTuning   = "fine_tuning"  // can be customised
	FeatureStreaming    = "streaming"    // answers piece by piece
	FeatureBatch        = "batch"        // takes batch jobs
	FeatureProvisioning = "provisioning" // is sold as provisioned throughput
)

// Serving is one way in which an offer can be deployed.
type Serving struct {
	Name       string    // Azure SKU; Bedrock: id of the profile or model, or "provisioned"
	ByName     bool      // it is only taken where a configuration names it
	Mode       Mode      // how capacity is bought
	Scope      Scope     // how far requests travel
	Locations  []string  // where they may be processed: regions, geographies or "global"; sorted
	RetiresOn  time.Time // the earlier of the model's date and this way's own; zero: no date is known
	Quota      string    // name of the quota it counts against; empty: not told
	UnitTokens int64     // tokens per minute of one unit of capacity; 0: not limited by tokens
	Minimum    int64     // units; 0: not told
	Maximum    int64     // units; 0: not told
	Default    int64     // units that are taken where none are asked for; 0: not told
}
