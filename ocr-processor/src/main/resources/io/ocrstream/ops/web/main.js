// SPDX-License-Identifier: Apache-2.0
// Follows the server's events and shows the view of the current address.
import {byId, count, el, replaceKeyed, say, words} from "./dom.js";
import {drawOverview} from "./overview.js";
import {drawFailures, drawReview} from "./lists.js";
import {leaveDocument, showDocument} from "./document.js";
import {allowUploads, drawUploads} from "./upload.js";

const MAX_ROWS = 400;
const KEPT_MS = 61 * 60 * 1000;
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
  state.steps = [...state.steps.filter((step) => !newest.has(step[0])), ...steps].filter((step) => step[0] > message.now - KEPT_MS);
  drawHealth();
  drawBadges();
  allowUploads(message.max_upload_bytes);
  draw();
}

const FEED_PROBLEMS = {failing: "The answers cannot be read from Kafka; see the log of this process"};

function drawHealth() {
  const checks = Object.entries(state.checks).map(([part, {status, detail}]) => ({part, name: words(part), status, detail}));
  const problems = checks.filter((check) => check.status !== "up");
  const worst = problems.some((check) => check.status === "down") ? "down" : problems.length > 0 ? "degraded" : "up";
  byId("health-dot").className = "dot " + worst;
  say("health-sum", problems.length === 0 ? "All parts ok" : problems.length === 1 ? `${problems[0].name}: ${problems[0].detail}` : `${problems.length} problems`);
  replaceKeyed(byId("checks"), checks.map((check) => ({...check, key: check.part, sign: check.status + check.detail})), ({name, status, detail}) =>
    el("li", {class: "check"}, el("span", {class: "dot " + status, "aria-hidden": "true"}), name, el("span", {class: "detail"}, detail)));
  const alerts = problems.map(({part, name, status, detail}) => ({key: part, sign: status + detail, status, text: `${name}: ${detail}`}));
  if (FEED_PROBLEMS[state.feed]) alerts.push({key: "feed", sign: state.feed, status: "degraded", text: FEED_PROBLEMS[state.feed]});
  byId("alerts").hidden = alerts.length === 0;
  replaceKeyed(byId("alerts"), alerts, ({status, text}) => el("li", {class: status}, text));
}

function drawBadges() {
  const review = state.rows.filter((row) => row.review.length > 0).length;
  const failed = state.totals.failure;
  byId("to-review").hidden = review === 0 && route().view !== "review";
  byId("to-failures").hidden = failed === 0 && !state.rows.some((row) => row.failure) && route().view !== "failures";
  say("review-count", count(review));
  say("failure-count", count(failed)).hidden = failed === 0;
}

const VIEWS = {overview: "view-overview", failures: "view-list", review: "view-list", documents: "view-document"};

function route() {
  const [, view = "", ...rest] = location.hash.split("/");
  return {view: view in VIEWS ? view : "overview", parts: rest.map(decoded)};
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
  const {view, parts} = route();
  if (!state.instance) return;
  drawUploads(state);
  if (view === "overview") drawOverview(state);
  if (view === "failures") drawFailures(parts[0] ?? "", state);
  if (view === "review") drawReview(state);
}

function navigate() {
  const {view, parts} = route();
  const address = [view, ...parts].join("/");
  for (const id of new Set(Object.values(VIEWS))) byId(id).hidden = id !== VIEWS[view];
  for (const link of document.querySelectorAll(".views a")) {
    link.dataset.view === view ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
  const isChange = shown !== "" && shown !== address;
  if (shown !== address) {
    view === "documents" ? showDocument(parts) : leaveDocument();
  }
  shown = address;
  const names = {overview: "OCR stream", failures: `${parts[0] || "Failures"} – OCR stream`, review: "Review – OCR stream", documents: "Document – OCR stream"};
  document.title = names[view];
  draw();
  if (isChange) {
    scrollTo(0, 0);
    document.querySelector("main > section:not([hidden]) h1").focus({preventScroll: true});
  }
}

function tell(text, kind) {
  say("link", text).className = "link " + kind;
  document.body.classList.toggle("stale", kind === "bad");
  if (kind === "bad") {
    byId("health-dot").className = "dot";
    say("health-sum", "Health unknown");
  }
}

// The server ends each stream regularly and the browser reconnects; only a longer gap is reported.
let lost;
let latest = 0;

function late() {
  const ago = Math.round((Date.now() - latest) / 1000);
  tell(latest === 0 ? "No connection; retrying" : `No connection for ${ago} s; figures are old`, "bad");
  lost = setTimeout(late, 5000);
}

function follow() {
  const events = new EventSource("/page/events");
  events.onmessage = (event) => {
    clearTimeout(lost);
    latest = Date.now();
    lost = setTimeout(late, 5000);
    tell("Live", "good");
    take(JSON.parse(event.data));
  };
  events.onerror = () => {
    // The server rejected the stream: there are too many viewers, or the login has expired.
    if (events.readyState === EventSource.CLOSED) {
      clearTimeout(lost);
      refused();
      setTimeout(follow, 5000);
    }
  };
}

/** Tells why the stream was rejected; an expired login is not worth waiting for. */
async function refused() {
  const answer = await fetch("/page/state").catch(() => null);
  if (answer?.status === 401) {
    byId("link").replaceChildren(el("a", {href: "/login"}, "Log in again"));
    byId("link").className = "link bad";
  } else {
    late();
  }
}

addEventListener("hashchange", navigate);
addEventListener("resize", draw);
byId("chart-table").closest("details").addEventListener("toggle", draw);
navigate();
follow();
lost = setTimeout(late, 5000);

// A script handles this link, because its address would be taken for a view.
document.querySelector("a.skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});

// The list of parts covers the page; a click elsewhere and Escape close it.
addEventListener("click", (event) => byId("health").contains(event.target) || byId("health").removeAttribute("open"));
byId("health").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && byId("health").open) {
    byId("health").open = false;
    byId("health").querySelector("summary").focus();
  }
});
