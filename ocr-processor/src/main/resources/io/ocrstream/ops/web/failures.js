// SPDX-License-Identifier: Apache-2.0
// Lists the failures of one code that this process keeps.
import {byId, clock, count, el, fill} from "./dom.js";
import {fault} from "./overview.js";

export function drawFailuresOf(code, state) {
  const rows = state.rows.filter((row) => row.failure?.code === code).reverse();
  const total = state.failures[code] ?? 0;
  byId("code-title").textContent = code;
  byId("code-scope").textContent =
    `${count(total)} since this process started; ${count(rows.length)} from all instances are listed`;
  byId("code-empty").hidden = rows.length > 0;
  byId("code-rows").hidden = rows.length === 0;
  fill(byId("code-rows"),
    [["Document", "name"], ["Message", "message"], ["To be fixed in", ""], ["Retry", ""], ["Attempts", "number"], ["Answered at", "number"]],
    rows.map((row) => [
      el("span", {}, el("bdi", {title: row.document}, row.document), row.location && row.location !== row.document ? el("small", {}, el("bdi", {}, row.location)) : null),
      row.failure.message,
      fault(row.failure.fault),
      row.failure.retryable ? "may succeed" : "will fail again",
      count(row.failure.attempts),
      clock(row.at),
    ]));
}
