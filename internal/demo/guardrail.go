package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"
)

// guardrail is a guardrail of Bedrock, as far as the demo needs it: as it is read.
type guardrail struct {
	Name          string `json:"name"`
	Status        string `json:"status"`
	InputMessage  string `json:"blockedInputMessaging"`
	OutputMessage string `json:"blockedOutputsMessaging"`
	ContentPolicy struct {
		Filters []map[string]any `json:"filters"`
	} `json:"contentPolicy"`
	WordPolicy struct {
		Words []map[string]any `json:"words"`
	} `json:"wordPolicy"`
}

// removeWordAzure takes one item out of the only blocklist of the guardrail's account, and returns what it held.
func (c *cloud) removeWordAzure(ctx context.Context, id string) (word string, err error) {
	lists, err := c.named(ctx, path.Dir(path.Dir(id))+"/raiBlocklists")
	if err != nil {
		return "", err
	}
	if len(lists) != 1 {
		return "", fmt.Errorf("list blocklists: there are %d, want 1", len(lists))
	}
	items, err := c.named(ctx, lists[0].ID+"/raiBlocklistItems")
	if err != nil {
		return "", err
	}
	if len(items) != 2 {
		return "", fmt.Errorf("list blocklist items: there are %d, want 2", len(items))
	}
	err = c.call(ctx, azureAuth, http.MethodPost, lists[0].ID+"/deleteRaiBlocklistItems"+apiVersion, []string{items[0].Name}, nil)
	if err != nil {
		return "", fmt.Errorf("delete blocklist item: %w", err)
	}
	return items[0].Properties.Pattern, nil
}

// entity is one of a list of Azure's.
type entity struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Properties struct {
		Pattern string `json:"pattern"`
	} `json:"properties"`
}

func (c *cloud) named(ctx context.Context, list string) ([]entity, error) {
	var listed struct {
		Value []entity `json:"value"`
	}
	if err := c.call(ctx, azureAuth, http.MethodGet, list+apiVersion, nil, &listed); err != nil {
		return nil, fmt.Errorf("list %s: %w", path.Base(list), err)
	}
	return listed.Value, nil
}

// removeWordBedrock puts the draft of a guardrail back without its first word, waits until it is ready, and returns the
// word. What is published stays.
func (c *cloud) removeWordBedrock(ctx context.Context, arn string) (word string, err error) {
	draft, err := c.settledGuardrail(ctx, arn)
	if err != nil {
		return "", err
	}
	words := draft.WordPolicy.Words
	if len(words) != 2 {
		return "", fmt.Errorf("read guardrail: it has %d words, want 2", len(words))
	}
	body := map[string]any{
		"name": draft.Name, "blockedInputMessaging": draft.InputMessage, "blockedOutputsMessaging": draft.OutputMessage,
		"contentPolicyConfig": map[string]any{"filtersConfig": draft.ContentPolicy.Filters},
		"wordPolicyConfig":    map[string]any{"wordsConfig": words[1:]},
	}
	if err := c.call(ctx, bedrockAuth, http.MethodPut, "/guardrails/"+path.Base(arn), body, nil); err != nil {
		return "", fmt.Errorf("put guardrail: %w", err)
	}
	word, _ = words[0]["text"].(string)
	_, err = c.settledGuardrail(ctx, arn)
	return word, err
}

// settledGuardrail waits until the draft of a guardrail is ready.
func (c *cloud) settledGuardrail(ctx context.Context, arn string) (guardrail, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		var draft guardrail
		if err := c.call(ctx, bedrockAuth, http.MethodGet, "/guardrails/"+path.Base(arn), nil, &draft); err != nil {
			return guardrail{}, fmt.Errorf("get guardrail: %w", err)
		}
		if draft.Status == "READY" {
			return draft, nil
		}
		select {
		case <-ctx.Done():
			return guardrail{}, errors.Join(fmt.Errorf("wait for guardrail: it is %s", draft.Status), ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// versions are the published versions of a guardrail.
func (c *cloud) versions(ctx context.Context, arn string) ([]string, error) {
	var listed struct {
		Guardrails []struct {
			Version string `json:"version"`
		} `json:"guardrails"`
	}
	if err := c.call(ctx, bedrockAuth, http.MethodGet, "/guardrails?guardrailIdentifier="+path.Base(arn), nil, &listed); err != nil {
		return nil, fmt.Errorf("list versions: %w", err)
	}
	var published []string
	for _, one := range listed.Guardrails {
		if one.Version != "DRAFT" {
			published = append(published, one.Version)
		}
	}
	return published, nil
}

// guardrails are the ids of what both clouds hold of guardrails, but for Microsoft's own policies.
func (c *cloud) guardrails(ctx context.Context, of ids) ([]string, error) {
	account := path.Dir(path.Dir(of.Azure))
	var found []string
	for _, kind := range []string{"/raiPolicies", "/raiBlocklists"} {
		all, err := c.named(ctx, account+kind)
		if err != nil {
			return nil, err
		}
		for _, one := range all {
			if !strings.HasPrefix(one.Name, "Microsoft.") {
				found = append(found, one.ID)
			}
		}
	}
	var listed struct {
		Guardrails []struct {
			ARN string `json:"arn"`
		} `json:"guardrails"`
	}
	if err := c.call(ctx, bedrockAuth, http.MethodGet, "/guardrails", nil, &listed); err != nil {
		return nil, fmt.Errorf("list guardrails: %w", err)
	}
	for _, one := range listed.Guardrails {
		found = append(found, one.ARN)
	}
	return found, nil
}
