package sandbox

// awsState is what the sandbox remembers of AWS.
type awsState struct{}
