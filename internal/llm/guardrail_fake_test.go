package llm_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// vault is a platform in memory that chooses the ids of its guardrails, whose
// names are its own to keep unique, and that publishes versions of them.
type vault struct {
	mu        sync.Mutex
	held      map[string]*stored // by id
	made      int
	published int
	writes    int
	slow      int // reads for which a guardrail stays under way after a write
	lag       int // reads in which a new version does not show yet
	refuses   string
	calls     []string

	refusesOnce  string // the write that is refused
	bendsDraft   bool   // a draft takes no words
	bendsVersion bool   // a version holds no words
	room         *int   // how many versions there may be; nil: any number
	uses         []int  // versions that somebody else's objects name
}

// stored is a guardrail as the platform holds it.
type stored struct {
	draft    llm.GuardrailSpec
	versions []version
	stranger bool // it bears no mark
	pending  int
	hidden   int
	at       time.Time
}

type version struct {
	number int
	spec   llm.GuardrailSpec
}

func newVault() *vault { return &vault{held: map[string]*stored{}} }

func (v *vault) Check(llm.GuardrailDraft) []llm.Problem { return nil }

func (v *vault) Target(spec llm.GuardrailSpec) (llm.ID, error) { return llm.ID{Name: spec.Name}, nil }

func (v *vault) ParseID(s string) (llm.ID, error) { return llm.ID{Value: s, Name: s}, nil }

func (v *vault) Replaced(*llm.Composite, llm.GuardrailDraft) []llm.Field { return nil }

func (v *vault) Preflight(context.Context, llm.GuardrailSpec) []llm.Problem { return nil }

func (v *vault) List(context.Context, llm.Filter) iter.Seq2[llm.ID, error] {
	return func(func(llm.ID, error) bool) {}
}

func (v *vault) Reference(have *llm.Composite) (reference, version string) {
	for _, child := range have.Children {
		if child.Last {
			return have.ID.Value + ":" + child.ID, child.ID
		}
	}
	return have.ID.Value, ""
}

func (v *vault) Published(_ context.Context, reference string) (llm.AttachedGuardrail, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	id, number, named := strings.Cut(reference, ":")
	held := v.held[id]
	if held == nil {
		return llm.AttachedGuardrail{}, &llm.Error{Op: "read guardrail", Code: llm.CodeNotFound}
	}
	if !named && len(held.versions) > 0 {
		number = strconv.Itoa(held.versions[len(held.versions)-1].number)
	}
	return llm.AttachedGuardrail{ID: id, Version: number}, nil
}

func (v *vault) Get(ctx context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if ctx.Err() != nil {
		return nil, &llm.Error{Op: "read guardrail", Code: llm.CodeCancelled, Err: ctx.Err()}
	}
	key := id.Value
	for other, held := range v.held {
		if id.Value == "" && held.draft.Name == id.Name {
			key = other
		}
	}
	held := v.held[key]
	if held == nil {
		return nil, &llm.Error{Op: "read guardrail", Object: id.Name, Code: llm.CodeNotFound}
	}
	have := held.composite(key)
	have.Children[0].Foreign = held.stranger && id.Value == "" // what is asked for by its id is meant
	return have, nil
}

func (h *stored) composite(id string) *llm.Composite {
	children := render(h.draft)
	draft, newest := children[0], children[1]
	draft.ID, draft.Phase, draft.Created = id, llm.Ready, h.at
	if h.pending > 0 {
		h.pending--
		draft.Phase = llm.Pending
	}
	have := &llm.Composite{ID: llm.ID{Value: id, Name: id}, Name: h.draft.Name, Owner: h.draft.Tags[llm.TagOwner], Children: []llm.Child{draft}}
	shown := h.versions
	if h.hidden > 0 {
		h.hidden--
		shown = shown[:len(shown)-1]
	}
	for i, published := range shown {
		edition := llm.Child{Name: fmt.Sprintf("version/%d", published.number), ID: strconv.Itoa(published.number), Phase: llm.Ready}
		if i < len(shown)-1 {
			have.Editions = append(have.Editions, edition.Name)
			continue
		}
		newest.ID, newest.Phase = edition.ID, llm.Ready
		newest.Content, newest.Texts = content(published.spec)
		have.Children = append(have.Children, newest)
	}
	return have
}

// changed counts a write, and refuses it where that was asked for.
func (v *vault) changed(what string) error {
	v.writes++
	v.calls = append(v.calls, what)
	if v.refuses != "" || v.refusesOnce == what {
		v.refuses, v.refusesOnce = "", ""
		return &llm.Error{Op: "write guardrail", Code: llm.CodeInvalid, Message: "the platform said why, which is not repeated here"}
	}
	return nil
}

func (v *vault) Put(_ context.Context, spec llm.GuardrailSpec, have *llm.Composite, child string) (llm.ID, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changed("put " + child); err != nil {
		return llm.ID{}, err
	}
	spec.Tags = maps.Clone(spec.Tags)
	if child == "version" {
		return have.ID, v.publish(have.ID.Value)
	}
	if v.bendsDraft {
		spec.BlockedWords = nil
	}
	if held := v.held[have.ID.Value]; held != nil {
		held.draft, held.pending = spec, v.slow
		return have.ID, nil
	}
	for _, other := range v.held {
		if other.draft.Name == spec.Name {
			return llm.ID{}, &llm.Error{Op: "create guardrail", Code: llm.CodeExists, Message: "another bears the name"}
		}
	}
	v.made++
	id := fmt.Sprintf("vault-%d", v.made)
	v.held[id] = &stored{draft: spec, pending: v.slow, at: time.Now()}
	return v.ParseID(id)
}

func (v *vault) publish(id string) error {
	held := v.held[id]
	switch {
	case held == nil:
		return &llm.Error{Op: "publish guardrail", Code: llm.CodeNotFound}
	case held.pending > 0:
		return &llm.Error{Op: "publish guardrail", Code: llm.CodeConflict, Message: "it is being changed"}
	}
	if v.room != nil && len(held.versions) >= *v.room {
		return &llm.Error{Op: "publish guardrail", Code: llm.CodeQuota, Message: "too many versions"}
	}
	v.published++
	number := 1
	if n := len(held.versions); n > 0 {
		number = held.versions[n-1].number + 1
	}
	published := held.draft
	if v.bendsVersion {
		published.BlockedWords = nil
	}
	held.versions = append(held.versions, version{number, published})
	held.pending, held.hidden = v.slow, v.lag
	return nil
}

func (v *vault) Remove(_ context.Context, have *llm.Composite, child string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.changed("remove " + child); err != nil {
		return err
	}
	held := v.held[have.ID.Value]
	if held == nil {
		return nil
	}
	number, _ := strings.CutPrefix(child, "version/")
	switch {
	case child == "guardrail":
		delete(v.held, have.ID.Value)
		return nil
	case child == "version" && have.Child(child) != nil:
		number = have.Child(child).ID
	}
	if used, _ := strconv.Atoi(number); slices.Contains(v.uses, used) {
		return &llm.Error{Op: "delete guardrail", Code: llm.CodeLocked, Message: "version " + number + " is in use"}
	}
	held.versions = slices.DeleteFunc(held.versions, func(of version) bool { return strconv.Itoa(of.number) == number })
	return nil
}

// edit changes a draft by hand.
func (v *vault) edit(id string, change func(*llm.GuardrailSpec)) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.held[id] == nil {
		return errors.New("no such guardrail")
	}
	v.held[id].draft = copied(v.held[id].draft)
	change(&v.held[id].draft)
	return nil
}
