package llm

import (
	"crypto/sha256"
	"encoding/hex"
)

// Digest stands for a text that nobody is to read in content, errors or logs: the
// first 16 hexadecimal digits of its SHA-256. The empty text has none.
func Digest(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:16]
}
