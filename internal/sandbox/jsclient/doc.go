// Package jsclient holds the served sandbox against clients that this project did not write: the clouds' own
// JavaScript SDKs. Each *.test.mjs file is one subtest; package-lock.json pins what they run on.
package jsclient
