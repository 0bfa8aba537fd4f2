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
	token, err := d.publishToken(ctx, c, a, newest+"\n"+inOneLine(published(d.Render(spec)[0].Content)))
	if err != nil {
		return err
	}
	answer, err := c.bedrock.CreateGuardrailVersion(ctx, &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: new(a.String()), ClientRequestToken: &token}, patiently(c))
	if err != nil {
		return err
	}
	d.platform.publications.answered(token, deref(answer.Version))
	return nil
}

// publishToken is the same for every attempt of this process to publish the same content after the same version, so that an
// attempt whose answer was lost, or whose version no list shows yet, does not publish twice. AWS answers a token that it
// knows with the former version: where that is not there any more, and in another process, the token is another.
func (d *guardrailDriver) publishToken(ctx context.Context, c *client, a arn, of string) (string, error) {
	for attempt := 0; ; attempt++ {
		sum := sha256.Sum256([]byte(strings.Join([]string{d.platform.nonce, strconv.Itoa(attempt), a.String(), of}, "\n")))
		token := hex.EncodeToString(sum[:])
		former := d.platform.publications.answer(token)
		if former == "" {
			return token, nil
		}
		_, err := getGuardrail(ctx, c, a, &former)
		if err = translate("read version of guardrail", a.String(), err); !llm.IsNotFound(err) {
			return token, err
		}
	}
}

// inOneLine writes content in one order.
func inOneLine(content map[string]string) string {
	var text strings.Builder
	for _, path := range slices.Sorted(maps.Keys(content)) {
		text.WriteString(path + "=" + content[path] + "\n")
	}
	return text.String()
}

// patiently repeats a write that meets another one for a while.
func patiently(c *client) func(*bedrock.Options) {
	return func(o *bedrock.Options) { o.Retryer = c.retryer.patient() }
}

// versionsKept is how long a list of versions counts for those who only name a guardrail.
const versionsKept = 30 * time.Second

// publications share the lists of versions among the deployments that name a guardrail, and know what this process has
// published. What it has written is not shared any more. The zero value is not ready.
type publications struct {
	lists llm.Memo[[]version] // by ARN

	mu      sync.Mutex
	written map[string]bool   // by ARN
	answers map[string]string // versions, by the token that was answered with them
}

func newPublications() *publications {
	return &publications{lists: llm.Memo[[]version]{Keep: versionsKept}, written: map[string]bool{}, answers: map[string]string{}}
}

func (p *publications) answered(token, version string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers[token] = version
}

func (p *publications) answer(token string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.answers[token]
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
