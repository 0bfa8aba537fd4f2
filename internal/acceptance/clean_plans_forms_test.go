package acceptance_test

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// forms say how a cloud spells its answers: each a way that means the same as any other.
type forms struct {
	seed     uint64
	order    bool // lists and objects in another order
	letters  bool // names and words that ARM reads without regard to case, in another case
	times    bool // the same instant in another notation
	defaults bool // what is not set is filled in
	empty    bool // null, absent and empty for one another
	catalog  bool // the same for the lists of models, which are large
	foreign  bool // tags of somebody else that are ignored here
}

func drawForms(rt *rapid.T, provider tfcore.Tree) forms {
	f := forms{
		order: maybe(rt, "forms.order", 50), letters: maybe(rt, "forms.letters", 50), times: maybe(rt, "forms.times", 50),
		defaults: maybe(rt, "forms.defaults", 50), empty: maybe(rt, "forms.empty", 50), catalog: maybe(rt, "forms.catalog", 10),
	}
	if ignored, ok := provider["ignore_tags"].(tfcore.Tree); ok && ignored["key_prefixes"] != nil {
		f.foreign = len(ignored["key_prefixes"].([]string)) > 0 && maybe(rt, "forms.foreign", 70)
	}
	f.seed = rapid.Uint64().Draw(rt, "forms.seed")
	return f
}

// rewriter rewrites the answers of one world. Every answer is spelled anew, and the same way in the same world.
type rewriter struct {
	forms

	mu   sync.Mutex
	seen map[string]uint64 // answers by request
}

// rewrite is the After of a hook.
func (w *rewriter) rewrite(r *http.Request, resp *http.Response) *http.Response {
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusCreated || !w.touches(r) {
		return resp
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var answer any
	if decoder.Decode(&answer) == nil {
		s := speller{forms: w.forms, random: w.random(r), aws: !strings.HasPrefix(strings.ToLower(r.URL.Path), "/subscriptions/")}
		text = s.encode(nil, s.respell("", answer))
	}
	resp.Body = io.NopCloser(bytes.NewReader(text))
	resp.ContentLength = int64(len(text))
	resp.Header.Set("Content-Length", strconv.Itoa(len(text)))
	return resp
}

// touches leaves the lists of models and quotas alone unless they are asked for.
func (w *rewriter) touches(r *http.Request) bool {
	path := r.URL.Path
	large := strings.HasSuffix(path, "/models") || strings.HasSuffix(path, "/usages") || strings.HasSuffix(path, "/foundation-models") ||
		r.URL.Query().Get("type") == "SYSTEM_DEFINED" || strings.Contains(r.Header.Get("X-Amz-Target"), "ServiceQuotas")
	return w.catalog || !large
}

// random is the source for one answer: the seed, the request, and how often it was answered before.
func (w *rewriter) random(r *http.Request) *rand.Rand {
	key := r.Method + " " + r.URL.Path + r.Header.Get("X-Amz-Target")
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen[key]++
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(key))
	return rand.New(rand.NewPCG(w.seed, hash.Sum64()+w.seen[key]))
}
