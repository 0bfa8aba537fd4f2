package sandbox

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	apiKeyPrefix = "bedrock-api-key-"
	// sandboxAPIKey is the long-term Bedrock API key that a new sandbox knows; the named value that its API Management
	// service holds is this one.
	sandboxAPIKey = "sandbox-" + apimSecretName
	// apiKeyLife is the longest that a short-term key may live, in seconds.
	apiKeyLife = 12 * 60 * 60
)

// runtimeCaller refuses who may not ask bedrock-runtime: a signature of another service or region, and an API key that
// is none, of another region or expired.
func runtimeCaller(r *request) *awsError {
	if !slices.Contains(bedrockRegions(), r.region) {
		return &awsError{status: http.StatusForbidden, code: "UnrecognizedClientException", message: "The security token included in the request is invalid. (The sandbox knows no region " + r.region + ".)"}
	}
	bearer := bearerOf(r)
	service, region := signatureScope(r.header)
	switch {
	case bearer != "":
		return apiKeyError(bearer, r)
	case service == "":
		return &awsError{status: http.StatusForbidden, code: "MissingAuthenticationTokenException", message: "Missing Authentication Token"}
	case service != serviceBedrock:
		return wrongScope("correct service: '" + serviceBedrock + "'.")
	case region != r.region:
		return wrongScope("a valid region, not '" + region + "'.")
	}
	return nil
}

func wrongScope(right string) *awsError {
	return &awsError{status: http.StatusForbidden, code: "InvalidSignatureException", message: "Credential should be scoped to " + right}
}

// apiKeyError judges a Bedrock API key. The words are from public reports, but for those of an expired one.
func apiKeyError(key string, r *request) *awsError {
	if key == sandboxAPIKey {
		return nil
	}
	if !strings.HasPrefix(key, apiKeyPrefix) && !strings.HasPrefix(key, "ABSK") {
		return accessDenied("Invalid API Key format: Must start with pre-defined prefix")
	}
	k, ok := readAPIKey(key)
	switch {
	case !ok || k.service != serviceBedrock || k.region != r.region:
		return accessDenied("Authentication failed: Please make sure your API Key is valid.")
	case !r.now.Before(k.expires):
		return accessDenied("Authentication failed: The API Key has expired.")
	}
	return nil
}

// apiKey is what a short-term API key says: it is a presigned URL in base64.
type apiKey struct {
	service, region string
	expires         time.Time
}

// readAPIKey reads a short-term key; false for what is none. Its signature is as little checked as any.
func readAPIKey(key string) (apiKey, bool) {
	encoded, ok := strings.CutPrefix(key, apiKeyPrefix)
	data, err := base64.StdEncoding.DecodeString(encoded)
	if !ok || err != nil {
		return apiKey{}, false
	}
	u, err := url.Parse("https://" + string(data))
	if err != nil || u.Host != "bedrock.amazonaws.com" {
		return apiKey{}, false
	}
	q := u.Query()
	signed, err := time.Parse("20060102T150405Z", q.Get("X-Amz-Date"))
	life, bad := strconv.Atoi(q.Get("X-Amz-Expires"))
	scope := strings.Split(q.Get("X-Amz-Credential"), "/")
	if err != nil || bad != nil || life < 1 || life > apiKeyLife || len(scope) != 5 || q.Get("Action") != "CallWithBearerToken" || q.Get("X-Amz-Signature") == "" {
		return apiKey{}, false
	}
	return apiKey{service: scope[3], region: scope[2], expires: signed.Add(time.Duration(life) * time.Second)}, true
}

// callerRegion is the region that the credential of a request names, "" for one that is not for Bedrock.
func callerRegion(r *http.Request) string {
	if _, region := signatureScope(r.Header); region != "" {
		return region
	}
	bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if k, ok := readAPIKey(bearer); ok {
		return k.region
	}
	if bearer == sandboxAPIKey || strings.HasPrefix(bearer, apiKeyPrefix) {
		return AWSRegion
	}
	return ""
}
