package framework

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// slowThing looks until its context ends.
type slowThing struct {
	steadyThing
	looking chan struct{}
}

func (s *slowThing) SteadyRead(ctx context.Context, _ map[string]attr.Value, _ Private) bool {
	close(s.looking)
	<-ctx.Done()
	return false
}

// stoppable is the framework's server as far as stopping goes: it knows of no call yet.
type stoppable struct{ wholeServer }

func (stoppable) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (stoppable) ReadResource(ctx context.Context, _ *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return nil, ctx.Err()
}

// Who interrupts a plan does not wait for a list that does not come, nor for the read that would follow it.
func TestServer_StopProvider(t *testing.T) {
	thing := &slowThing{looking: make(chan struct{})}
	s := NewServer(stoppable{}, func(string) *SteadyType { return NewSteadyType(t.Context(), thing) })
	ctx, giveUp := context.WithTimeout(t.Context(), 5*time.Second)
	defer giveUp()
	ended := make(chan error, 1)
	go func() {
		_, err := s.ReadResource(ctx, &tfprotov6.ReadResourceRequest{CurrentState: thingValue(t, 1)})
		ended <- err
	}()
	<-thing.looking
	if _, err := s.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the call ended with %v, want it cancelled by the stop", err)
	}
}

// The shortcut and the read that follows it share one deadline.
func TestWithTimeout_countsFromTheCall(t *testing.T) {
	var all calls
	ctx, end := all.begin(t.Context())
	defer end()
	first, cancel := WithTimeout(ctx, time.Hour)
	defer cancel()
	lentCtx, release := lend(ctx)
	defer release()
	time.Sleep(time.Millisecond)
	second, cancelToo := WithTimeout(lentCtx, time.Hour)
	defer cancelToo()
	a, _ := first.Deadline()
	if b, _ := second.Deadline(); !a.Equal(b) {
		t.Errorf("deadlines %v and %v of one call", a, b)
	}
	if _, bounded := ctx.Deadline(); bounded || ctx.Err() != nil {
		t.Error("the call itself is bounded")
	}
}
