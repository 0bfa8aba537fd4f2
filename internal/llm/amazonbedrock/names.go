package amazonbedrock

import (
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// DecomposeModelID reads a foundation model id as a catalog entry: "anthropic.claude-3-haiku-20240307-v1:0:48k" is by anthropic,
// named claude-3-haiku, dated 20240307, version v1:0, and the variant "48k". A variant is the model at one context size, which
// only provisioned throughput serves; "" is the model itself. An id without a dot has no publisher and so matches no reference.
func DecomposeModelID(id string) (entry llm.Entry, variant string) {
	entry, variant = decompose(id)
	if name := trueName(id); name != "" {
		entry.Name = name
	}
	return entry, variant
}

// decompose is DecomposeModelID by rules alone.
func decompose(id string) (entry llm.Entry, variant string) {
	publisher, rest, found := strings.Cut(id, ".")
	if !found {
		return llm.Entry{NativeID: id, Name: id}, ""
	}
	rest, minor, variant := cutColons(rest)
	name, major := cutMajor(rest, minor != "")
	name, date := llm.CutReleaseDate(name)
	entry = llm.Entry{NativeID: id, Publisher: publisher, Name: name, Date: date}
	entry.Version, entry.Revision = revision(major, minor)
	return entry, variant
}

// trueName corrects ids that name another model than they serve. The catalog's own modelName is no help: it mends one id and
// breaks others. Source: the list of bedrock-mantle, which names the same model deepseek.v3.1 (2026-08-22).
func trueName(id string) string {
	if id == "deepseek.v3-v1:0" {
		return "v3.1"
	}
	return ""
}

// cutColons takes ":0" and a variant such as ":48k" off the end of an id.
func cutColons(id string) (rest, minor, variant string) {
	rest, tail, _ := strings.Cut(id, ":")
	first, second, _ := strings.Cut(tail, ":")
	if _, err := strconv.Atoi(first); err != nil {
		return rest, "", tail
	}
	return rest, first, second
}

// cutMajor takes a revision ("v1", "v0", "1") off the end of a name. "-v2" and above are generations of the model, not revisions
// of its package, unless they stand behind a release date. Without a minor number only "-v1" is a revision.
func cutMajor(name string, hasMinor bool) (rest, major string) {
	cut := strings.LastIndexByte(name, '-')
	if cut <= 0 {
		return name, ""
	}
	rest, major = name[:cut], name[cut+1:]
	switch {
	case major == "v1", hasMinor && (major == "v0" || major == "1"):
		return rest, major
	case isVersion(major) && dated(rest):
		return rest, major
	}
	return name, ""
}

func isVersion(word string) bool {
	digits, found := strings.CutPrefix(word, "v")
	_, err := strconv.Atoi(digits)
	return found && err == nil
}

func dated(name string) bool {
	_, date := llm.CutReleaseDate(name)
	return date != ""
}

// revision joins the parts to a label ("v1:0") and to a number that grows with it.
func revision(major, minor string) (label string, number int) {
	const step = 1000 // more minor revisions than any id has
	high, _ := strconv.Atoi(strings.TrimPrefix(major, "v"))
	low, _ := strconv.Atoi(minor)
	return strings.Trim(major+":"+minor, ":"), high*step + low
}

// isNativeID reports whether the model argument is written as a Bedrock model id ("anthropic.claude-opus-5") instead of a
// reference: no "/", and a publisher's word, a dot and a letter in front, which tells it from "gpt-5.6-sol".
func isNativeID(model string) bool {
	publisher, name, found := strings.Cut(model, ".")
	if !found || name == "" || !isWord(publisher) || !isLetter(name[0]) {
		return false
	}
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-:") == ""
}

// splitProfileID splits the id of a system inference profile at its routing prefix: "eu.amazon.nova-lite-v1:0" is "eu" and
// "amazon.nova-lite-v1:0". The prefixes are an open set, so the publisher behind the first dot decides. It serves error
// messages; profiles are joined to models by the ARNs they list.
func splitProfileID(id string) (prefix, modelID string, ok bool) {
	prefix, modelID, _ = strings.Cut(id, ".")
	publisher, _, found := strings.Cut(modelID, ".")
	if !found || llm.IsPublisher(prefix) || !llm.IsPublisher(publisher) {
		return "", "", false
	}
	return prefix, modelID, true
}

func isWord(s string) bool {
	return s != "" && isLetter(s[0]) && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }
