package llm

// Quota is a limit that a platform sets for an account at one location.
type Quota struct {
	Name      string   // the platform's own: an Azure usage name, the name of a Service Quotas limit
	Code      string   // the platform's short code, where it has one besides the name
	Location  string   // region
	Models    []string // portable references of the models that count against it, sorted; empty: none, or it cannot be told
	Serving   string   // Azure SKU, or the Scope of an on-demand limit of Bedrock; empty: for every one
	Unit      string   // one of the Quota constants, or the platform's own word
	Limit     float64  // in Unit
	Used      *float64 // in Unit, and may exceed Limit; nil: the platform does not tell
	UnitSize  int64    // tokens per minute of one unit of the platform's own counting; 0: it counts in Unit
	Increases *bool    // whether a higher limit can be asked for; nil: the platform does not tell
}

// Units that quotas are told in.
const (
	QuotaTokensPerMinute   = "tokens_per_minute"
	QuotaTokensPerDay      = "tokens_per_day"
	QuotaRequestsPerMinute = "requests_per_minute"
	QuotaUnits             = "units" // of capacity, provisioned throughput or model units
	QuotaCount             = "count" // of objects
)

// Free is what is left, at least 0; nil where the use is not told.
func (q Quota) Free() *float64 {
	if q.Used == nil {
		return nil
	}
	return new(max(q.Limit-*q.Used, 0))
}
