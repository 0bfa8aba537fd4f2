package functions

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// documents writes each value as one YAML document. What users named is quoted
// by the encoder wherever it could mean anything but itself.
func documents(values ...any) (string, error) {
	if len(values) == 0 {
		return "", nil
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	for _, value := range values {
		if err := encoder.Encode(value); err != nil {
			return "", err
		}
	}
	if err := encoder.Close(); err != nil {
		return "", err
	}
	return out.String(), nil
}
