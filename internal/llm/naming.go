package llm

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

const (
	hashLength = 8  // hex digits of a made name: enough to tell a handful of specs apart
	candidates = 20 // names that are tried before giving up
)

// MadeFrom reports whether name is one that Create makes from the prefix.
func MadeFrom(prefix, name string) bool {
	rest, found := strings.CutPrefix(name, prefix)
	hash, number, numbered := strings.Cut(rest, "-")
	if !found || len(hash) != hashLength || strings.Trim(hash, "0123456789abcdef") != "" {
		return false
	}
	_, err := strconv.ParseUint(number, 10, 8)
	return !numbered || err == nil
}

// madeName is the n-th name for a spec, counted from 1. The same spec at the
// same target always gives the same names.
func madeName(spec DeploymentSpec, target ID, n int) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		target.Parent, target.Location, spec.Model, string(spec.Scope), string(spec.Throughput.Mode),
	}, "\n")))
	name := spec.NamePrefix + hex.EncodeToString(sum[:])[:hashLength]
	if n > 1 {
		name += fmt.Sprintf("-%d", n)
	}
	return name
}

// claim gives the spec its name. A given name that exists already is an
// *ExistsError; of a prefix's names the first free one is taken, except where a
// second object would cost or the first is not to go: there the first name has
// to be free. What an interrupted create of this configuration left under a name
// is returned beside it, and is the caller's.
func (d *Deployments) claim(ctx context.Context, spec DeploymentSpec, target ID) (DeploymentSpec, *Deployment, error) {
	prefixed := spec.Name == ""
	var over []ID
	for n := 1; n <= candidates; n++ {
		if prefixed {
			spec.Name = madeName(spec, target, n)
		}
		existing, err := d.Find(ctx, spec)
		if err != nil {
			return spec, nil, err
		}
		if existing == nil {
			d.claims.pass(target, spec.Name, over)
			return spec, nil, nil
		}
		reason, ok := d.adopt(existing, spec)
		if ok {
			return spec, existing, nil
		}
		if !prefixed || spec.Protected || spec.Throughput.Mode == Provisioned {
			return spec, nil, &ExistsError{Existing: existing.subject(), NotResumed: reason}
		}
		over = append(over, existing.ID)
	}
	return spec, nil, &Error{
		Op: "name deployment", Object: spec.NamePrefix, Code: CodeExists, Field: FieldNamePrefix,
		Message: fmt.Sprintf("all %d names that start with %q are taken", candidates, spec.NamePrefix),
	}
}
