package azureopenai

import (
	"encoding/json"
	"fmt"
	"io"
)

// eachItem reads {"value": […], "nextLink": …} item by item.
func eachItem(r io.Reader, item func(*json.Decoder) error) (next string, err error) {
	decoder := json.NewDecoder(r)
	if err := expect(decoder, json.Delim('{')); err != nil {
		return "", err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return "", err
		}
		switch key {
		case "value":
			err = items(decoder, item)
		case "nextLink":
			var link *string
			if err = decoder.Decode(&link); link != nil {
				next = *link
			}
		default:
			var skipped json.RawMessage
			err = decoder.Decode(&skipped)
		}
		if err != nil {
			return "", err
		}
	}
	return next, expect(decoder, json.Delim('}'))
}

func items(decoder *json.Decoder, item func(*json.Decoder) error) error {
	if err := expect(decoder, json.Delim('[')); err != nil {
		return err
	}
	for decoder.More() {
		if err := item(decoder); err != nil {
			return err
		}
	}
	return expect(decoder, json.Delim(']'))
}

func expect(decoder *json.Decoder, want json.Delim) error {
	token, err := decoder.Token()
	if err == nil && token != want {
		err = fmt.Errorf("%v stands where %v should", token, want)
	}
	return err
}
