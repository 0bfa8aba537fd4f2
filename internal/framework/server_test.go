package framework

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// steadyThing says of everything that it is steady, or of nothing.
type steadyThing struct {
	resource.Resource
	steady bool
	asked  int
	seen   map[string]attr.Value
}

func (*steadyThing) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Version: 2, Attributes: map[string]schema.Attribute{
		"id":   schema.StringAttribute{Computed: true},
		"size": schema.Int64Attribute{Optional: true},
	}}
}

func (s *steadyThing) SteadyRead(_ context.Context, state map[string]attr.Value, _ Private) bool {
	s.asked, s.seen = s.asked+1, state
	return s.steady
}

func (s *steadyThing) SteadyPlan(_ context.Context, _, state map[string]attr.Value, _ Private) bool {
	s.asked, s.seen = s.asked+1, state
	return s.steady
}

// errWhole is what comes back from the server that stands for the framework's.
var errWhole = errors.New("asked the framework")

type wholeServer struct{ Whole }

func (wholeServer) ReadResource(context.Context, *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return nil, errWhole
}

func (wholeServer) PlanResourceChange(context.Context, *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return nil, errWhole
}

func (wholeServer) UpgradeResourceState(context.Context, *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return nil, errWhole
}

func thingValue(t *testing.T, size any) *tfprotov6.DynamicValue {
	t.Helper()
	shape := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "size": tftypes.Number}}
	value, err := tfprotov6.NewDynamicValue(shape, tftypes.NewValue(shape, map[string]tftypes.Value{
		"id": tftypes.NewValue(tftypes.String, "a"), "size": tftypes.NewValue(tftypes.Number, size),
	}))
	if err != nil {
		t.Fatal(err)
	}
	return &value
}

func TestServer_ReadResource(t *testing.T) {
	for sentence, row := range map[string]struct {
		steady  bool
		unnamed bool
		private string
		state   *tfprotov6.DynamicValue
		asked   int
		echo    bool
	}{
		"what is steady comes back":                             {steady: true, state: thingValue(t, 1), asked: 1, echo: true},
		"with its private state":                                {steady: true, private: `{"k":"MQ=="}`, state: thingValue(t, 1), asked: 1, echo: true},
		"what is not goes to the framework":                     {state: thingValue(t, 1), asked: 1},
		"a resource without a shortcut too":                     {steady: true, unnamed: true, state: thingValue(t, 1)},
		"private state that the framework wrote for itself too": {steady: true, private: `{".import_before_read":"MQ=="}`, state: thingValue(t, 1)},
		"private state that is not the framework's too":         {steady: true, private: `{"k":1}`, state: thingValue(t, 1)},
		"a state that cannot be read too":                       {steady: true, state: &tfprotov6.DynamicValue{MsgPack: []byte{0xc1}}},
		"a state that is missing too":                           {steady: true},
	} {
		t.Run(sentence, func(t *testing.T) {
			thing := &steadyThing{steady: row.steady}
			s := NewServer(wholeServer{}, func(string) *SteadyType {
				if row.unnamed {
					return nil
				}
				return NewSteadyType(t.Context(), thing)
			})
			req := &tfprotov6.ReadResourceRequest{CurrentState: row.state, Private: []byte(row.private)}
			resp, err := s.ReadResource(t.Context(), req)
			if echo := err == nil; echo != row.echo || thing.asked != row.asked {
				t.Fatalf("echo %t (%v) after asking %d times, want %t after %d", echo, err, thing.asked, row.echo, row.asked)
			}
			if !row.echo {
				return
			}
			if resp.NewState != req.CurrentState || string(resp.Private) != row.private || len(resp.Diagnostics) != 0 {
				t.Errorf("answer %+v to %+v", resp, req)
			}
			want := map[string]attr.Value{"id": types.StringValue("a"), "size": types.Int64Value(1)}
			if diff := cmp.Diff(want, thing.seen); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestServer_PlanResourceChange(t *testing.T) {
	for sentence, row := range map[string]struct {
		steady          bool
		prior, proposed *tfprotov6.DynamicValue
		echo            bool
	}{
		"a proposal that state already holds comes back": {steady: true, prior: thingValue(t, 1), proposed: thingValue(t, 1), echo: true},
		"unless the resource has something to do":        {prior: thingValue(t, 1), proposed: thingValue(t, 1)},
		"another proposal goes to the framework":         {steady: true, prior: thingValue(t, 1), proposed: thingValue(t, 2)},
		"a proposal that is not known too": {
			steady: true, prior: thingValue(t, tftypes.UnknownValue), proposed: thingValue(t, 2),
		},
		"a create too":  {steady: true, prior: &tfprotov6.DynamicValue{MsgPack: []byte{0xc0}}, proposed: thingValue(t, 1)},
		"a destroy too": {steady: true, prior: thingValue(t, 1), proposed: &tfprotov6.DynamicValue{MsgPack: []byte{0xc0}}},
		"nothing at all too": {
			steady: true, prior: &tfprotov6.DynamicValue{MsgPack: []byte{0xc0}}, proposed: &tfprotov6.DynamicValue{MsgPack: []byte{0xc0}},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			thing := &steadyThing{steady: row.steady}
			s := NewServer(wholeServer{}, func(string) *SteadyType { return NewSteadyType(t.Context(), thing) })
			resp, err := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
				PriorState: row.prior, ProposedNewState: row.proposed, Config: thingValue(t, 1), PriorPrivate: []byte("{}"),
			})
			if echo := err == nil; echo != row.echo {
				t.Fatalf("echo %t (%v), want %t", echo, err, row.echo)
			}
			if row.echo && (resp.PlannedState != row.prior || string(resp.PlannedPrivate) != "{}" || len(resp.RequiresReplace) != 0) {
				t.Errorf("answer %+v", resp)
			}
		})
	}
}

func TestServer_UpgradeResourceState(t *testing.T) {
	for sentence, row := range map[string]struct {
		version int64
		json    string
		echo    bool
	}{
		"a state of today's schema is read here":            {2, `{"id":"a","size":1}`, true},
		"what the schema does not know is left out":         {2, `{"id":"a","size":1,"old":true}`, true},
		"an older one is the framework's":                   {1, `{"id":"a","size":1}`, false},
		"one that does not fit is the framework's to judge": {2, `{"id":"a","size":"many"}`, false},
	} {
		t.Run(sentence, func(t *testing.T) {
			s := NewServer(wholeServer{}, func(string) *SteadyType { return NewSteadyType(t.Context(), &steadyThing{}) })
			resp, err := s.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{
				Version: row.version, RawState: &tfprotov6.RawState{JSON: []byte(row.json)},
			})
			if echo := err == nil; echo != row.echo {
				t.Fatalf("read here %t (%v), want %t", echo, err, row.echo)
			}
			if row.echo {
				if diff := cmp.Diff(thingValue(t, 1), resp.UpgradedState); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// A context that is lent keeps nothing of its call alive, whoever holds on to what was derived from it.
func TestLend_releases(t *testing.T) {
	type key struct{}
	freed := make(chan struct{})
	derived := func() context.Context {
		value := &struct{ loggers [1 << 10]byte }{}
		runtime.AddCleanup(value, func(done chan struct{}) { close(done) }, freed)
		call, end := context.WithCancel(context.WithValue(t.Context(), key{}, value))
		defer end()
		borrowed, release := lend(call)
		if borrowed.Value(key{}) != any(value) || borrowed.Err() != nil {
			t.Errorf("lent: value %v, error %v", borrowed.Value(key{}), borrowed.Err())
		}
		held, cancel := context.WithCancel(borrowed)
		t.Cleanup(cancel)
		release()
		return held
	}()
	for range 100 {
		runtime.GC()
		select {
		case <-freed:
			if derived.Value(key{}) != nil || !errors.Is(derived.Err(), context.Canceled) {
				t.Errorf("after the call: value %v, error %v", derived.Value(key{}), derived.Err())
			}
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Error("the call's values are still held")
}

func TestQuietLogs(t *testing.T) {
	for sentence, row := range map[string]struct {
		environment []string
		quiet       bool
	}{
		"without a wish there are none":       {[]string{"HOME=/"}, true},
		"an empty wish is none":               {[]string{"TF_LOG="}, true},
		"TF_LOG asks for them":                {[]string{"TF_LOG=TRACE"}, false},
		"so does a provider's own":            {[]string{"TF_LOG_PROVIDER_LLM=debug"}, false},
		"so does one of the libraries' alone": {[]string{"TF_LOG_SDK_PROTO=warn"}, false},
		"and the framework's own only warns":  {[]string{"TF_LOG_SDK_FRAMEWORK=TRACE"}, false},
	} {
		t.Run(sentence, func(t *testing.T) {
			set := map[string]string{}
			if err := QuietLogs(row.environment, func(name, value string) error { set[name] = value; return nil }); err != nil {
				t.Fatal(err)
			}
			level := set["TF_LOG_SDK_FRAMEWORK"] // below warnings it names elements of sets by what they hold
			if quiet := level == "off"; quiet != row.quiet || !quiet && (level != "warn" || len(set) != 1) {
				t.Errorf("set %v, want quiet %t", set, row.quiet)
			}
		})
	}
}
