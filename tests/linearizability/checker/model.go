// The rules of seats, as a model of one desk that serves one at a time. Written from what the contract and the policy
// shown to people say, not from the platform's code, so that a mistake is not in both.
//
//   - Never more confirmed than the room holds.
//   - A group is seated as a whole or waits as a whole, in order of arrival; a waiting group is never overtaken.
//   - Whatever becomes free goes to the first of the waitlist at once, as long as that fits.
//   - More people of a group get seats only if these are free and nobody waits, and wait with a group that waits only
//     if nobody waits behind it; else they wait by themselves at the end of the line, or nothing changes. Fewer give
//     seats back, and keep their place; but as long as more people of the group wait behind it, fewer of those come
//     first.
//   - The same request again gets its first answer; the same group again hears where it stands.
package main

import (
	"fmt"
	"hash/maphash"
	"strings"

	"github.com/anishathalye/porcupine"
)

const (
	nowhere   = "" // no such group
	confirmed = "confirmed"
	waiting   = "waiting"
	cancelled = "cancelled"
)

// Input is what a client asked. Groups and requests are numbered within their history.
type Input struct {
	Op       string // register, cancel, change, seats, group
	Group    int
	Part     int // as which more people may wait; -1: as none
	Request  int // -1: asked only once in this history, so nobody will compare its answer
	Heads    int
	Capacity int
}

// Output is what it was told; the fields that its operation doesn't tell are zero.
type Output struct {
	Unknown       bool // nobody knows: the client never heard
	Refused       string
	Status        string
	Place         int
	Heads         int
	PartHeads     int
	Promoted      int
	Confirmed     int
	WaitingGroups int
	WaitingHeads  int
}

// Desk is the state: what one desk would have in its book. Comparable, so that the search knows where it has been.
// Groups are in `book` in the order of their numbers, a byte of standing and one of heads each, with a mark on those
// that were changed; `line` has the numbers of those who wait, in order; `parts` has two bytes for each group that is
// more people of another one: its number, and that of the whole; `told` has the answers that may be asked for again.
type Desk struct {
	book  string
	line  string
	parts string
	told  string
}

// Standings in the book.
const (
	letterNowhere   = '.'
	letterConfirmed = 'c'
	letterWaiting   = 'w'
	letterCancelled = 'x'
)

// On the heads of a group that was changed since it was registered.
const changedMark = 0x80

var words = map[byte]string{
	letterNowhere: nowhere, letterConfirmed: confirmed, letterWaiting: waiting, letterCancelled: cancelled,
}

func (d Desk) status(group int) string {
	if 2*group >= len(d.book) {
		return nowhere
	}
	return words[d.book[2*group]]
}

func (d Desk) heads(group int) int { return int(d.book[2*group+1] &^ changedMark) }

func (d Desk) changed(group int) bool { return d.book[2*group+1]&changedMark != 0 }

// mark notes that a group was changed.
func (d Desk) mark(group int) Desk {
	book := []byte(d.book)
	book[2*group+1] |= changedMark
	d.book = string(book)
	return d
}

// write puts a group's standing into the book.
func (d Desk) write(group int, letter byte, heads int) Desk {
	book := []byte(d.book)
	for len(book) <= 2*group {
		book = append(book, letterNowhere, 0)
	}
	book[2*group], book[2*group+1] = letter, byte(heads)|book[2*group+1]&changedMark
	d.book = string(book)
	return d
}

func (d Desk) taken() int {
	sum := 0
	for at := 0; at < len(d.book); at += 2 {
		if d.book[at] == letterConfirmed {
			sum += d.heads(at / 2)
		}
	}
	return sum
}

// place is where a group stands in the line, from 1; 0 for one who doesn't.
func (d Desk) place(group int) int {
	return 1 + strings.IndexByte(d.line, byte(group))
}

// whole is the group of which a group is a part, or itself.
func (d Desk) whole(group int) int {
	for at := 0; at < len(d.parts); at += 2 {
		if int(d.parts[at]) == group {
			return int(d.parts[at+1])
		}
	}
	return group
}

// partWaits says whether a part of the same whole stands in the line behind the group.
func (d Desk) partWaits(group int) bool {
	for _, behind := range []byte(d.line[d.place(group):]) {
		if int(behind) != group && d.whole(int(behind)) == d.whole(group) && int(behind) != d.whole(group) {
			return true
		}
	}
	return false
}

// seatTheFirst gives seats to the first of the line as long as they fit; how many groups got theirs.
func (d Desk) seatTheFirst(capacity int) (Desk, int) {
	promoted := 0
	for len(d.line) > 0 {
		first := int(d.line[0])
		if d.taken()+d.heads(first) > capacity {
			break
		}
		d = d.write(first, letterConfirmed, d.heads(first))
		d.line = d.line[1:]
		promoted++
	}
	return d, promoted
}

func (d Desk) register(in Input) (Desk, Output) {
	if d.status(in.Group) != nowhere {
		if d.heads(in.Group) != in.Heads && !d.changed(in.Group) {
			return d, Output{Refused: "ID_TAKEN"}
		}
		return d, Output{Status: d.status(in.Group), Place: d.place(in.Group)}
	}
	if in.Heads > in.Capacity {
		return d, Output{Refused: "GROUP_LARGER_THAN_ROOM"}
	}
	if len(d.line) == 0 && d.taken()+in.Heads <= in.Capacity {
		return d.write(in.Group, letterConfirmed, in.Heads), Output{Status: confirmed}
	}
	d = d.write(in.Group, letterWaiting, in.Heads)
	d.line += string([]byte{byte(in.Group)})
	return d, Output{Status: waiting, Place: d.place(in.Group)}
}

func (d Desk) cancel(in Input) (Desk, Output) {
	switch d.status(in.Group) {
	case nowhere:
		return d, Output{Refused: "UNKNOWN_GROUP"}
	case cancelled:
		return d, Output{}
	}
	if place := d.place(in.Group); place > 0 {
		d.line = d.line[:place-1] + d.line[place:]
	}
	d = d.write(in.Group, letterCancelled, d.heads(in.Group))
	d, promoted := d.seatTheFirst(in.Capacity)
	return d, Output{Promoted: promoted}
}

// grow gives more people what the group has, or lets them wait.
func (d Desk) grow(in Input) (Desk, Output) {
	if in.Heads > in.Capacity {
		return d, Output{Refused: "GROUP_LARGER_THAN_ROOM"}
	}
	more := in.Heads - d.heads(in.Group)
	place := d.place(in.Group)
	fits := len(d.line) == 0 && d.taken()+more <= in.Capacity
	if fits || place > 0 && place == len(d.line) {
		return d.write(in.Group, d.book[2*in.Group], in.Heads).mark(in.Group), Output{Heads: in.Heads}
	}
	if in.Part < 0 {
		return d, Output{Refused: "NO_SEATS_FREE"}
	}
	d.parts += string([]byte{byte(in.Part), byte(d.whole(in.Group))})
	d = d.mark(in.Group).write(in.Part, letterWaiting, more)
	d.line += string([]byte{byte(in.Part)})
	return d, Output{Heads: d.heads(in.Group), PartHeads: more, Place: d.place(in.Part)}
}

func (d Desk) change(in Input) (Desk, Output) {
	switch d.status(in.Group) {
	case nowhere:
		return d, Output{Refused: "UNKNOWN_GROUP"}
	case cancelled:
		return d, Output{Refused: "GROUP_CANCELLED"}
	}
	heads := d.heads(in.Group)
	if in.Heads > heads {
		return d.grow(in)
	}
	if in.Heads == heads {
		return d, Output{Heads: heads}
	}
	if d.partWaits(in.Group) {
		return d, Output{Refused: "PART_WAITS"}
	}
	d = d.write(in.Group, d.book[2*in.Group], in.Heads).mark(in.Group)
	d, promoted := d.seatTheFirst(in.Capacity)
	return d, Output{Heads: in.Heads, Promoted: promoted}
}

func (d Desk) seats() Output {
	out := Output{Confirmed: d.taken(), WaitingGroups: len(d.line)}
	for _, group := range []byte(d.line) {
		out.WaitingHeads += d.heads(int(group))
	}
	return out
}

func (d Desk) group(in Input) Output {
	if d.status(in.Group) == nowhere {
		return Output{Refused: "UNKNOWN_GROUP"}
	}
	return Output{Status: d.status(in.Group), Place: d.place(in.Group), Heads: d.heads(in.Group)}
}

// told marks what was answered to a request that is asked again somewhere.
func told(request int, out Output) string {
	return fmt.Sprintf("\n%d %s %s %d %d %d %d.", request, out.Refused, out.Status, out.Place, out.Heads, out.PartHeads,
		out.Promoted)
}

// serve is what the desk does with one request, and says.
func (d Desk) serve(in Input, heard Output) (Desk, Output) {
	if in.Request >= 0 && strings.Contains(d.told, fmt.Sprintf("\n%d ", in.Request)) {
		// The first answer is in the book: either this is the same, or it isn't.
		if heard.Unknown || strings.Contains(d.told, told(in.Request, heard)) {
			return d, heard
		}
		return d, Output{Refused: "(an answer already given)"}
	}
	var out Output
	switch in.Op {
	case "register":
		d, out = d.register(in)
	case "cancel":
		d, out = d.cancel(in)
	case "change":
		d, out = d.change(in)
	case "seats":
		return d, d.seats()
	case "group":
		return d, d.group(in)
	}
	// Whoever isn't there was not decided about, so nothing is remembered.
	if in.Request >= 0 && out.Refused != "UNKNOWN_GROUP" {
		d.told += told(in.Request, out)
	}
	return d, out
}

var seed = maphash.MakeSeed()

// Model is the desk as Porcupine asks for it.
var Model = porcupine.Model{
	Init: func() interface{} { return Desk{} },
	Step: func(state, input, output interface{}) (bool, interface{}) {
		heard := output.(Output)
		next, said := state.(Desk).serve(input.(Input), heard)
		return heard.Unknown || said == heard, next
	},
	Hash: func(state interface{}) uint64 {
		desk := state.(Desk)
		return maphash.String(seed, desk.book+desk.line+desk.parts+desk.told)
	},
}
