// Package llm is the vocabulary in which every platform is spoken of: what a
// user asks for ([DeploymentSpec]), what a platform serves ([Deployment]), what
// differs between the two ([Change]), and the small interface that a platform
// implements ([DeploymentDriver]).
//
// [Deployments] is the portable half: it queues, waits and verifies, so that a
// driver only translates and calls. The package imports the standard library
// and nothing else; drivers and resources both build on it and never on each
// other.
//
// A "model" is a language model throughout.
package llm
