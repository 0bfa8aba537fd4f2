package llm

import (
	"fmt"
	"maps"
	"slices"
)

// CheckAliases reports the first of the user's aliases that cannot be used: a key that is no publisher/name, two keys that mean
// the same, a chain that comes back to its start. A value may be a native id, so its form is not checked.
func CheckAliases(aliases map[string]string) error {
	var read []Reference
	for _, key := range slices.Sorted(maps.Keys(aliases)) {
		ref, err := parseAlias(key)
		if err != nil {
			return err
		}
		if twin := slices.IndexFunc(read, ref.sameName); twin >= 0 {
			return fmt.Errorf("read model alias %s: %q means the same model; keep one of them", quoteShort(key), read[twin])
		}
		if aliases[key] == "" {
			return fmt.Errorf("read model alias %s: it stands for nothing; give a publisher/name or a native id", quoteShort(key))
		}
		if _, _, err := followAliases(ref, aliases); err != nil {
			return err
		}
		read = append(read, ref)
	}
	return nil
}

// FollowAliases returns what the user's aliases make of a model: another reference, or a native id. A model that is no
// reference, that no alias names, or whose aliases cannot be followed is returned as it is.
func FollowAliases(model string, aliases map[string]string) string {
	ref, err := ParseReference(model)
	if _, found := lookUpAlias(ref, aliases); err != nil || !found {
		return model
	}
	target, nativeID, err := followAliases(ref, aliases)
	switch {
	case err != nil:
		return model
	case nativeID != "":
		return nativeID
	}
	return target.String()
}

func parseAlias(key string) (Reference, error) {
	ref, err := ParseReference(key)
	if err != nil {
		return Reference{}, fmt.Errorf("read model alias %s: %w", quoteShort(key), err)
	}
	if ref.Version != "" {
		return Reference{}, fmt.Errorf("read model alias %s: an alias stands for every version; leave %q out of the key", quoteShort(key), "@"+ref.Version)
	}
	return ref, nil
}

// followAliases returns what the user's aliases make of a reference: another reference, or a native id when the alias ends in
// something that is no reference.
func followAliases(ref Reference, aliases map[string]string) (target Reference, nativeID string, err error) {
	target = ref
	for range len(aliases) + 1 {
		value, found := lookUpAlias(target, aliases)
		if !found {
			return target, "", nil
		}
		next, err := ParseReference(value)
		if err != nil {
			return nativeAlias(target, value)
		}
		if target, err = withVersion(next, target.Version); err != nil {
			return Reference{}, "", fmt.Errorf("follow model_aliases from %q: %w", ref, err)
		}
	}
	return Reference{}, "", fmt.Errorf("follow model_aliases from %q: the aliases lead back to their start; remove one of them", ref)
}

func nativeAlias(target Reference, id string) (Reference, string, error) {
	if target.Version != "" {
		return Reference{}, "", fmt.Errorf("follow model_aliases from %q: it stands for the native id %s, which fixes the version; leave %q out",
			target, quoteShort(id), "@"+target.Version)
	}
	return target, id, nil
}

func withVersion(next Reference, version string) (Reference, error) {
	if next.Version != "" && version != "" && next.Version != version {
		return Reference{}, fmt.Errorf("it stands for %q, which is another version than %s", next, version)
	}
	if version != "" {
		next.Version = version
	}
	return next, nil
}

// lookUpAlias compares keys as references, so that a respelled model finds the same alias. Keys are tried in order.
func lookUpAlias(ref Reference, aliases map[string]string) (value string, found bool) {
	for _, key := range slices.Sorted(maps.Keys(aliases)) {
		if alias, err := ParseReference(key); err == nil && alias.sameName(ref) {
			return aliases[key], true
		}
	}
	return "", false
}
