package llm_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// revenant is a gateway to which somebody else brings a child back for every one
// that is removed.
type revenant struct{ *gateway }

func (r revenant) Remove(ctx context.Context, have *llm.Composite, child string) error {
	back := "leaf/chat/back"
	if child == back {
		back = "leaf/chat/again"
	}
	r.children[back] = &held{child: llm.Child{Name: back, ID: back}}
	return r.gateway.Remove(ctx, have, child)
}

// What comes back as often as it is removed is not gone, and says so.
func TestRoutes_whatComesBackIsNotGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		routes := llm.NewRoutes(revenant{newGateway()}, nil)
		have, err := routes.Create(t.Context(), twoTargets(), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if err := routes.Delete(t.Context(), have.ID, nil, time.Hour); err == nil || !strings.Contains(err.Error(), "is there again") {
			t.Errorf("delete says %v", err)
		}
	})
}
