package sandbox

import (
	"net/http"
	"regexp"
	"strings"
	"time"
)

// blocked returns the blocklist by which the deployment's policy blocks a text of a source, "" for none. The graded
// filters are models, which the sandbox has not: they let everything pass.
func (d servedDeployment) blocked(source, text string, now time.Time) string {
	policy, ok := liveOf(d.account.Policies, d.RaiPolicyName, now)
	if !ok {
		return ""
	}
	for _, named := range policy.Properties.CustomBlocklists {
		list, ok := liveOf(d.account.Blocklists, named.Name, now)
		if ok && strings.EqualFold(named.Source, source) && named.Blocking != nil && *named.Blocking && list.holds(text, now) {
			return list.Name
		}
	}
	return ""
}

// holds tells whether a text holds one of the list's words or patterns, in whatever letters.
func (b *armBlocklist) holds(text string, now time.Time) bool {
	for _, item := range allLive(b.Items, now) {
		if item.Properties.in(text) {
			return true
		}
	}
	return false
}

func (p itemProperties) in(text string) bool {
	if !p.IsRegex {
		return strings.Contains(strings.ToLower(text), strings.ToLower(p.Pattern))
	}
	pattern, err := regexp.Compile("(?i)" + p.Pattern)
	return err == nil && pattern.MatchString(text)
}

type filterResult struct {
	Code   string         `json:"code"`
	Result map[string]any `json:"content_filter_result"`
}

type filterSeverity struct {
	Filtered bool   `json:"filtered"`
	Severity string `json:"severity"`
}

type filterDetection struct {
	Filtered bool `json:"filtered"`
	Detected bool `json:"detected"`
}

type filterLists struct {
	Filtered bool         `json:"filtered"`
	Details  []filterList `json:"details"`
}

type filterList struct {
	Filtered bool   `json:"filtered"`
	ID       string `json:"id"`
}

// filteredPrompt is what Azure answers to a prompt that a policy blocks [recorded]. It names the list, not the word.
func filteredPrompt(list string) *openaiRefusal {
	safe := filterSeverity{Severity: "safe"}
	return &openaiRefusal{
		status: http.StatusBadRequest, Status: http.StatusBadRequest, Param: "prompt", Code: finishFilter,
		Message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and " +
			"retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
		Inner: encoded(filterResult{Code: "ResponsibleAIPolicyViolation", Result: map[string]any{
			"hate": safe, "self_harm": safe, "sexual": safe, "violence": safe, "jailbreak": filterDetection{},
			"custom_blocklists": filterLists{Filtered: true, Details: []filterList{{Filtered: true, ID: list}}},
		}}),
	}
}
