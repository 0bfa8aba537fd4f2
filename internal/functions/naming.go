package functions

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const maxSlug = 40 // leaves room for what is appended to 63 characters

var notInName = regexp.MustCompile(`[^a-z0-9]+`)

var plainName = regexp.MustCompile(`^[a-z]([a-z0-9-]*[a-z0-9])?$`)

// slug is a name that Kubernetes takes, made from any text: the text itself
// where that is one, else what is left of it between a prefix and a digest, so
// that two texts never share a name.
func slug(text string) string {
	const prefix = "llm-"
	if plainName.MatchString(text) && len(text) <= maxSlug && !strings.HasPrefix(text, prefix) {
		return text
	}
	left := notInName.ReplaceAllString(strings.ToLower(text), "-")
	return prefix + strings.Trim(strings.Trim(left[:min(len(left), maxSlug)], "-")+"-"+digest(text), "-")
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

// accountNames gives each Azure account a name of its own, by its id: the
// account's, and a digest behind it where two in one export are called alike.
func accountNames(all []backend) map[string]string {
	holders := map[string]map[string]bool{}
	for _, b := range all {
		if b.platform == llm.Azure {
			name := strings.ToLower(b.at.Azure.Account)
			if holders[name] == nil {
				holders[name] = map[string]bool{}
			}
			holders[name][b.account()] = true
		}
	}
	names := map[string]string{}
	for name, ids := range holders {
		for id := range ids {
			names[id] = name
			if len(ids) > 1 {
				names[id] += "-" + digest(id)
			}
		}
	}
	return names
}

// account is the id of the Azure account, as ARM compares ids.
func (b backend) account() string { return strings.ToLower(b.at.ID.Parent) }
