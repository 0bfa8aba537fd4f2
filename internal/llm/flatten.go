package llm

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Flatten writes a value of decoded JSON (as encoding/json gives it) as a flat
// map: "a.b" for members, "a.0" for items of lists, numbers and booleans as JSON
// writes them. Null, "", and empty lists and objects count as absent.
func Flatten(value any) map[string]string {
	flat := map[string]string{}
	flatten(flat, "", value)
	return flat
}

func flatten(into map[string]string, path string, value any) {
	switch v := value.(type) {
	case nil:
	case map[string]any:
		for key, member := range v {
			flatten(into, join(path, key), member)
		}
	case []any:
		for i, item := range v {
			flatten(into, join(path, strconv.Itoa(i)), item)
		}
	case string:
		if v != "" {
			into[path] = v
		}
	case float64:
		into[path] = strconv.FormatFloat(v, 'f', -1, 64)
	case json.Number:
		into[path] = v.String()
	default:
		into[path] = fmt.Sprint(v)
	}
}

func join(path, step string) string {
	if path == "" {
		return step
	}
	return path + "." + step
}
