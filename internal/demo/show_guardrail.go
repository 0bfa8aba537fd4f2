package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// What guardrail.tf asks for, and what the demo makes of it.
const (
	guardrailFile = "guardrail.tf"
	milder        = `"medium"`
	stricter      = `"high"`

	azureGuardrailRepair   = `llm_guardrail.standard["azure"] will be updated in-place`
	bedrockGuardrailRepair = `llm_guardrail.standard["bedrock"] will be updated in-place`
)

func (s *show) changeBlocklist(ctx context.Context) error {
	word, err := s.cloud.removeWordAzure(ctx, s.guarded.Azure)
	if err != nil {
		return err
	}
	return s.missing(word, azureGuardrailRepair)
}

func (s *show) changeDraft(ctx context.Context) error {
	word, err := s.cloud.removeWordBedrock(ctx, s.guarded.Bedrock)
	if err != nil {
		return err
	}
	return s.missing(word, bedrockGuardrailRepair)
}

// missing notes that the next plan has to put a word back.
func (s *show) missing(word, repair string) error {
	if word == "" {
		return errors.New("remove word: there was none")
	}
	fmt.Printf("   without %q\n", word)
	s.drift = append(s.drift, repair, fmt.Sprintf("+ %q", word))
	return nil
}

// publish changes what the configuration asks for: the newest version follows, the earlier stay.
func (s *show) publish(ctx context.Context) error {
	before, err := s.cloud.versions(ctx, s.guarded.Bedrock)
	if err != nil {
		return err
	}
	if err := s.place.edit(guardrailFile, milder, stricter); err != nil {
		return err
	}
	if err := s.terraform.apply(ctx); err != nil {
		return err
	}
	after, err := s.cloud.versions(ctx, s.guarded.Bedrock)
	if err != nil {
		return err
	}
	fmt.Printf("   published versions: %v -> %v\n", before, after)
	if len(before) != 1 || len(after) != 2 || !slices.Contains(after, before[0]) {
		return errors.New("compare versions: want one, and then it and one more")
	}
	return nil
}

func (s *show) guardrailsGone(ctx context.Context) error {
	left, err := s.cloud.guardrails(ctx, s.guarded)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		return fmt.Errorf("list guardrails: still there: %v", left)
	}
	return nil
}
