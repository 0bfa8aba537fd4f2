package azureopenai

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var labelRule = regexp.MustCompile(`^[a-z0-9-]{1,63}$`)

// regionalDomains are those of hosts that all accounts of a region share, which an account without a subdomain has alone.
// They take keys and no tokens.
func regionalDomains() []string {
	return []string{".api.cognitive.azure.cn", ".api.cognitive.microsoft.com", ".api.cognitive.microsoft.us"}
}

// Answers fails for a host at which no account of Azure answers, in the public cloud or a sovereign one: one label below
// a domain of Azure's, no port. It asks nobody and does not tell whose account it is, since a subdomain need not be the account's name.
func Answers(_ llm.Address, host string) error {
	domains := append(slices.Sorted(maps.Keys(azureDomains())), regionalDomains()...)
	label, domain, _ := strings.Cut(host, ".")
	if labelRule.MatchString(label) && slices.Contains(domains, "."+domain) {
		return nil
	}
	return fmt.Errorf("%s is none of <subdomain>%s", quoted(host), strings.Join(domains, ", <subdomain>"))
}
