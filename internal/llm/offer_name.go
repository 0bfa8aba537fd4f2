package llm

import (
	"fmt"
	"regexp"
	"strings"
)

// The forms of native ids: Azure's format/name/version, whose words may hold
// blanks; a Bedrock model or profile id, dotted; an ARN.
var (
	azureNative   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._:+-]{0,127}(/[A-Za-z0-9][A-Za-z0-9._:+-]{0,127}){2}$`)
	bedrockNative = regexp.MustCompile(`^[a-z][a-z0-9-]{0,62}(\.[a-z0-9-]{1,63}){1,4}(:[a-z0-9-]{1,63}){0,2}$`)
	modelARN      = regexp.MustCompile(`^arn:aws[a-z-]{0,20}:bedrock:[a-z0-9-]{1,25}:[0-9]{0,12}:[a-z-]{1,60}/[a-zA-Z0-9._:/-]{1,200}$`)
)

// CheckModel reports what is wrong with a text that is to name a model: it is
// neither a portable reference nor of the form of any platform's native ids.
func CheckModel(model string) error {
	_, err := ParseReference(model)
	if err == nil || isNativeForm(model) {
		return nil
	}
	return fmt.Errorf("%w; or give a platform's native id", err)
}

func isNativeForm(model string) bool {
	if azureNative.MatchString(model) || modelARN.MatchString(model) {
		return true
	}
	words := strings.SplitN(model, ".", 3) // a profile's id has its prefix before the publisher
	return bedrockNative.MatchString(model) && (IsPublisher(words[0]) || IsPublisher(words[1]) || strings.Contains(model, ":"))
}

// native is the native id that a wish names, of an ARN the resource; empty where
// it names a reference.
func (w Wish) native() string {
	model := FollowAliases(w.Model, w.Aliases)
	if _, err := ParseReference(model); err == nil || !isNativeForm(model) {
		return ""
	}
	if strings.HasPrefix(model, "arn:") {
		return model[strings.IndexByte(model, '/')+1:]
	}
	return model
}
