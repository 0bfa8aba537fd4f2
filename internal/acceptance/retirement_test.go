package acceptance_test

import (
	"strings"
	"testing"
	"time"
)

// in is the day so many days after today, by the sandbox's clock.
func (w *world) in(days int) time.Time { return w.sb.Now().AddDate(0, 0, days) }

// endsOnAzure moves the end of a model of OpenAI's.
func endsOnAzure(name, version string, days int) func(*world) {
	return func(w *world) { w.ok(w.sb.RetireModel("OpenAI", name, version, w.in(days))) }
}

func endsOnBedrock(model string, days int) func(*world) {
	return func(w *world) { w.ok(w.sb.DeprecateBedrockModel(model, w.in(days))) }
}

// A plan of a new deployment on a model that retires in 20 days warns with the
// day and with what to move to, and goes on.
func TestAccRetirement_ofWhatIsNew(t *testing.T) {
	for sentence, row := range map[string]struct {
		args      args
		happens   func(*world)
		successor string
	}{
		"the platform names a successor": {
			onAzure().with(args{"model": `"openai/gpt-4o@2024-11-20"`}), endsOnAzure("gpt-4o", "2024-11-20", 20), "the platform names openai/gpt-5.1@20251113 as its successor",
		},
		"the family has a newer one": {
			onAzure().with(args{"model": `"openai/gpt-5-mini"`}), endsOnAzure("gpt-5-mini", "2025-08-07", 20), "newest of its family that is listed here is openai/gpt-5.4-mini",
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			row.happens(w)
			c := w.terraform()
			c.configure(row.args.named("chat").block("chat"))
			c.plan().must(t, 2).tells(t, "warning", "Model retires soon", "retires on "+w.in(20).Format(time.DateOnly), row.successor).told(t, "Model retires soon", 1)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Every plan of what stands warns from 90 days before the day on, once, and
// plans nothing for it; so does a plan that changes something else.
func TestAccRetirement_ofWhatStands(t *testing.T) {
	old := onAzure().with(args{"model": `"openai/gpt-4o@2024-11-20"`})
	const nova = "amazon.nova-lite-v1:0"
	for sentence, row := range map[string]struct {
		args    args
		happens func(*world)
		summary string // of the one warning; empty for none
		words   []string
	}{
		"on Azure 91 days before":   {old, endsOnAzure("gpt-4o", "2024-11-20", 91), "", nil},
		"on Azure 20 days before":   {old, endsOnAzure("gpt-4o", "2024-11-20", 20), "Model retires soon", []string{"retires on DAY+20", "platform names openai/gpt-5.1@20251113"}},
		"on Azure afterwards":       {old, endsOnAzure("gpt-4o", "2024-11-20", -1), "Model has retired", []string{"retired on DAY-1", "openai/gpt-5.1@20251113"}},
		"on Bedrock 91 days before": {onBedrock(), endsOnBedrock(nova, 91), "", nil},
		"on Bedrock 20 days before": {onBedrock(), endsOnBedrock(nova, 20), "Model retires soon", []string{"retires on DAY+20", "amazon/nova-2-lite"}},
		"on Bedrock afterwards": {
			onBedrock(), func(w *world) { w.ok(w.sb.RetireBedrockModel(nova)) }, "Model not listed any more", []string{"amazon/nova-2-lite"},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.standing(row.args.named("chat"))
			row.happens(w)
			day := strings.NewReplacer("DAY+20", w.in(20).Format(time.DateOnly), "DAY-1", w.in(-1).Format(time.DateOnly))
			look := func(s said, exit int) {
				t.Helper()
				s.must(t, exit)
				if row.summary == "" {
					s.told(t, "Model retires soon", 0)
					return
				}
				s.told(t, row.summary, 1)
				for _, words := range row.words {
					s.tells(t, "warning", row.summary, day.Replace(words))
				}
			}
			look(c.plan(), 0)
			look(c.plan(), 0)
			c.configure(row.args.with(args{"tags": `{ team = "search" }`}).named("chat").block("chat"))
			look(c.plan(), 2)
		})
	}
}

// told fails the test unless as many diagnostics bear the summary.
func (s said) told(t *testing.T, summary string, times int) {
	t.Helper()
	n := 0
	for _, d := range s.diagnostics {
		if d.Summary == summary {
			n++
		}
	}
	if n != times {
		t.Errorf("%q is told %d times, want %d:\n%s", summary, n, times, s.output)
	}
}
