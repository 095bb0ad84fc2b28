// SPDX-License-Identifier: Apache-2.0
// Lists the failures that this process keeps, and the results that a person should check.
import {byId, clock, confidence, count, counted, el, fault, fill, reviewText, say} from "./dom.js";
import {named} from "./answers.js";

function show(title, scope, empty, columns, rows) {
  say("list-title", title);
  say("list-scope", scope);
  say("list-empty", empty).hidden = rows.length > 0;
  byId("list-rows").hidden = rows.length === 0;
  fill(byId("list-rows"), columns, rows);
}

function advise(text) {
  say("list-advice", text).hidden = text === "";
}

/** Lists failures of one code, or of all if it is empty. */
export function drawFailures(code, state) {
  const rows = state.rows.filter((row) => row.failure && (code === "" || row.failure.code === code)).reverse();
  const total = code === "" ? state.totals.failure : state.failures[code] ?? 0;
  advise(code !== "" && rows.length > 0 ? rows[0].failure.advice : "");
  show(code === "" ? "Failures" : code,
    `${count(total)} since this process started; ${count(rows.length)} of all instances are listed`,
    code === "" ? "No failure is kept here." : "No failure of this code is kept here.",
    [["Document", "name"], ...(code === "" ? [["Code", ""]] : []), ["What happened", "message"], ["What to do", "message"], ["Fix", ""], ["Retry", ""], ["Attempts", "number"], ["Failed at", "number"]],
    rows.map((row) => ({key: `${code} ${row.seq}`, sign: "", cells: () => failure(row, code)})));
}

function failure(row, code) {
  const name = el("span", {}, el("bdi", {title: row.document}, row.document),
    row.location && row.location !== row.document ? el("small", {}, el("bdi", {}, row.location)) : null,
    el("small", {}, "event ", el("bdi", {}, row.event)));
  const f = row.failure;
  return [name, ...(code === "" ? [el("a", {href: "#/failures/" + encodeURIComponent(f.code)}, f.code)] : []),
    f.message, f.advice, fault(f.fault), f.retryable ? "may succeed" : "will fail again", count(f.attempts), clock(row.at)];
}

export function drawReview(state) {
  const rows = state.rows.filter((row) => row.review.length > 0).reverse();
  advise("");
  show("To review", `${counted(rows.length, "result")} of all instances that a person should check`, "Nothing to review among the recent answers.",
    [["Document", "name"], ["Why", "message"], ["Confidence", "number"], ["Answered", "number"]],
    rows.map((row) => ({
      key: "review " + row.seq,
      sign: "",
      cells: () => [named(row, state.pictures), reviewText(row.review), confidence(row.figures?.confidence), clock(row.at)],
    })));
}
