package llmtest

import (
	"context"
	"errors"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var errKilled = errors.New("the process was killed")

// mortal is a platform with which something goes wrong at a chosen write.
type mortal[S llm.CompositeSpec] struct {
	llm.CompositeDriver[S]

	until     int   // writes that pass
	committed bool  // whether the next one is committed all the same
	fatal     bool  // whether nothing is heard of it any more from then on
	cause     error // what the write answers
	writes    int
	put       bool // whether that write was a Put
}

func (m *mortal[S]) dead() error {
	if m.fatal && m.writes > m.until {
		return m.cause
	}
	return nil
}

func (m *mortal[S]) write(isPut bool, send func() error) error {
	if err := m.dead(); err != nil {
		return err
	}
	m.writes++
	if m.writes != m.until+1 {
		return send()
	}
	m.put = isPut
	if m.committed {
		if err := send(); err != nil {
			return err
		}
	}
	return m.cause
}

// Put may be what goes wrong.
func (m *mortal[S]) Put(ctx context.Context, spec S, have *llm.Composite, child string) (id llm.ID, err error) {
	err = m.write(true, func() error {
		id, err = m.CompositeDriver.Put(ctx, spec, have, child)
		return err
	})
	if err != nil {
		id = llm.ID{}
	}
	return id, err
}

// Remove may be what goes wrong.
func (m *mortal[S]) Remove(ctx context.Context, have *llm.Composite, child string) error {
	return m.write(false, func() error { return m.CompositeDriver.Remove(ctx, have, child) })
}

// Get is lost with the process.
func (m *mortal[S]) Get(ctx context.Context, id llm.ID, known []string) (*llm.Composite, error) {
	if err := m.dead(); err != nil {
		return nil, err
	}
	return m.CompositeDriver.Get(ctx, id, known)
}

// mishap is what goes wrong.
type mishap struct {
	name      string
	fatal     bool
	cause     *llm.Error
	committed []bool // whether the write is committed all the same: each is tried
}

func death() mishap {
	return mishap{"killed", true, &llm.Error{Op: "ask the platform", Code: llm.CodeCancelled, Err: errKilled}, []bool{false, true}}
}

func lost() mishap {
	return mishap{"answer lost", false, &llm.Error{Op: "write", Code: llm.CodeUnavailable, Message: "no answer came"}, []bool{false, true}}
}

func rejected() mishap {
	return mishap{"refused", false, &llm.Error{Op: "write", Code: llm.CodeQuota, Message: "no more of these"}, []bool{false}}
}

// point is one write at which something went wrong, in a world of its own.
type point[S llm.CompositeSpec] struct {
	world[S] // as another process finds it

	same      world[S] // as the process in which it went wrong sees it, where it lives on
	first     bool     // nothing was written before
	committed bool
	put       bool // it was a Put
	have      *llm.Composite
	err       error // what the operation answered
}

// atEveryWrite runs an operation with a mishap at a write, for every write, each in a
// world of its own.
func (s suite[S]) atEveryWrite(t *testing.T, of mishap, prepare func(w world[S]), operate func(w world[S]) (*llm.Composite, error), judge func(t *testing.T, p point[S])) {
	t.Helper()
	points := 0
	for until := 0; ; until++ {
		for _, committed := range of.committed {
			w := s.open(t)
			prepare(w)
			m := &mortal[S]{CompositeDriver: w.CompositeDriver, until: until, committed: committed, fatal: of.fatal, cause: of.cause}
			same := s.in(w, m)
			have, err := operate(same)
			if m.writes <= until {
				if err != nil {
					t.Errorf("without a mishap: %v", err)
				}
				if points == 0 {
					t.Error("nothing was written")
				}
				t.Logf("%s at %d points", of.name, points)
				return
			}
			points++
			judge(t, point[S]{s.another(w), same, until == 0, committed, m.put, have, err})
			if t.Failed() {
				t.Fatalf("%s at write %d, committed: %v", of.name, until+1, committed)
			}
		}
	}
}
