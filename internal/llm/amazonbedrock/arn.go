package amazonbedrock

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// The kinds of resources whose ARNs this driver reads.
const (
	kindProfile       = "application-inference-profile"
	kindThroughput    = "provisioned-model"
	kindCustom        = "custom-model-deployment"
	kindCustomModel   = "custom-model"
	kindFoundation    = "foundation-model"
	kindSystemProfile = "inference-profile"
)

// arn is the name of a Bedrock resource. Foundation models have no account, and no region either in a global profile.
type arn struct {
	Partition, Region, Account, Kind, Resource string
}

// String is the canonical form.
func (a arn) String() string {
	return strings.Join([]string{"arn", a.Partition, "bedrock", a.Region, a.Account, a.Kind + "/" + a.Resource}, ":")
}

var (
	partitionPattern = regexp.MustCompile(`^aws(-[a-z]+)*$`)
	accountPattern   = regexp.MustCompile(`^[0-9]{12}$`)
	kindPattern      = regexp.MustCompile(`^[a-z]([a-z-]{0,61}[a-z])?$`)
	resourcePattern  = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z._:/-]*[0-9A-Za-z])?$`)
)

// customModelPattern is what AWS takes for a custom model. Source: the service model of bedrock, 2026-08.
var customModelPattern = regexp.MustCompile(`^(imported|[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,3}(:[a-z0-9-]{1,63}){0,2})/[a-z0-9]{12}$`)

const maxARNLength = 2048

// isARN tells an ARN from a name.
func isARN(s string) bool { return strings.HasPrefix(s, "arn:") }

// parseARN reads the ARN of a Bedrock resource of any kind. Region and account may be empty.
func parseARN(s string) (arn, error) {
	parts := strings.SplitN(s, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || len(s) > maxARNLength {
		return arn{}, errors.New("it is not an ARN, which reads arn:aws:bedrock:region:account:kind/id")
	}
	a := arn{Partition: parts[1], Region: parts[3], Account: parts[4]}
	a.Kind, a.Resource, _ = strings.Cut(parts[5], "/")
	switch {
	case !partitionPattern.MatchString(a.Partition):
		return arn{}, fmt.Errorf("%q is not a partition of AWS", a.Partition)
	case parts[2] != "bedrock":
		return arn{}, fmt.Errorf("it belongs to the service %q, not to bedrock", parts[2])
	case a.Region != "" && !regionPattern.MatchString(a.Region):
		return arn{}, fmt.Errorf("%q is not an AWS region", a.Region)
	case a.Region != "" && !a.inPartition():
		return arn{}, fmt.Errorf("the region %s is not in the partition %s", a.Region, a.Partition)
	case a.Account != "" && !accountPattern.MatchString(a.Account):
		return arn{}, fmt.Errorf("%q is not an account, which has twelve digits", a.Account)
	case !kindPattern.MatchString(a.Kind):
		return arn{}, fmt.Errorf("%q is no kind of resource", a.Kind)
	case !resourcePattern.MatchString(a.Resource) || strings.Contains(a.Resource, ".."):
		return arn{}, fmt.Errorf("%q is not the id of a resource", a.Resource)
	}
	return a, nil
}

func (a arn) inPartition() bool {
	id, _ := partition(a.Region)
	return id == a.Partition
}

// foundationARN names a model in a region.
func foundationARN(region, model string) string {
	id, _ := partition(region)
	return arn{Partition: id, Region: region, Kind: kindFoundation, Resource: model}.String()
}

// systemProfileARN names a profile of the platform. The account may be empty; the recordings hold both forms.
func systemProfileARN(region, account, profile string) string {
	id, _ := partition(region)
	return arn{Partition: id, Region: region, Account: account, Kind: kindSystemProfile, Resource: profile}.String()
}
