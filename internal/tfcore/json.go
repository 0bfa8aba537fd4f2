package tfcore

import (
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// stateJSON writes a known value as a state file does.
func stateJSON(value tftypes.Value) ([]byte, error) {
	plain, err := plainValue(value)
	if err != nil {
		return nil, err
	}
	return json.Marshal(plain)
}

func plainValue(value tftypes.Value) (any, error) {
	switch of := value.Type(); {
	case !value.IsKnown():
		return nil, fmt.Errorf("write state: %s is unknown", value)
	case value.IsNull():
		return nil, nil
	case of.Is(tftypes.String):
		var text string
		err := value.As(&text)
		return text, err
	case of.Is(tftypes.Bool):
		var yes bool
		err := value.As(&yes)
		return yes, err
	case of.Is(tftypes.Number):
		number := new(big.Float)
		err := value.As(&number)
		return json.Number(number.Text('f', -1)), err
	case of.Is(tftypes.Object{}) || of.Is(tftypes.Map{}):
		values := map[string]tftypes.Value{}
		if err := value.As(&values); err != nil {
			return nil, err
		}
		return plainMembers(values)
	}
	var values []tftypes.Value
	if err := value.As(&values); err != nil {
		return nil, err
	}
	return plainElements(values)
}

func plainMembers(values map[string]tftypes.Value) (map[string]any, error) {
	plain := make(map[string]any, len(values))
	for name, value := range values {
		inner, err := plainValue(value)
		if err != nil {
			return nil, err
		}
		plain[name] = inner
	}
	return plain, nil
}

func plainElements(values []tftypes.Value) ([]any, error) {
	plain := make([]any, len(values))
	for i, value := range values {
		inner, err := plainValue(value)
		if err != nil {
			return nil, err
		}
		plain[i] = inner
	}
	return plain, nil
}
