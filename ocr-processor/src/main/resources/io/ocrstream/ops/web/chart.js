// SPDX-License-Identifier: Apache-2.0
// Draws answers over time as stacked columns, and per minute as a table.
import {byId, clock, count, el, fill, OUTCOMES, rate, svg} from "./dom.js";

/** Minutes that a chart shows, and minutes between its marks; the server keeps the longest span. */
const SPANS = [[2, 0.5], [5, 1], [10, 2]];
const HEIGHT = 200;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 8;
// The order of the counts in a message, after the start of the step.
const ORDER = ["cache", "ocr", "coalesced", "failure"];

byId("legend").append(...OUTCOMES.map((o) => el("li", {}, el("i", {class: "key " + o.key}), o.label)));

const counts = (step) => Object.fromEntries(ORDER.map((key, i) => [key, step[i + 1]]));

/** Returns the next round number at or above n. */
function ceiling(n) {
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((f) => f * power).find((c) => c >= n);
}

/** Draws the time since the process started, so that the chart of a new process is not empty. */
export function drawChart(steps, stepMs, now, startedAt) {
  const host = byId("chart");
  const width = Math.max(280, host.clientWidth);
  const seconds = stepMs / 1000;
  const [span, between] = SPANS.find(([minutes]) => now - startedAt < minutes * 60000) ?? SPANS.at(-1);
  const spanMs = span * 60000;
  const end = now - (now % stepMs) + stepMs;
  const shown = steps.filter((step) => step[0] >= end - spanMs);
  const peak = Math.max(1, ...shown.map((s) => (s[1] + s[2] + s[3] + s[4]) / seconds));
  const top = ceiling(peak);
  const x = (at) => LEFT + ((at - end + spanMs) / spanMs) * (width - LEFT);
  const y = (perSecond) => TOP + (1 - perSecond / top) * (HEIGHT - TOP - BOTTOM);
  const picture = svg("svg", {
    viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img",
    "aria-label": `Answers per second over the last ${span} minutes; maximum ${rate(peak)}. The table below has the figures.`,
  });
  for (const part of [0, 0.5, 1]) {
    const at = y(top * part);
    picture.append(
      svg("line", {class: "grid", x1: LEFT, x2: width, y1: at, y2: at}),
      svg("text", {class: "axis", x: LEFT - 8, y: at + 4, "text-anchor": "end"}, rate(top * part)));
  }
  const minutes = width < 560 ? span / 2 : between;
  for (let ago = span; ago >= 0; ago -= minutes) {
    const at = x(end - ago * 60000);
    picture.append(svg("text", {class: "axis", x: Math.min(at, width - 2), y: HEIGHT - 5, "text-anchor": ago === 0 ? "end" : at < LEFT + 20 ? "start" : "middle"},
      ago === 0 ? "now" : `−${ago} min`));
  }
  const column = Math.max(1, ((width - LEFT) * stepMs) / spanMs - (width > 900 ? 1 : 0.4));
  for (const {key} of OUTCOMES) {
    picture.append(svg("path", {class: "bar " + key, d: shown.map((step) => bar(step, key)).join("")}));
  }
  function bar(step, key) {
    const of = counts(step);
    let below = 0;
    for (const other of OUTCOMES) {
      if (other.key === key) break;
      below += of[other.key];
    }
    if (!of[key]) return "";
    const from = y(below / seconds);
    // A single failure among thousands of hits must stay visible.
    const to = Math.min(y((below + of[key]) / seconds), from - (key === "failure" ? 2 : 0.5));
    return `M${x(step[0]).toFixed(1)} ${from.toFixed(1)}h${column.toFixed(2)}V${to.toFixed(1)}h${(-column).toFixed(2)}z`;
  }
  host.replaceChildren(picture);
  tabulate(shown);
}

function tabulate(steps) {
  const details = byId("chart-table").closest("details");
  if (!details.open) return;
  const minutes = new Map();
  for (const step of steps) {
    const minute = step[0] - (step[0] % 60000);
    const sum = minutes.get(minute) ?? [0, 0, 0, 0];
    minutes.set(minute, sum.map((n, i) => n + step[i + 1]));
  }
  const rows = [...minutes].reverse().map(([at, sums]) => {
    const of = Object.fromEntries(ORDER.map((key, i) => [key, sums[i]]));
    return [clock(at), ...OUTCOMES.map((o) => count(of[o.key]))];
  });
  fill(byId("chart-table"), [["Minute", ""], ...OUTCOMES.map((o) => [o.label, "number"])], rows);
}
