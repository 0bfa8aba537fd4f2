package llmtest

import "reflect"

// clone is a copy of a spec that shares no map, slice or pointer with it.
func clone[S any](spec S) S {
	copied := new(S)
	reflect.ValueOf(copied).Elem().Set(cloneValue(reflect.ValueOf(spec)))
	return *copied
}

func cloneValue(value reflect.Value) reflect.Value {
	if value.IsZero() {
		return value
	}
	copied := reflect.New(value.Type()).Elem()
	switch value.Kind() {
	case reflect.Struct:
		copied.Set(value)
		for i := range value.NumField() {
			if copied.Field(i).CanSet() {
				copied.Field(i).Set(cloneValue(value.Field(i)))
			}
		}
	case reflect.Map:
		copied.Set(reflect.MakeMap(value.Type()))
		for key, member := range value.Seq2() {
			copied.SetMapIndex(key, cloneValue(member))
		}
	case reflect.Slice:
		copied.Set(reflect.MakeSlice(value.Type(), value.Len(), value.Len()))
		for i := range value.Len() {
			copied.Index(i).Set(cloneValue(value.Index(i)))
		}
	case reflect.Pointer:
		copied.Set(reflect.New(value.Type().Elem()))
		copied.Elem().Set(cloneValue(value.Elem()))
	default:
		copied.Set(value)
	}
	return copied
}
