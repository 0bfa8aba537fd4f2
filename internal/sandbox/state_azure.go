package sandbox

// azureState is what the sandbox remembers of Azure.
type azureState struct{}

func seedAzure(*state) {}
