package llm

// Drift is one thing that differs from what was last applied.
type Drift struct {
	Class  DriftClass `json:"class"`
	Field  Field      `json:"field"`
	Detail string     `json:"detail"`
}

// DriftClass groups differences by who made them and what a plan does about
// them: see [DriftRules].
type DriftClass string

// The classes.
const (
	DriftChanged        DriftClass = "changed"         // an argument has another value on the platform
	DriftMissing        DriftClass = "missing"         // it is not there any more
	DriftRecreated      DriftClass = "recreated"       // same id, another creation time
	DriftHealth         DriftClass = "health"          // it does not serve
	DriftServiceChanged DriftClass = "service_changed" // the platform moved the version or the model
	DriftServing        DriftClass = "serving_changed" // another serving, inside the bounds
	DriftLocations      DriftClass = "locations"       // the platform routes to other places, inside the bounds
	DriftDefault        DriftClass = "default_changed" // the platform's own default has another name
	DriftUnmanaged      DriftClass = "unmanaged"       // a property that no argument manages was changed
	DriftUnverified     DriftClass = "unverified"      // the platform does not return it
	DriftCommitment     DriftClass = "commitment"      // the commitment ends soon; told, never listed
	DriftRetirement     DriftClass = "retirement"      // the model retires within 90 days; told, never listed
)
