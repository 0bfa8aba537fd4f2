// Package acceptance holds the tests that drive a real terraform (or tofu)
// binary against the sandbox: nothing below the command line is replaced, and
// what the clouds hold is asked of their own APIs. Each test has a sandbox of
// its own. They run where TF_ACC is set.
package acceptance
