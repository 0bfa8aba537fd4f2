package amazonbedrock

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// version is a published state of a guardrail.
type version struct {
	number  string
	phase   llm.Phase
	created time.Time
}

// listVersions are the published versions, the oldest first: by their numbers, which are never used again.
func listVersions(ctx context.Context, c *client, a arn) ([]version, error) {
	all, err := listGuardrails(ctx, c, new(a.String()))
	if err != nil {
		return nil, err
	}
	var versions []version
	for _, summary := range all {
		if number := deref(summary.Version); guardrailVersionPattern.MatchString(number) && deref(summary.Arn) == a.String() {
			versions = append(versions, version{number: number, phase: guardrailPhase(summary.Status), created: deref(summary.CreatedAt)})
		}
	}
	slices.SortFunc(versions, func(a, b version) int { return cmp.Compare(number(a.number), number(b.number)) })
	return versions, nil
}

func number(version string) int {
	n, _ := strconv.Atoi(version) // the pattern has seen to it
	return n
}

// publish makes a version of the draft as it stands.
func (d *guardrailDriver) publish(ctx context.Context, c *client, a arn, spec llm.GuardrailSpec, have *llm.Composite) error {
	newest := ""
	if child := have.Child(childVersion); child != nil {
		newest = child.ID
	}
	_, err := c.bedrock.CreateGuardrailVersion(ctx, &bedrock.CreateGuardrailVersionInput{
		GuardrailIdentifier: new(a.String()), ClientRequestToken: new(d.publishToken(a, newest, published(d.Render(spec)[0].Content))),
	}, patiently(c))
	return err
}

// publishToken is the same for every attempt of this process to publish the same content after the same version, so that an
// attempt whose answer was lost, or whose version no list shows yet, does not publish twice. Another process has tokens of
// its own: AWS answers one that it knows with the former version, which may be deleted by now.
func (d *guardrailDriver) publishToken(a arn, newest string, content map[string]string) string {
	var text strings.Builder
	text.WriteString(d.platform.nonce + "\n" + a.String() + "\n" + newest + "\n")
	for _, path := range slices.Sorted(maps.Keys(content)) {
		text.WriteString(path + "=" + content[path] + "\n")
	}
	sum := sha256.Sum256([]byte(text.String()))
	return hex.EncodeToString(sum[:])
}

// patiently repeats a write that meets another one for a while.
func patiently(c *client) func(*bedrock.Options) {
	return func(o *bedrock.Options) { o.Retryer = c.retryer.patient() }
}

// versionsKept is how long a list of versions counts for those who only name a guardrail.
const versionsKept = 30 * time.Second

// publications share the lists of versions among the deployments that name a guardrail. What this process has written is
// not shared any more. The zero value is not ready.
type publications struct {
	lists llm.Memo[[]version] // by ARN

	mu      sync.Mutex
	written map[string]bool // by ARN
}

func newPublications() *publications {
	return &publications{lists: llm.Memo[[]version]{Keep: versionsKept}, written: map[string]bool{}}
}

func (p *publications) wrote(a arn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.written[a.String()] = true
}

func (p *publications) isWritten(a arn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.written[a.String()]
}

// of lists the versions of a guardrail, the oldest first.
func (p *publications) of(ctx context.Context, c *client, a arn) ([]version, error) {
	read := func(ctx context.Context) ([]version, error) { return listVersions(ctx, c, a) }
	if p.isWritten(a) {
		return read(ctx)
	}
	return p.lists.Get(ctx, a.String(), read)
}
