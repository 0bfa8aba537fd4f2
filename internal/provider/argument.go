package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/boolvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// argument is one line of the provider block. The schema, its documentation and
// the reading of the environment all come from it, so that none can promise
// what another does not do.
type argument struct {
	name        string
	kind        kind
	form        form // of the text, or of each element of a list
	description string
	variables   []string // environment variables that stand in for it, in order of precedence
	secret      bool
	required    bool
	without     []string // arguments of the same block that cannot be beside it
	with        []string // arguments of the same block that have to be beside it
}

type kind int

const (
	text kind = iota
	flag
	list
)

// attributes makes the schema of a block.
func attributes(arguments []argument) map[string]schema.Attribute {
	block := make(map[string]schema.Attribute, len(arguments))
	for _, a := range arguments {
		block[a.name] = a.attribute()
	}
	return block
}

func (a argument) attribute() schema.Attribute {
	switch a.kind {
	case flag:
		return schema.BoolAttribute{
			Optional: !a.required, Required: a.required, Sensitive: a.secret, MarkdownDescription: a.markdown(),
			Validators: a.flagValidators(),
		}
	case list:
		return schema.ListAttribute{
			Optional: !a.required, Required: a.required, Sensitive: a.secret, MarkdownDescription: a.markdown(),
			ElementType: types.StringType,
			Validators:  a.listValidators(),
		}
	default:
		return schema.StringAttribute{
			Optional: !a.required, Required: a.required, Sensitive: a.secret, MarkdownDescription: a.markdown(),
			Validators: a.textValidators(),
		}
	}
}

func (a argument) markdown() string {
	if len(a.variables) == 0 {
		return a.description
	}
	return a.description + " Environment: `" + strings.Join(a.variables, "`, `") + "`."
}

func (a argument) textValidators() []validator.String {
	validators := []validator.String{a.form}
	if len(a.without) > 0 {
		validators = append(validators, stringvalidator.ConflictsWith(beside(a.without)...))
	}
	if len(a.with) > 0 {
		validators = append(validators, stringvalidator.AlsoRequires(beside(a.with)...))
	}
	return validators
}

func (a argument) listValidators() []validator.List {
	validators := []validator.List{listvalidator.SizeAtLeast(1), listvalidator.UniqueValues(), listvalidator.ValueStringsAre(a.form)}
	if len(a.without) > 0 {
		validators = append(validators, listvalidator.ConflictsWith(beside(a.without)...))
	}
	return validators
}

func (a argument) flagValidators() []validator.Bool {
	if len(a.with) == 0 {
		return nil
	}
	return []validator.Bool{boolvalidator.AlsoRequires(beside(a.with)...)}
}

func beside(names []string) []path.Expression {
	var expressions []path.Expression
	for _, name := range names {
		expressions = append(expressions, path.MatchRelative().AtParent().AtName(name))
	}
	return expressions
}
