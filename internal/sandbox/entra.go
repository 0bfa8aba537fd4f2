package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// EntraToken returns a token of the sandbox's tenant for a scope such as "https://cognitiveservices.azure.com/.default",
// and when it expires. It opens nothing but the sandbox, where the control plane takes any token and an account's models
// take one that was made for them. It lives in real time, since clients compare it with their own clocks.
func EntraToken(scope string) (token string, expires time.Time) {
	now := time.Now()
	expires = now.Add(tokenLifetime * time.Second)
	claims := encoded(tokenClaims{
		Audience: resourceOf(scope), Issuer: "https://sts.windows.net/" + AzureTenant + "/", IssuedAt: now.Unix(), Expires: expires.Unix(),
		ObjectID: AzureTenant, Subject: AzureTenant, Tenant: AzureTenant, AppID: AzureTenant, Version: "1.0",
	})
	return unsignedToken(claims), expires
}

// unsignedToken is a JWT whose claims clients read and nobody can verify.
func unsignedToken(claims []byte) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + encode(claims) + "." + encode([]byte("sandbox"))
}

// resourceOf is what a scope asks a token for.
func resourceOf(scope string) string { return strings.TrimSuffix(scope, "/.default") }

// isToken tells a token from a key.
func isToken(text string) bool { return strings.Count(text, ".") == 2 }

// readToken returns the claims of a token; false for what is none.
func readToken(token string) (claims tokenClaims, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return tokenClaims{}, false
	}
	data, err := base64.RawURLEncoding.DecodeString(parts[1])
	return claims, err == nil && json.Unmarshal(data, &claims) == nil
}

// opensModels tells whether a token is of the sandbox's tenant, made for models, and not expired.
func opensModels(token string) bool {
	claims, ok := readToken(token)
	audiences := []string{"https://cognitiveservices.azure.com", "https://ai.azure.com"}
	return ok && claims.Tenant == AzureTenant && slices.Contains(audiences, strings.TrimSuffix(claims.Audience, "/")) &&
		time.Now().Unix() < claims.Expires
}
