package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// What the quickstart asks for, and what the demo puts in its place.
const (
	team      = "search"
	otherTeam = "somebody-else"
	tokens    = 50000

	azureRepair   = `llm_deployment.assistant["azure"] will be updated in-place`
	bedrockRepair = `llm_deployment.assistant["bedrock"] will be updated in-place`
	routeRepair   = `llm_route.assistant will be updated in-place`
)

// show is the demo's story.
type show struct {
	terraform *terraform
	cloud     *cloud
	place     place
	ids       ids      // of the deployments
	guarded   ids      // of the guardrails
	drift     []string // what the next plan has to name
}

// ids are the clouds' own, as terraform's output has them.
type ids struct {
	Azure   string `json:"azure"`
	Bedrock string `json:"bedrock"`
}

type step struct {
	headline string
	do       func(context.Context) error
}

func (s *show) steps() []step {
	return []step{
		{"terraform init: the provider comes from a directory, nothing from the network", s.terraform.init},
		{"terraform apply: one block, a deployment and a guardrail on Azure and on Bedrock, and a route over both", s.apply},
		{"The clouds' own APIs list both deployments, and the gateway the route's targets", s.list},
		{"Behind Terraform's back: another capacity on Azure, through Azure's API", s.changeAzure},
		{"Behind Terraform's back: another tag on Bedrock, through AWS's API", s.changeBedrock},
		{"Behind Terraform's back: other weights on the gateway, through AgentCore's API", s.changeRoute},
		{"Behind Terraform's back: a word taken out of the guardrail's blocklist, through Azure's API", s.changeBlocklist},
		{"Behind Terraform's back: a word taken out of the guardrail's draft, through AWS's API", s.changeDraft},
		{"terraform plan: exit code 2, all five changes named", s.planDrift},
		{"terraform apply of that plan: the drift is repaired", s.terraform.applySaved},
		{"terraform plan: exit code 0, nothing to do", s.planNothing},
		{"A stricter filter in the configuration, terraform apply: Bedrock has exactly one new version", s.publish},
		{"terraform destroy", s.terraform.destroy},
		{"The clouds' own APIs list nothing any more", s.listNothing},
	}
}

func (s *show) apply(ctx context.Context) error {
	if err := s.terraform.apply(ctx); err != nil {
		return err
	}
	if err := s.read(ctx, "ids", &s.ids); err != nil {
		return err
	}
	return s.read(ctx, "guardrails", &s.guarded)
}

// read takes ids from an output.
func (s *show) read(ctx context.Context, output string, into *ids) error {
	out, err := s.terraform.output(ctx, output)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("read %s: %w", output, err)
	}
	if into.Azure == "" || into.Bedrock == "" {
		return fmt.Errorf("read %s: one is missing in %s", output, out)
	}
	return nil
}

func (s *show) list(ctx context.Context) error {
	found, err := s.cloud.list(ctx, s.ids)
	if err != nil {
		return err
	}
	for _, id := range found {
		fmt.Println("  ", id)
	}
	if len(found) != 2 || !strings.EqualFold(found[0], s.ids.Azure) || found[1] != s.ids.Bedrock {
		return fmt.Errorf("compare lists: %q, want the two of %+v", found, s.ids)
	}
	targets, rules, err := s.cloud.onGateway(ctx)
	if err != nil {
		return err
	}
	for _, target := range targets {
		fmt.Println("  ", target)
	}
	if len(targets) != 2 || len(rules) != 1 {
		return fmt.Errorf("compare gateway: %d targets and %d rules, want 2 and 1", len(targets), len(rules))
	}
	return nil
}

// changeAzure adds a fifth to the capacity. The plan speaks of tokens per minute, of which capacity is a fraction.
func (s *show) changeAzure(ctx context.Context) error {
	before, after, err := s.cloud.growAzure(ctx, s.ids.Azure)
	if err != nil {
		return err
	}
	fmt.Printf("   sku.capacity: %d -> %d\n", before, after)
	s.drift = append(s.drift, azureRepair, fmt.Sprintf("%d -> %d", tokens*after/before, tokens))
	return nil
}

func (s *show) changeBedrock(ctx context.Context) error {
	if err := s.cloud.tagBedrock(ctx, s.ids.Bedrock, "team", otherTeam); err != nil {
		return err
	}
	fmt.Printf("   tag team: %q -> %q\n", team, otherTeam)
	s.drift = append(s.drift, bedrockRepair, fmt.Sprintf("%q -> %q", otherTeam, team))
	return nil
}

func (s *show) changeRoute(ctx context.Context) error {
	target, before, after, err := s.cloud.swapWeights(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("   weight of %s: %g -> %g\n", target, before, after)
	s.drift = append(s.drift, routeRepair, fmt.Sprintf("weight     = %g -> %g", after, before))
	return nil
}

func (s *show) planDrift(ctx context.Context) error {
	out, code, err := s.terraform.plan(ctx)
	if err != nil {
		return err
	}
	if code != 2 {
		return fmt.Errorf("plan: exit code %d, want 2", code)
	}
	for _, want := range s.drift {
		if !strings.Contains(out, want) {
			return fmt.Errorf("plan: does not name %s", want)
		}
	}
	return nil
}

func (s *show) planNothing(ctx context.Context) error {
	_, code, err := s.terraform.plan(ctx)
	if err != nil {
		return err
	}
	if code != 0 {
		return fmt.Errorf("plan: exit code %d, want 0", code)
	}
	return nil
}

func (s *show) listNothing(ctx context.Context) error {
	found, err := s.cloud.list(ctx, s.ids)
	if err != nil {
		return err
	}
	if len(found) != 0 {
		return errors.New("list deployments: still there: " + strings.Join(found, ", "))
	}
	targets, rules, err := s.cloud.onGateway(ctx)
	if err != nil {
		return err
	}
	if len(targets)+len(rules) != 0 {
		return fmt.Errorf("list gateway: still there: %d rules, targets %s", len(rules), strings.Join(targets, ", "))
	}
	if err := s.guardrailsGone(ctx); err != nil {
		return err
	}
	fmt.Println("   none")
	return nil
}
