// SPDX-License-Identifier: Apache-2.0
// The failures of one code, as far as they are kept.
import {byId, clock, count, el, fill} from "./dom.js";
import {fault} from "./overview.js";

export function drawFailuresOf(code, state) {
  const rows = state.rows.filter((row) => row.failure?.code === code).reverse();
  const total = state.failures[code] ?? 0;
  byId("code-title").textContent = code;
  byId("code-scope").textContent =
    `${count(total)} in this process since it started; ${count(rows.length)} of all instances listed.`;
  byId("code-empty").hidden = rows.length > 0;
  byId("code-rows").hidden = rows.length === 0;
  fill(byId("code-rows"),
    [["Document", "name"], ["What happened", "message"], ["Mended by", ""], ["Again?", ""], ["Attempts", "number"], ["At", "number"]],
    rows.map((row) => [
      el("span", {}, el("bdi", {title: row.document}, row.document), row.location && row.location !== row.document ? el("small", {}, el("bdi", {}, row.location)) : null),
      row.failure.message,
      fault(row.failure.fault),
      row.failure.retryable ? "may succeed" : "no",
      count(row.failure.attempts),
      clock(row.at),
    ]));
}
