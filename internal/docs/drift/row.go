package drift

import "slices"

// Row says what becomes of a change of one field.
type Row struct {
	Object   Object   // what bears the field
	Field    string   // the cloud's own name in a read, by dots; [] stands for every item of a list, * for any name
	Case     string   // which change, where a field has several; empty: any
	Kinds    []Kind   // those that it is said of; nil: all of the object's
	Class    Class    // what kind of drift it is
	Plan     Effect   // what a plain plan shows
	Argument string   // the attribute in which the plan of a guardrail or enforcement shows it beside its children; empty: none
	Why      string   // the reason where nothing is shown; else what there is to know, often empty
	Observed []string // the leaves of [llm.Deployment] or, of what is made of children, of [llm.Composite] in which it is seen
}

// Of lists the kinds that the row is said of.
func (r Row) Of() []Kind {
	if r.Kinds != nil {
		return r.Kinds
	}
	return r.Object.Kinds()
}

// Class groups changes by who made them and what a plan does about them.
type Class string

// The classes. Those that a deployment's `drift` attribute lists bear the same
// name there.
const (
	Changed        Class = "changed"         // it differs from the configuration
	Missing        Class = "missing"         // it was deleted
	Recreated      Class = "recreated"       // another object bears the same id or name
	Health         Class = "health"          // it does not serve
	ServiceChanged Class = "service_changed" // the platform moved the version or the model
	ServingChanged Class = "serving_changed" // served otherwise, inside the bounds
	Locations      Class = "locations"       // requests are processed in other places
	DefaultChanged Class = "default_changed" // the platform's own default has another name
	Unmanaged      Class = "unmanaged"       // no argument manages it
	Unverified     Class = "unverified"      // the platform does not return it
	Retirement     Class = "retirement"      // the model retires soon
	Commitment     Class = "commitment"      // the commitment ends soon
	Identity       Class = "identity"        // it says which object it is
	Followed       Class = "followed"        // a computed attribute shows it, and whoever refers to that follows
	Derived        Class = "derived"         // it follows from fields that are watched
	Normalised     Class = "same meaning"    // another form of the same
	Volatile       Class = "volatile"        // the service rewrites it at will, and it decides nothing
)

// Effect is what a plain `terraform plan` shows and the apply after it does.
type Effect string

// The effects.
const (
	Update  Effect = "update"  // a change in place
	Resume  Effect = "resume"  // a change in place that waits and writes nothing
	Replace Effect = "replace" // destroyed and made anew
	Create  Effect = "create"  // made anew
	Exists  Effect = "exists"  // planned to be made anew, and refused at apply: the name is taken
	Refuse  Effect = "refuse"  // an error at plan
	Warn    Effect = "warn"    // a warning at every plan and an entry in `drift`
	Note    Effect = "note"    // a warning and an entry in `drift` until an apply, which writes nothing and takes note
	Remind  Effect = "remind"  // a warning at every plan
	List    Effect = "list"    // an entry in `drift`
	Nothing Effect = "nothing"
)

// Detects reports whether a plain plan tells of the change.
func (e Effect) Detects() bool { return e != List && e != Nothing }

// ExitCode is what `terraform plan -detailed-exitcode` ends with.
func (e Effect) ExitCode() int {
	switch e {
	case Update, Resume, Replace, Create, Exists:
		return 2
	case Refuse:
		return 1
	}
	return 0
}

// Rows is the whole table, object by object.
func Rows() []Row {
	return slices.Concat(
		azureIdentity(), azureDeployment(), azureModel(), azureRouting(), azureUnmanaged(), azureAround(),
		bedrockProfile(), bedrockThroughput(), bedrockCustom(), bedrockAround(),
		gatewayTarget(), gatewayRule(), gatewayRoutes(), gatewayLimit(), gatewayItself(),
		backend(), backendPool(), namedValue(), apiItself(), apiOperation(), apiPolicy(), apiService(),
		raiPolicy(), raiFilters(), raiLists(), blocklist(), blocklistItem(),
		guardrailDraft(), guardrailFilters(), guardrailWords(), guardrailData(), guardrailTags(), guardrailVersion(),
		enforced(),
	)
}
