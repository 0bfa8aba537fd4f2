package amazonbedrock

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	longestKey  = 12 * time.Hour // what the service takes at most
	shortestKey = time.Minute    // what ends earlier would be of no use

	keyHost   = "bedrock.amazonaws.com" // in every region
	keyPrefix = "bedrock-api-key-"
	keySuffix = "&Version=1"

	hashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

// apiKey is a short-term key: a presigned request that the service carries out for who shows it. Nothing is asked of AWS for it, and it ends with
// the session that signed it. Its form is that of aws-bedrock-token-generator for Python, JavaScript and Java (2026-08); there is none for Go.
func (at *callee) apiKey(ctx context.Context) (llm.Credential, error) {
	session, err := at.c.session.aws.Credentials.Retrieve(ctx)
	if err != nil {
		return llm.Credential{}, translate(credentialOp, clip(at.to.Model), err)
	}
	now, lasts := at.platform.config.Now(), longestKey
	if session.CanExpire {
		lasts = min(lasts, session.Expires.Sub(now)).Truncate(time.Second)
	}
	if lasts < shortestKey {
		return llm.Credential{}, &llm.Error{
			Op: credentialOp, Object: clip(at.to.Model), Code: llm.CodeUnauthenticated, Message: "the AWS session of the provider ends within a minute, and a key with it",
			Fix: "Renew the credentials that the provider uses for Bedrock, and run again.",
		}
	}
	query := url.Values{"Action": {"CallWithBearerToken"}, "X-Amz-Expires": {strconv.Itoa(int(lasts.Seconds()))}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+keyHost+"/?"+query.Encode(), http.NoBody)
	if err != nil {
		return llm.Credential{}, translate(credentialOp, clip(at.to.Model), err)
	}
	signed, _, err := v4.NewSigner().PresignHTTP(ctx, session, req, hashOfNothing, "bedrock", at.region, now)
	if err != nil {
		return llm.Credential{}, translate(credentialOp, clip(at.to.Model), err)
	}
	value := base64.StdEncoding.EncodeToString([]byte(strings.TrimPrefix(signed, "https://") + keySuffix))
	at.platform.config.Secrets.Add(value) // without the prefix, which is a word that other texts hold
	return llm.Credential{
		Kind: llm.BedrockAPIKey, Value: keyPrefix + value, Header: "Authorization", Prefix: "Bearer ", ExpiresAt: now.Add(lasts).Truncate(time.Second),
	}, nil
}
