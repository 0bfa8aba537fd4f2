package llm

import (
	"fmt"
	"slices"
	"strings"
)

// NoMatchError says that a catalog holds no model of this name, or not in this version.
type NoMatchError struct {
	// Reference is what was looked for.
	Reference string
	// Versions are those that the catalog holds of the model; empty when it does not hold the model at all.
	Versions []string
	// Nearest are the most similar references or native ids that the catalog holds, best first: of the same publisher where it
	// has any, else the same name by others.
	Nearest []string
}

// Error names the nearest.
func (e *NoMatchError) Error() string {
	switch {
	case len(e.Versions) > 0:
		versions := make([]string, len(e.Versions))
		for i, version := range e.Versions {
			versions[i] = readableVersion(version)
		}
		return fmt.Sprintf("find model %q: listed here, but not in this version; versions: %s", readable(e.Reference), strings.Join(versions, ", "))
	case len(e.Nearest) > 0:
		return fmt.Sprintf("find model %q: not listed here; nearest: %s", readable(e.Reference), strings.Join(e.Nearest, ", "))
	}
	return fmt.Sprintf("find model %q: not listed here, nor any other model of this publisher", readable(e.Reference))
}

// AmbiguousError says that a reference means several models, or several versions that nothing tells apart.
type AmbiguousError struct {
	Reference string
	// Candidates are references, or native ids when the candidates differ in nothing else.
	Candidates []string
}

// Error names the candidates.
func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("find model %q: it may mean any of %s; name one of them", readable(e.Reference), strings.Join(e.Candidates, ", "))
}

// UnusableError says that a model is listed but cannot be deployed.
type UnusableError struct {
	Reference  string
	Candidates []Candidate
}

// Candidate is one version of a model and why it is out of the question.
type Candidate struct{ Reference, Reason string }

// Error gives each reason once.
func (e *UnusableError) Error() string {
	var reasons []string
	for _, c := range e.Candidates {
		if text := readable(c.Reference) + " " + c.Reason; !slices.Contains(reasons, text) {
			reasons = append(reasons, text)
		}
	}
	return fmt.Sprintf("find model %q: listed, but cannot be deployed here: %s", readable(e.Reference), strings.Join(reasons, "; "))
}

// readable writes the date of a reference as people do: "openai/gpt-4o@2024-11-20".
func readable(reference string) string {
	model, version, versioned := strings.Cut(reference, "@")
	if !versioned {
		return reference
	}
	return model + "@" + readableVersion(version)
}

func readableVersion(version string) string {
	if ReleaseDate(version) == version && version != "" {
		return version[:4] + "-" + version[4:6] + "-" + version[6:]
	}
	return version
}

func withReasons(entries []Entry) []Candidate {
	out := make([]Candidate, len(entries))
	for i, e := range entries {
		out[i] = Candidate{Reference: e.Reference().String(), Reason: e.Unusable}
	}
	return out
}

// versionsOf lists what @version may say, newest first, with the usable before the others.
func versionsOf(entries []Entry) []string {
	sorted := slices.SortedStableFunc(slices.Values(entries), func(a, b Entry) int {
		if byUse := compareBool(b.Unusable == "", a.Unusable == ""); byUse != 0 {
			return byUse
		}
		return compareEntries(a, b)
	})
	var out []string
	for _, e := range sorted {
		version := e.Reference().Version
		if version == "" {
			version = "(none: leave @version out)"
		}
		if !slices.Contains(out, version) {
			out = append(out, version)
		}
	}
	return out
}

func nativeIDs(entries []Entry) []string {
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = e.NativeID
	}
	return out
}
