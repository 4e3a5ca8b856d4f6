// Draws one reply of the API. Text of the server only ever becomes text nodes.

const STATES = { met: "✓ 符合", unmet: "✗ 不符合", unknown: "？ 还不知道" };
const ROUTES = { qualifies: "符合", fails: "不符合", undetermined: "还不能确定", not_listed: "一般规定" };
const SURE = {
  "read in full": "读过全文", "read in part": "只读到一部分",
  recalled: "凭记忆，未核对原文", seed: "来自本市的介绍，未见文件原文",
};
const UNSURE = "不知道";

export function element(tag, options = {}, ...children) {
  const made = Object.assign(document.createElement(tag), options);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const paragraph = (text, className = "") => element("p", { textContent: text, className });
const button = (text, onclick, className = "") => element("button", { type: "button", textContent: text, onclick, className });

/** The reply as an element; `say(shown, sent)` sends an answer. */
export function draw(reply, say) {
  const kinds = { question, choose_item: chooseItem, verdict, answer };
  return (kinds[reply.kind] ?? plain)(reply, say);
}

function plain(reply) {
  return element("article", { className: "reply" }, paragraph(reply.text));
}

function answer(reply) {
  return element("article", { className: "reply" }, paragraph(reply.text), reply.citations?.length ? citations(reply.citations) : null);
}

function question(reply, say) {
  const why = reply.why ? paragraph(`为什么问：${reply.why}`, "why") : null;
  const buttons = (reply.options ?? []).map((option) => option.label).filter((label) => label !== UNSURE);
  const asked = reply.text.replace(`（${buttons.join("；")}）`, ""); // the buttons say it already
  return element("article", { className: "reply question" }, paragraph(asked), answers(reply, say), why);
}

function answers(reply, say) {
  const group = element("div", { className: "answer" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "回答");
  const field = { number: "number", money: "number", duration: "number", date: "date" }[reply.answer_type];
  if (field) group.append(input(field, reply, say));
  const given = reply.options?.length ? reply.options : reply.answer_type === "yes_no" ? ["是", "否"].map((label) => ({ label, value: label })) : [];
  for (const option of given) group.append(button(option.label, () => say(option.label, spoken(option))));
  if (!given.some((option) => option.label === UNSURE)) group.append(button(UNSURE, () => say(UNSURE)));
  return group;
}

/** What is said for an option: its words, or its label when the value is only an id. */
function spoken(option) {
  return typeof option.value === "string" && /[^\x00-\x7f]/.test(option.value) ? option.value : option.label;
}

function input(type, reply, say) {
  const unit = reply.answer_type === "money" ? "元" : reply.unit ?? /单位：([^）]+)）/.exec(reply.text)?.[1] ?? "";
  const field = element("input", { type, name: "value", required: true, ariaLabel: reply.text });
  if (type === "number") Object.assign(field, { min: "0", step: "any", inputMode: "decimal" });
  const form = element("form", { className: "answer" }, field, unit, element("button", { textContent: "回答", className: "main" }));
  form.onsubmit = (event) => {
    event.preventDefault();
    say(field.value + unit);
  };
  return form;
}

function chooseItem(reply, say) {
  const list = element("ol", { className: "choices" });
  reply.candidates.forEach((item, place) => {
    const choose = button(`${place + 1}. ${item.title}（${item.list_title}）`, () => say(item.title, `第${place + 1}个`));
    list.append(element("li", {}, choose));
  });
  list.append(element("li", {}, button("都不是", () => say("都不是"))));
  return element("article", { className: "reply question" }, paragraph(reply.text.split("\n")[0]), list);
}

function verdict(reply) {
  const parts = sections(reply.text);
  const card = element("article", { className: `reply verdict ${reply.status}` });
  card.append(element("h2", { textContent: parts.first }));
  for (const line of parts.intro) card.append(paragraph(line, "more"));
  if (reply.conditions.length) card.append(element("h3", { textContent: "逐条看" }), conditions(reply.conditions));
  const next = parts.of("接下来") ?? reply.to_qualify;
  if (next.length) card.append(element("h3", { textContent: "接下来" }), numbered(next));
  if (reply.ordinary_penalty) card.append(element("h3", { textContent: "不符合时的一般处理" }), paragraph(ordinary(reply)));
  card.append(...folded(reply, parts), paragraph(reply.notice, "why"));
  return card;
}

/** The text's first sentence, the lines before its first heading, and the numbered lines under each heading. */
function sections(text) {
  const lines = text.split("\n");
  const start = Math.max(0, lines.findIndex((line) => line.startsWith("结论：")));
  const found = {};
  const intro = lines.slice(0, start);
  let heading = null;
  for (const line of lines.slice(start + 1)) {
    if (line.endsWith("：")) found[(heading = line.slice(0, -1))] = [];
    else if (heading && /^\d+\. /.test(line)) found[heading].push(line.replace(/^\d+\. /, ""));
    else if (!heading) intro.push(line);
  }
  const [, first, rest] = /^(?:结论：)?(.*?。|.*)(.*)$/s.exec(lines[start]);
  return { first, intro: rest ? [rest, ...intro] : intro, of: (name) => found[name] };
}

function conditions(all) {
  const list = element("ul", { className: "conditions" });
  for (const { text, state, evidence } of all) {
    const mark = element("span", { textContent: STATES[state], className: `state ${state}` });
    const proof = element("span", { textContent: evidence.text, className: "evidence" });
    list.append(element("li", {}, mark, element("span", { textContent: text }), proof));
  }
  return list;
}

const numbered = (lines) => element("ol", {}, ...lines.map((line) => element("li", { textContent: line })));
const ordinary = (reply) => [reply.ordinary_penalty, reply.points && `记分：${reply.points}`].filter(Boolean).join("。");

function folded(reply, parts) {
  const made = [];
  const remarks = parts.of("还要说明") ?? [];
  const others = reply.routes.slice(1).map((route) => `${named(route.list_title)}${route.title ?? route.item}：${ROUTES[route.status]}`);
  if (remarks.length) made.push(details("还要说明", remarks.map((line) => element("li", { textContent: line }))));
  if (others.length) made.push(details("其他路径", others.map((line) => element("li", { textContent: line }))));
  const list = reply.list && { document: reply.list.title, how_sure: reply.list.how_sure };
  const cited = list ? [list, ...reply.citations] : reply.citations;
  if (cited.length) made.push(citations(cited));
  return made;
}

const details = (title, items) =>
  element("details", {}, element("summary", { textContent: `${title}（${items.length}）` }), element("ul", {}, ...items));

function citations(all) {
  return details("依据", all.map((one) => {
    const sure = element("small", { textContent: `（${SURE[one.how_sure] ?? one.how_sure}）` });
    return element("li", {}, named(one.document), one.article ? `${one.article}：${one.meaning}` : "", sure);
  }));
}

const named = (title) => (!title || title.startsWith("《") ? title ?? "" : `《${title}》`);
