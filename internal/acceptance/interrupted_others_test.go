package acceptance_test

import (
	"strings"
	"testing"
)

// Adoption never takes what another address holds. Whoever holds an object in
// state is not always told to the create that finds it: terraform keeps a
// deposed object and one of a removed block to itself until their turn comes.

// holds fails the test unless these addresses are in state.
func (c *cli) holds(addresses ...string) {
	c.w.t.Helper()
	listed := strings.Fields(c.run("state", "list").output)
	if strings.Join(listed, " ") != strings.Join(addresses, " ") {
		c.w.t.Errorf("state holds %v, want %v", listed, addresses)
	}
}

func TestAccInterrupted_replaceWithTheNewOneFirst(t *testing.T) {
	first := args{"lifecycle{}": `{ create_before_destroy = true }`}
	onBoth(t, func(t *testing.T, a args) {
		t.Run("of what is finished", func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.configure(owned(a.with(first).block("chat")))
			c.apply().must(t, 0)
			id := w.only()
			w.forget()
			if s := c.apply("-replace="+chat).must(t, 1).tells(t, "error", "exists already", "name_prefix"); s.resumed() {
				t.Errorf("resumed:\n%s", s.output)
			}
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
			c.holds(chat)
			c.plan().must(t, 0)
		})
		for sentence, order := range map[string]args{"of what is not finished": first, "of what is not finished, the old one first": nil} {
			t.Run(sentence, func(t *testing.T) {
				w := newWorld(t)
				c := w.terraform()
				id := c.unfinished(a.with(order))
				w.forget()
				c.apply("-replace="+chat).must(t, 1).tells(t, "error", "unfinished", "Apply once without -replace")
				if err := w.noWrites(); err != nil {
					t.Error(err)
				}
				c.stands(id)
				c.apply().must(t, 0)
				c.plan().must(t, 0)
				c.stands(id)
			})
		}
	})
}

// A difference that replaces an unfinished one goes its ordinary way.
func TestAccInterrupted_replacedByADifference(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		id := c.unfinished(a)
		c.configure(owned(a.named("renamed").block("chat")))
		s := c.apply().must(t, 0)
		inPlace := strings.Contains(id, ":provisioned-model/") // its name alone is changed in place
		if s.resumed() || (w.only() == id) != inPlace {
			t.Errorf("in place: %v, resumed: %v:\n%s", w.only() == id, s.resumed(), s.output)
		}
		c.plan().must(t, 0)
	})
}

// A tainted one that is replaced with the new one first is found under its name.
// Nothing is destroyed, and the way out works.
func TestAccInterrupted_taintedWithTheNewOneFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		id := c.unfinished(a.with(args{"lifecycle{}": `{ create_before_destroy = true }`}))
		c.run("taint", chat).must(t, 0)
		c.apply().must(t, 1).tells(t, "error", "Nothing was sent", "terraform state rm")
		c.stands(id)
		c.apply().must(t, 1).tells(t, "error", "Nothing was sent", "terraform state rm")
		c.stands(id)
		c.run("state", "rm", chat).must(t, 0)
		c.configure(owned(a.block("chat")) + "import {\n  to = " + chat + "\n  id = \"" + id + "\"\n}\n")
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		c.stands(id)
	})
}

func TestAccInterrupted_twoBlocksWithOneName(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		c.configure(owned(a.block("chat") + a.block("twin")))
		if s := c.apply().must(t, 1).tells(t, "error", "exists already"); s.resumed() {
			t.Errorf("resumed:\n%s", s.output)
		}
		id := w.only()
		if held := strings.Fields(c.run("state", "list").output); len(held) != 1 {
			t.Errorf("state holds %v, want one of them", held)
		}
		c.apply().must(t, 1).tells(t, "error", "exists already")
		c.stands(id)
	})
}

// A block that is added under the name of an unfinished one is refused at plan.
func TestAccInterrupted_secondBlockBesideAnUnfinishedOne(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		id := c.unfinished(a)
		w.forget()
		c.configure(owned(a.block("chat") + a.block("twin")))
		c.apply().must(t, 1).tells(t, "error", "has not come to its end", "another name")
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
		c.configure(owned(a.block("chat") + a.named("twin").block("twin")))
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		c.holds(chat, address("twin"))
		if len(w.inventory()) != 2 || !strings.Contains(strings.Join(w.inventory(), " "), id) {
			t.Errorf("there are %v", w.inventory())
		}
	})
}

// A tainted one that goes first is replaced as ever.
func TestAccInterrupted_taintedWithTheOldOneFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		c.unfinished(a)
		c.run("taint", chat).must(t, 0)
		if s := c.apply().must(t, 0); s.resumed() {
			t.Errorf("resumed:\n%s", s.output)
		}
		c.plan().must(t, 0)
		w.only()
	})
}

// Of two blocks with one name and one interrupted create, one takes it on.
func TestAccInterrupted_twoBlocksForOneInterrupted(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		w := newWorld(t)
		c := w.terraform()
		id := c.interrupt(owned(a.block("chat")))
		c.configure(owned(a.block("chat") + a.block("twin")))
		c.apply().must(t, 1).tells(t, "error", "exists already").tells(t, "warning", resumedWarning, id)
		c.stands(id)
	})
}

func TestAccInterrupted_renamedAddress(t *testing.T) {
	onBoth(t, func(t *testing.T, a args) {
		moved := "moved {\n  from = llm_deployment.chat\n  to = llm_deployment.talk\n}\n"
		t.Run("with a moved block", func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.unfinished(a)
			c.configure(owned(a.block("talk") + moved))
			if s := c.apply().must(t, 0); s.resumed() {
				t.Errorf("resumed:\n%s", s.output)
			}
			c.plan().must(t, 0)
			c.stands(id)
			c.holds(address("talk"))
		})
		t.Run("without one, when it is finished", func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.configure(owned(a.block("chat")))
			c.apply().must(t, 0)
			c.configure(owned(a.block("talk")))
			s := c.apply() // the order of the two is terraform's
			if s.resumed() {
				t.Errorf("resumed:\n%s", s.output)
			}
			if s.exit != 0 {
				s.tells(t, "error", "exists already")
				c.apply().must(t, 0)
			}
			c.plan().must(t, 0)
			w.only()
			c.holds(address("talk"))
		})
		t.Run("without one, all at once", func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.unfinished(a)
			c.configure(owned(a.block("talk")))
			w.forget()
			c.apply().must(t, 1).tells(t, "error", "has not come to its end", "moved block")
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.run("state", "mv", chat, address("talk")).must(t, 0)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			c.stands(id)
		})
		t.Run("without one, when it is not finished", func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.unfinished(a)
			c.configure(owned(a.block("talk")))
			c.apply("-target="+address("talk")).must(t, 0).tells(t, "warning", resumedWarning)
			c.stands(id)
			w.forget()
			c.plan().must(t, 1).tells(t, "error", "finished from somewhere else", "terraform state rm")
			c.apply("-refresh=false").must(t, 1).tells(t, "error", "finished from somewhere else", "terraform state rm")
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.run("state", "rm", chat).must(t, 0)
			c.plan().must(t, 0)
			c.stands(id)
			c.holds(address("talk"))
		})
	})
}
