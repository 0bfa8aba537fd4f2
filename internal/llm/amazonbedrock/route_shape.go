package amazonbedrock

import (
	"math/big"
	"time"

	smithy "github.com/aws/smithy-go"
	"github.com/aws/smithy-go/document"
)

// shape takes down an SDK value as decoded JSON. The SDK describes each of its types to a serializer, so a field that a
// later version adds is taken down without a line here.
type shape struct {
	open []*node
	root map[string]any
}

// node is an object, map or list that is being taken down.
type node struct {
	member *smithy.Schema // what it is in its parent
	object map[string]any // nil in a list
	list   []any
	key    string // of the value to come, in a map
	isMap  bool
}

// describe returns all that a value of the SDK holds. What is nil, and members of unions that this version of the SDK does
// not know, are absent.
func describe(value smithy.Serializable) map[string]any {
	s := &shape{}
	value.Serialize(s)
	return s.root
}

func (s *shape) put(member *smithy.Schema, value any) {
	if len(s.open) == 0 {
		s.root, _ = value.(map[string]any)
		return
	}
	switch into := s.open[len(s.open)-1]; {
	case into.object == nil:
		into.list = append(into.list, value)
	case into.isMap:
		into.object[into.key] = value
	default:
		into.object[member.MemberName()] = value
	}
}

func (s *shape) begin(n *node) { s.open = append(s.open, n) }

func (s *shape) end() {
	n := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	if n.object != nil {
		s.put(n.member, n.object)
		return
	}
	s.put(n.member, n.list)
}

// WriteStruct begins an object.
func (s *shape) WriteStruct(m *smithy.Schema) { s.begin(&node{member: m, object: map[string]any{}}) }

// WriteUnion begins an object of one member.
func (s *shape) WriteUnion(m, _ *smithy.Schema) { s.WriteStruct(m) }

// WriteMap begins an object whose keys are data.
func (s *shape) WriteMap(m *smithy.Schema) {
	s.begin(&node{member: m, object: map[string]any{}, isMap: true})
}

// WriteList begins a list.
func (s *shape) WriteList(m *smithy.Schema) { s.begin(&node{member: m}) }

// WriteKey names the next value of a map.
func (s *shape) WriteKey(_ *smithy.Schema, key string) { s.open[len(s.open)-1].key = key }

// CloseStruct ends what WriteStruct began.
func (s *shape) CloseStruct() { s.end() }

// CloseUnion ends what WriteUnion began.
func (s *shape) CloseUnion() { s.end() }

// CloseMap ends what WriteMap began.
func (s *shape) CloseMap() { s.end() }

// CloseList ends what WriteList began.
func (s *shape) CloseList() { s.end() }

// The scalars, as JSON has them.

// WriteInt8 takes down a number.
func (s *shape) WriteInt8(m *smithy.Schema, v int8) { s.put(m, v) }

// WriteInt16 takes down a number.
func (s *shape) WriteInt16(m *smithy.Schema, v int16) { s.put(m, v) }

// WriteInt32 takes down a number.
func (s *shape) WriteInt32(m *smithy.Schema, v int32) { s.put(m, v) }

// WriteInt64 takes down a number.
func (s *shape) WriteInt64(m *smithy.Schema, v int64) { s.put(m, v) }

// WriteFloat32 takes down a number.
func (s *shape) WriteFloat32(m *smithy.Schema, v float32) { s.put(m, float64(v)) }

// WriteFloat64 takes down a number.
func (s *shape) WriteFloat64(m *smithy.Schema, v float64) { s.put(m, v) }

// WriteBool takes down a boolean.
func (s *shape) WriteBool(m *smithy.Schema, v bool) { s.put(m, v) }

// WriteString takes down a string.
func (s *shape) WriteString(m *smithy.Schema, v string) { s.put(m, v) }

// WriteBigInt takes down a number.
func (s *shape) WriteBigInt(m *smithy.Schema, v *big.Int) { s.put(m, v.String()) }

// WriteBigFloat takes down a number.
func (s *shape) WriteBigFloat(m *smithy.Schema, v *big.Float) { s.put(m, v.String()) }

// WriteBlob takes down bytes, as their digest: they may be long, and a secret.
func (s *shape) WriteBlob(m *smithy.Schema, v []byte) { s.put(m, digest(string(v))) }

// WriteTime takes down a moment.
func (s *shape) WriteTime(m *smithy.Schema, v time.Time) { s.put(m, v.UTC().Format(time.RFC3339Nano)) }

// WriteDocument notes that there is a free-form value; no type that is described here has one.
func (s *shape) WriteDocument(m *smithy.Schema, _ document.Value) { s.put(m, "document") }

// WriteNil takes down that there is nothing.
func (s *shape) WriteNil(m *smithy.Schema) { s.put(m, nil) }

// Bytes is nothing: the value is not kept as text.
func (s *shape) Bytes() []byte { return nil }

var _ smithy.ShapeSerializer = (*shape)(nil)
