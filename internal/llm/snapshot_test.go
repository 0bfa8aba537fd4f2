package llm

import (
	"context"
	"errors"
	"iter"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestGlance(t *testing.T) {
	kept := &Choice{Native: Native{Name: "m", Version: "1"}}
	served := func() *Deployment {
		return &Deployment{ID: ID{Value: "/A/chat", Parent: "/A"}, Native: kept.Native, Phase: Ready}
	}
	asked := ID{Value: "/a/Chat", Parent: "/a"} // Azure's ids come back in other letter case
	for name, test := range map[string]struct {
		change func(*fake, *Deployments)
		kept   *Choice
		sure   bool
		lists  int // after three glances
	}{
		"many readers share one list":     {func(*fake, *Deployments) {}, kept, true, 1},
		"without a choice it is not sure": {func(*fake, *Deployments) {}, nil, false, 0},
		"of what is not listed it is not sure": {
			func(f *fake, _ *Deployments) { f.object = nil }, kept, false, 1,
		},
		"of what a list tells in part it is not sure": {
			func(f *fake, _ *Deployments) { f.object.Partial = true }, kept, false, 1,
		},
		"a move that would be taken over is read": {
			func(f *fake, _ *Deployments) { f.object.Native.Version = "2" }, &Choice{VersionUpgrade: OnNewDefault}, false, 1,
		},
		"a list that may not be read is not asked for again": {
			func(f *fake, _ *Deployments) { f.object, f.unlisted = nil, errors.New("denied") }, kept, false, 1,
		},
		"a list that breaks off counts as far as it came": {
			func(f *fake, _ *Deployments) { f.unlisted = errors.New("cut") }, kept, true, 1,
		},
		"where something was written nothing is listed": {
			func(_ *fake, d *Deployments) { d.snapshots.wrote(ID{Parent: "/A"}) }, kept, false, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := &fake{object: served()}
			d := NewDeployments(f, nil)
			test.change(f, d)
			var wg sync.WaitGroup
			for range 3 {
				wg.Go(func() {
					have, _, sure := d.Glance(t.Context(), asked, test.kept, nil)
					if sure != test.sure || sure && have.ID.Value != "/A/chat" {
						t.Errorf("sure = %t of %v, want %t", sure, have, test.sure)
					}
				})
			}
			wg.Wait()
			if f.lists != test.lists {
				t.Errorf("%d lists, want %d", f.lists, test.lists)
			}
		})
	}
}

func TestGlance_endsWithEveryWrite(t *testing.T) {
	spec := DeploymentSpec{Name: "chat", Model: "m", Scope: ScopeGlobal, Throughput: Throughput{Mode: OnDemand}}
	for name, write := range map[string]func(*Deployments, *Deployment) error{
		"create": func(d *Deployments, _ *Deployment) error {
			other := spec
			other.Name = "other"
			_, _, err := d.Create(t.Context(), other, time.Second)
			return err
		},
		"update": func(d *Deployments, have *Deployment) error {
			_, _, err := d.Update(t.Context(), have, spec, nil, time.Second)
			return err
		},
		"delete": func(d *Deployments, have *Deployment) error { return d.Delete(t.Context(), have.ID, time.Second) },
	} {
		t.Run(name, func(t *testing.T) {
			f := &fake{}
			have, kept, err := NewDeployments(f, nil).Create(t.Context(), spec, time.Second)
			if err != nil {
				t.Fatal(err)
			}
			d := NewDeployments(f, nil)
			if _, _, sure := d.Glance(t.Context(), have.ID, kept, nil); !sure {
				t.Fatal("not sure before the write")
			}
			if err := write(d, have); err != nil {
				t.Fatal(err)
			}
			if _, _, sure := d.Glance(t.Context(), have.ID, kept, nil); sure || f.lists != 1 {
				t.Errorf("sure = %t after %d lists", sure, f.lists)
			}
		})
	}
}

// hanging answers no list.
type hanging struct{ *fake }

func (hanging) List(ctx context.Context, _ Filter) iter.Seq2[*Deployment, error] {
	return func(yield func(*Deployment, error) bool) {
		<-ctx.Done()
		yield(nil, ctx.Err())
	}
}

// A list that does not come leaves time to read.
func TestGlance_leavesTimeToRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		have := &Deployment{ID: ID{Value: "/A/chat", Parent: "/A"}, Native: Native{Name: "m"}, Phase: Ready}
		kept := &Choice{Native: have.Native}
		d := NewDeployments(hanging{&fake{object: have}}, nil)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if _, _, sure := d.Glance(ctx, have.ID, kept, nil); sure {
			t.Error("sure without a list")
		}
		if ctx.Err() != nil {
			t.Fatal("no time is left")
		}
		if _, _, _, err := d.Read(ctx, have.ID, kept, nil); err != nil {
			t.Error(err)
		}
	})
}
