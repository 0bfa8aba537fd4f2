package sandbox

import "time"

// Option adjusts a sandbox for one process. Options are not stored in the file.
type Option func(*options)

type options struct {
	pageSize         int
	provisioningTime time.Duration
	writeTime        time.Duration
}

func defaultOptions() options {
	return options{pageSize: 1000, provisioningTime: time.Second}
}

// PageSize sets how many items a list answers at once where the client asks for no smaller number; n must be at least 1.
func PageSize(n int) Option {
	return func(o *options) { o.pageSize = max(n, 1) }
}

// ProvisioningTime sets how long, by the sandbox's clock, a long-running create or update takes. The default is one
// second; 0 means that the first poll already finds it finished.
func ProvisioningTime(d time.Duration) Option {
	return func(o *options) { o.provisioningTime = max(d, 0) }
}

// WriteTime sets how long, by real time, an Azure account stays busy after a synchronous write: other writes to it
// are refused with RequestConflict meanwhile. The default 0 refuses only requests that truly overlap.
func WriteTime(d time.Duration) Option {
	return func(o *options) { o.writeTime = max(d, 0) }
}
