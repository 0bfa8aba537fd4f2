package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// jsonObject is Newtonsoft's JObject. Members are as encoding/json decodes them.
type jsonObject struct {
	members map[string]any
}

// readJSONObject reads a JObject, or tells why that fails.
func readJSONObject(body []byte) (*jsonObject, error) {
	o := &jsonObject{}
	if err := json.Unmarshal(body, &o.members); err != nil || o.members == nil {
		return nil, errors.New("the body is no JSON object")
	}
	return o, nil
}

// at is null for what is not there.
func (o *jsonObject) at(key any) (any, bool) {
	name, ok := key.(string)
	switch value := o.members[name].(type) {
	case map[string]any:
		return &jsonObject{members: value}, ok
	case float64:
		return int(value), ok
	case []any:
		return &jsonArray{value}, ok
	default:
		return value, ok
	}
}

func (o *jsonObject) put(key string, value any) {
	switch v := value.(type) {
	case *jsonObject:
		value = v.members
	case *jsonArray:
		value = v.items
	}
	o.members[key] = value
}

// jsonArray is a JArray, which expressions can only pass on.
type jsonArray struct {
	items []any
}

func (o *jsonObject) call(name string, arguments []any) (any, error) {
	if name == "ToString" && len(arguments) <= 1 { // formatting changes blanks alone
		return string(encoded(o.members)), nil
	}
	if name == "ContainsKey" && len(arguments) == 1 {
		_, has := o.members[fmt.Sprint(arguments[0])]
		return has, nil
	}
	return nil, noMember(o, name)
}

// csharpNamespace is a name whose members are names, such as that of an enumeration; Convert is one with methods.
type csharpNamespace string

func (n csharpNamespace) member(name string) (any, bool) {
	return n + csharpNamespace("."+name), n != csharpConvert
}

// csharpConvert is the class of conversions.
const csharpConvert csharpNamespace = "Convert"

func (n csharpNamespace) call(name string, arguments []any) (any, error) {
	if n != csharpConvert || len(arguments) != 1 {
		return nil, noMember(n, name)
	}
	switch name {
	case "ToString":
		return csharpText(arguments[0]), nil
	case "ToInt32":
		return strconv.Atoi(csharpText(arguments[0]))
	}
	return nil, noMember(n, name)
}

// csharpRandom is Random with a seed, which draws the same numbers every time.
type csharpRandom int

func (s csharpRandom) call(name string, arguments []any) (any, error) {
	if limit, ok := first[int](arguments); ok && name == "Next" && limit > 0 && len(arguments) == 1 {
		return int(uint32(s)) % limit, nil
	}
	return nil, noMember(s, name)
}

// first is the first of some arguments, if it is of a type.
func first[T any](arguments []any) (value T, ok bool) {
	if len(arguments) == 0 {
		return value, false
	}
	value, ok = arguments[0].(T)
	return value, ok
}

// csharpText is a value as text; null is empty.
func csharpText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case bool:
		if value {
			return "True"
		}
		return "False"
	case *jsonObject:
		return string(encoded(value.members))
	}
	return fmt.Sprint(value)
}

func csharpOperate(operator string, left, right csharpValue, scope csharpScope) (any, error) {
	a, err := left(scope)
	if err != nil {
		return nil, err
	}
	switch { // the right side is left alone where the left one decides
	case operator == "||" && a == true, operator == "&&" && a == false, operator == "??" && a != nil:
		return a, nil
	}
	b, err := right(scope)
	if err != nil {
		return nil, err
	}
	switch operator {
	case "||", "&&", "??":
		return b, nil
	case "==":
		return a == b, nil
	case "!=":
		return a != b, nil
	}
	return csharpArithmetic(operator, a, b)
}

func csharpArithmetic(operator string, a, b any) (any, error) {
	x, isX := a.(int)
	y, isY := b.(int)
	if operator == "+" && (!isX || !isY) {
		return csharpText(a) + csharpText(b), nil
	}
	if !isX || !isY || y == 0 && (operator == "/" || operator == "%") {
		return nil, fmt.Errorf("%v %s %v cannot be computed", a, operator, b)
	}
	switch operator {
	case "+":
		return x + y, nil
	case "-":
		return x - y, nil
	case "*":
		return x * y, nil
	case "/":
		return x / y, nil
	case "%":
		return x % y, nil
	case "<":
		return x < y, nil
	case ">":
		return x > y, nil
	case "<=":
		return x <= y, nil
	}
	return x >= y, nil
}

func csharpNegate(operator string, of csharpValue, scope csharpScope) (any, error) {
	value, err := of(scope)
	if err != nil {
		return nil, err
	}
	if n, ok := value.(int); ok && operator == "-" {
		return -n, nil
	}
	if b, ok := value.(bool); ok && operator == "!" {
		return !b, nil
	}
	return nil, fmt.Errorf("%s%v cannot be computed", operator, value)
}

// csharpCast checks that a value is of a type; it converts nothing.
func csharpCast(kind string, of csharpValue, scope csharpScope) (any, error) {
	value, err := of(scope)
	if err != nil {
		return nil, err
	}
	ok := true
	switch kind {
	case "int", "long":
		_, ok = value.(int)
	case "bool":
		_, ok = value.(bool)
	case "string":
		_, ok = value.(string)
		ok = ok || value == nil
	case "JObject":
		_, ok = value.(*jsonObject)
		ok = ok || value == nil
	}
	if !ok {
		return nil, fmt.Errorf("%v is no %s", value, kind)
	}
	return value, nil
}
