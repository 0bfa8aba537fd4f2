package llm

import "testing"

func TestServedAs_takesTheUnitThatIsShown(t *testing.T) {
	kept := Native{Name: "m", Version: "1", Serving: "GlobalStandard", UnitTokens: 1000}
	for sentence, row := range map[string]struct {
		is   Native
		unit int64
	}{
		"of the same serving":    {Native{Name: "m", Version: "1", Serving: "GlobalStandard", UnitTokens: 500}, 500},
		"unless none is shown":   {Native{Name: "m", Version: "1", Serving: "GlobalStandard"}, 1000},
		"not of another model":   {Native{Name: "m", Version: "2", Serving: "GlobalStandard", UnitTokens: 500}, 1000},
		"not of another serving": {Native{Name: "m", Version: "1", Serving: "Standard", UnitTokens: 500}, 0},
	} {
		t.Run(sentence, func(t *testing.T) {
			if got := kept.ServedAs(row.is).UnitTokens; got != row.unit {
				t.Errorf("unit = %d, want %d", got, row.unit)
			}
		})
	}
}
