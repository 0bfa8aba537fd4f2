// Package faults holds the fault matrix: every fault that a control plane or the way to it can show, at every call of
// every operation of every driver, against the outcome that is declared for it. It is made of tests only, since it has
// to know all clouds and how their errors are told.
package faults
