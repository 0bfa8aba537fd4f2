package azureopenai

import (
	"sync"

	azlog "github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
)

// limitSDKLog leaves of the SDK's own log, which AZURE_SDK_GO_LOGGING switches
// on, the requests with the headers that are no secret. Its other events hold
// errors, and an issuer of tokens that refuses may repeat in them what it was
// sent (measured: a client secret in TRACE logs). The SDK's setting is one for
// the whole process and must not change while it is read.
var limitSDKLog = sync.OnceFunc(func() { azlog.SetEvents(azlog.EventRequest) }) //nolint:gochecknoglobals // as global as what it sets
