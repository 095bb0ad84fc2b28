// SPDX-License-Identifier: Apache-2.0
// Shows a document: image and word boxes next to the text, with search.
import {byId, clock, count, el, label, percent, svg, time} from "./dom.js";

const LOW = 0.6;
const HIGH = 0.85;
const MAX_HITS = 2000;
const MAX_BOXES = 20000;
const RETRIES = 20;
const RETRY_MS = 1500;
/** Equals Page.MIN_NOTABLE_MISSED_INK of the contracts. */
const NOTABLE_MISSED_INK = 0.15;
const INCOMPLETE = {unread_ink: "has ink, but no text was recognised"};

let current = null;
let loading = 0;

const grade = (confidence) => (confidence < LOW ? "low" : confidence < HIGH ? "mid" : "high");

export function leaveDocument() {
  loading++;
  current = null;
  byId("sheet").replaceChildren();
  byId("text").replaceChildren();
}

export async function showDocument(id) {
  leaveDocument();
  const mine = loading;
  byId("document-title").textContent = "Document";
  byId("document-facts").replaceChildren();
  byId("document-body").hidden = true;
  say("Loading");
  try {
    const answer = await fetch("/page/documents/" + encodeURIComponent(id));
    if (mine !== loading) return;
    if (!answer.ok) {
      say((await answer.text()).trim());
      return;
    }
    open(id, await answer.json());
  } catch {
    if (mine === loading) say("The result could not be loaded; reload the page");
  }
}

function say(text) {
  byId("document-note").textContent = text;
  byId("document-note").hidden = text === "";
}

function open(id, result) {
  const payload = result.result;
  const pages = payload.pages ?? [];
  current = {id, pages, at: 0, query: "", hits: [], hit: -1};
  byId("document-title").textContent = result.document_id;
  facts(result, payload);
  const failed = pages.filter((page) => page.status === "failed");
  const lacking = pages.filter((page) => page.incomplete);
  say(payload.stored ? "The texts of this document are too large for a record and are stored as an object"
    : failed.length > 0 ? `Unreadable: page ${failed.map((p) => `${p.number} (${p.problem})`).join(", ")}`
    : lacking.length > 0 ? `Incomplete: ${lacking.map((p) => `page ${p.number} ${INCOMPLETE[p.incomplete] ?? p.incomplete}`).join(", ")}`
    : pages.length > 0 && !pages.some((page) => page.words) ? "No word boxes, because the event did not request words; add \"words\" to its outputs" : "");
  byId("page").replaceChildren(...pages.map((page, i) => el("option", {value: i}, page.number)));
  byId("page-count").textContent = "of " + count(pages.length);
  byId("query").value = "";
  byId("hits").textContent = "";
  byId("document-body").hidden = pages.length === 0;
  if (pages.length > 0) turn(0);
}

function facts(result, payload) {
  const list = [
    ["Answer", label(result.source)],
    ["Answered at", clock(result.timings.answered_at)],
    ["Latency", time(Math.max(0, result.timings.answered_at - result.timings.received_at))],
    ["Pages", count((payload.pages ?? []).length)],
    ["Words", count(payload.word_count)],
    ["Confidence", percent(payload.confidence)],
    ["Status", payload.status],
    ["Languages", (payload.engine?.options?.languages ?? []).join(" + ")],
    ["Engine", `${payload.engine?.name ?? ""} ${payload.engine?.version ?? ""}`],
  ];
  byId("document-facts").replaceChildren(...list.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function turn(at) {
  current.at = Math.min(Math.max(at, 0), current.pages.length - 1);
  byId("page").value = String(current.at);
  byId("previous-page").disabled = current.at === 0;
  byId("next-page").disabled = current.at === current.pages.length - 1;
  byId("word").textContent = "";
  const page = current.pages[current.at];
  current.words = place(page);
  drawSheet(page);
  drawText(page);
  byId("missed-ink").textContent = (page.missed_ink ?? 0) >= NOTABLE_MISSED_INK ? `${percent(page.missed_ink)} of the ink was not read` : "";
}

/** Returns the position of each word in the page's text; words are in reading order. */
function place(page) {
  let from = 0;
  return (page.words ?? []).slice(0, MAX_BOXES).map((word) => {
    const start = page.text.indexOf(word.text, from);
    if (start < 0) return {word, start: -1, end: -1};
    from = start + word.text.length;
    return {word, start, end: from};
  });
}

function drawSheet(page) {
  const sheet = byId("sheet");
  byId("picture").hidden = !(page.width > 0 && page.height > 0);
  if (byId("picture").hidden) {
    sheet.replaceChildren();
    return;
  }
  const boxes = svg("svg", {viewBox: `0 0 ${page.width} ${page.height}`, class: "boxes", "aria-hidden": "true"});
  current.words.forEach(({word}, i) => {
    boxes.append(svg("rect", {class: "box " + grade(word.confidence), x: word.x, y: word.y, width: word.width, height: word.height, rx: 2, "data-word": i}));
  });
  boxes.addEventListener("pointerover", (event) => point(event.target.dataset?.word));
  boxes.addEventListener("pointerleave", () => point(undefined));
  // A placeholder has the page's shape before the image loads, so that the layout does not jump.
  const room = svg("svg", {viewBox: `0 0 ${page.width} ${page.height}`, class: "room", "aria-hidden": "true"});
  sheet.replaceChildren(room, picture(page), boxes);
}

function picture(page, tries = 0) {
  const source = `/page/documents/${encodeURIComponent(current.id)}/pages/${page.number}`;
  const image = el("img", {src: tries === 0 ? source : `${source}?${tries}`, alt: `Image of page ${page.number}`, decoding: "async"});
  image.addEventListener("error", async () => {
    const answer = await fetch(source).catch(() => null);
    if (!image.isConnected) return;
    if (answer?.status === 503 && tries < RETRIES) {
      byId("word").textContent = "The image waits for a free slot";
      setTimeout(() => image.isConnected && image.replaceWith(picture(page, tries + 1)), RETRY_MS);
      return;
    }
    byId("word").textContent = answer && !answer.ok ? (await answer.text()).trim() : "This browser cannot show the image";
    image.remove();
  });
  image.addEventListener("load", () => { byId("word").textContent = ""; });
  return image;
}

function point(index) {
  for (const element of document.querySelectorAll(".pointed")) element.classList.remove("pointed");
  if (index === undefined) return;
  const {word} = current.words[index];
  byId("word").replaceChildren(el("bdi", {}, word.text), " ", el("span", {class: "remark"}, percent(word.confidence)));
  document.querySelectorAll(`[data-word="${Number(index)}"]`).forEach((element) => element.classList.add("pointed"));
}

/** Draws the text, split where words and matches begin and end. */
function drawText(page) {
  const hits = current.hits.filter((hit) => hit.at === current.at);
  const cuts = new Set([0, page.text.length]);
  const words = current.words.filter((w) => w.start >= 0);
  words.forEach((w) => cuts.add(w.start).add(w.end));
  hits.forEach((h) => cuts.add(h.start).add(h.end));
  const ends = [...cuts].sort((a, b) => a - b);
  const pieces = document.createDocumentFragment();
  let w = 0;
  let h = 0;
  for (let i = 0; i + 1 < ends.length; i++) {
    const [start, end] = [ends[i], ends[i + 1]];
    while (w < words.length && words[w].end <= start) w++;
    while (h < hits.length && hits[h].end <= start) h++;
    const word = w < words.length && words[w].start <= start ? words[w] : null;
    const hit = h < hits.length && hits[h].start <= start ? hits[h] : null;
    const text = page.text.slice(start, end);
    const attributes = {class: word ? "w " + grade(word.word.confidence) : null, "data-word": word ? current.words.indexOf(word) : null};
    pieces.append(hit ? el("mark", {...attributes, "data-hit": hit.number}, text) : word ? el("span", attributes, text) : text);
  }
  byId("text").replaceChildren(page.text === "" ? el("p", {class: "empty"}, page.status === "failed" ? "This page could not be read" : page.incomplete === "unread_ink" ? "This page has ink, but no text was recognised" : "No text on this page") : pieces);
  markBoxes(hits);
  showHit();
}

function markBoxes(hits) {
  const boxes = byId("sheet").querySelectorAll(".box");
  current.words.forEach(({start, end}, i) => {
    boxes[i]?.classList.toggle("hit", start >= 0 && hits.some((hit) => hit.start < end && start < hit.end));
  });
}

function showHit() {
  for (const mark of byId("text").querySelectorAll("mark.now")) mark.classList.remove("now");
  const marks = byId("text").querySelectorAll(`mark[data-hit="${current.hit}"]`);
  marks.forEach((mark) => mark.classList.add("now"));
  if (marks.length > 0) {
    const box = byId("text");
    const mark = marks[0];
    box.scrollTop = mark.offsetTop - box.offsetTop - box.clientHeight / 3;
  }
}

function search(query) {
  current.query = query;
  current.hits = [];
  current.hit = -1;
  if (query.trim() !== "") {
    const pattern = query.trim().split(/\s+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+");
    find(new RegExp(pattern.replaceAll("\\-", "-"), "giu"));
    current.hit = current.hits.length > 0 ? Math.max(0, current.hits.findIndex((hit) => hit.at >= current.at)) : -1;
  }
  tellHits();
}

function find(pattern) {
  for (const [at, page] of current.pages.entries()) {
    for (const match of page.text.matchAll(pattern)) {
      if (current.hits.length === MAX_HITS) return;
      current.hits.push({at, start: match.index, end: match.index + match[0].length, number: current.hits.length});
    }
  }
}

function tellHits() {
  const {hits, hit, query} = current;
  byId("hits").textContent = query.trim() === "" ? "" : hits.length === 0 ? "No match"
    : `${count(hit + 1)} of ${count(hits.length)}${hits.length === MAX_HITS ? " or more" : ""}`;
  const at = hit < 0 ? current.at : hits[hit].at;
  if (at === current.at) {
    drawText(current.pages[at]);
  } else {
    turn(at);
  }
}

function step(by) {
  if (!current || current.hits.length === 0) return;
  current.hit = (current.hit + by + current.hits.length) % current.hits.length;
  tellHits();
}

byId("previous-page").addEventListener("click", () => turn(current.at - 1));
byId("next-page").addEventListener("click", () => turn(current.at + 1));
byId("page").addEventListener("change", (event) => turn(Number(event.target.value)));
byId("query").addEventListener("input", (event) => current && search(event.target.value));
byId("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.shiftKey) {
    event.preventDefault();
    step(-1);
  }
});
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  step(1);
});
byId("previous-hit").addEventListener("click", () => step(-1));
byId("boxes").addEventListener("change", (event) => byId("sheets").classList.toggle("bare", !event.target.checked));
byId("text").addEventListener("pointerover", (event) => current && point(event.target.dataset?.word));
