package framework

import "github.com/hashicorp/terraform-plugin-framework/diag"

// Conceal takes the secrets of the provider's configuration out of diagnostics:
// what a cloud answers may repeat what it was sent. Every method of a resource
// that asks a cloud defers it.
func (d *Data) Conceal(diags *diag.Diagnostics) {
	for i, shown := range *diags {
		summary, detail := d.Secrets.Hide(shown.Summary()), d.Secrets.Hide(shown.Detail())
		if summary != shown.Summary() || detail != shown.Detail() {
			(*diags)[i] = concealed(shown, summary, detail)
		}
	}
}

func concealed(shown diag.Diagnostic, summary, detail string) diag.Diagnostic {
	told := diag.Diagnostic(diag.NewErrorDiagnostic(summary, detail))
	if shown.Severity() == diag.SeverityWarning {
		told = diag.NewWarningDiagnostic(summary, detail)
	}
	if at, ok := shown.(diag.DiagnosticWithPath); ok {
		return diag.WithPath(at.Path(), told)
	}
	return told
}
