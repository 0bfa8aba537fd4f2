package main

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type (
	functionJSON struct {
		Description string          `json:"description,omitempty"`
		Summary     string          `json:"summary,omitempty"`
		Deprecation string          `json:"deprecation_message,omitempty"`
		Return      tftypes.Type    `json:"return_type"`
		Parameters  []parameterJSON `json:"parameters,omitempty"`
		Variadic    *parameterJSON  `json:"variadic_parameter,omitempty"`
	}
	parameterJSON struct {
		Name        string       `json:"name,omitempty"`
		Description string       `json:"description,omitempty"`
		IsNullable  bool         `json:"is_nullable,omitempty"`
		Type        tftypes.Type `json:"type"`
	}
)

func functionsOf(functions map[string]*tfprotov6.Function) map[string]functionJSON {
	out := make(map[string]functionJSON, len(functions))
	for name, f := range functions {
		described := functionJSON{Description: f.Description, Summary: f.Summary, Deprecation: f.DeprecationMessage, Return: f.Return.Type}
		for _, p := range f.Parameters {
			described.Parameters = append(described.Parameters, parameterOf(p))
		}
		if f.VariadicParameter != nil {
			variadic := parameterOf(f.VariadicParameter)
			described.Variadic = &variadic
		}
		out[name] = described
	}
	return out
}

func parameterOf(p *tfprotov6.FunctionParameter) parameterJSON {
	return parameterJSON{Name: p.Name, Description: p.Description, IsNullable: p.AllowNullValue, Type: p.Type}
}
