// SPDX-License-Identifier: Apache-2.0
// Follows the server's events and shows the view of the current address.
import {byId, el} from "./dom.js";
import {drawOverview} from "./overview.js";
import {drawFailuresOf} from "./failures.js";
import {leaveDocument, showDocument} from "./document.js";
import {allowUploads} from "./upload.js";

const MAX_ROWS = 400;
const state = {instance: null, rows: [], steps: []};
let shown = "";

function take(message) {
  if (state.instance !== message.instance) {
    // Another process starts its numbers anew.
    state.rows = [];
    state.steps = [];
  }
  const {answers, steps, ...rest} = message;
  Object.assign(state, rest);
  const last = state.rows.at(-1)?.seq ?? 0;
  state.rows = [...state.rows, ...answers.filter((row) => row.seq > last)].slice(-MAX_ROWS);
  const newest = new Map(steps.map((step) => [step[0], step]));
  state.steps = [...state.steps.filter((step) => !newest.has(step[0])), ...steps].filter((step) => step[0] > message.now - 11 * 60 * 1000);
  drawChecks(message.checks);
  allowUploads(message.max_upload_bytes);
  draw();
}

/** Turns the name of a health check, such as "object-stores", into "Object stores". */
const labelOf = (part) => part.charAt(0).toUpperCase() + part.slice(1).replaceAll("-", " ");

function drawChecks(checks) {
  const items = Object.entries(checks).map(([part, {status, detail}]) =>
    el("li", {class: "check " + status}, el("span", {class: "dot", "aria-hidden": "true"}), labelOf(part) + ":", el("span", {class: "detail"}, " " + detail)));
  const sign = items.map((item) => item.className + item.textContent).join();
  if (byId("checks").sign !== sign) {
    byId("checks").sign = sign;
    byId("checks").replaceChildren(...items);
  }
}

function route() {
  const [, view = "", id = ""] = location.hash.split("/");
  return {view: view === "failures" || view === "documents" ? view : "overview", id: decoded(id)};
}

/** Decodes a part of the address; a truncated or mistyped one may have invalid escapes. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function draw() {
  if (!state.instance) return;
  const {view, id} = route();
  if (view === "overview") drawOverview(state);
  if (view === "failures") drawFailuresOf(id, state);
}

function navigate() {
  const {view, id} = route();
  const address = view + "/" + id;
  byId("view-overview").hidden = view !== "overview";
  byId("view-failures").hidden = view !== "failures";
  byId("view-document").hidden = view !== "documents";
  if (shown !== "" && shown !== address) {
    scrollTo(0, 0);
    document.querySelector("main > section:not([hidden]) h1").focus({preventScroll: true});
  }
  if (shown !== address) {
    view === "documents" ? showDocument(id) : leaveDocument();
  }
  shown = address;
  const names = {overview: "OCR stream", failures: `${id} – OCR stream`, documents: "Document – OCR stream"};
  document.title = names[view];
  draw();
}

function tell(text, kind) {
  const link = byId("link");
  if (link.textContent !== text) link.textContent = text;
  link.className = "link " + kind;
}

// The server ends each stream regularly and the browser reconnects; only a longer gap is reported.
let lost;

function follow() {
  const events = new EventSource("/page/events");
  events.onmessage = (event) => {
    clearTimeout(lost);
    lost = setTimeout(() => tell("Connection lost", "bad"), 5000);
    tell("Live", "good");
    take(JSON.parse(event.data));
  };
  events.onerror = () => {
    // The server rejected the stream: there are too many viewers, or the login has expired.
    if (events.readyState === EventSource.CLOSED) {
      tell("Not connected; retrying", "bad");
      setTimeout(follow, 5000);
    }
  };
}

addEventListener("hashchange", navigate);
addEventListener("resize", draw);
byId("chart-table").closest("details").addEventListener("toggle", draw);
navigate();
follow();

// A script handles this link, because its address would be taken for a view.
document.querySelector("a.skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
