// The checker accepts what one desk could have done, and nothing else.
package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

const room = 4

// did is an operation of a client's, from when to when.
func did(client int, from, until int64, in Input, out Output) porcupine.Operation {
	in.Capacity = room
	return porcupine.Operation{ClientId: client, Input: in, Call: from, Output: out, Return: until}
}

func register(group, heads int) Input {
	return Input{Op: "register", Group: group, Part: -1, Heads: heads, Request: -1}
}
func cancel(group int) Input { return Input{Op: "cancel", Group: group, Part: -1, Request: -1} }
func look(group int) Input   { return Input{Op: "group", Group: group, Part: -1, Request: -1} }
func change(group, heads, part int) Input {
	return Input{Op: "change", Group: group, Part: part, Heads: heads, Request: -1}
}

func as(request int, in Input) Input {
	in.Request = request
	return in
}

var (
	seats        = Input{Op: "seats", Part: -1, Request: -1}
	in           = Output{Status: confirmed}
	unknown      = Output{Unknown: true}
	unknownGroup = Output{Refused: "UNKNOWN_GROUP"}
)

func at(place int) Output         { return Output{Status: waiting, Place: place} }
func promoted(count int) Output   { return Output{Promoted: count} }
func now(heads, count int) Output { return Output{Heads: heads, Promoted: count} }
func still(heads, part, place int) Output {
	return Output{Heads: heads, PartHeads: part, Place: place}
}
func refused(reason string) Output { return Output{Refused: reason} }
func taken(count, groups, heads int) Output {
	return Output{Confirmed: count, WaitingGroups: groups, WaitingHeads: heads}
}

const never = int64(1) << 62

var cases = []struct {
	name string
	good bool
	did  []porcupine.Operation
}{
	{"nothing", true, nil},
	{"confirmed while there is room, then waiting in order", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 2), at(1)),
		did(3, 4, 5, register(3, 1), at(2)),
		did(1, 6, 7, seats, taken(3, 2, 3)),
		did(1, 8, 9, register(4, 5), refused("GROUP_LARGER_THAN_ROOM")),
	}},
	{"two at once, either first", true, []porcupine.Operation{
		did(1, 0, 9, register(1, 3), at(1)),
		did(2, 0, 9, register(2, 3), in),
	}},
	{"a cancelled group makes place for those who fit", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 3, register(2, 2), at(1)),
		did(3, 4, 5, register(3, 2), at(2)),
		did(4, 6, 7, register(4, 1), at(3)),
		did(1, 8, 9, cancel(1), promoted(2)),
		did(3, 10, 11, look(3), Output{Status: confirmed, Heads: 2}),
		did(4, 10, 11, look(4), Output{Status: waiting, Place: 1, Heads: 1}),
		did(1, 12, 13, cancel(1), promoted(0)),
	}},
	{"a waiting group that goes lets the next one in", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 2), at(1)),
		did(3, 4, 5, register(3, 1), at(2)),
		did(2, 6, 7, cancel(2), promoted(1)),
	}},
	{"never heard, and done", true, []porcupine.Operation{
		did(1, 0, never, register(1, 4), unknown),
		did(2, 5, 6, register(2, 1), at(1)),
	}},
	{"never heard, and not done", true, []porcupine.Operation{
		did(1, 0, never, register(1, 4), unknown),
		did(2, 5, 6, register(2, 4), in),
		did(2, 7, 8, look(1), unknownGroup),
	}},
	{"the same request gets its first answer, whatever came between", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 3, as(7, register(2, 1)), at(1)),
		did(1, 4, 5, cancel(1), promoted(1)),
		did(2, 6, 7, as(7, register(2, 1)), at(1)),
	}},
	{"the same group in a new request hears where it stands", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 3, register(2, 1), at(1)),
		did(1, 4, 5, cancel(1), promoted(1)),
		did(2, 6, 7, register(2, 1), in),
		did(2, 8, 9, register(2, 3), refused("ID_TAKEN")),
	}},

	{"more people take free seats, and fewer give theirs to who waits", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 2), in),
		did(1, 2, 3, change(1, 4, -1), now(4, 0)),
		did(2, 4, 5, register(2, 2), at(1)),
		did(3, 6, 7, register(3, 1), at(2)),
		did(1, 8, 9, change(1, 1, -1), now(1, 2)),
		did(2, 10, 11, seats, taken(4, 0, 0)),
		did(1, 12, 13, change(1, 5, -1), refused("GROUP_LARGER_THAN_ROOM")),
		did(1, 14, 15, register(1, 2), in),
	}},
	{"more people wait behind the others, or not at all", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 2), at(1)),
		did(1, 4, 5, change(1, 4, -1), refused("NO_SEATS_FREE")),
		did(1, 6, 7, change(1, 4, 7), still(3, 1, 2)),
		did(2, 8, 9, change(2, 3, -1), refused("NO_SEATS_FREE")),
		did(2, 10, 11, cancel(2), promoted(1)),
		did(1, 12, 13, look(7), Output{Status: confirmed, Heads: 1}),
	}},
	{"fewer people are first those who wait as a part", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 1), in),
		did(3, 4, 5, register(3, 1), at(1)),
		did(1, 6, 7, change(1, 4, 7), still(3, 1, 2)),
		did(1, 8, 9, change(1, 2, -1), refused("PART_WAITS")),
		did(1, 10, 11, cancel(7), promoted(0)),
		did(1, 12, 13, change(1, 2, -1), now(2, 1)),
	}},
	{"a part that waits gets the seats that its group gives back", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 1), in),
		did(1, 4, 5, change(1, 4, 7), still(3, 1, 1)),
		did(1, 6, 7, change(1, 2, -1), now(2, 1)),
	}},
	{"a waiting group gets larger behind the others, and smaller where it is", true, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 2), at(1)),
		did(3, 4, 5, register(3, 1), at(2)),
		did(3, 6, 7, change(3, 4, -1), now(4, 0)),
		did(2, 8, 9, change(2, 1, -1), now(1, 1)),
		did(3, 10, 11, look(3), Output{Status: waiting, Place: 1, Heads: 4}),
		did(1, 12, 13, cancel(1), promoted(0)),
		did(1, 14, 15, change(1, 1, -1), refused("GROUP_CANCELLED")),
	}},

	{"more people where others wait", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 2), at(1)),
		did(1, 4, 5, change(1, 4, -1), now(4, 0)),
	}},
	{"more people than there are seats", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 1), in),
		did(1, 4, 5, change(1, 4, -1), now(4, 0)),
	}},
	{"seats given back to nobody", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 3, register(2, 2), at(1)),
		did(1, 4, 5, change(1, 2, -1), now(2, 0)),
	}},
	{"more people who overtake", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 3, register(2, 1), at(1)),
		did(3, 4, 5, register(3, 1), at(2)),
		did(2, 6, 7, change(2, 3, -1), now(3, 0)),
	}},
	{"oversold", false, []porcupine.Operation{
		did(1, 0, 9, register(1, 3), in),
		did(2, 0, 9, register(2, 2), in),
	}},
	{"oversold, as somebody sees", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 9, register(2, 2), unknown),
		did(3, 4, 5, seats, taken(5, 0, 0)),
	}},
	{"overtaken", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 3), in),
		did(2, 2, 3, register(2, 2), at(1)),
		did(3, 4, 5, register(3, 1), in),
	}},
	{"promoted past the first", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 3, register(2, 3), at(1)),
		did(3, 4, 5, register(3, 1), at(2)),
		did(1, 6, 7, cancel(1), promoted(1)),
		did(3, 8, 9, look(3), Output{Status: confirmed, Heads: 1}),
		did(2, 8, 9, look(2), Output{Status: waiting, Place: 1, Heads: 3}),
	}},
	{"nobody promoted", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 3, register(2, 3), at(1)),
		did(1, 4, 5, cancel(1), promoted(0)),
	}},
	{"a lost cancellation", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(1, 2, 3, cancel(1), promoted(0)),
		did(2, 4, 5, seats, taken(4, 0, 0)),
	}},
	{"a lost registration", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 2), in),
		did(2, 2, 3, look(1), unknownGroup),
	}},
	{"one place given twice", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 9, register(2, 1), at(1)),
		did(3, 2, 9, register(3, 1), at(1)),
	}},
	{"a place passed over", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 9, register(2, 1), at(2)),
	}},
	{"what was, shown after what is", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 2), in),
		did(2, 2, 3, seats, taken(2, 0, 0)),
		did(3, 4, 5, seats, taken(0, 0, 0)),
	}},
	{"two answers to one request", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), in),
		did(2, 2, 3, as(7, register(2, 1)), at(1)),
		did(1, 4, 5, cancel(1), promoted(1)),
		did(2, 6, 7, as(7, register(2, 1)), in),
	}},
	{"a group twice", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 1), in),
		did(1, 2, 3, register(1, 1), in),
		did(2, 4, 5, seats, taken(2, 0, 0)),
	}},
	{"refused although it fits", false, []porcupine.Operation{
		did(1, 0, 1, register(1, 4), refused("GROUP_LARGER_THAN_ROOM")),
	}},
}

func TestJudgesHistories(t *testing.T) {
	for _, each := range cases {
		if got := porcupine.CheckOperations(Model, each.did); got != each.good {
			t.Errorf("%s: linearizable is %v", each.name, got)
		}
	}
}

func TestSaysWhatIsWrong(t *testing.T) {
	histories := []History{{"s1", cases[1].did}}
	for _, each := range cases {
		if each.name == "overtaken" {
			histories = append(histories, History{"s2", each.did})
		}
	}
	var text bytes.Buffer
	code := report(&text, histories, judgeAll(histories, time.Minute), time.Minute)
	if code != exitViolated {
		t.Errorf("the exit code is %d", code)
	}
	for _, wanted := range []string{"session s2: NOT LINEARIZABLE", "register g3 of 1 -> confirmed",
		"2 histories, 8 operations: 1 linearizable, 1 violations, 0 unknown"} {
		if !strings.Contains(text.String(), wanted) {
			t.Errorf("%q is not in:\n%s", wanted, text.String())
		}
	}
}

func TestWhatTakesTooLongIsNoSuccess(t *testing.T) {
	var text bytes.Buffer
	histories := []History{{"s1", cases[1].did}}
	if code := report(&text, histories, []verdict{{porcupine.Unknown, 0}}, time.Second); code != exitUnknown {
		t.Errorf("the exit code is %d", code)
	}
}

func TestReadsWhatClientsWrote(t *testing.T) {
	const text = `{"session":"a","client":3,"op":"register","input":{"request":"r","group":"g","heads":2,"capacity":4},` +
		`"output":{"status":"confirmed","place":0},"invoked_ns":5,"returned_ns":9}
{"session":"b","client":4,"op":"seats","input":{"capacity":4},"output":{"confirmed":1},"invoked_ns":1,"returned_ns":2}
{"session":"a","client":3,"op":"register","input":{"request":"r","group":"g","heads":2,"capacity":4},` +
		`"output":null,"invoked_ns":10,"returned_ns":-1}
`
	histories, err := Read(strings.NewReader(text))
	if err != nil || len(histories) != 2 || len(histories[0].Operations) != 2 {
		t.Fatalf("%v, %v", histories, err)
	}
	first, second := histories[0].Operations[0], histories[0].Operations[1]
	wanted := Input{Op: "register", Part: -1, Request: 0, Heads: 2, Capacity: 4}
	if first.Input != wanted || first.Output != (Output{Status: confirmed}) || first.Call != 5 || first.Return != 9 {
		t.Errorf("%+v", first)
	}
	if second.Input != wanted || second.Output != unknown || second.Return < never {
		t.Errorf("%+v", second)
	}
	results := judgeAll(histories, time.Minute)
	if results[0].result != porcupine.Ok || results[1].result != porcupine.Illegal {
		t.Errorf("%v", results)
	}
	if _, err := Read(strings.NewReader("{\n")); err == nil {
		t.Error("half a line was read")
	}
}
