package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	accPass = `{"Action":"pass","Package":"p","Test":"TestAccDeployment_create"}`
	accSkip = `{"Action":"skip","Package":"p","Test":"TestAccDeployment_create"}`
)

func TestVerdict(t *testing.T) {
	tests := map[string]struct {
		events  []string
		demands demands
		want    string // part of the error; empty for none
	}{
		"one acceptance test is enough": {
			events: []string{accPass}, demands: demands{acceptance: true},
		},
		"a run without acceptance tests fails": {
			events: []string{`{"Action":"pass","Package":"p","Test":"TestScope"}`}, demands: demands{acceptance: true},
			want: "no acceptance test ran",
		},
		"a skipped acceptance test did not run": {
			events: []string{accSkip}, demands: demands{acceptance: true}, want: "no acceptance test ran",
		},
		"an acceptance test whose subtests were all skipped did not run": {
			events: []string{
				`{"Action":"skip","Package":"p","Test":"TestAccDeployment_create/on_azure"}`,
				accPass,
			},
			demands: demands{acceptance: true}, want: "no acceptance test ran",
		},
		"a subtest that ran is enough": {
			events: []string{
				`{"Action":"pass","Package":"p","Test":"TestAccDeployment_create/on_azure"}`,
				accPass,
			},
			demands: demands{acceptance: true},
		},
		"a live run demands live tests instead": {
			events: []string{`{"Action":"pass","Package":"p","Test":"TestLive/azure"}`}, demands: demands{acceptance: true, live: true},
		},
		"a live run without an account fails": {
			events: []string{`{"Action":"skip","Package":"p","Test":"TestLive/azure"}`}, demands: demands{acceptance: true, live: true},
			want: "no live test ran",
		},
		"without a demand a skip is allowed": {
			events: []string{accPass, accSkip}, demands: demands{acceptance: true},
		},
		"with the data demanded a skip fails and gives its reason": {
			events: []string{
				`{"Action":"output","Package":"p","Test":"TestCatalog","Output":"no models_live.tsv\n"}`,
				`{"Action":"skip","Package":"p","Test":"TestCatalog"}`,
			},
			demands: demands{data: true}, want: "p TestCatalog\nno models_live.tsv",
		},
		"a live test may be skipped": {
			events: []string{`{"Action":"skip","Package":"p","Test":"TestLive/azure"}`}, demands: demands{data: true, node: true},
		},
		"a node test may be skipped while node is not demanded": {
			events: []string{`{"Action":"skip","Package":"p","Test":"TestNodeClients"}`}, demands: demands{data: true},
		},
		"a node test may not be skipped once it is": {
			events: []string{`{"Action":"skip","Package":"p","Test":"TestNodeClients"}`}, demands: demands{node: true},
			want: "TestNodeClients",
		},
		"what a newer terraform is needed for may be skipped": {
			events: []string{
				`{"Action":"output","Package":"p","Test":"TestAccList","Output":"Terraform CLI version 1.11.4 is below 1.14.0\n"}`,
				`{"Action":"skip","Package":"p","Test":"TestAccList"}`,
			},
			demands: demands{data: true},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tally := newTally(&bytes.Buffer{})
			for _, e := range tt.events {
				tally.line([]byte(e))
			}
			err := tally.verdict(tt.demands)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("verdict: %v, want none", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("verdict: %v, want one that says %q", err, tt.want)
			}
		})
	}
}

func TestTallyPrints(t *testing.T) {
	events := []string{
		`{"Action":"build-output","ImportPath":"q","Output":"q.go:1:1: syntax error\n"}`,
		`{"Action":"output","Package":"p","Test":"TestQuiet","Output":"    a_test.go:1: nobody reads this\n"}`,
		`{"Action":"pass","Package":"p","Test":"TestQuiet"}`,
		`{"Action":"output","Package":"p","Test":"TestMatrix","Output":"    m_test.go:9: TestMatrix: size=quick cells=240\n"}`,
		`{"Action":"pass","Package":"p","Test":"TestMatrix"}`,
		`{"Action":"output","Package":"p","Test":"TestLoud","Output":"    a_test.go:2: got 1, want 2\n"}`,
		`{"Action":"fail","Package":"p","Test":"TestLoud"}`,
		`{"Action":"output","Package":"p","Test":"TestKilled","Output":"panic: gone\n"}`,
		`{"Action":"output","Package":"p","Output":"FAIL\tp\t0.01s\n"}`,
		"plain words\n",
	}
	want := `q.go:1:1: syntax error
    a_test.go:2: got 1, want 2
FAIL	p	0.01s
plain words
panic: gone
failed: p TestLoud
TestMatrix: size=quick cells=240
tests: 2 passed, 1 failed, 0 skipped
acceptance: 0 ran
`
	var out bytes.Buffer
	tally := newTally(&out)
	for _, e := range events {
		tally.line([]byte(e))
	}
	tally.summary()
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("printed (-want +got):\n%s", diff)
	}
}
