package sandbox

import "strings"

// foundationModelARN names a model in a region; region "" is the whole world of a global profile.
func foundationModelARN(region, modelID string) string {
	return "arn:aws:bedrock:" + region + "::foundation-model/" + modelID
}

// ownARN names a resource of the sandbox's account.
func ownARN(region, kind, id string) string {
	return "arn:aws:bedrock:" + region + ":" + AWSAccount + ":" + kind + "/" + id
}

// arnParts are the parts of a Bedrock ARN that identify a resource.
type arnParts struct {
	region, account, kind, id string
}

// parseARN reads a Bedrock ARN; false for anything else. The id may hold slashes.
func parseARN(text string) (arnParts, bool) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[1] != "aws" || parts[2] != "bedrock" {
		return arnParts{}, false
	}
	kind, id, ok := strings.Cut(parts[5], "/")
	return arnParts{region: parts[3], account: parts[4], kind: kind, id: id}, ok && kind != "" && id != ""
}
