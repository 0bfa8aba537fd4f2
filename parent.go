package main

import "time"

// lookForParent is how often the provider looks whether terraform still runs.
const lookForParent = 200 * time.Millisecond

// orphaned is closed once the process that started this one has ended: the
// system then gives another parent. Terraform ends its providers, unless it is
// killed; a provider that stayed would go on waiting, and could still write.
// Where a parent is never exchanged (Windows), nothing is ever closed.
func orphaned(parent func() int) <-chan struct{} {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for first := parent(); parent() == first; {
			time.Sleep(lookForParent)
		}
	}()
	return gone
}
