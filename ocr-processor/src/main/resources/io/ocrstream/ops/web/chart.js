// SPDX-License-Identifier: Apache-2.0
// Draws answers, latencies and waiting tasks over time, and the same as a table.
import {byId, clock, count, el, fill, OUTCOMES, rate, segments, svg, time} from "./dom.js";

/** Minutes that the charts show, the length of a column, and the minutes between the marks. */
const SPANS = [
  {minutes: 5, columnMs: 5000, between: 1, text: "5 min"},
  {minutes: 15, columnMs: 10000, between: 3, text: "15 min"},
  {minutes: 60, columnMs: 30000, between: 10, text: "1 h"},
];
const LEFT = 50;
const BOTTOM = 20;
const TOP = 8;
// The values of a step in a message, after its start.
const COUNTS = ["cache", "ocr", "coalesced", "failure"];
const LEVELS = ["backlog", "busy", "hit", "typical", "slow"];
const LINES = [["hit", "cache p95"], ["typical", "read p50"], ["slow", "read p95", "p95"]];

let chosen = null;
let pointed = null;
let draw = () => {};

byId("legend").append(...OUTCOMES.map((o) => el("li", {}, el("i", {class: "key " + o.key}), o.label)));
byId("latency-legend").append(...LINES.map(([key, text, short = text]) => el("li", {},
  svg("svg", {width: 16, height: 6, "aria-hidden": "true"}, svg("path", {class: "line " + key, d: "M1 3H15"})), short)));

/** Sums the steps of each column; levels are the highest in it. */
function columnsOf(steps, stepMs, columnMs, from) {
  const columns = new Map();
  for (const [at, ...values] of steps) {
    if (at < from) continue;
    const start = at - (at % columnMs);
    const column = columns.get(start) ?? {at: start, steps: 0, cache: 0, ocr: 0, coalesced: 0, failure: 0};
    column.steps++;
    COUNTS.forEach((key, i) => { column[key] += values[i]; });
    LEVELS.forEach((key, i) => {
      const level = values[COUNTS.length + i];
      if (level !== null && level !== undefined) column[key] = Math.max(column[key] ?? 0, level);
    });
    columns.set(start, column);
  }
  // The last column is still growing; its rate is over the time that has passed.
  return [...columns.values()].map((column) => ({...column, seconds: (column.steps * stepMs) / 1000}));
}

const sum = (column) => COUNTS.reduce((all, key) => all + column[key], 0);

/** Returns the next round number at or above n. */
function ceiling(n) {
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((f) => f * power).find((c) => c >= n);
}

/** Draws the chosen span, at first the one that the age of the process needs. */
export function drawCharts(state) {
  const age = (state.now - (state.steps[0]?.[0] ?? state.now)) / 60000;
  const span = chosen ?? SPANS.find(({minutes}) => age <= minutes) ?? SPANS.at(-1);
  if (byId("spans").shown !== span) {
    byId("spans").shown = span;
    segments(byId("spans"), SPANS.map((s) => [s, s.text]), span, (s) => {
      chosen = s;
      drawCharts(state);
    });
  }
  const end = state.now - (state.now % span.columnMs) + span.columnMs;
  const from = end - span.minutes * 60000;
  const columns = columnsOf(state.steps, state.step_ms, span.columnMs, from);
  const frame = {span, from, end, columns};
  draw = () => {
    answers({...frame, host: byId("chart"), height: 208, at: byId("chart-at")});
    latencies({...frame, host: byId("latency-chart"), height: 208, at: byId("latency-at")});
    backlog({...frame, host: byId("backlog-chart"), height: 208, at: byId("backlog-at")});
  };
  draw();
  tabulate(columns);
}

/** Begins a picture with marks of time; y maps values to heights. */
function picture({host, height, span, from, end}, marks, y, what) {
  const width = Math.max(220, host.clientWidth);
  const x = (at) => LEFT + ((at - from) / (end - from)) * (width - LEFT);
  const drawn = svg("svg", {viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": what});
  for (const [value, text] of marks) {
    drawn.append(
      svg("line", {class: "grid", x1: LEFT, x2: width, y1: y(value), y2: y(value)}),
      svg("text", {class: "axis", x: LEFT - 8, y: y(value) + 4, "text-anchor": "end"}, text));
  }
  const between = width < 420 ? span.between * 2 : span.between;
  for (let ago = 0; ago < span.minutes; ago += between) {
    const at = x(end - ago * 60000);
    if (at < LEFT + 24) break;
    drawn.append(svg("text", {class: "axis", x: Math.min(at, width - 2), y: height - 4, "text-anchor": ago === 0 ? "end" : "middle"}, ago === 0 ? "now" : `−${ago} min`));
  }
  return {drawn, x, width};
}

/** Shows the picture and, above it, the values of the column under the pointer. */
function finish({host, height, at, columns, span, from, end}, {drawn, x, width}, valuesOf) {
  const under = columns.find((column) => column.at === pointed);
  if (under) {
    const middle = x(under.at + span.columnMs / 2);
    drawn.append(svg("line", {class: "pointer", x1: middle, x2: middle, y1: TOP, y2: height - BOTTOM}));
  }
  at.textContent = under ? valuesOf(under) : "";
  drawn.addEventListener("pointermove", (event) => {
    const part = (event.offsetX - LEFT) / (width - LEFT);
    const time = from + part * (end - from);
    const next = part < 0 ? null : time - (time % span.columnMs);
    if (next !== pointed) {
      pointed = next;
      draw();
    }
  });
  host.replaceChildren(drawn);
}

for (const id of ["chart", "latency-chart", "backlog-chart"]) {
  byId(id).addEventListener("pointerleave", () => {
    pointed = null;
    draw();
  });
}

function answers(frame) {
  const {height, columns, span} = frame;
  const peak = Math.max(0, ...columns.map((column) => sum(column) / column.seconds));
  const top = ceiling(Math.max(1, peak));
  const y = (perSecond) => TOP + (1 - perSecond / top) * (height - TOP - BOTTOM);
  const view = picture(frame, [0, 0.5, 1].map((part) => [part * top, rate(part * top)]), y,
    `Answers per second over the last ${span.text}; at most ${rate(peak)}. The table below has the figures.`);
  const width = Math.max(1, view.x(span.columnMs) - view.x(0) - (view.width > 700 ? 1.5 : 0.7));
  for (const {key} of OUTCOMES) {
    view.drawn.append(svg("path", {class: "bar " + key, d: columns.map((column) => bar(column, key)).join("")}));
  }
  function bar(column, key) {
    if (!column[key]) return "";
    let below = 0;
    for (const other of OUTCOMES) {
      if (other.key === key) break;
      below += column[other.key];
    }
    const from = y(below / column.seconds);
    // A single failure among thousands of hits must stay visible.
    const to = Math.min(y((below + column[key]) / column.seconds), from - (key === "failure" ? 2 : 0.5));
    return `M${view.x(column.at).toFixed(1)} ${from.toFixed(1)}h${width.toFixed(2)}V${to.toFixed(1)}h${(-width).toFixed(2)}z`;
  }
  finish(frame, view, (column) => `${clock(column.at)}: ${OUTCOMES.filter(({key}) => column[key] > 0).map(({key, label}) => `${count(column[key])} ${label}`).join(", ") || "none"}`);
}

/** Joins the values of neighbouring columns by lines; a column alone is a dash. */
function line(columns, key, columnMs, x, y) {
  let path = "";
  let before = null;
  for (const column of columns) {
    if (column[key] === undefined) continue;
    const [left, right, height] = [x(column.at), x(column.at + columnMs), y(column[key]).toFixed(1)];
    path += before !== null && column.at - before <= columnMs ? `L${((left + right) / 2).toFixed(1)} ${height}` : `M${left.toFixed(1)} ${height}H${((left + right) / 2).toFixed(1)}`;
    before = column.at;
  }
  return path;
}

function latencies(frame) {
  const {height, columns, span} = frame;
  const values = columns.flatMap((column) => LINES.map(([key]) => column[key])).filter((value) => value !== undefined);
  const highest = Math.max(3, Math.ceil(Math.log10(Math.max(1, ...values))));
  const y = (ms) => TOP + (1 - Math.log10(Math.max(1, ms)) / highest) * (height - TOP - BOTTOM);
  const marks = Array.from({length: highest + 1}, (_, i) => [10 ** i, ["1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s"][i] ?? `${10 ** (i - 3)} s`]);
  const view = picture(frame, marks, y,
    `Latency over the last ${span.text}${values.length === 0 ? "; no answers" : `; at most ${time(Math.max(...values))}`}. The table below has the figures.`);
  for (const [key] of LINES) {
    view.drawn.append(svg("path", {class: "line " + key, d: line(columns, key, span.columnMs, view.x, y)}));
  }
  finish(frame, view, (column) => [
    column.hit !== undefined && `cache ${time(column.hit)}`,
    column.typical !== undefined && `read ${time(column.typical)} to ${time(column.slow)}`,
  ].filter(Boolean).join(", ") || "no answers");
}

function backlog(frame) {
  const {height, columns, span} = frame;
  const known = columns.filter((column) => column.backlog !== undefined);
  const peak = Math.max(0, ...known.map((column) => column.backlog));
  const top = ceiling(Math.max(4, peak));
  const y = (tasks) => TOP + (1 - tasks / top) * (height - TOP - BOTTOM);
  const view = picture(frame, [0, 0.5, 1].map((part) => [part * top, count(part * top)]), y,
    known.length === 0 ? "Waiting tasks: unknown" : `Waiting tasks over the last ${span.text}; at most ${count(peak)}. The table below has the figures.`);
  const floor = y(0).toFixed(1);
  const area = known.map((column) => {
    const right = Math.min(view.width, view.x(column.at + span.columnMs));
    return `M${view.x(column.at).toFixed(1)} ${floor}V${y(column.backlog).toFixed(1)}H${right.toFixed(1)}V${floor}z`;
  });
  view.drawn.append(svg("path", {class: "area", d: area.join("")}), svg("path", {class: "line backlog", d: line(known, "backlog", span.columnMs, view.x, y)}));
  finish(frame, view, (column) => (column.backlog === undefined ? "unknown" : `${count(column.backlog)}${column.busy === undefined ? "" : `, and ${count(column.busy)} being read`}`));
}

function tabulate(columns) {
  if (!byId("chart-table").closest("details").open) return;
  const level = (value, format) => (value === undefined ? "–" : format(value));
  fill(byId("chart-table"),
    [["From", ""], ...OUTCOMES.map((o) => [o.label, "number"]), ...LINES.map(([, text]) => [text, "number"]), ["waiting", "number"]],
    columns.map((column) => ({
      key: column.at,
      sign: JSON.stringify(column),
      cells: () => [clock(column.at), ...OUTCOMES.map((o) => count(column[o.key])), ...LINES.map(([key]) => level(column[key], time)), level(column.backlog, count)],
    })).reverse());
}
