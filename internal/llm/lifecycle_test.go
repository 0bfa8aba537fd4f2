package llm

import (
	"testing"
	"time"
)

func TestLifecycle_due(t *testing.T) {
	now := time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC)
	in := func(days int) time.Time { return now.AddDate(0, 0, days) }
	for sentence, c := range map[string]struct {
		life       Lifecycle
		due, ended bool
	}{
		"nothing is known":                           {Lifecycle{}, false, false},
		"91 days before the day":                     {Lifecycle{RetiresOn: in(91)}, false, false},
		"90 days before the day":                     {Lifecycle{RetiresOn: in(90)}, true, false},
		"90 days before a late hour of the day":      {Lifecycle{RetiresOn: in(90).Add(8 * time.Hour)}, true, false},
		"on the day":                                 {Lifecycle{RetiresOn: now}, true, true},
		"long after the day":                         {Lifecycle{RetiresOn: in(-300)}, true, true},
		"legacy with a far day":                      {Lifecycle{Stage: StageLegacy, RetiresOn: in(200)}, false, false},
		"legacy without a day":                       {Lifecycle{Stage: StageLegacy}, false, false},
		"closed with a far day":                      {Lifecycle{Stage: StageClosed, RetiresOn: in(200)}, false, false},
		"closed without a day":                       {Lifecycle{Stage: StageClosed}, true, false},
		"retired although its day is said to be far": {Lifecycle{Stage: StageRetired, RetiresOn: in(200)}, true, true},
		"not in the catalog any more":                {Lifecycle{Stage: StageUnlisted}, true, false},
	} {
		t.Run(sentence, func(t *testing.T) {
			if c.life.Due(now) != c.due || c.life.Ended(now) != c.ended {
				t.Errorf("due %t, ended %t", c.life.Due(now), c.life.Ended(now))
			}
		})
	}
}
