package llmtest

import (
	"maps"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// GuardrailWorld is one platform, on which nothing bears the names of the cases.
type GuardrailWorld struct {
	Guardrails *llm.Guardrails
	Writes     func() int // requests so far that could change something; nil: they cannot be counted

	// Severity is how little it takes for the filter that is in force to strike: 3
	// the slightest, 1 the worst only, 0 nothing at all. It is told by the
	// platform's own state, past the driver.
	Severity func(t *testing.T, id llm.ID, category llm.Category, output bool) int

	// Refuse has the platform refuse the next write, with an error of its own that
	// repeats the message.
	Refuse func(message string)

	// Edits are changes by hand, one for every kind of object and argument that the
	// platform lets others change, past the driver. None publishes anything.
	Edits []GuardrailEdit

	Published *Published // nil: the platform publishes no versions
}

// GuardrailEdit is a change by hand of a guardrail as a case makes it.
type GuardrailEdit struct {
	Name  string
	Apply func(t *testing.T, id llm.ID)
}

// Published tells of a platform that publishes versions of a guardrail.
type Published struct {
	Count    func() int                                           // versions published so far, by whomever
	Publish  func(t *testing.T, id llm.ID)                        // publishes the draft by hand
	Contents func(t *testing.T, id llm.ID) (draft, newest string) // as the platform holds them, without what is not content
}

// GuardrailCase is a guardrail that the platform can give.
type GuardrailCase = CompositeCase[llm.GuardrailSpec]

// GuardrailChange is one change to one argument.
type GuardrailChange = CompositeChange[llm.GuardrailSpec]

// GuardrailHarness is a platform under test. One more case is made from
// [PortableGuardrail].
type GuardrailHarness struct {
	New     func(t *testing.T) GuardrailWorld
	Cases   []GuardrailCase
	Timeout time.Duration // for one operation; zero is a minute

	Leveled []llm.Category           // the categories whose strictness has degrees, both of input and of output
	Place   func(*llm.GuardrailSpec) // says where a guardrail is to be; nil: the world's default

	// Around runs a law, such as in fake time; nil runs it as it is.
	Around func(t *testing.T, law func(t *testing.T))
}

// RunGuardrails holds the platform's guardrails to every law of composites, and
// to those of guardrails alone.
func RunGuardrails(t *testing.T, h GuardrailHarness) {
	s := suite[llm.GuardrailSpec]{
		noun: "guardrail", cases: append(h.Cases, portableCase(h)), timeout: h.Timeout, around: h.Around,
		open: func(t *testing.T) world[llm.GuardrailSpec] {
			t.Helper()
			w := h.New(t)
			return world[llm.GuardrailSpec]{w.Guardrails.Composites, w.Writes}
		},
		named: func(spec llm.GuardrailSpec, suffix string) llm.GuardrailSpec {
			spec.Name += suffix
			return spec
		},
		owned: ownedGuardrail,
	}.withDefaults()
	g := guardrailLaws{s, h}
	laws := append(s.laws(), g.laws()...)
	if h.New(t).Published != nil {
		laws = append(laws, g.publishing()...)
	}
	s.run(t, laws)
}

func ownedGuardrail(spec llm.GuardrailSpec, by string) llm.GuardrailSpec {
	spec.Tags = maps.Clone(spec.Tags)
	if spec.Tags == nil {
		spec.Tags = map[string]string{}
	}
	spec.Tags[llm.TagOwner] = by
	return spec
}

// guardrailLaws are those of guardrails alone.
type guardrailLaws struct {
	suite[llm.GuardrailSpec]

	h GuardrailHarness
}

func (g guardrailLaws) laws() []law[llm.GuardrailSpec] {
	return []law[llm.GuardrailSpec]{
		{"a strictness means what it says", g.strictness},
		{"what is in force is what was, or what is wanted, at every moment", g.inForce},
		{"what was changed by hand is noticed and taken back", g.edited},
		{"what another owner's create has left is refused", g.othersLeftover},
		{"confidential texts are told to nobody", g.confidential},
		{"what was made tells its name and every argument", g.toldBack},
		{"what a deployment refers to is what is in force", g.reference},
	}
}

func (g guardrailLaws) publishing() []law[llm.GuardrailSpec] {
	return []law[llm.GuardrailSpec]{
		{"every change of content is published once, and nothing else is", g.publishedOnce},
		{"what could not be published is published by the next update", g.publishedLater},
		{"what was published by hand is published anew", g.publishedByHand},
		{"versions go only where they are more than are kept, the oldest first", g.pruned},
	}
}

// openGuardrails is a world, also as the laws of every composite see it.
func (g guardrailLaws) openGuardrails(t *testing.T) (GuardrailWorld, world[llm.GuardrailSpec]) {
	t.Helper()
	w := g.h.New(t)
	return w, world[llm.GuardrailSpec]{w.Guardrails.Composites, w.Writes}
}
