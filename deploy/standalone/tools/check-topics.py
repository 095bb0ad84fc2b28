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


def records(paths, prefix):
    """Values by topic; a record that was exported twice counts once."""
    topics, seen = collections.defaultdict(list), set()
    for path in paths:
        for record in lines(path):
            try:
                topic = record["topic"]
                place = (topic, record["partition"], record["offset"])
                value = record["payload"]
                value = json.loads(value) if isinstance(value, str) else value
            except (KeyError, TypeError, ValueError) as error:
                raise BadInput(f"{path}: not an exported record ({error!r})") from error
            if place not in seen and value is not None:
                seen.add(place)
                topics[topic[len(prefix):]].append((record.get("key"), value))
    return topics


def letters(text):
    return re.sub("[^a-z]", "", text.lower())


def judge(topics, truth, repeats):
    """Findings by kind."""
    found = collections.defaultdict(list)
    uris = {}
    for _, event in topics["documents"]:
        uris[event.get("event_id")] = event.get("uri")
    answers = collections.Counter()
    for kind in ("results", "failures"):
        for _, answer in topics[kind]:
            event = answer.get("event_id")
            answers[event] += 1
            if event not in uris:
                found["stray"].append(event)
            elif answer.get("uri") != uris[event]:
                found["other uri"].append(event)
            elif uris[event] not in truth:
                found["no truth"].append(uris[event])
            else:
                right = truth[uris[event]]
                if kind == "results":
                    text = answer.get("result", {}).get("text")
                    if right is None or text is None or letters(text) != letters(right):
                        found["wrong text"].append(event)
                elif right is not None and not answer.get("retryable"):
                    found["wrong failure"].append(event)
    found["lost"] = [event for event in uris if answers[event] == 0]
    found["doubled"] = [event for event in uris if answers[event] > 1]
    readings = collections.Counter(
        key
        for key, completion in topics["recognised"]
        if completion.get("outcome") == "read" and not completion.get("from_cache")
    )
    again = [key for key, count in readings.items() for _ in range(count - 1)]
    if len(again) > repeats:
        found["read again"] = again
    if not uris:
        found["nothing"] = ["no event was exported"]
    return {kind: items for kind, items in found.items() if items}


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
        topics = records(options.exports, options.prefix)
    except (BadInput, KeyError, TypeError, OSError) as error:
        print(f"invalid input: {error}")
        return 2
    findings = judge(topics, truth, options.repeats)
    counts = ", ".join(f"{len(topics[name])} {name}" for name in ("documents", "results", "failures"))
    print(f"{counts}, {len(topics['recognised'])} recognised")
    for kind, items in sorted(findings.items()):
        shown = ", ".join(str(item) for item in items[:MOST_SHOWN])
        print(f"{kind}: {len(items)} ({shown})")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
