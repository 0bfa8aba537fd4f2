package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// options is what the command line asks for.
type options struct {
	args    []string
	sizes   []int
	runs    int
	write   bool
	profile bool
}

func parse(args []string) (options, error) {
	o := options{args: args}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	sizes := flags.String("n", "10,100,1000", "numbers of `deployments`, half of them on each cloud")
	flags.IntVar(&o.runs, "runs", 5, "plans of each provider in each case")
	flags.BoolVar(&o.profile, "profile", false, "have the provider write CPU and heap profiles into .work/bench/profiles, which costs time")
	flags.BoolVar(&o.write, "write", false, "put the tables into "+page)
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil || n < 2 || n > 1800 {
			return o, fmt.Errorf("read -n %q: %q is no number from 2 to 1800", *sizes, size)
		}
		o.sizes = append(o.sizes, n)
	}
	if o.runs < 1 || flags.NArg() > 0 {
		return o, errors.New("read arguments: -runs has to be at least 1, and there are no others than flags")
	}
	return o, nil
}

// report prints the tables and writes them down where that was asked for.
func (o options) report(ctx context.Context, out io.Writer, results []*result) error {
	machine, err := machine(ctx)
	if err != nil {
		return err
	}
	var text strings.Builder
	command := strings.TrimSpace("make bench BENCHFLAGS='" + strings.Join(o.args, " ") + "'")
	text.WriteString(provenance(time.Now(), machine, command, o.runs) + "\n" + heading)
	for _, r := range results {
		text.WriteString(r.row())
	}
	text.WriteString("\n")
	writeRoutes(&text, results)
	if _, err := io.WriteString(out, text.String()); err != nil || !o.write {
		return err
	}
	return replace(page, text.String())
}

// machine names what the times depend on.
func machine(ctx context.Context) (string, error) {
	version, err := exec.CommandContext(ctx, newTerraform("").binary, "version").Output()
	if err != nil {
		return "", fmt.Errorf("run terraform version: %w", err)
	}
	first, _, _ := strings.Cut(string(version), "\n")
	return fmt.Sprintf("%d cores, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, first), nil
}

// page is the source of the guide that holds the figures, between two comments.
const (
	page  = "templates/guides/performance.md.tmpl"
	begin = "<!-- figures: begin -->\n"
	end   = "<!-- figures: end -->\n"
)

// replace puts text in the place of the figures that the file holds.
func replace(file, text string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read page: %w", err)
	}
	before, rest, hasBegin := strings.Cut(string(data), begin)
	_, after, hasEnd := strings.Cut(rest, end)
	if !hasBegin || !hasEnd {
		return fmt.Errorf("write figures: %s has no %s … %s", file, strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	if err := os.WriteFile(file, []byte(before+begin+"\n"+text+"\n"+end+after), 0o600); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return nil
}

// source is the package of the provider that is measured.
func (o options) source() string {
	if o.profile {
		return "internal/bench/profiled"
	}
	return "."
}
