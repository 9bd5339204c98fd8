// Answers test/docker/build/context/ignore-cases.json again, by docker's own matcher:
//
//	cd scripts/ignore-cases && go run . ../../test/docker/build/context/ignore-cases.json && npm run fix
//
// A new case is `{ "file": "…" }` at the end of the list.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

type ignoreCase struct {
	File    string    `json:"file"`
	Invalid bool      `json:"invalid,omitempty"`
	Ignored *[]string `json:"ignored,omitempty"`
}

type table struct {
	Paths []string     `json:"paths"`
	Cases []ignoreCase `json:"cases"`
}

// As a walk does it: what fits a folder is handed down.
func isIgnored(matcher *patternmatcher.PatternMatcher, path string) (matched bool, err error) {
	var info patternmatcher.MatchInfo
	steps := strings.Split(path, "/")
	for i := range steps {
		matched, info, err = matcher.MatchesUsingParentResults(strings.Join(steps[:i+1], "/"), info)
		if err != nil {
			return false, err
		}
	}
	return matched, nil
}

func answer(file string, paths []string) ([]string, error) {
	lines, err := ignorefile.ReadAll(bytes.NewBufferString(file))
	if err != nil {
		return nil, err
	}
	matcher, err := patternmatcher.New(lines)
	if err != nil {
		return nil, err
	}
	ignored := []string{}
	for _, path := range paths {
		matched, err := isIgnored(matcher, path)
		if err != nil {
			return nil, err
		}
		if matched {
			ignored = append(ignored, path)
		}
	}
	return ignored, nil
}

func ascii(value any) string {
	text := &bytes.Buffer{}
	encoder := json.NewEncoder(text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	out := &strings.Builder{}
	for _, char := range strings.TrimSpace(text.String()) {
		if char < 0x7f {
			out.WriteRune(char)
		} else {
			fmt.Fprintf(out, `\u%04x`, char)
		}
	}
	return out.String()
}

func main() {
	name := os.Args[1]
	text, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	var all table
	if err := json.Unmarshal(text, &all); err != nil {
		panic(err)
	}
	lines := []string{}
	for _, one := range all.Cases {
		ignored, err := answer(one.File, all.Paths)
		lines = append(lines, "    "+ascii(ignoreCase{File: one.File, Invalid: err != nil, Ignored: pointer(ignored)}))
	}
	out := fmt.Sprintf("{\n  \"paths\": %s,\n  \"cases\": [\n%s\n  ]\n}\n", ascii(all.Paths), strings.Join(lines, ",\n"))
	if err := os.WriteFile(name, []byte(out), 0o644); err != nil {
		panic(err)
	}
}

func pointer(ignored []string) *[]string {
	if ignored == nil {
		return nil
	}
	return &ignored
}
