// Package links holds a test alone: what the documentation points to is there.
package links
