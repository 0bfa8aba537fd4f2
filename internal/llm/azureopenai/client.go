package azureopenai

type client struct{}
