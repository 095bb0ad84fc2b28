// SPDX-License-Identifier: Apache-2.0
// Uploads files if the server accepts them.
import {byId, el} from "./dom.js";

const SHOWN = 6;
let largest = 0;
let queue = Promise.resolve();

export function allowUploads(bytes) {
  largest = bytes;
  byId("upload").hidden = bytes === 0;
}

function note(file) {
  const item = el("li", {}, el("bdi", {}, file.name), " ", el("span", {class: "remark"}, "Waiting"));
  byId("uploads").prepend(item);
  while (byId("uploads").children.length > SHOWN) byId("uploads").lastChild.remove();
  return (text, kind = "") => {
    item.lastChild.textContent = text;
    item.className = kind;
  };
}

async function send(file, tell) {
  if (file.size > largest) {
    tell(`Larger than ${Math.floor(largest / 1048576)} MiB, the limit of this server`, "bad");
    return;
  }
  tell("Uploading");
  try {
    const answer = await fetch("/page/documents?name=" + encodeURIComponent(file.name.slice(-200)), {
      method: "POST", body: file, headers: {"Content-Type": "application/octet-stream"},
    });
    tell(answer.ok ? "Uploaded; the answer appears below" : (await answer.text()).trim(), answer.ok ? "good" : "bad");
  } catch {
    tell("Upload failed; try again", "bad");
  }
}

function sendAll(files) {
  for (const file of files) {
    const tell = note(file);
    queue = queue.then(() => send(file, tell));
  }
}

byId("file").addEventListener("change", (event) => {
  sendAll(event.target.files);
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
  sendAll(event.dataTransfer.files);
});
