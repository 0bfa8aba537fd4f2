package main

import "strings"

// demands is what the environment asks of a run.
type demands struct {
	acceptance bool // TF_ACC: at least one acceptance test
	live       bool // LLM_LIVE: at least one test on a real account, instead
	data       bool // LLM_REQUIRE_DATA: the recordings are there, so nothing is skipped for want of them
	node       bool // LLM_REQUIRE_NODE: so are node and npm
}

func demandsOf(getenv func(string) string) demands {
	return demands{
		acceptance: getenv("TF_ACC") != "",
		live:       getenv("LLM_LIVE") != "",
		data:       getenv("LLM_REQUIRE_DATA") != "",
		node:       getenv("LLM_REQUIRE_NODE") != "",
	}
}

// allows says whether a test may be skipped. Without a demand every skip is the test's own business; with one, only
// what no machine without an account or with this terraform can run. Live tests are known by their name, since a
// reason's words may come from a file's name.
func (d demands) allows(s skip) bool {
	switch {
	case strings.Contains(s.test, livePart):
		return true
	case strings.Contains(s.test, nodePart):
		return !d.node
	case strings.Contains(s.reason, "Terraform CLI version"):
		return true
	default:
		return !d.data
	}
}
