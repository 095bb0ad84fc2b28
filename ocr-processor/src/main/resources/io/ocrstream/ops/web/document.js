// SPDX-License-Identifier: Apache-2.0
// Shows a document: image and word boxes next to the text, with search, zoom, copies and downloads.
import {byId, bytes, clock, confidence, count, el, grade, label, percent, reviewText, svg, time} from "./dom.js";

const MAX_HITS = 2000;
const MAX_BOXES = 20000;
const RETRIES = 20;
const RETRY_MS = 1500;
const ZOOMS = [1, 1.5, 2, 3, 4];
/** Equals Page.MIN_NOTABLE_MISSED_INK of the contracts. */
const NOTABLE_MISSED_INK = 0.15;
const INCOMPLETE = {unread_ink: "has ink, but no text was recognised"};
const SUFFIXES = {tsv: "tsv", hocr: "hocr.html", alto: "alto.xml", pdf: "searchable.pdf"};

let current = null;
let loading = 0;
let zoom = 0;

export function leaveDocument() {
  loading++;
  current = null;
  byId("sheet").replaceChildren();
  byId("text").replaceChildren();
}

/** Shows the result at a place in the topic, if it has the hash and the event of the link. */
export async function showDocument([ref = "", hash = "", event = ""]) {
  leaveDocument();
  const mine = loading;
  byId("document-title").textContent = "Document";
  byId("document-facts").replaceChildren();
  for (const id of ["document-body", "document-actions", "document-more"]) byId(id).hidden = true;
  say("Loading");
  // A long event id is truncated in the list, and then the hash alone must match.
  const meant = new URLSearchParams({...(hash && {hash}), ...(event && !event.endsWith("…") && {event})});
  const source = "/page/documents/" + encodeURIComponent(ref);
  try {
    const answer = await fetch(`${source}?${meant}`);
    if (mine !== loading) return;
    if (answer.ok) {
      open(source, await answer.json());
    } else if (answer.status === 404) {
      byId("document-title").textContent = "This result is gone";
      say("Kafka no longer keeps it, this server does not show texts, or the link is from another installation");
    } else {
      say((await answer.text()).trim());
    }
  } catch {
    if (mine === loading) say("The result could not be loaded; reload the page");
  }
}

function say(text) {
  byId("document-note").textContent = text;
  byId("document-note").hidden = text === "";
}

function open(source, result) {
  const payload = result.result;
  const pages = payload.pages ?? [];
  current = {source, result, pages, at: 0, query: "", hits: [], hit: -1};
  byId("document-title").textContent = result.document_id;
  document.title = `${result.document_id} – OCR stream`;
  facts(result, payload);
  actions(result, payload);
  say(remarks(result, payload, pages).join(". "));
  byId("page").replaceChildren(...pages.map((page, i) => el("option", {value: i}, optionOf(page))));
  byId("page-count").textContent = "of " + count(pages.length);
  byId("query").value = "";
  byId("hits").textContent = "";
  byId("document-body").hidden = pages.length === 0;
  zoomTo(0);
  if (pages.length > 0) turn(0);
}

/** Returns a page's number with what is worth knowing before it is opened. */
function optionOf(page) {
  if (page.status === "failed") return `${page.number} (not read)`;
  return page.confidence === null || page.confidence === undefined ? `${page.number} (no text)` : `${page.number} (${Math.round(100 * page.confidence)} %)`;
}

function remarks(result, payload, pages) {
  const failed = pages.filter((page) => page.status === "failed");
  const lacking = pages.filter((page) => page.incomplete);
  return [
    reviewOf(result.needs_review),
    payload.stored && "The texts of this document are too large for a record and are stored as an object",
    failed.length > 0 && `Unreadable: page ${failed.map((p) => `${p.number} (${p.problem})`).join(", ")}`,
    lacking.length > 0 && `Incomplete: ${lacking.map((p) => `page ${p.number} ${INCOMPLETE[p.incomplete] ?? p.incomplete}`).join(", ")}`,
    !payload.stored && pages.some((page) => page.text) && !pages.some((page) => page.words) && "No word boxes, because the event did not request words; add \"words\" to its outputs",
  ].filter(Boolean);
}

function reviewOf(review) {
  if (!review) return "";
  const pages = (review.pages ?? []).map((page) => page.number);
  return `A person should check this result: ${reviewText(review.reasons)}${pages.length > 0 ? ` (page ${pages.join(", ")})` : ""}`;
}

const definitions = (list) => list.filter(([, value]) => value !== "" && value !== null && value !== undefined)
  .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value instanceof Node ? value : el("bdi", {}, value))));

function facts(result, payload) {
  const t = result.timings;
  byId("document-facts").replaceChildren(...definitions([
    ["Answer", label(result.source)],
    ["Answered", clock(t.answered_at)],
    ["Latency", time(Math.max(0, t.answered_at - t.received_at))],
    ["Pages", count((payload.pages ?? []).length)],
    ["Words", count(payload.word_count)],
    ["Confidence", confidence(payload.confidence)],
    ["Status", payload.status],
    ["Languages", (payload.engine?.options?.languages ?? []).join(" + ")],
  ]));
  byId("document-details").replaceChildren(...definitions([
    ["Event", result.event_id],
    ["Content hash", result.content_hash],
    ["Location", result.uri],
    ["Tag", result.tag],
    ["Fetched in", t.fetch_ms === undefined || t.fetch_ms === null ? null : time(t.fetch_ms)],
    ["Read in", t.read_ms === undefined || t.read_ms === null ? null : time(t.read_ms)],
    ["Engine", `${payload.engine?.name ?? ""} ${payload.engine?.version ?? ""}`.trim()],
  ]));
  byId("document-more").hidden = false;
}

function actions(result, payload) {
  const name = result.document_id.replace(/^.*[/\\]/, "").slice(-100) || "document";
  const text = payload.text ?? "";
  const list = payload.stored ? [] : [
    button("Copy text", () => copy(text)),
    button("Download text", () => download(name + ".txt", "text/plain", text)),
  ];
  list.push(button("Download JSON", () => download(name + ".json", "application/json", JSON.stringify(result, null, 2))));
  list.push(button("Copy link", () => copy(location.href)));
  (payload.artifacts ?? []).forEach((artifact, i) => list.push(output(artifact, i, name)));
  byId("document-actions").replaceChildren(...list);
  byId("document-actions").hidden = false;
}

/** Offers an output: one in the record, one of this machine, or the place of one in an object store. */
function output(artifact, index, name) {
  const suffix = SUFFIXES[artifact.output] ?? artifact.output;
  const title = artifact.output === "pdf" ? "searchable PDF" : artifact.output === "tsv" ? "TSV" : artifact.output === "hocr" ? "hOCR" : artifact.output.toUpperCase();
  if (artifact.text !== null && artifact.text !== undefined) {
    return button(`Download ${title}`, () => download(`${name}.${suffix}`, "application/octet-stream", artifact.text));
  }
  const {uri, size} = artifact.object;
  return uri.startsWith("file:")
    ? el("a", {class: "button", href: `${current.source}/outputs/${index}`, download: `${name}.${suffix}`}, `Download ${title} (${bytes(size)})`)
    : button(`Copy location of ${title} (${bytes(size)})`, () => copy(uri));
}

function button(text, act) {
  const made = el("button", {type: "button", class: "quiet"}, text);
  made.addEventListener("click", act);
  return made;
}

const done = (text) => {
  byId("document-done").textContent = text;
};

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    done("Copied");
  } catch {
    // Browsers offer the clipboard only to pages of this machine or over TLS.
    const field = el("textarea", {class: "unseen", "aria-hidden": "true", tabindex: -1});
    field.value = text;
    document.body.append(field);
    field.select();
    done(document.execCommand("copy") ? "Copied" : "The browser does not allow copying");
    field.remove();
  }
  flash();
}

let fading;

/** Shows for a moment that something was copied; screen readers hear it. */
function flash() {
  clearTimeout(fading);
  byId("document-actions").dataset.done = byId("document-done").textContent;
  fading = setTimeout(() => {
    delete byId("document-actions").dataset.done;
    done("");
  }, 2000);
}

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], {type}));
  el("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
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
  const isEmpty = !(page.width > 0 && page.height > 0);
  byId("picture").hidden = byId("zooms").hidden = isEmpty;
  if (isEmpty) {
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
  const source = `${current.source}/pages/${page.number}`;
  const image = el("img", {src: tries === 0 ? source : `${source}?${tries}`, alt: `Image of page ${page.number}`, decoding: "async"});
  image.addEventListener("error", async () => {
    const answer = await fetch(source).catch(() => null);
    if (!image.isConnected) return;
    if (answer?.status === 503 && tries < RETRIES) {
      byId("word").textContent = "The image waits for a free reader";
      setTimeout(() => image.isConnected && image.replaceWith(picture(page, tries + 1)), RETRY_MS);
      return;
    }
    byId("word").textContent = answer && !answer.ok ? (await answer.text()).trim() : "This browser cannot show the image";
    image.remove();
  });
  image.addEventListener("load", () => { byId("word").textContent = ""; });
  return image;
}

function zoomTo(step) {
  zoom = Math.min(Math.max(step, 0), ZOOMS.length - 1);
  const frame = byId("frame");
  const middle = (frame.scrollTop + frame.clientHeight / 2) / Math.max(1, frame.scrollHeight);
  byId("sheet").style.width = `${100 * ZOOMS[zoom]}%`;
  frame.classList.toggle("zoomed", zoom > 0);
  frame.scrollTop = middle * frame.scrollHeight - frame.clientHeight / 2;
  byId("zoom-out").disabled = zoom === 0;
  byId("zoom-in").disabled = zoom === ZOOMS.length - 1;
  byId("zoom-fit").textContent = zoom === 0 ? "Fit" : `${100 * ZOOMS[zoom]} %`;
}

function point(index) {
  for (const element of document.querySelectorAll(".pointed")) element.classList.remove("pointed");
  if (index === undefined) return;
  const {word} = current.words[index];
  byId("word").replaceChildren(el("bdi", {}, word.text), " ", el("span", {class: "scope"}, percent(word.confidence)));
  document.querySelectorAll(`[data-word="${Number(index)}"]`).forEach((element) => element.classList.add("pointed"));
}

/** Draws the text, split where words and matches begin and end. */
function drawText(page) {
  const hits = current.hits.filter((hit) => hit.at === current.at);
  const cuts = new Set([0, page.text.length]);
  const placed = current.words.filter((w) => w.start >= 0);
  placed.forEach((w) => cuts.add(w.start).add(w.end));
  hits.forEach((h) => cuts.add(h.start).add(h.end));
  const ends = [...cuts].sort((a, b) => a - b);
  const numbers = new Map(current.words.map((word, i) => [word, i]));
  const pieces = document.createDocumentFragment();
  let w = 0;
  let h = 0;
  for (let i = 0; i + 1 < ends.length; i++) {
    const [start, end] = [ends[i], ends[i + 1]];
    while (w < placed.length && placed[w].end <= start) w++;
    while (h < hits.length && hits[h].end <= start) h++;
    const word = w < placed.length && placed[w].start <= start ? placed[w] : null;
    const hit = h < hits.length && hits[h].start <= start ? hits[h] : null;
    const text = page.text.slice(start, end);
    const attributes = {class: word ? "w " + grade(word.word.confidence) : null, "data-word": word ? numbers.get(word) : null};
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
byId("zoom-out").addEventListener("click", () => zoomTo(zoom - 1));
byId("zoom-in").addEventListener("click", () => zoomTo(zoom + 1));
byId("zoom-fit").addEventListener("click", () => zoomTo(0));
byId("frame").addEventListener("keydown", (event) => {
  const to = {"+": zoom + 1, "=": zoom + 1, "-": zoom - 1, 0: 0}[event.key];
  if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  zoomTo(to);
});
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
