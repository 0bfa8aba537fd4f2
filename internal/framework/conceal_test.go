package framework

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestConceal(t *testing.T) {
	data := &Data{Secrets: &llm.Secrets{}}
	data.Secrets.Add("opensesame")
	var diags diag.Diagnostics
	diags.AddAttributeError(path.Root("azure"), "Denied", "It said opensesame.")
	diags.AddWarning("opensesame", "x")
	diags.AddError("Other", "nothing")
	data.Conceal(&diags)
	var want diag.Diagnostics
	want.AddAttributeError(path.Root("azure"), "Denied", "It said (hidden).")
	want.AddWarning("(hidden)", "x")
	want.AddError("Other", "nothing")
	if !diags.Equal(want) {
		t.Errorf("got %v, want %v", diags, want)
	}
}
