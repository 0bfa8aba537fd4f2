package amazonbedrock

import "crypto/rand"

// newToken makes the token of one create call, the same in all its repeats. It is not derived from the name: AWS answers
// a token that it knows with the former object, which may be deleted by now.
func newToken() string { return rand.Text() }
