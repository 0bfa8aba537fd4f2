package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// observed are the two locations whose whole list was recorded; everything the tables say of others is how many
// regions sell a SKU.
func observed() []string { return []string{"eastus2", "swedencentral"} }

type azureEntry struct {
	Kind  string
	Model azureModel
}

type azureModel struct {
	Format, Name, Version, Publisher, LifecycleStatus, ModelCatalogAssetID string

	IsDefaultVersion     bool
	MaxCapacity          int
	Capabilities         map[string]string
	FinetuneCapabilities map[string]string
	SKUs                 []azureSKU
	Deprecation          struct{ Inference, FineTune string }
	SystemData           struct{ CreatedAt, LastModifiedBy string }
	ReplacementConfig    *struct {
		TargetModelName, TargetModelVersion, AutoUpgradeStartDate string
		UpgradeOnExpiryLeadTimeDays                               int
	}
}

type azureSKU struct {
	Name, UsageName, DeprecationDate string

	Capacity   struct{ Minimum, Maximum, Step, Default int }
	RateLimits []struct{ Count, RenewalPeriod int }
}

func (m azureModel) key() string { return m.Format + "\t" + m.Name + "\t" + m.Version }

// azureVersion is one model version with what each observed location says of it.
type azureVersion struct {
	model azureModel
	kinds []string
	in    map[string]azureModel
}

func compileAzure(lists string) error {
	versions, err := azureVersions(lists)
	if err != nil {
		return err
	}
	regions, err := azureRegionCounts(lists)
	if err != nil {
		return err
	}
	var models, skus [][]string
	for _, v := range versions {
		row, err := azureModelRow(v)
		if err != nil {
			return err
		}
		models = append(models, row)
		skus = append(skus, azureSKURows(v, regions[v.model.key()])...)
	}
	source := "Models - List of eastus2 and swedencentral, regions counted over 35 locations (devndive/foundry-model-regions c7c86b18)"
	if err := writeTable("azure_models.tsv", source, strings.Fields("format name version publisher kinds lifecycle default "+
		"retires retires_finetune replaced_by asset created modified_by max_capacity finetune capabilities eastus2 swedencentral"), models); err != nil {
		return err
	}
	return writeTable("azure_skus.tsv", source, strings.Fields("format name version sku usage retires min max step default "+
		"rates finetune observed regions"), skus)
}

// azureVersions merges the two lists in their order. They repeat each model once per kind of account.
func azureVersions(lists string) ([]*azureVersion, error) {
	var order []*azureVersion
	byKey := map[string]*azureVersion{}
	for _, location := range observed() {
		entries, err := readJSON[[]azureEntry](lists, "raw", "azure_models_list_"+location+"_2026-08-22.json")
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			v := byKey[e.Model.key()]
			if v == nil {
				v = &azureVersion{model: e.Model, in: map[string]azureModel{}}
				byKey[e.Model.key()] = v
				order = append(order, v)
			}
			if !strings.Contains(strings.Join(v.kinds, ","), e.Kind) {
				v.kinds = append(v.kinds, e.Kind)
			}
			if _, seen := v.in[location]; !seen {
				v.in[location] = e.Model
			}
		}
	}
	return order, nil
}

// azureRegionCounts returns in how many of the 35 locations each SKU of each version is sold.
func azureRegionCounts(lists string) (map[string]map[string]string, error) {
	raw, err := os.ReadFile(filepath.Join(lists, "azure_models_live_2026-08-22.tsv"))
	if err != nil {
		return nil, err
	}
	counts := map[string]map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		cells := strings.Split(line, "\t")
		of := map[string]string{}
		for pair := range strings.SplitSeq(cells[8], ",") {
			sku, n, _ := strings.Cut(pair, ":")
			of[sku] = n
		}
		counts[strings.Join(cells[:3], "\t")] = of
	}
	return counts, nil
}

func azureModelRow(v *azureVersion) ([]string, error) {
	m, common := v.model, commonCapabilities(v)
	capabilities, err := json.Marshal(common)
	if err != nil {
		return nil, err
	}
	replaced := ""
	if r := m.ReplacementConfig; r != nil {
		replaced = fmt.Sprintf("%s|%s|%s|%d", r.TargetModelName, r.TargetModelVersion, day(r.AutoUpgradeStartDate), r.UpgradeOnExpiryLeadTimeDays)
	}
	row := []string{
		m.Format, m.Name, m.Version, m.Publisher, strings.Join(v.kinds, ","), m.LifecycleStatus,
		strconv.FormatBool(m.IsDefaultVersion), day(m.Deprecation.Inference), day(m.Deprecation.FineTune), replaced,
		m.ModelCatalogAssetID, day(m.SystemData.CreatedAt), m.SystemData.LastModifiedBy, strconv.Itoa(m.MaxCapacity),
		strconv.FormatBool(m.FinetuneCapabilities != nil), string(capabilities),
	}
	for _, location := range observed() {
		cell, err := ownCapabilities(v, location, common)
		if err != nil {
			return nil, err
		}
		row = append(row, cell)
	}
	return row, nil
}

// commonCapabilities returns what every observed location says alike. Keys that start with "_H_" are the service's
// own and volatile; "area" follows from the location.
func commonCapabilities(v *azureVersion) map[string]string {
	common := map[string]string{}
	for key, value := range v.model.Capabilities {
		alike := key != "area" && !strings.HasPrefix(key, "_H_")
		for _, m := range v.in {
			alike = alike && m.Capabilities[key] == value
		}
		if alike {
			common[key] = value
		}
	}
	return common
}

// ownCapabilities returns what a location adds to the common capabilities, "{}" for nothing, "" for a model that it
// does not offer.
func ownCapabilities(v *azureVersion, location string, common map[string]string) (string, error) {
	m, offered := v.in[location]
	if !offered {
		return "", nil
	}
	own := map[string]string{}
	for key, value := range m.Capabilities {
		if _, shared := common[key]; !shared && !strings.HasPrefix(key, "_H_") {
			own[key] = value
		}
	}
	text, err := json.Marshal(own)
	return string(text), err
}

func azureSKURows(v *azureVersion, regions map[string]string) [][]string {
	var rows [][]string
	at := map[string]int{}
	for _, location := range observed() {
		seen := map[string]bool{}
		for _, s := range v.in[location].SKUs {
			// Two entries may share name and quota; the second, of a later date, serves fine-tuned models.
			pair := s.Name + " " + s.UsageName
			tuned := strings.HasSuffix(s.UsageName, "-finetune") || seen[pair]
			seen[pair] = true
			row := azureSKURow(v.model, s, tuned)
			id := strings.Join(row, "\t")
			if i, known := at[id]; known {
				rows[i][12] += "," + location
				continue
			}
			at[id] = len(rows)
			rows = append(rows, append(row, location, regions[s.Name]))
		}
	}
	return rows
}

func azureSKURow(m azureModel, s azureSKU, tuned bool) []string {
	return []string{
		m.Format, m.Name, m.Version, s.Name, s.UsageName, day(s.DeprecationDate), number(s.Capacity.Minimum),
		number(s.Capacity.Maximum), number(s.Capacity.Step), number(s.Capacity.Default), rates(s), strconv.FormatBool(tuned),
	}
}

// rates names the keys that the recording lost: where the list of 2025-06-01 has them, a pair is request then token
// and a single limit is a request limit (157 of 157 SKUs that both lists hold with limits).
func rates(s azureSKU) string {
	var cells []string
	for i, key := range []string{"request", "token"} {
		if i < len(s.RateLimits) {
			cells = append(cells, fmt.Sprintf("%s:%d/%d", key, s.RateLimits[i].Count, s.RateLimits[i].RenewalPeriod))
		}
	}
	return strings.Join(cells, ",")
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// day cuts a time at midnight to its date and keeps any other; the year 2099 means that none is announced.
func day(text string) string {
	if text == "" || strings.HasPrefix(text, "2099") {
		return ""
	}
	date, clock, _ := strings.Cut(text, "T")
	if strings.HasPrefix(clock, "00:00:00") {
		return date
	}
	return text
}
