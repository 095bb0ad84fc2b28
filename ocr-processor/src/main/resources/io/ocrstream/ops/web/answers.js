// SPDX-License-Identifier: Apache-2.0
// Lists recent answers with filters, search and thumbnails.
import {byId, clock, confidence, count, counted, el, fill, label, OUTCOMES, say, reviewText, segments, time} from "./dom.js";

const STEP = 50;
const KINDS = [["all", "All"], ...OUTCOMES.map((o) => [o.key, o.label.charAt(0).toUpperCase() + o.label.slice(1)]), ["low", "Low confidence"], ["review", "To review"]];
const LOW = 0.85;
const FEED = {
  off: "",
  starting: "connecting to the answer topics",
  following: "of all instances",
  sampling: "a sample, because there are too many to list",
  failing: "the answer topics cannot be read; see the log",
};
const COLUMNS = [["Document", "name"], ["Answer", "wide"], ["Pages", "number wide"], ["Words", "number wide"], ["Confidence", "number"], ["Latency", "number wide"], ["Answered", "number wide"]];

let paused = null;
let kind = "all";
let most = STEP;
let latest = null;

segments(byId("kinds"), KINDS, kind, (value) => {
  kind = value;
  restart();
});
byId("find").addEventListener("input", restart);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("more").addEventListener("click", () => {
  most += STEP;
  redraw();
});
byId("pause").addEventListener("click", (event) => {
  paused = paused ? null : latest?.rows ?? [];
  event.currentTarget.setAttribute("aria-pressed", String(paused !== null));
  event.currentTarget.textContent = paused ? "Resume" : "Pause";
  redraw();
});

function restart() {
  most = STEP;
  redraw();
}

function redraw() {
  if (latest) drawAnswers(latest);
}

function isOfKind(row) {
  if (kind === "all") return true;
  if (kind === "review") return row.review.length > 0;
  if (kind === "low") return row.figures?.confidence !== null && row.figures?.confidence < LOW;
  return row.outcome === kind;
}

const searched = (row) => [row.document, row.location, row.event, row.hash, row.failure?.code, row.failure?.message].join("\n").toLowerCase();

export function drawAnswers(state) {
  latest = state;
  const rows = paused ?? state.rows;
  const query = byId("find").value.trim().toLowerCase();
  const found = rows.filter((row) => isOfKind(row) && (query === "" || searched(row).includes(query))).reverse();
  const shown = found.slice(0, most);
  say("feed", paused ? "paused" : FEED[state.feed] ?? "");
  byId("filters").hidden = byId("pause").hidden = rows.length === 0;
  byId("kinds").querySelector('[data-value="review"]').hidden = kind !== "review" && !rows.some((row) => row.review.length > 0);
  say("found", query === "" && kind === "all" ? counted(rows.length, "answer") : `${count(found.length)} of ${counted(rows.length, "answer")}`);
  say("no-answers", rows.length === 0 ? "No answers yet. They appear here when events are answered." : "No answer matches the filters.").hidden = shown.length > 0;
  byId("answers").hidden = shown.length === 0;
  byId("more").hidden = found.length <= shown.length;
  fill(byId("answers"), COLUMNS, shown.map((row) => ({key: row.seq, sign: String(state.pictures), cells: () => cells(row, state.pictures)})));
}

function cells(row, pictures) {
  return [named(row, pictures), outcome(row), ...measures(row), clock(row.at)];
}

/** Returns the address of a result: its place in the topic, with its hash and event to recognise it. */
export const linkOf = (row) => ["#/documents", row.ref, row.hash.slice(0, 16), encodeURIComponent(row.event)].join("/");

/** Returns the document's name with a link and, if there are images, a thumbnail. */
export function named(row, pictures) {
  const inside = [pictures && row.text ? thumbnail(row) : null, el("span", {class: "titles"},
    el("bdi", {class: "title", title: row.document}, row.document),
    row.location && row.location !== row.document && !row.location.endsWith("/" + row.document) && !pictures ? el("bdi", {class: "place"}, row.location) : null,
    el("span", {class: "narrow place"}, summary(row)))];
  if (row.failure) return el("a", {class: "named", href: "#/failures/" + encodeURIComponent(row.failure.code)}, ...inside);
  return row.text ? el("a", {class: "named", href: linkOf(row)}, ...inside) : el("span", {class: "named"}, ...inside);
}

/** Says in one line what the columns say that a narrow screen has no room for. */
function summary(row) {
  const figures = row.figures ? [counted(row.figures.pages, "page"), counted(row.figures.words, "word")] : [];
  return [row.failure ? row.failure.code : label(row.outcome), ...figures, clock(row.at), ...(row.review.length > 0 ? ["to review"] : [])].join(" · ");
}

function outcome(row) {
  const review = row.review.length === 0 ? null : el("span", {class: "tag", title: reviewText(row.review)}, "review");
  return el("span", {class: "outcome"}, el("i", {class: "key " + row.outcome}), row.failure ? row.failure.code : label(row.outcome), review);
}

function measures(row) {
  if (row.failure || !row.figures) return ["", "", "", ""];
  const f = row.figures;
  const pages = f.failed_pages > 0 ? `${f.pages - f.failed_pages} of ${f.pages}` : count(f.pages);
  return [pages, count(f.words), confidence(f.confidence), time(row.ms)];
}

// Images are loaded one after the other and only when they are seen, because a reader draws them in its idle time.
const TRIES = 5;
const RETRY_MS = 4000;
const wanted = [];
let loading = false;
const seen = new IntersectionObserver((entries) => {
  for (const {isIntersecting, target} of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    wanted.push({image: target, tries: 0});
  }
  load();
}, {rootMargin: "200px"});

function thumbnail(row) {
  const image = el("img", {class: "thumbnail", alt: "", width: 30, height: 38, "data-source": `/page/documents/${row.ref}/thumbnail`});
  seen.observe(image);
  return image;
}

function load() {
  const next = loading ? undefined : wanted.shift();
  if (!next) return;
  const {image, tries} = next;
  if (!image.isConnected) return load();
  loading = true;
  const done = (again) => {
    loading = false;
    image.onload = image.onerror = null;
    // An empty frame is calmer than the browser's sign for a broken image.
    if (!image.classList.contains("loaded")) image.removeAttribute("src");
    if (again && tries < TRIES) setTimeout(() => (wanted.push({image, tries: tries + 1}), load()), RETRY_MS * (tries + 1));
    load();
  };
  image.onload = () => (image.classList.add("loaded"), done(false));
  image.onerror = () => done(true);
  image.src = tries === 0 ? image.dataset.source : `${image.dataset.source}?${tries}`;
}
