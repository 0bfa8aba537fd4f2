package permissions

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

const begin, end = "<!-- permissions: begin -->", "<!-- permissions: end -->"

// Into returns the text of the guide with its lists made current. A text without the marked place is an error.
func Into(text string) (string, error) {
	before, rest, opened := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !opened || !closed {
		return "", fmt.Errorf("write permissions: the text has no lines %q and %q", begin, end)
	}
	lists, err := Lists()
	if err != nil {
		return "", err
	}
	return before + begin + "\n" + lists + end + after, nil
}

// Lists are a custom role and a policy for every noun.
func Lists() (string, error) {
	var b strings.Builder
	for _, noun := range nouns() {
		fmt.Fprintf(&b, "\n### `%s`\n", noun)
		if asked := actions(noun, Azure); len(asked) > 0 {
			document, err := customRole(noun, asked)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "\nAzure, custom role:\n\n```json\n%s\n```\n", document)
		}
		if asked := actions(noun, AWS); len(asked) > 0 {
			document, err := iam(noun, asked)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "\nAWS, IAM policy:\n\n```json\n%s\n```\n", document)
		}
	}
	b.WriteString("\n")
	return b.String(), nil
}

// azureRole is a custom role as `az role definition create` reads it.
type azureRole struct {
	Name             string   `json:"Name"`
	Description      string   `json:"Description"`
	Actions          []string `json:"Actions"`
	DataActions      []string `json:"DataActions"`
	AssignableScopes []string `json:"AssignableScopes"`
}

// isData tells what is asked of a model from what is asked of its management.
func isData(action string) bool { return strings.Contains(action, "/OpenAI/") }

func customRole(noun string, asked []string) (string, error) {
	made := azureRole{
		Name: "Terraform " + noun, Description: "What terraform-provider-llm asks for " + noun + ".",
		Actions: []string{}, DataActions: []string{}, AssignableScopes: []string{"/subscriptions/SUBSCRIPTION"},
	}
	for _, action := range asked {
		if isData(action) {
			made.DataActions = append(made.DataActions, action)
		} else {
			made.Actions = append(made.Actions, action)
		}
	}
	return indented(made)
}

// iamPolicy is a policy document of AWS.
type iamPolicy struct {
	Version   string         `json:"Version"`
	Statement []iamStatement `json:"Statement"`
}

type iamStatement struct {
	Sid      string   `json:"Sid"`
	Effect   string   `json:"Effect"`
	Action   []string `json:"Action"`
	Resource string   `json:"Resource"`
}

func iam(noun string, asked []string) (string, error) {
	sid := regexp.MustCompile("[^A-Za-z0-9]").ReplaceAllString(noun, "") // IAM takes nothing else
	return indented(iamPolicy{Version: "2012-10-17", Statement: []iamStatement{{Sid: sid, Effect: "Allow", Action: asked, Resource: "*"}}})
}

func indented(document any) (string, error) {
	text, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return "", fmt.Errorf("write permissions: %w", err)
	}
	return string(text), nil
}
