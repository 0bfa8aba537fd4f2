package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	tests := []struct {
		name           string
		args           []string
		code           int
		stdout, stderr string // what each begins with
	}{
		{name: "the version is printed", args: []string{"-version"}, stdout: "dev\n"},
		{name: "an unknown flag is wrong usage", args: []string{"-nothing"}, code: 2, stderr: "flag provided but not defined"},
		{name: "an unknown verb is wrong usage", args: []string{"serve"}, code: 2, stderr: "usage: terraform-provider-llm"},
		{name: "the sandbox needs a verb", args: []string{"sandbox"}, code: 2, stderr: "usage: terraform-provider-llm sandbox serve"},
		{name: "the sandbox knows no other verb", args: []string{"sandbox", "stop"}, code: 2, stderr: "usage: terraform-provider-llm sandbox serve"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(context.Background(), test.args, &stdout, &stderr)
			if code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			for name, check := range map[string][2]string{"stdout": {stdout.String(), test.stdout}, "stderr": {stderr.String(), test.stderr}} {
				if !strings.HasPrefix(check[0], check[1]) || (check[1] == "" && check[0] != "") {
					t.Errorf("%s is %q, want %q", name, check[0], check[1])
				}
			}
		})
	}
}
