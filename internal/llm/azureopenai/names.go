package azureopenai

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// fireworksPrefix marks models of other publishers that Fireworks serves under a name of its own.
const fireworksPrefix = "FW-"

// DecomposeModel reads one row of the model list as a catalog entry. The publisher is empty in most rows, where the format takes
// its place. Whether a version can be deployed, is the default or is hosted elsewhere is not in these four words: the caller
// sets Unusable, Default, Host and Preference.
func DecomposeModel(format, publisher, name, version string) llm.Entry {
	entry := decompose(format, publisher, name, version)
	entry.Also = alsoKnown(name, version)
	return entry
}

// decompose is DecomposeModel by rules alone. A version that is neither a date nor a number stays a label.
func decompose(format, publisher, name, version string) llm.Entry {
	entry := llm.Entry{
		NativeID:  nativeID(format, name, version),
		Publisher: cmp.Or(publisher, format),
		Name:      name,
		Version:   version,
		Date:      llm.ReleaseDate(version),
	}
	if entry.Date == "" {
		entry.Revision, _ = strconv.Atoi(version)
	}
	if served, found := strings.CutPrefix(name, fireworksPrefix); found {
		entry.Host, entry.Name = "fireworks", served
		entry.Publisher = cmp.Or(llm.GuessPublisher(served), format)
		entry.Preference = -1 // another subprocessor: only where the publisher's own row is not usable
	}
	return entry
}

// alsoKnown returns the names under which other catalogs list what Azure lists without its date. That Mistral-large 1 is the
// release of February 2024 is not in the API; its later releases carry their month in the name.
func alsoKnown(name, version string) []string {
	if name == "Mistral-large" && version == "1" {
		return []string{"mistral-large-2402"}
	}
	return nil
}

// nativeID is Azure's identity of a model version as users write it, "Mistral AI/Mistral-Large-3/1".
func nativeID(format, name, version string) string { return format + "/" + name + "/" + version }

// modelWord is what a part of a native identity is made of; its own "/" would
// read as two parts.
var modelWord = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9 ._:+-]{0,126}[A-Za-z0-9])?$`)

func areModelWords(words ...string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !modelWord.MatchString(w) })
}

// parseNativeID reads format/name/version. ok is false for anything else, a portable reference among them.
func parseNativeID(model string) (format, name, version string, ok bool) {
	parts := strings.Split(model, "/")
	if len(parts) != 3 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return "", "", "", false
	}
	return parts[0], parts[1], parts[2], true
}
