package faults_test

import (
	"regexp"
	"runtime"
	"strings"
)

// strays are the stacks of the other goroutines in the caller's bubble: after an operation there are none.
func strays() []string {
	bubble := regexp.MustCompile(`^goroutine \d+ \[.*synctest bubble (\d+)`)
	own := bubble.FindStringSubmatch(stacks(false))
	if own == nil {
		return []string{"the caller is in no bubble"}
	}
	var found []string
	for i, stack := range strings.Split(stacks(true), "\n\n") {
		head := bubble.FindStringSubmatch(stack)
		if i > 0 && head != nil && head[1] == own[1] && !strings.Contains(stack, "testing/synctest") {
			found = append(found, stack)
		}
	}
	return found
}

// stacks is the caller's stack, or those of all goroutines, the caller's first.
func stacks(all bool) string {
	text := make([]byte, 1<<20)
	return string(text[:runtime.Stack(text, all)])
}
