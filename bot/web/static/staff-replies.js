// Draws the replies that only staff get: draft, comparison, impact. Text of the server only ever becomes text nodes.

import { draw, element } from "/static/replies.js";

const STATES = { met: "符合", unmet: "不符合", unknown: "还不知道" };
const paragraph = (textContent, className = "") => element("p", { textContent, className });
const where = (item) => (item === "*" ? "整份清单" : `第${item}项`);

/** A draft: what the last words changed. */
export function draft(reply) {
  const [head] = reply.text.split("\n");
  const link = element("a", { href: `/staff/drafts/${encodeURIComponent(reply.draft)}`, textContent: "打开这份草案" });
  return element("article", { className: "reply draft" }, paragraph(head, "draft-head"), changes(reply.made), ...reply.notes.map((note) => paragraph(note, "notice")), paragraph(lastLine(reply.text), "soft"), element("p", {}, link));
}

const lastLine = (text) => text.split("\n").at(-1);

/** The whole draft for the side of the page. */
export function draftBody(reply) {
  const text = element("details", { className: "fold" }, element("summary", { textContent: "清单文本的改动" }), marked(reply.list_text));
  return [paragraph(`${reply.list_title}（${reply.draft}，${reply.state_title}）`, "soft"), changes(reply.changes), paragraph(lastLine(reply.text), "soft"), text];
}

function changes(all) {
  if (!all.length) return paragraph("还没有改动。", "soft");
  const list = element("ul", { className: "change-list" });
  for (const { item, field, before, after } of all) {
    const from = element("del", { textContent: before }), to = element("ins", { textContent: after });
    list.append(element("li", {}, element("span", { className: "soft", textContent: `${where(item)} · ${field}` }), from, " → ", to));
  }
  return list;
}

function marked(text) {
  const shown = element("pre", { className: "marked", tabIndex: 0, ariaLabel: "清单文本的改动" });
  for (const line of text.split("\n")) {
    const className = { "+": "plus", "-": "minus", "@": "at" }[line[0]] ?? "";
    shown.append(element("span", { className, textContent: line }), "\n");
  }
  return shown;
}

/** The same case under the rules in force and under the draft. */
export function comparison(reply, say) {
  const differs = element("span", { className: `badge ${reply.differs ? "is-open" : "is-good"}`, textContent: reply.differs ? "结果不一样" : "结果一样" });
  const sides = element("div", { className: "sides" },
    element("section", {}, element("h3", { textContent: "现行规则" }), draw(reply.live, say)),
    element("section", {}, element("h3", { textContent: "草案（没有施行）" }), draw(reply.draft, say)));
  const asks = reply.asks ? paragraph(reply.text.split("\n").at(-1), "notice is-open") : null;
  return element("article", { className: "reply comparison" }, element("p", {}, differs), differing(reply.conditions), sides, asks);
}

function differing(conditions) {
  if (!conditions.length) return null;
  const list = element("ul", { className: "change-list" });
  for (const { item, text, live, draft: drafted } of conditions) {
    const states = `现行${STATES[live] ?? "没有这一条"}，草案${STATES[drafted] ?? "没有这一条"}`;
    list.append(element("li", {}, element("span", { className: "soft", textContent: `${where(item)} · ` }), text, element("strong", { textContent: `：${states}` })));
  }
  return list;
}

/** What a draft would have changed of the acts on record. */
export function impact(reply) {
  const table = element("table", { className: "table" });
  const row = (cells, tag) => element("tr", {}, ...cells.map((textContent) => element(tag, { textContent })));
  table.append(element("thead", {}, row(["现行", "草案", "案子"], "th")), element("tbody", {}, ...reply.flipped.map((one) => row([one.from_title, one.to_title, one.cases.toLocaleString("zh-CN")], "td"))));
  const drawn = [paragraph(reply.text.split("\n")[0], "draft-head"), reply.flipped.length ? table : null, bars(reply.chart)];
  const examples = element("ul", {}, ...reply.examples.map((one) => element("li", { textContent: `${one.decision_no}：${one.from_title} → ${one.to_title}（${one.act_title}，${one.day}）` })));
  const fold = reply.examples.length ? element("details", { className: "fold" }, element("summary", { textContent: `举例（${reply.examples.length}）` }), examples) : null;
  return element("article", { className: "reply impact" }, ...drawn.filter(Boolean), fold, paragraph(`查询用时${reply.seconds}秒。`, "soft"));
}

/** The bars of a Vega-Lite spec with inline values: what is counted on y, how many on x. */
function bars(spec) {
  const values = spec?.data?.values ?? [];
  if (!values.length) return null;
  const [name, count] = [spec.encoding.y.field, spec.encoding.x.field];
  const most = Math.max(...values.map((one) => one[count]));
  const list = element("ul", { className: "bars" });
  list.setAttribute("aria-label", spec.title ?? "");
  for (const one of values) {
    const bar = element("span", { className: "bar" });
    bar.style.setProperty("width", `${Math.max(1, (100 * one[count]) / most)}%`);
    list.append(element("li", {}, element("span", { className: "bar-name", textContent: one[name] }), element("span", { className: "bar-room" }, bar), element("span", { className: "num", textContent: one[count].toLocaleString("zh-CN") })));
  }
  return list;
}
