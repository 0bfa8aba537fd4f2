package acceptance_test

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// catalogued is each data source that asks a catalog, at places that a module's
// variables name.
const catalogued = `
variable "account_id" { default = null }
variable "location" { default = null }
locals { azure = { account_id = var.account_id, location = var.location } }
data "llm_model" "it" {
  model = "openai/gpt-4.1-mini"
  azure = local.azure
}
data "llm_models" "it" { azure = local.azure }
data "llm_quota" "it" { azure = local.azure }
`

// Terraform validates a module before its variables are known: only the read knows
// whether two places are named.
func TestAccData_placesFromVariables(t *testing.T) {
	account, location := "-var=account_id="+sandbox.AzureAccountID(), "-var=location="+sandbox.AzureLocation
	for sentence, variables := range map[string][]string{
		"no place": nil, "an account": {account}, "a location": {location},
	} {
		t.Run(sentence, func(t *testing.T) {
			c := newWorld(t).terraform()
			c.configure(catalogued)
			c.plan(variables...).must(t, 0)
		})
	}
	t.Run("two places", func(t *testing.T) {
		c := newWorld(t).terraform()
		c.configure(catalogued)
		s := c.plan(account, location).must(t, 1)
		for _, name := range []string{"llm_model", "llm_models", "llm_quota"} {
			if !s.errsAt("data."+name+".it", "Two places on Azure") {
				t.Errorf("%s takes both:\n%s", name, s.output)
			}
		}
	})
}

// errsAt reports whether the block at an address was refused.
func (s said) errsAt(address, summary string) bool {
	for _, d := range s.diagnostics {
		if d.Severity == "error" && d.Address == address && d.Summary == summary {
			return true
		}
	}
	return false
}

// Tags and policies that are not known yet say nothing of what a cloud offers.
func TestAccData_besideUnknownTags(t *testing.T) {
	for _, argument := range []string{
		`owner = terraform_data.t.output`, `default_tags = { a = terraform_data.t.output }`,
		`ignore_tags = { keys = [terraform_data.t.output] }`,
	} {
		t.Run(argument, func(t *testing.T) {
			c := newWorld(t).terraform()
			c.configure(`
resource "terraform_data" "t" { input = "team" }
provider "llm" {
  ` + argument + `
}
` + catalogued + `
output "offered" { value = [data.llm_model.it.offered_on, length(data.llm_models.it.models) > 100, length(data.llm_quota.it.quotas) > 10] }
`)
			c.plan().must(t, 2).told(t, "Not read", 0)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
		})
	}
}
