// SPDX-License-Identifier: Apache-2.0
// Creates elements and formats figures. Texts become text nodes; nothing here parses markup.

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

/** Sets a text only if it differs, so that screen readers do not repeat it. */
export function say(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/**
 * Fills a table. A row is {key, sign, cells}: a row with an unchanged sign keeps its elements, and so the focus and
 * the images in it. cells() returns texts and elements.
 */
export function fill(table, columns, rows) {
  const head = JSON.stringify(columns);
  if (table.head !== head) {
    table.head = head;
    table.replaceChildren(
      el("thead", {}, el("tr", {}, ...columns.map(([text, kind]) => el("th", {scope: "col", class: kind}, text)))), el("tbody"));
  }
  replaceKeyed(table.tBodies[0], rows, ({cells}) =>
    el("tr", {}, ...cells().map((cell, i) =>
      el(i === 0 ? "th" : "td", {class: columns[i][1], scope: i === 0 ? "row" : null, "data-label": columns[i][0]}, cell))));
}

/** Replaces the children of an element; a child with an unchanged sign stays. */
export function replaceKeyed(parent, items, make) {
  const old = new Map([...parent.children].map((child) => [child.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    let child = old.get(item.key);
    if (child?.sign !== item.sign) {
      const focused = child?.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      if (child === place) place = place?.nextElementSibling ?? null;
      child?.remove();
      child = make(item);
      child.key = item.key;
      child.sign = item.sign;
      parent.insertBefore(child, place);
      if (focused) [...child.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused)?.focus();
    } else if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
    old.delete(item.key);
  }
  for (const child of old.values()) child.remove();
}

/** Creates a group of buttons of which one is pressed; choose(value) is called with the new one. */
export function segments(host, choices, chosen, choose) {
  const buttons = choices.map(([value, text]) => {
    const button = el("button", {type: "button", "aria-pressed": String(value === chosen), "data-value": value}, text);
    button.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      choose(value);
    });
    return button;
  });
  host.replaceChildren(...buttons);
}

const whole = new Intl.NumberFormat("en-GB");

export const count = (n) => whole.format(n);

/** Returns "1 page" or "2 pages". */
export const counted = (n, one, many = one + "s") => `${count(n)} ${n === 1 ? one : many}`;

export function rate(perSecond) {
  return perSecond >= 100 ? whole.format(Math.round(perSecond)) : perSecond.toFixed(perSecond >= 10 || Number.isInteger(perSecond) ? 0 : 1);
}

/** Formats milliseconds with up to three digits and a unit. */
export function time(ms) {
  if (ms < 1) return "< 1 ms";
  if (ms < 1000) return Math.round(ms) + " ms";
  if (ms < 10000) return (ms / 1000).toFixed(2) + " s";
  if (ms < 120000) return (ms / 1000).toFixed(1) + " s";
  return Math.round(ms / 60000) + " min";
}

/** Formats the time that something has taken so far. */
export function elapsed(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Formats a fraction as a percentage; a small fraction is not shown as zero. */
export function percent(part) {
  if (part === null || part === undefined) return "–";
  if (part > 0 && part < 0.001) return "< 0.1 %";
  return (100 * part).toFixed(part === 0 || part >= 0.9995 ? 0 : 1) + " %";
}

export function bytes(n) {
  const [size, unit] = n < 1 << 20 ? [n / 1024, "KiB"] : [n / (1 << 20), "MiB"];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

const clockFormat = new Intl.DateTimeFormat("en-GB", {hour: "2-digit", minute: "2-digit", second: "2-digit"});
const dayFormat = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "short", hour: "2-digit", minute: "2-digit"});

/** Formats a time; of another day with its date. */
export const clock = (at) => (Math.abs(Date.now() - at) < 12 * 3600 * 1000 ? clockFormat : dayFormat).format(new Date(at));

export const OUTCOMES = [
  {key: "cache", label: "from cache"},
  {key: "coalesced", label: "shared"},
  {key: "ocr", label: "read"},
  {key: "failure", label: "failed"},
];

export const label = (outcome) => OUTCOMES.find((o) => o.key === outcome)?.label ?? outcome;

const LOW = 0.6;
const HIGH = 0.85;

export const grade = (confidence) => (confidence < LOW ? "low" : confidence < HIGH ? "mid" : "high");

const WIDTH = 44;

/** Shows a confidence as a bar and a percentage. */
export function confidence(part) {
  if (part === null || part === undefined) return "–";
  return el("span", {class: "confidence"},
    svg("svg", {class: "meter " + grade(part), width: WIDTH, height: 6, viewBox: `0 0 ${WIDTH} 6`, "aria-hidden": "true"},
      svg("rect", {class: "track", width: WIDTH, height: 6, rx: 3}),
      svg("rect", {class: "part", width: Math.max(3, WIDTH * part).toFixed(1), height: 6, rx: 3})),
    percent(part));
}

const REASONS = {document: "the document", request: "the event", policy: "limits and permissions", infrastructure: "the system"};

export const fault = (name) => REASONS[name] ?? name;

const REVIEW = {
  low_confidence: "low confidence",
  missed_ink: "unread ink",
  engines_disagree: "the engines disagree",
  unreadable: "unreadable pages",
};

/** Says why a person should check a result. */
export const reviewText = (reasons) => reasons.map((reason) => REVIEW[reason] ?? words(reason).toLowerCase()).join(", ");

/** Turns a name such as "LOW_CONFIDENCE" or "object-stores" into "Low confidence" or "Object stores". */
export function words(name) {
  const text = name.toLowerCase().replaceAll(/[-_]/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
