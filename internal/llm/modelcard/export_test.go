package modelcard

// Facts are the bundled claims, one by one.
func Facts() []Fact { return bundledFacts() }
