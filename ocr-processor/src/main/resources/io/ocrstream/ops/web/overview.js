// SPDX-License-Identifier: Apache-2.0
// Draws the overview: tiles, chart, latencies, failures and recent answers.
import {byId, clock, count, el, fill, label, OUTCOMES, percent, rate, time} from "./dom.js";
import {drawChart} from "./chart.js";

const RATE_MS = 10000;
const MAX_ROWS = 100;
const FAULTS = {document: "the document", request: "the event", policy: "limits and permissions", infrastructure: "the system"};

let paused = false;
byId("pause").addEventListener("click", (event) => {
  paused = !paused;
  event.currentTarget.setAttribute("aria-pressed", String(paused));
  event.currentTarget.textContent = paused ? "Resume" : "Pause";
});

export const fault = (name) => FAULTS[name] ?? name;

export function drawOverview(state) {
  drawTiles(state);
  drawChart(state.steps, state.step_ms, state.now, state.started_at);
  drawLatency(state.latency);
  drawFailures(state.failures, state.rows);
  if (!paused) drawAnswers(state);
}

function perSecond(state) {
  const recent = state.steps.filter((s) => s[0] >= state.now - RATE_MS);
  const span = recent.length === 0 ? 1 : Math.max(1000, state.now - recent[0][0]);
  return recent.reduce((sum, s) => sum + s[1] + s[2] + s[3] + s[4], 0) / (span / 1000);
}

const sum = (map) => Object.values(map).reduce((a, b) => a + b, 0);

function drawTiles(state) {
  const t = state.totals;
  const results = t.cache + t.ocr + t.coalesced;
  const all = results + t.failure;
  const saved = t.cache + t.coalesced;
  const tiles = [
    ["Answers per second", rate(perSecond(state)), "last 10 s"],
    ["Answered", count(all), `since ${clock(state.started_at)}`],
    ["Without OCR", results === 0 ? "–" : percent(saved / results), "cache hits and coalesced events"],
    ["Backlog", Object.keys(state.backlog).length === 0 ? "–" : count(sum(state.backlog)), backlog(state.backlog)],
    ["Slots busy", Object.keys(state.busy_slots).length === 0 ? "–" : count(sum(state.busy_slots)), slots(state.busy_slots)],
    ["Failures", count(t.failure), all === 0 ? "none yet" : percent(t.failure / all) + " of answers", t.failure > 0 ? "bad" : ""],
  ];
  tiles.forEach(([name, value, remark, kind], i) => {
    const tile = byId("tiles").children[i] ?? byId("tiles").appendChild(el("div", {}, el("dt"), el("dd", {class: "value"}), el("dd", {class: "remark"})));
    [name, value, remark].forEach((text, part) => {
      if (tile.children[part].textContent !== text) tile.children[part].textContent = text;
    });
    tile.className = kind ?? "";
  });
}

const backlog = (b) => (Object.keys(b).length === 0 ? "unknown" : `${count(b.identify ?? 0)} to identify, ${count(b.recognise ?? 0)} to read`);

const slots = (s) => (Object.keys(s).length === 0 ? "no worker in this process" : `${count(s.identify ?? 0)} identifying, ${count(s.recognise ?? 0)} reading`);

function drawLatency(latency) {
  const rows = OUTCOMES.filter((o) => o.key !== "failure").map((o) => {
    const figures = latency[o.key];
    const name = el("span", {}, el("i", {class: "key " + o.key}), o.label);
    return figures ? [name, count(figures.count), time(figures.p50), time(figures.p95), time(figures.p99)] : [name, "0", "–", "–", "–"];
  });
  fill(byId("latency"), [["Source", ""], ["Answers", "number"], ["p50", "number"], ["p95", "number"], ["p99", "number"]], rows);
}

function drawFailures(failures, known) {
  // The counts are those of this process; the topics also contain failures of other instances.
  const codes = new Map(Object.entries(failures));
  for (const row of known) {
    if (row.failure && !codes.has(row.failure.code)) codes.set(row.failure.code, 0);
  }
  const faults = new Map(known.filter((r) => r.failure).map((r) => [r.failure.code, r.failure.fault]));
  const rows = [...codes].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([code, n]) => [
    el("a", {href: "#/failures/" + encodeURIComponent(code)}, code),
    faults.has(code) ? fault(faults.get(code)) : "",
    n === 0 ? "other instances" : count(n),
  ]);
  byId("no-failures").hidden = rows.length > 0;
  byId("failures").hidden = rows.length === 0;
  fill(byId("failures"), [["Code", ""], ["To be fixed in", ""], ["Failures", "number"]], rows);
}

const FEED = {
  off: "",
  starting: "connecting to the answer topics",
  following: "from all instances",
  sampling: "a sample, because there are too many answers to list",
  failing: "the answer topics cannot be read; see the log",
};

function drawAnswers(state) {
  byId("answers-card").hidden = state.feed === "off";
  byId("feed").textContent = FEED[state.feed] ?? "";
  const rows = state.rows.slice(-MAX_ROWS).reverse().map((row) => [
    name(row), outcome(row), ...measures(row), clock(row.at),
  ]);
  byId("no-answers").hidden = rows.length > 0;
  byId("answers").hidden = rows.length === 0;
  fill(byId("answers"),
    [["Document", "name"], ["Answer", ""], ["Pages", "number"], ["Words", "number"], ["Confidence", "number"], ["Latency", "number"], ["Answered at", "number"]], rows);
}

export function name(row) {
  const inside = el("bdi", {title: row.document}, row.document);
  if (row.failure) return el("a", {href: "#/failures/" + encodeURIComponent(row.failure.code)}, inside);
  return row.text ? el("a", {href: "#/documents/" + row.seq}, inside) : inside;
}

const outcome = (row) => el("span", {}, el("i", {class: "key " + row.outcome}), row.failure ? row.failure.code : label(row.outcome), review(row));

const REASONS = {
  low_confidence: "low confidence",
  missed_ink: "unread ink",
  engines_disagree: "the engines disagree",
  unreadable: "unreadable pages",
};

function review(row) {
  const reasons = row.figures?.needs_review ?? [];
  if (reasons.length === 0) return "";
  return el("span", {class: "review"}, " Review: " + reasons.map((reason) => REASONS[reason] ?? reason).join(", "));
}

function measures(row) {
  if (row.failure || !row.figures) return ["", "", "", ""];
  const f = row.figures;
  const pages = f.failed_pages > 0 ? `${f.pages - f.failed_pages} of ${f.pages}` : count(f.pages);
  return [pages, count(f.words), percent(f.confidence), time(row.ms)];
}
