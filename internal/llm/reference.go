package llm

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Reference is a portable model reference, publisher/name[@version], as [ParseReference] returns it: the publisher is the
// canonical word, the name is lower case, the version is yyyymmdd when it is a date. Two references that differ in spelling
// only may still be unequal as values; [Reference.Same] compares their meaning.
type Reference struct {
	Publisher string
	Name      string
	// Version is a date yyyymmdd, a platform's own version label in lower case, or "" when the reference leaves it open.
	Version string
}

// maxReferenceLength bounds what is read as a reference, in bytes; the longest name in either catalog has 49.
const maxReferenceLength = 160

const referenceExample = `write publisher/name, for example "anthropic/claude-sonnet-4-5" or "openai/gpt-4o@2024-11-20"`

// String returns the reference in the form that ParseReference reads back to the same value.
func (r Reference) String() string {
	if r.Version == "" {
		return r.Publisher + "/" + r.Name
	}
	return r.Publisher + "/" + r.Name + "@" + r.Version
}

// ParseReference reads publisher/name[@version]. It accepts every known spelling of a publisher ("mistral", "mistralai",
// "Mistral AI"), any case, and a release date at the end of the name in place of @version. The version is a date, 20250929
// or 2025-09-29, or a label that the platform itself uses ("2", "001", "v1:0"). The error says what is wrong and shows the
// form that is right.
func ParseReference(s string) (Reference, error) {
	r, err := parseReference(s)
	if err != nil {
		return Reference{}, fmt.Errorf("read model reference %s: %w", quoteShort(s), err)
	}
	return r, nil
}

func parseReference(s string) (Reference, error) {
	if s == "" {
		return Reference{}, errors.New("it is empty; " + referenceExample)
	}
	if len(s) > maxReferenceLength {
		return Reference{}, fmt.Errorf("it is longer than %d bytes; %s", maxReferenceLength, referenceExample)
	}
	model, version, versioned := strings.Cut(s, "@")
	publisher, name, err := splitModel(model)
	if err != nil {
		return Reference{}, err
	}
	if versioned {
		if version, err = parseVersion(version); err != nil {
			return Reference{}, err
		}
	}
	return takeDate(Reference{Publisher: publisher, Name: name, Version: version})
}

// splitModel returns the canonical publisher and the lower-case name of publisher/name.
func splitModel(model string) (publisher, name string, err error) {
	publisher, name, found := strings.Cut(model, "/")
	switch {
	case !found:
		return "", "", missingPublisher(model)
	case strings.Contains(name, "/"):
		return "", "", errors.New(`it has more than one "/"; a platform's native id works on that platform only; ` + referenceExample)
	case !wellFormed(publisher, " ._-"):
		return "", "", fmt.Errorf(`the publisher %s may hold letters, digits, ".", "-" and "_" only, and starts and ends with a letter or digit; %s`,
			quoteShort(publisher), referenceExample)
	case !wellFormed(name, "._-"):
		return "", "", fmt.Errorf(`the name %s may hold letters, digits, ".", "-" and "_" only, and starts and ends with a letter or digit; %s`,
			quoteShort(name), referenceExample)
	case isGateway(publisher):
		return "", "", notAPublisher(publisher, name)
	}
	return canonicalPublisher(publisher), strings.ReplaceAll(strings.ToLower(name), "_", "-"), nil
}

func missingPublisher(model string) error {
	if publisher, name, dotted := strings.Cut(model, "."); dotted && IsPublisher(publisher) && wellFormed(name, "._-") {
		return fmt.Errorf("it names no publisher before a \"/\"; write %q", canonicalPublisher(publisher)+"/"+strings.ToLower(name))
	}
	if publisher := GuessPublisher(model); publisher != "" && wellFormed(model, "._-") {
		return fmt.Errorf("it names no publisher; write %q", publisher+"/"+strings.ToLower(model))
	}
	return errors.New("it names no publisher; " + referenceExample)
}

func notAPublisher(publisher, name string) error {
	if guess := GuessPublisher(name); guess != "" {
		return fmt.Errorf("%q serves models but publishes none; write %q", publisher, guess+"/"+strings.ToLower(name))
	}
	return fmt.Errorf("%q serves models but publishes none; %s", publisher, referenceExample)
}

// parseVersion returns a date as yyyymmdd and any other label in lower case.
func parseVersion(version string) (string, error) {
	switch {
	case version == "":
		return "", errors.New(`nothing follows "@"; leave "@" out, or write a date (2025-09-29) or the platform's version label (2, 001)`)
	case strings.EqualFold(version, "latest"):
		return "", errors.New(`"latest" is not a version; leave "@latest" out to take the version the platform offers by default`)
	case !wellFormed(version, "._:-"):
		return "", fmt.Errorf("the version %s is neither a date (2025-09-29) nor a version label (2, 001)", quoteShort(version))
	}
	if date := ReleaseDate(version); date != "" {
		return date, nil
	}
	if datelike(version) {
		return "", fmt.Errorf("the version %s looks like a date but the calendar has no such day; write it as 2025-09-29", quoteShort(version))
	}
	return strings.ToLower(version), nil
}

// ReleaseDate returns s as yyyymmdd when s is a calendar date written 20250929 or 2025-09-29, and "" for everything else.
func ReleaseDate(s string) string {
	for _, layout := range []string{"20060102", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil && len(s) == len(layout) {
			return t.Format("20060102")
		}
	}
	return ""
}

// datelike reports eight digits or three dashed numbers that start with a year.
func datelike(version string) bool {
	parts := strings.Split(version, "-")
	for _, part := range parts {
		if !isNumber(part) {
			return false
		}
	}
	return len(parts) == 3 && len(parts[0]) == 4 || len(parts) == 1 && len(version) == 8
}

// CutReleaseDate splits a release date off the end of a model name: "gpt-5.5-2026-04-23" is "gpt-5.5" and "20260423". The
// date is "" and the name whole where there is none.
func CutReleaseDate(name string) (rest, date string) {
	for _, length := range []int{len("-20060102"), len("-2006-01-02")} {
		cut := len(name) - length
		if cut <= 0 || name[cut] != '-' {
			continue
		}
		if date = ReleaseDate(name[cut+1:]); date != "" {
			return name[:cut], date
		}
	}
	return name, ""
}

// takeDate moves a release date from the end of the name to the version, where the two must agree.
func takeDate(r Reference) (Reference, error) {
	rest, date := CutReleaseDate(r.Name)
	if date == "" {
		return r, nil
	}
	if r.Version != "" && r.Version != date {
		return Reference{}, fmt.Errorf("the name ends in the date %s and the version is %s; write one of them", date, r.Version)
	}
	if !wellFormed(rest, "._-") {
		return Reference{}, fmt.Errorf("no name stands before the date %s; %s", date, referenceExample)
	}
	if _, second := CutReleaseDate(rest); second != "" {
		return Reference{}, fmt.Errorf("the name ends in two dates, %s and %s; write one of them", second, date)
	}
	return Reference{Publisher: r.Publisher, Name: rest, Version: date}, nil
}

// wellFormed reports whether s is made of ASCII letters, digits and the separators, with a letter or digit at both ends.
func wellFormed(s, separators string) bool {
	if s == "" || !isAlphanumeric(s[0]) || !isAlphanumeric(s[len(s)-1]) {
		return false
	}
	for i := range len(s) {
		if !isAlphanumeric(s[i]) && strings.IndexByte(separators, s[i]) < 0 {
			return false
		}
	}
	return true
}

// quoteShort quotes what a user wrote for an error, control characters escaped and the length kept bearable.
func quoteShort(s string) string {
	const limit = 60
	if len(s) <= limit {
		return strconv.Quote(s)
	}
	return strconv.Quote(s[:limit]) + "…"
}
