//go:build unix

package acceptance_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// processes is a side that runs terraform and the provider as a user does.
type processes struct{ shell }

func newProcesses(t *testing.T, bin binary, url string) processes {
	t.Helper()
	return processes{shell{t: t, bin: bin, dir: t.TempDir(), url: url}}
}

func (p processes) apply(want wanted) error {
	if err := os.WriteFile(filepath.Join(p.dir, "main.tf"), []byte(want.config()), 0o600); err != nil {
		return err
	}
	if answer := p.run("apply", "-json", "-input=false", "-auto-approve"); answer.exit != 0 {
		return fmt.Errorf("apply: exit code %d\n%s", answer.exit, answer.output)
	}
	return nil
}
