// Package drift holds the table of what is watched: for every field that a
// cloud shows of a deployment or of what a route or a guardrail is made of, what
// becomes of a change that somebody makes behind Terraform's back. The guide on
// drift prints it; tests hold it to the clouds' own models, to the types in which
// resources are observed, and to what a real terraform plans when the field
// changes.
package drift
