package amazonbedrock

import (
	"fmt"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Answers fails for a host that is not Bedrock's runtime in the region of a deployment, in whatever partition. It asks nobody.
func Answers(at llm.Address, host string) error {
	hosts := runtimeHosts(at.ID.Location)
	if slices.Contains(hosts, host) {
		return nil
	}
	return fmt.Errorf("%q is none of %s", clip(host), strings.Join(hosts, ", "))
}
