// Histories as the clients wrote them, one line of JSON for each operation.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/anishathalye/porcupine"
)

// History is what all clients saw of one session.
type History struct {
	Session    string
	Operations []porcupine.Operation
}

// The desk keeps numbers of groups in bytes.
const groupsMax = 256

type line struct {
	Session string `json:"session"`
	Client  int    `json:"client"`
	Op      string `json:"op"`
	Input   struct {
		Request  string `json:"request"`
		Group    string `json:"group"`
		Part     string `json:"part"`
		Heads    int    `json:"heads"`
		Capacity int    `json:"capacity"`
	} `json:"input"`
	Output *struct {
		Refused       string `json:"refused"`
		Status        string `json:"status"`
		Place         int    `json:"place"`
		Heads         int    `json:"heads"`
		PartHeads     int    `json:"part_heads"`
		Promoted      int    `json:"promoted"`
		Confirmed     int    `json:"confirmed"`
		WaitingGroups int    `json:"waiting_groups"`
		WaitingHeads  int    `json:"waiting_heads"`
	} `json:"output"`
	InvokedNs  int64 `json:"invoked_ns"`
	ReturnedNs int64 `json:"returned_ns"`
}

// numbers gives each name the next number when it is first seen.
type numbers map[string]int

func (n numbers) of(name string) int {
	number, known := n[name]
	if !known {
		number = len(n)
		n[name] = number
	}
	return number
}

func (l line) operation(groups, requests numbers, asked map[string]int) porcupine.Operation {
	in := Input{Op: l.Op, Part: -1, Request: -1, Heads: l.Input.Heads, Capacity: l.Input.Capacity}
	if l.Input.Group != "" {
		in.Group = groups.of(l.Input.Group)
	}
	if l.Input.Part != "" {
		in.Part = groups.of(l.Input.Part)
	}
	if asked[l.Input.Request] > 1 {
		in.Request = requests.of(l.Input.Request)
	}
	operation := porcupine.Operation{
		ClientId: l.Client, Input: in, Call: l.InvokedNs, Return: l.ReturnedNs, Output: Output{Unknown: true},
	}
	if l.Output == nil {
		operation.Return = math.MaxInt64 // it may take effect at any time after it was asked, or never
		return operation
	}
	out := l.Output
	operation.Output = Output{
		Refused: out.Refused, Status: out.Status, Place: out.Place, Heads: out.Heads, PartHeads: out.PartHeads,
		Promoted: out.Promoted, Confirmed: out.Confirmed, WaitingGroups: out.WaitingGroups, WaitingHeads: out.WaitingHeads,
	}
	return operation
}

// gather makes a history of one session's lines.
func gather(session string, lines []line) (History, error) {
	groups, requests, asked := numbers{}, numbers{}, map[string]int{}
	for _, each := range lines {
		if each.Input.Request != "" {
			asked[each.Input.Request]++
		}
	}
	history := History{Session: session}
	for _, each := range lines {
		history.Operations = append(history.Operations, each.operation(groups, requests, asked))
	}
	if len(groups) > groupsMax {
		return history, fmt.Errorf("session %s: %d groups, and %d can be told apart", session, len(groups), groupsMax)
	}
	return history, nil
}

// Read gives the histories of a file, in the order in which their sessions are first named.
func Read(from io.Reader) ([]History, error) {
	var sessions []string
	lines := map[string][]line{}
	scanner := bufio.NewScanner(from)
	for number := 1; scanner.Scan(); number++ {
		var each line
		if err := json.Unmarshal(scanner.Bytes(), &each); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		if _, known := lines[each.Session]; !known {
			sessions = append(sessions, each.Session)
		}
		lines[each.Session] = append(lines[each.Session], each)
	}
	var histories []History
	for _, session := range sessions {
		history, err := gather(session, lines[session])
		if err != nil {
			return nil, err
		}
		histories = append(histories, history)
	}
	return histories, scanner.Err()
}
