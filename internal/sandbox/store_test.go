package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func openBox(t *testing.T, path string, opts ...Option) *Sandbox {
	t.Helper()
	sb, err := Open(path, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return sb
}

func groupPath(name string) string {
	return "/subscriptions/" + AzureSubscription + "/resourceGroups/" + name + "?api-version=2021-04-01"
}

func mustDo(t *testing.T, sb *Sandbox, method, path, body string) string {
	t.Helper()
	status, answer := sb.Do(method, path, body)
	if status < 200 || status > 299 {
		t.Fatalf("%s %s: %d %s", method, path, status, answer)
	}
	return answer
}

func TestOpen_makesTheFileAtTheFirstRequest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	sb := openBox(t, path)
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("Open made the file: %v", err)
	}
	mustDo(t, sb, "GET", AzureAccountID(), "")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(data) || !strings.Contains(string(data), "\n  \"azure\": {\n") {
		t.Errorf("the file is not indented JSON: %s", data)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, want 0600", info.Mode().Perm())
	}
}

func TestOpen_anotherProcessSeesWhatWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	one, two := openBox(t, path), openBox(t, path)
	mustDo(t, one, "PUT", deploymentID("chat"), standardModel(5))
	mustDo(t, two, "PUT", deploymentID("chat"), standardModel(6))
	for _, sb := range []*Sandbox{one, two, openBox(t, path)} {
		if got := mustDo(t, sb, "GET", deploymentID("chat"), ""); !strings.Contains(got, `"currentCapacity":6`) {
			t.Errorf("GET answers %s", got)
		}
	}
	if err := two.Advance(24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	if ahead := one.Now().Sub(catalogDate()); ahead < 24*time.Hour || ahead > 25*time.Hour {
		t.Errorf("the first process's clock is %v past the catalog's date, want a day", ahead)
	}
}

func TestOpen_writesOnlyWhatChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	sb := openBox(t, path)
	mustDo(t, sb, "PUT", deploymentID("chat"), standardModel(5))
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	mustDo(t, sb, "GET", deploymentID("chat"), "")
	mustDo(t, sb, "POST", AzureAccountID()+"/listKeys", "")
	sb.Do("PUT", deploymentID("refused"), standardModel(99999))
	after, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) {
		t.Error("reads and refusals replaced the file")
	}
}

func TestOpen_refusesWhatIsNotItsOwn(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"half a file": `{"version": 1, "az`, "another version": `{"version": 99}`, "a list": `[]`} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, "x.json")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(path); err == nil {
				t.Error("Open took it")
			}
			if data, _ := os.ReadFile(path); string(data) != content {
				t.Errorf("Open changed it to %s", data)
			}
		})
	}
	if _, err := Open(filepath.Join(dir, "missing", "x.json")); err == nil {
		t.Error("Open took a folder that does not exist")
	}
}

func TestOpen_aFileThatBreaksLaterIsAnErrorNotAnEmptyCloud(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	sb := openBox(t, path)
	mustDo(t, sb, "GET", AzureAccountID(), "")
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, answer := sb.Do("GET", AzureAccountID(), ""); status != 0 || !strings.Contains(answer, "read sandbox state") {
		t.Errorf("answers %d %s", status, answer)
	}
}

func TestOpen_losesNoneOf100ParallelWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	boxes := []*Sandbox{openBox(t, path), openBox(t, path)}
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			if status, answer := boxes[i%2].Do("PUT", groupPath(fmt.Sprintf("group-%d", i)), `{"location":"eastus2"}`); status != http.StatusCreated {
				t.Errorf("group-%d: %d %s", i, status, answer)
			}
		})
	}
	wg.Wait()
	wantGroups(t, openBox(t, path), 101)
}

func wantGroups(t *testing.T, sb *Sandbox, want int) {
	t.Helper()
	got := mustDo(t, sb, "GET", groupPath(""), "")
	if n := strings.Count(got, "Microsoft.Resources/resourceGroups"); n != want {
		t.Errorf("there are %d groups, want %d", n, want)
	}
}

// TestOpen_losesNothingBetweenProcesses runs this test binary four times over one file.
func TestOpen_losesNothingBetweenProcesses(t *testing.T) {
	const processes, each = 4, 25
	if path := os.Getenv("SANDBOX_TEST_WRITER"); path != "" {
		sb, name := openBox(t, path), os.Getenv("SANDBOX_TEST_NAME")
		for i := range each {
			mustDo(t, sb, "PUT", groupPath(fmt.Sprintf("group-%s-%d", name, i)), `{"location":"eastus2"}`)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "sandbox.json")
	var wg sync.WaitGroup
	for i := range processes {
		wg.Go(func() {
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestOpen_losesNothingBetweenProcesses$")
			cmd.Env = append(os.Environ(), "SANDBOX_TEST_WRITER="+path, fmt.Sprintf("SANDBOX_TEST_NAME=%d", i))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("process %d: %v\n%s", i, err, out)
			}
		})
	}
	wg.Wait()
	wantGroups(t, openBox(t, path), processes*each+1)
}

func TestRoundTrip_honoursTheContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	holder, waiter := openBox(t, path), openBox(t, path)
	mustDo(t, holder, "GET", AzureAccountID(), "")
	if err := holder.store.lock.Lock(); err != nil {
		t.Fatal(err)
	}
	defer holder.store.lock.Unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://management.azure.com"+AzureAccountID()+"?api-version=2026-03-01", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer x")
	if err := roundTripError(waiter, r); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("RoundTrip returned %v while another process holds the file", err)
	}
}

func TestNow_startsAtTheCatalogsDateAndRuns(t *testing.T) {
	sb := New()
	first := sb.Now()
	if first.Before(catalogDate()) || first.Sub(catalogDate()) > time.Minute {
		t.Errorf("a new sandbox's clock says %v", first)
	}
	time.Sleep(2 * time.Millisecond)
	if !sb.Now().After(first) {
		t.Error("the clock stands still")
	}
	moved := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := sb.SetClock(moved); err != nil {
		t.Fatal(err)
	}
	if now := sb.Now(); now.Before(moved) || now.Sub(moved) > time.Minute {
		t.Errorf("the clock says %v after it was set to 2030", now)
	}
}
