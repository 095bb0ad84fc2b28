#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks exported topics: does each event have one correct answer, and was each content read once?

The script shares no code with the program, and needs only Python 3.8. Topics are JSON lines, one record
each, as `kcat -C -e -J -t TOPIC` writes them:

    {"topic": "ocr.results", "partition": 0, "offset": 7, "key": "...", "payload": "{...}"}

The true texts are JSON lines: {"uri": "...", "text": "..."}. The text is null for a document that
cannot be read. Texts are compared by their letters a to z.

Exit code: 0 no findings, 1 findings, 2 invalid input.
"""

import argparse
import collections
import json
import re
import sys

MOST_SHOWN = 5
JUDGED = ("results", "failures", "recognised")


class BadInput(Exception):
    """A line with an unexpected format."""


def lines(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise BadInput(f"{path}:{number}: not JSON ({error})") from error


def records(paths, topics):
    """Topic, key and value of the records of some topics; a record that was exported twice counts once."""
    seen = collections.defaultdict(set)
    for path in paths:
        for record in lines(path):
            try:
                topic = record["topic"]
                offsets = seen[topic, record["partition"]]
                if topic not in topics or record["offset"] in offsets or record["payload"] is None:
                    continue
                offsets.add(record["offset"])
                value = record["payload"]
                value = json.loads(value) if isinstance(value, str) else value
            except (KeyError, TypeError, ValueError) as error:
                raise BadInput(f"{path}: not an exported record ({error!r})") from error
            yield topic, record.get("key"), value


def letters(text):
    return re.sub("[^a-z]", "", text.lower())


class Findings:
    """Counts findings by kind and keeps the first of each."""

    def __init__(self):
        self.counts = collections.Counter()
        self.first = collections.defaultdict(list)

    def add(self, kind, item):
        self.counts[kind] += 1
        if len(self.first[kind]) < MOST_SHOWN:
            self.first[kind].append(item)


def judge_answer(kind, answer, uris, truth, found):
    event = answer.get("event_id")
    if event not in uris:
        found.add("stray", event)
    elif answer.get("uri") != uris[event]:
        found.add("other uri", event)
    elif uris[event] not in truth:
        found.add("no truth", uris[event])
    else:
        right = truth[uris[event]]
        if kind == "results":
            text = answer.get("result", {}).get("text")
            if right is None or text is None or letters(text) != letters(right):
                found.add("wrong text", event)
        elif right is not None and not answer.get("retryable"):
            found.add("wrong failure", event)


def judge(exports, prefix, truth, repeats):
    """Findings, and the number of records by topic. Answers are not kept, because there may be millions."""
    found = Findings()
    totals = collections.Counter()
    uris = {}
    for _, _, event in records(exports, {prefix + "documents"}):
        totals["documents"] += 1
        uris[event.get("event_id")] = event.get("uri")
    answers, readings = collections.Counter(), collections.Counter()
    for topic, key, value in records(exports, {prefix + name for name in JUDGED}):
        name = topic[len(prefix):]
        totals[name] += 1
        if name != "recognised":
            answers[value.get("event_id")] += 1
            judge_answer(name, value, uris, truth, found)
        elif value.get("outcome") == "read" and not value.get("from_cache"):
            readings[key] += 1
    for event in uris:
        if answers[event] != 1:
            found.add("doubled" if answers[event] else "lost", event)
    again = [key for key, count in readings.items() for _ in range(count - 1)]
    if len(again) > repeats:
        for key in again:
            found.add("read again", key)
    if not uris:
        found.add("nothing", "no event was exported")
    return found, totals


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--truth", required=True, help="JSON lines of uri and text")
    parser.add_argument("--prefix", default="ocr.", help="prefix of the topic names")
    parser.add_argument(
        "--repeats", type=int, default=0, help="second readings that faults excuse"
    )
    parser.add_argument("exports", nargs="+", help="exported topics")
    options = parser.parse_args()
    try:
        truth = {line["uri"]: line["text"] for line in lines(options.truth)}
        found, totals = judge(options.exports, options.prefix, truth, options.repeats)
    except (BadInput, KeyError, TypeError, OSError) as error:
        print(f"invalid input: {error}")
        return 2
    print(", ".join(f"{totals[name]} {name}" for name in ("documents", *JUDGED)))
    for kind, count in sorted(found.counts.items()):
        shown = ", ".join(str(item) for item in found.first[kind])
        print(f"{kind}: {count} ({shown})")
    return 1 if found.counts else 0


if __name__ == "__main__":
    sys.exit(main())
