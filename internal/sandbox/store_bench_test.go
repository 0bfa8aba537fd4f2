package sandbox

import (
	"fmt"
	"path/filepath"
	"testing"
)

// BenchmarkRead measures one GET of a deployment where a file holds a hundred.
func BenchmarkRead(b *testing.B) {
	sb, err := Open(filepath.Join(b.TempDir(), "sandbox.json"))
	if err != nil {
		b.Fatal(err)
	}
	for i := range 100 {
		account := fmt.Sprintf("%s%d", AzureAccountID(), i/30)
		sb.Do("PUT", account, `{"kind":"OpenAI","sku":{"name":"S0"},"location":"eastus2","properties":{}}`)
		if err := sb.Advance(defaultOptions().provisioningTime); err != nil {
			b.Fatal(err)
		}
		if status, answer := sb.Do("PUT", fmt.Sprintf("%s/deployments/chat-%d", account, i), standardModel(1)); status != 201 {
			b.Fatal(answer)
		}
	}
	for b.Loop() {
		sb.Do("GET", AzureAccountID()+"1/deployments/chat-31", "")
	}
}
