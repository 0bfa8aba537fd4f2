package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"strconv"
	"time"
)

// tokenPattern is IdempotencyToken of the official model.
var tokenPattern = lazyPattern(`[a-zA-Z0-9]([-a-zA-Z0-9]{0,254}[a-zA-Z0-9])?`)

// once is the part of a create call that makes it idempotent.
type once struct {
	key    string // operation and token; "" where no token was sent
	digest string
}

// onceOf compares a create call with earlier ones of the same token: the same input answers the same ARN again, even
// after the resource is deleted; another input is refused. Nothing says which error the service gives then; a
// ValidationException is one that no client retries.
func onceOf(st *state, r *request, operation string, token *string) (o once, earlier string, refused *awsError) {
	return onceBy(st, r, operation, "clientRequestToken", token)
}

// onceBy is onceOf where the token is a member of another name.
func onceBy(st *state, r *request, operation, member string, token *string) (o once, earlier string, refused *awsError) {
	if token == nil {
		return once{}, "", nil
	}
	members := map[string]any{}
	if err := json.Unmarshal(r.body, &members); err != nil {
		return once{}, "", invalidInput("%s", err)
	}
	delete(members, member)
	canonical, err := json.Marshal(members)
	if err != nil {
		return once{}, "", invalidInput("%s", err)
	}
	sum := sha256.Sum256(canonical)
	o = once{key: operation + "/" + *token, digest: hex.EncodeToString(sum[:8])}
	seen, known := st.AWS.at(r.region).Tokens[o.key]
	if known && seen.Input != o.digest {
		return o, "", invalidInput("The %s %s was used by an earlier request with other parameters", member, *token)
	}
	return o, seen.ARN, nil
}

// keep remembers the call's answer.
func (o once) keep(region *awsRegion, arn string) { o.keepAt(region, arn, time.Time{}) }

// keepAt remembers an answer that tells when it was given.
func (o once) keepAt(region *awsRegion, arn string, at time.Time) {
	if o.key != "" {
		putIn(&region.Tokens, o.key, awsToken{Input: o.digest, ARN: arn, At: at})
	}
}

// newBedrockID returns twelve lower-case letters and digits, as the service's ids are. They never repeat.
func newBedrockID(serial int) string {
	sum := sha256.Sum256([]byte("sandbox " + strconv.Itoa(serial)))
	text := new(big.Int).SetBytes(sum[:]).Text(36)
	return text[len(text)-12:]
}
