package deployment

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestSpelled_keepsTheLettersThatAreKnown(t *testing.T) {
	answered := func() *llm.Deployment {
		return &llm.Deployment{ID: llm.ID{Value: "/A/deployments/CHAT"}, Name: "CHAT", Endpoint: llm.Endpoint{Model: "CHAT"}}
	}
	for sentence, row := range map[string]struct {
		platform llm.Platform
		id, name types.String
		wantID   string
		wantName string
	}{
		"of what is in state":             {llm.Azure, types.StringValue("/a/deployments/chat"), types.StringValue("chat"), "/a/deployments/chat", "chat"},
		"of what is being made":           {llm.Azure, types.StringUnknown(), types.StringValue("chat"), "/A/deployments/CHAT", "chat"},
		"but not of an import":            {llm.Azure, types.StringValue("/a/deployments/chat"), types.StringNull(), "/A/deployments/CHAT", "CHAT"},
		"but not of another name":         {llm.Azure, types.StringValue("/a/deployments/chat"), types.StringValue("talk"), "/A/deployments/CHAT", "CHAT"},
		"and never on the other platform": {llm.Bedrock, types.StringValue("/a/deployments/chat"), types.StringValue("chat"), "/A/deployments/CHAT", "CHAT"},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := tfModel{Platform: types.StringValue(string(row.platform)), ID: row.id, Name: row.name}
			if got := m.spelled(answered()); got.ID.Value != row.wantID || got.Name != row.wantName || got.Endpoint.Model != row.wantName {
				t.Errorf("spelled %s %s %s, want %s %s", got.ID.Value, got.Name, got.Endpoint.Model, row.wantID, row.wantName)
			}
		})
	}
}
