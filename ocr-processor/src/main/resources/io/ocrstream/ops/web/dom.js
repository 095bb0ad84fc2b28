// SPDX-License-Identifier: Apache-2.0
// Creates elements. Texts become text nodes; nothing here parses markup.

export const byId = (id) => document.getElementById(id);

/** Creates an element with attributes and children; attributes without a value are omitted. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined).map(nodeOf));
  return element;
}

const nodeOf = (child) => (child instanceof Node ? child : document.createTextNode(String(child)));

/** Fills a table's head and body; cells are texts or elements. */
export function fill(table, columns, rows) {
  const head = el("thead", {}, el("tr", {}, ...columns.map(([text, kind]) => el("th", {scope: "col", class: kind}, text))));
  const body = el("tbody", {}, ...rows.map((cells) =>
    el("tr", {}, ...cells.map((cell, i) => el(i === 0 ? "th" : "td", {class: columns[i][1], scope: i === 0 ? "row" : null}, cell)))));
  // An unchanged table stays as it is, so that a focused link in it keeps the focus.
  const sign = JSON.stringify([columns, rows.map((cells) => cells.map((c) => (c instanceof Node ? c.outerHTML : c)))]);
  if (table.sign !== sign) {
    const focused = table.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    table.sign = sign;
    table.replaceChildren(head, body);
    if (focused) {
      [...table.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused)?.focus();
    }
  }
}

const whole = new Intl.NumberFormat("en-GB");

export const count = (n) => whole.format(n);

export function rate(perSecond) {
  return perSecond >= 100 ? whole.format(Math.round(perSecond)) : perSecond.toFixed(perSecond >= 10 || Number.isInteger(perSecond) ? 0 : 1);
}

/** Formats milliseconds with up to three digits and a unit. */
export function time(ms) {
  if (ms < 10) return ms.toFixed(1) + " ms";
  if (ms < 1000) return Math.round(ms) + " ms";
  if (ms < 10000) return (ms / 1000).toFixed(2) + " s";
  if (ms < 120000) return (ms / 1000).toFixed(1) + " s";
  return Math.round(ms / 60000) + " min";
}

/** Formats a fraction as a percentage; a small fraction is not shown as zero. */
export function percent(part) {
  if (part === null || part === undefined) return "–";
  if (part > 0 && part < 0.001) return "< 0.1 %";
  return (100 * part).toFixed(part === 0 || part >= 0.9995 ? 0 : 1) + " %";
}

const clockFormat = new Intl.DateTimeFormat("en-GB", {hour: "2-digit", minute: "2-digit", second: "2-digit"});

export const clock = (at) => clockFormat.format(new Date(at));

export const OUTCOMES = [
  {key: "cache", label: "cache hit"},
  {key: "coalesced", label: "coalesced"},
  {key: "ocr", label: "read (OCR)"},
  {key: "failure", label: "failure"},
];

export const label = (outcome) => OUTCOMES.find((o) => o.key === outcome)?.label ?? outcome;
