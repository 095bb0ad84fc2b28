// SPDX-License-Identifier: Apache-2.0
// Draws the overview: tiles, charts, documents that are being read, latencies, failures and recent answers.
import {byId, clock, count, el, fault, fill, OUTCOMES, percent, rate, replaceKeyed, say, svg, time} from "./dom.js";
import {drawAnswers} from "./answers.js";
import {drawCharts} from "./chart.js";
import {progressRow, readingState, uploadedHashes} from "./upload.js";

const RATE_MS = 10000;

export function drawOverview(state) {
  drawTiles(state);
  drawCharts(state);
  drawReadings(state);
  drawLatency(state.latency);
  drawFailureCounts(state);
  const hasAnswers = state.feed !== "off";
  byId("answers-card").hidden = !hasAnswers;
  byId("figures-only").hidden = hasAnswers;
  if (hasAnswers) drawAnswers(state);
}

function perSecond(state) {
  const recent = state.steps.filter((s) => s[0] >= state.now - RATE_MS - state.step_ms);
  const span = recent.length === 0 ? 1 : Math.max(1000, state.now - recent[0][0]);
  return recent.reduce((sum, s) => sum + s[1] + s[2] + s[3] + s[4], 0) / (span / 1000);
}

const sum = (map) => Object.values(map).reduce((a, b) => a + b, 0);
const isEmpty = (map) => Object.keys(map).length === 0;

function drawTiles(state) {
  const t = state.totals;
  const results = t.cache + t.ocr + t.coalesced;
  const all = results + t.failure;
  const read = state.latency.ocr;
  const tiles = [
    ["Answers per second", rate(perSecond(state)), `${count(all)} since ${clock(state.started_at)}`],
    ["Answered without reading", results === 0 ? "–" : percent((t.cache + t.coalesced) / results), "from cache or shared"],
    ["Time to read", read ? time(read.p50) : "–", read ? `95 % within ${time(read.p95)}` : "nothing read in the last 5 min"],
    ["Waiting", isEmpty(state.backlog) ? "–" : count(sum(state.backlog)), backlog(state.backlog)],
    readers(state),
    ["Failures", count(t.failure), all === 0 ? "no answers yet" : `${percent(t.failure / all)} of answers`, t.failure > 0 ? "bad" : ""],
  ];
  replaceKeyed(byId("tiles"), tiles.map(([name, value, remark, kind = "", part = null]) =>
    ({key: name, sign: `${value}|${remark}|${kind}|${part}`, name, value, remark, kind, part})), tile);
}

function tile({name, value, remark, kind, part}) {
  return el("div", {class: kind}, el("dt", {}, name), el("dd", {class: "value"}, value), el("dd", {class: "remark"}, part === null ? null : bar(part), remark));
}

const bar = (part) => svg("svg", {class: "meter", width: 64, height: 6, viewBox: "0 0 64 6", "aria-hidden": "true"},
  svg("rect", {class: "track", width: 64, height: 6, rx: 3}), svg("rect", {class: "part", width: (64 * part).toFixed(1), height: 6, rx: 3}));

const backlog = (b) => (isEmpty(b) ? "unknown; Kafka does not answer" : `${count(b.identify ?? 0)} to look up, ${count(b.recognise ?? 0)} to read`);

/** Shows the slots of this process; a processor alone has none and shows those of the cluster. */
function readers(state) {
  const cluster = state.cluster_slots.recognise;
  const own = state.slots.recognise;
  if (own === undefined) {
    return ["Readers", cluster === undefined ? "–" : count(cluster), cluster === 0 ? "no worker is connected" : "in the whole cluster", cluster === 0 ? "bad" : ""];
  }
  const busy = state.busy_slots.recognise ?? 0;
  return ["Readers busy", `${count(busy)} of ${count(own)}`, cluster === undefined || cluster <= own ? "" : `${count(cluster)} in the cluster`, "", own === 0 ? 0 : Math.min(1, busy / own)];
}

function drawReadings(state) {
  const uploaded = uploadedHashes();
  const others = state.readings.filter((reading) => !uploaded.has(reading.hash));
  replaceKeyed(byId("readings"), others.map((reading) => ({
    key: reading.hash + reading.started_at,
    sign: `${reading.pages} ${reading.done} ${Math.floor((state.now - reading.started_at) / 1000)}`,
    reading,
  })), ({reading}) => progressRow(reading.document, ...readingState(reading, state.now)));
  const isQuiet = others.length === 0 && byId("uploads").children.length === 0;
  const text = state.shows === "figures" ? "Documents are not listed on this page"
    : isEmpty(state.slots) ? "Workers run in other processes; their documents are not listed here"
    : state.max_upload_bytes > 0 ? "Nothing is being read. Drop files anywhere on this page to read them." : "Nothing is being read";
  say("no-readings", text).hidden = !isQuiet;
  say("reading-scope", isEmpty(state.slots) ? "" : "by this process");
}

function drawLatency(latency) {
  fill(byId("latency"), [["Answer", ""], ["Count", "number"], ["p50", "number"], ["p95", "number"], ["p99", "number"]],
    OUTCOMES.filter((o) => o.key !== "failure").map((o) => {
      const figures = latency[o.key];
      const values = figures ? [count(figures.count), time(figures.p50), time(figures.p95), time(figures.p99)] : ["0", "–", "–", "–"];
      return {key: o.key, sign: values.join(), cells: () => [el("span", {}, el("i", {class: "key " + o.key}), o.label), ...values]};
    }));
}

function drawFailureCounts(state) {
  const {failures, rows: known} = state;
  // The counts are those of this process; the topics also contain failures of other instances.
  const codes = new Map(Object.entries(failures));
  for (const row of known) {
    if (row.failure && !codes.has(row.failure.code)) codes.set(row.failure.code, 0);
  }
  const faults = new Map([...Object.entries(state.faults), ...known.filter((r) => r.failure).map((r) => [r.failure.code, r.failure.fault])]);
  const rows = [...codes].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  byId("no-failures").hidden = rows.length > 0;
  byId("failures").hidden = rows.length === 0;
  fill(byId("failures"), [["Code", ""], ["Fix", ""], ["Count", "number"]], rows.map(([code, n]) => ({
    key: code,
    sign: n + (faults.get(code) ?? ""),
    cells: () => [el("a", {href: "#/failures/" + encodeURIComponent(code)}, code), faults.has(code) ? fault(faults.get(code)) : "", n === 0 ? "elsewhere" : count(n)],
  })));
}
