package llm

import "time"

// RetirementNotice is how long before its day a retirement is warned of.
const RetirementNotice = 90 * 24 * time.Hour

// Stage is how far the life of a model version has come, in words of every platform.
type Stage string

// The stages, in their order. A status that a driver does not know is open.
const (
	StageOpen     Stage = ""         // new deployments are taken
	StageLegacy   Stage = "legacy"   // its end is announced; nobody has said whether new deployments are taken
	StageClosed   Stage = "closed"   // what is there serves on, nothing new is taken
	StageRetired  Stage = "retired"  // it does not answer any more
	StageUnlisted Stage = "unlisted" // the catalog has dropped it, as it does when a model ends
)

// Lifecycle is what the catalog says about the future of a model version.
type Lifecycle struct {
	Status      string    // the platform's own word
	Stage       Stage     // the same in words of every platform
	RetiresOn   time.Time // zero: no date is known
	Replacement string    // portable or native name of the successor that the platform names; empty: none named
	Newer       string    // portable name of the newest of its family, where the platform names none; empty: none found
}

// Due reports whether somebody who runs the version has to be told of its end: from [RetirementNotice] before the day on, whatever
// its hour, and at once where it has ended or is sure to end on a day that nobody has told.
func (l Lifecycle) Due(now time.Time) bool {
	switch {
	case l.Ended(now) || l.Stage == StageUnlisted:
		return true
	case l.RetiresOn.IsZero():
		return l.Stage == StageClosed
	}
	return l.RetiresOn.UTC().Truncate(24*time.Hour).Sub(now) <= RetirementNotice
}

// Ended reports whether the version does not answer any more, by its stage or by its date.
func (l Lifecycle) Ended(now time.Time) bool {
	return l.Stage == StageRetired || !l.RetiresOn.IsZero() && !now.Before(l.RetiresOn)
}

// Day is the day of retirement as people write it.
func (l Lifecycle) Day() string {
	if l.RetiresOn.IsZero() {
		return "a day that is not told"
	}
	return l.RetiresOn.UTC().Format(time.DateOnly)
}

// Successor names what to move to and who says so, as half a sentence; empty where nobody knows any.
func (l Lifecycle) Successor() string {
	switch {
	case l.Replacement != "":
		return "the platform names " + l.Replacement + " as its successor"
	case l.Newer != "":
		return "the platform names no successor; the newest of its family that is listed here is " + l.Newer
	}
	return ""
}

// Next is the model to move to, as the platform or else its family has it; empty where there is none.
func (l Lifecycle) Next() string {
	if l.Replacement != "" {
		return l.Replacement
	}
	return l.Newer
}
