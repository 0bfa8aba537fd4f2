package azureopenai

import (
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestRouteID_inOtherLettersIsTheSameRoute(t *testing.T) {
	world := routeWorld(t)
	spec := sharedRoute()
	made, err := world.Routes.Create(t.Context(), spec, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.LastIndex(made.ID.Value, "/")
	id, err := world.Routes.ParseID(made.ID.Value[:at] + strings.ToUpper(made.ID.Value[at:]))
	if err != nil {
		t.Fatal(err)
	}
	have, err := world.Routes.Read(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	if change := world.Routes.Diff(have, llm.RouteDraft{Spec: spec}); change.Action != llm.Same {
		t.Errorf("read as %s: the route differs: %+v", id.Value, change.Children)
	}
}
