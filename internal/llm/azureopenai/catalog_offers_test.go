package azureopenai

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/proof"
)

// recordedCatalog is the live list of a location, as an account of kind
// AIServices sees it.
func recordedCatalog(t *testing.T, location string) *catalog {
	t.Helper()
	var rows []wireOffer
	if err := json.Unmarshal(recorded(t, "raw/azure_models_list_"+location+"_2026-08-22.json"), &rows); err != nil {
		t.Fatal(err)
	}
	listed := &catalog{location: location}
	for _, row := range rows {
		if row.Kind == kindFoundry {
			listed.offers = append(listed.offers, newOffer(row))
		}
	}
	if len(listed.offers) < 100 {
		t.Fatalf("%d offers in %s", len(listed.offers), location)
	}
	return listed
}

func offersOf(listed *catalog) []llm.Offer {
	r := resolver{listed: listed, now: today()}
	var offers []llm.Offer
	for i, o := range listed.offers {
		offers = append(offers, r.offered(i, o))
	}
	return offers
}

// What the catalog tells of a wish is what a deployment of it resolves to.
func TestOffers_agreeWithResolve(t *testing.T) {
	cells, offered := 0, 0
	for _, location := range []string{"eastus2", "swedencentral"} {
		listed := recordedCatalog(t, location)
		offers := offersOf(listed)
		for i, model := range referencesIn(offers) {
			if i%proof.Size(40, 1) != 0 {
				continue // each costs a hundred comparisons of names
			}
			for _, spec := range specsOf(model, location) {
				cells++
				if agrees(t, spec, listed, offers) {
					offered++
				}
			}
		}
	}
	if cells < 300 || offered < 20 {
		t.Errorf("%d cells, of which %d are offered, prove little", cells, offered)
	}
	proof.Report(t, proof.Count{Of: "cells", N: cells}, proof.Count{Of: "offered", N: offered})
}

// specsOf are deployments of a model in every mode and within every bound.
func specsOf(model, location string) []llm.DeploymentSpec {
	var specs []llm.DeploymentSpec
	for _, mode := range []llm.Mode{llm.OnDemand, llm.Provisioned, llm.Batch} {
		for _, scope := range llm.Scopes() {
			for _, allowed := range [][]string{nil, {"eu"}, {"us"}, {location}} {
				specs = append(specs, llm.DeploymentSpec{Model: model, Scope: scope, AllowedLocations: allowed, Throughput: llm.Throughput{Mode: mode}})
			}
		}
	}
	return specs
}

func referencesIn(offers []llm.Offer) []string {
	var references []string
	for _, o := range offers {
		references = append(references, o.Reference, o.Entry.Reference().String(), o.Entry.NativeID)
	}
	slices.Sort(references)
	return slices.Compact(references)
}

func agrees(t *testing.T, spec llm.DeploymentSpec, listed *catalog, offers []llm.Offer) bool {
	t.Helper()
	found := llm.Wish{
		Model: spec.Model, Mode: spec.Throughput.Mode, Scope: spec.Scope, AllowedLocations: spec.AllowedLocations, Geography: geography,
	}.Find(offers)
	r := resolver{spec: spec, listed: listed, now: today()}
	want, err := r.model()
	var sold offerSKU
	if err == nil {
		sold, err = r.serving(want)
	}
	cell := fmt.Sprintf("%s as %s within %s %v in %s", spec.Model, spec.Throughput.Mode, spec.Scope, spec.AllowedLocations, listed.location)
	switch {
	case (err == nil) != (found.Standing == llm.StandingOffered):
		t.Errorf("%s: stands as %s, and resolves with %v", cell, found.Standing, err)
	case err == nil && (found.Offer.Entry.NativeID != nativeID(want.Format, want.Name, want.Version) || found.Serving.Name != sold.name):
		t.Errorf("%s: %s as %s, and resolves to %s %s as %s", cell, found.Offer.Entry.NativeID, found.Serving.Name, want.Name, want.Version, sold.name)
	}
	return err == nil
}

func TestOffers_recorded(t *testing.T) {
	for _, location := range []string{"eastus2", "swedencentral"} {
		offers := offersOf(recordedCatalog(t, location))
		for _, o := range offers {
			for i, s := range o.Servings {
				if s.Mode == "" || len(s.Locations) == 0 || !s.RetiresOn.IsZero() && !s.RetiresOn.After(today()) && o.Entry.Unusable == "" {
					t.Errorf("%s: %+v", o.Entry.NativeID, s)
				}
				if i > 0 && o.Servings[i-1].Scope != s.Scope && !s.Scope.Within(o.Servings[i-1].Scope) {
					t.Errorf("%s: %s follows %s", o.Entry.NativeID, s.Name, o.Servings[i-1].Name)
				}
			}
			if _, err := llm.ParseReference(o.Reference); err != nil || o.Location != location {
				t.Errorf("%s in %s: %v", o.Entry.NativeID, o.Location, err)
			}
		}
	}
}

// Facts of the recorded list, read by eye.
func TestOffers_byEye(t *testing.T) {
	offers := offersOf(recordedCatalog(t, "eastus2"))
	for id, want := range map[string]string{
		"OpenAI/gpt-4o/2024-11-20":            "openai/gpt-4o 0 2027-04-14 -",
		"OpenAI/gpt-4o/2024-05-13":            "openai/gpt-4o 128000 2026-10-01 is closed to new deployments and retires on 2026-10-01",
		"OpenAI/whisper/001":                  "openai/whisper 0 2026-12-15 -",
		"OpenAI/gpt-4o-transcribe/2025-03-20": "openai/gpt-4o-transcribe 128000 2026-10-15 -",
	} {
		i := slices.IndexFunc(offers, func(o llm.Offer) bool { return o.Entry.NativeID == id })
		if i < 0 {
			t.Errorf("%s is not offered", id)
			continue
		}
		o := offers[i]
		unusable := o.Entry.Unusable
		if unusable == "" {
			unusable = "-"
		}
		got := strings.Join([]string{o.Reference, decimal(o.Context), o.Lifecycle.RetiresOn.Format("2006-01-02"), unusable}, " ")
		if got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}
