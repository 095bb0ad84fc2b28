// SPDX-License-Identifier: Apache-2.0
// Uploads files if the server accepts them, and follows each until its answer.
import {byId, bytes, count, counted, el, elapsed, percent, replaceKeyed} from "./dom.js";
import {linkOf} from "./answers.js";

const MAX_SHOWN = 12;
/** Time after which an upload without any sign of work is reported as lost. */
const PATIENCE_MS = 60000;
let largest = 0;
let number = 0;
let state = null;
let queue = Promise.resolve();
const uploads = [];

export function allowUploads(most) {
  largest = most;
  byId("upload").hidden = most === 0;
}

/** Creates a row with a progress bar; part is null for an unknown progress and undefined for none. */
export function progressRow(name, part, text, kind = "", link = null, close = null) {
  const title = el("bdi", {class: "title", title: name}, name);
  return el("li", {class: kind},
    el("div", {class: "line"}, link ? el("a", {href: link}, title) : title, el("span", {class: "remark"}, text), close),
    part === undefined ? null : el("progress", {max: 1, value: part === null ? null : part.toFixed(3), "aria-label": name}));
}

/** Returns the fraction done, null if unknown, and a sentence. */
export function readingState(reading, now) {
  const spent = elapsed(now - reading.started_at);
  if (reading.pages === null || reading.pages === undefined) return [null, `opening, ${spent}`];
  return [reading.done / reading.pages, `${count(reading.done)} of ${counted(reading.pages, "page")}, ${spent}`];
}

/** Returns the hashes of uploads that are being read, which are shown as uploads. */
export const uploadedHashes = () => new Set(uploads.filter((upload) => upload.hash && !upload.isDone).map((upload) => upload.hash));

/** Draws the uploads; those that have been sent are followed to their answer. */
export function drawUploads(now) {
  state = now;
  for (const upload of uploads) {
    if (upload.event && !upload.isDone) follow(upload);
  }
  redraw();
}

function redraw() {
  const shown = uploads.slice(0, MAX_SHOWN);
  replaceKeyed(byId("uploads"), shown.map((upload) => ({key: upload.number, sign: JSON.stringify([upload.part, upload.text, upload.kind, upload.link]), upload})), ({upload}) =>
    progressRow(upload.name, upload.part, upload.text, upload.kind, upload.link, upload.isDone ? dismissal(upload) : null));
}

function dismissal(upload) {
  const button = el("button", {type: "button", class: "close", "aria-label": `Remove ${upload.name} from this list`}, "×");
  button.addEventListener("click", () => {
    uploads.splice(uploads.indexOf(upload), 1);
    redraw();
    byId("file").focus();
  });
  return button;
}

function tell(upload, text, part, kind = "", link = null) {
  Object.assign(upload, {text, part, kind, link});
}

function end(upload, text, kind, link = null) {
  tell(upload, text, undefined, kind, link);
  upload.isDone = true;
}

/** Tells how far the document is: answered, being read, waiting, or without any sign. */
function follow(upload) {
  const row = state.rows.findLast((answer) => answer.event === upload.event);
  if (row?.failure) {
    end(upload, row.failure.message, "bad", "#/failures/" + encodeURIComponent(row.failure.code));
    return;
  }
  if (row) {
    const {words, confidence} = row.figures;
    end(upload, words === 0 ? "no text found" : `${counted(words, "word")}, confidence ${percent(confidence)}`, "good", row.text ? linkOf(row) : null);
    return;
  }
  const reading = state.readings.find((other) => other.hash === upload.hash);
  const backlog = Object.values(state.backlog);
  const waiting = backlog.reduce((a, b) => a + b, 0);
  const isBusy = Object.values(state.busy_slots).some((n) => n > 0);
  if (reading || waiting > 0 || isBusy || backlog.length === 0) upload.sign = state.now;
  upload.sign ??= state.now;
  if (reading) {
    const [part, text] = readingState(reading, state.now);
    tell(upload, text, part);
  } else if (state.now - upload.sign > PATIENCE_MS) {
    end(upload, lost(), "bad");
  } else {
    tell(upload, `${waiting > 1 ? `waiting, ${counted(waiting, "task")} in the queue` : "waiting"}, ${elapsed(state.now - upload.sentAt)}`, null);
  }
}

function lost() {
  if (state.feed === "off") return "sent; this page does not list answers";
  if (state.feed === "sampling") return "no answer seen; there are too many answers to list all of them";
  return "no answer seen, though no work is left; see the log of the processor";
}

function send(upload, file) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const fail = (text) => end(upload, text, "bad");
    request.open("POST", "/page/documents?name=" + encodeURIComponent(file.name.slice(-200)));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({loaded, total}) => {
      tell(upload, loaded < total ? `uploading, ${bytes(loaded)} of ${bytes(total)}` : "storing", loaded < total ? loaded / total : null);
      redraw();
    };
    request.onload = () => {
      if (request.status !== 202) return fail(request.responseText.trim());
      const accepted = JSON.parse(request.responseText);
      Object.assign(upload, {event: accepted.event_id, hash: accepted.content_hash.replace(/^.*:/, ""), sentAt: state?.now ?? Date.now()});
      tell(upload, "waiting", null);
    };
    request.onerror = () => fail("not sent, because the connection broke; try again");
    request.onloadend = () => {
      redraw();
      resolve();
    };
    request.send(file);
  });
}

function sendAll(files) {
  for (const file of files) {
    const upload = {number: ++number, name: file.name, text: "waits for the upload before it", part: null, kind: "", link: null};
    uploads.unshift(upload);
    if (file.size > largest) {
      end(upload, `larger than ${bytes(largest)}, the limit of this server`, "bad");
    } else {
      queue = queue.then(() => send(upload, file));
    }
  }
  // The oldest finished uploads make room.
  for (let i = uploads.length - 1; i >= 0 && uploads.length > MAX_SHOWN; i--) {
    if (uploads[i].isDone) uploads.splice(i, 1);
  }
  redraw();
}

byId("file").addEventListener("change", (event) => {
  sendAll([...event.target.files]);
  event.target.value = "";
});

const holdsFiles = (event) => largest > 0 && event.dataTransfer?.types.includes("Files");

let inside = 0;
addEventListener("dragenter", (event) => {
  if (holdsFiles(event)) {
    inside++;
    byId("drop").hidden = false;
  }
});
addEventListener("dragleave", (event) => {
  if (holdsFiles(event) && --inside <= 0) byId("drop").hidden = true;
});
addEventListener("dragover", (event) => {
  if (holdsFiles(event)) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  inside = 0;
  byId("drop").hidden = true;
  location.hash = "#/";
  sendAll([...event.dataTransfer.files]);
});
