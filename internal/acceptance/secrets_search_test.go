//go:build unix

package acceptance_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// search counts where canaries were looked for, and where one was found.
type search struct {
	t                             *testing.T
	canaries                      map[string]bool
	runs, places, searches, found int
	sent, hidden                  int // what the controls count: canaries that reached the cloud, outputs that hide one
}

// in looks for canaries in one document. Only the names in declared may be in it.
func (s *search) in(where string, document []byte, names []string) {
	s.t.Helper()
	s.places++
	for _, name := range names {
		s.canaries[name] = true
		s.searches++
		if holds(document, canary(name)) {
			s.found++
			s.t.Errorf("%s holds %s: …%s…", where, name, around(document, canary(name)))
		}
	}
}

// holds looks for a value as it is, and as the middle of something in base64.
func holds(document []byte, value string) bool {
	if bytes.Contains(document, []byte(value[:20])) || bytes.Contains(document, []byte(value[21:])) {
		return true // a part gives it away
	}
	for shift := range 3 {
		whole := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", shift) + value))
		if bytes.Contains(document, []byte(whole[4:len(whole)-8])) {
			return true
		}
	}
	return false
}

func around(document []byte, value string) string {
	at := max(bytes.Index(document, []byte(value[:20])), bytes.Index(document, []byte(value[21:])))
	return string(document[max(0, at-200):min(len(document), max(0, at)+200)])
}

// inDir looks into every file that terraform left in a directory, and into the
// members of a plan, but not into those that the test itself wrote.
func (s *search) inDir(dir string, own, names []string) {
	s.t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		for _, mine := range own {
			if entry.Name() == mine {
				return nil
			}
		}
		document, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		s.in(entry.Name(), document, names)
		return s.inArchive(entry.Name(), document, names)
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *search) inArchive(name string, document []byte, names []string) error {
	if !bytes.HasPrefix(document, []byte("PK\x03\x04")) {
		return nil // no archive
	}
	archive, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		return err
	}
	for _, member := range archive.File {
		r, err := member.Open()
		if err != nil {
			return err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		s.in(name+":"+member.Name, content, names)
	}
	return nil
}
