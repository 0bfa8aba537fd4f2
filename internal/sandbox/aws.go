package sandbox

import "strings"

// awsRoutes returns every operation of AWS that the sandbox answers.
func awsRoutes() []route {
	return nil
}

// isBedrockPath tells whether a path, sent without a signature, is meant for Bedrock.
func isBedrockPath(escapedPath string) bool {
	for _, prefix := range []string{"/foundation-models", "/inference-profiles", "/provisioned-model-throughput"} {
		if strings.HasPrefix(escapedPath, prefix) {
			return true
		}
	}
	return false
}

// awsAuthorize refuses an unknown operation (rt is nil) or a request without credentials; nil lets the handler run.
func awsAuthorize(rt *route, pathKnown bool, r *request) *reply {
	if rt == nil {
		p := jsonReply(404, map[string]string{"message": "unknown operation"})
		return &p
	}
	return nil
}
