package sandbox

import "strings"

// printPolicy writes a policy as the service does: every element on a line of its own, indented by tabs, lines ended by
// CRLF [recorded by azure-cli, test_apim_api_policy]. Raw leaves expressions unescaped.
func printPolicy(root *policyNode, raw bool) string {
	var out strings.Builder
	writePolicy(&out, root, "", raw)
	return strings.ReplaceAll(out.String(), "\n", "\r\n")
}

func writePolicy(out *strings.Builder, n *policyNode, indent string, raw bool) {
	out.WriteString("<" + n.name)
	for _, a := range n.attributes {
		out.WriteString(" " + a.name + `="` + escapePolicy(a.value, raw, true) + `"`)
	}
	switch {
	case n.leaf() && !n.open:
		out.WriteString(" />")
		return
	case n.leaf():
		out.WriteString(">" + escapePolicy(n.content(), raw, false))
	default:
		out.WriteString(">\n")
		writeChildren(out, n, indent+"\t", raw)
		out.WriteString(indent)
	}
	out.WriteString("</" + n.name + ">")
}

func writeChildren(out *strings.Builder, n *policyNode, indent string, raw bool) {
	for _, child := range n.children {
		text := strings.TrimSpace(child.text)
		switch {
		case child.comment:
			out.WriteString(indent + "<!--" + child.text + "-->\n")
		case child.name != "":
			out.WriteString(indent)
			writePolicy(out, child, indent, raw)
			out.WriteString("\n")
		case text != "":
			out.WriteString(indent + escapePolicy(text, raw, false) + "\n")
		}
	}
}

// leaf tells whether an element holds text only, which is printed as it is, blanks included.
func (n *policyNode) leaf() bool {
	for _, child := range n.children {
		if child.name != "" || child.comment {
			return false
		}
	}
	return true
}

func (n *policyNode) content() string {
	var all strings.Builder
	for _, child := range n.children {
		all.WriteString(child.text)
	}
	if strings.TrimSpace(all.String()) == "" {
		return ""
	}
	return all.String()
}

func escapePolicy(text string, raw, attribute bool) string {
	if raw && startsExpression(strings.TrimSpace(text)) {
		return text
	}
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
	if attribute {
		text = strings.ReplaceAll(text, `"`, "&quot;")
	}
	return text
}
