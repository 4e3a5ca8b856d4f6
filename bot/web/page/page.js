// Talks to /api/chat. The conversation id lives in this tab only.

import { draw, element } from "/page/replies.js";

const KEPT = "conversation";
const $ = (id) => document.getElementById(id);
const log = $("log"), field = $("message"), trouble = $("trouble"), waiting = $("waiting");
let busy = false;

/** Shows `shown` as the person's words and sends `sent`; on trouble the words go back into the field. */
async function say(shown, sent = shown) {
  if (busy || !sent.trim()) return;
  setBusy(true);
  const words = element("p", { className: "said" }, element("span", { className: "hidden", textContent: "你说：" }), shown);
  log.append(words);
  words.scrollIntoView({ block: "end" });
  try {
    const turn = await post(sent);
    show(turn);
  } catch (problem) {
    words.remove();
    $("intro").hidden = log.childElementCount > 0;
    if (!field.value) field.value = sent;
    trouble.textContent = problem.message;
  } finally {
    setBusy(false);
  }
}

async function post(message) {
  const body = JSON.stringify({ conversation: sessionStorage.getItem(KEPT), message });
  const response = await fetch("/api/chat", { method: "POST", headers: { "Content-Type": "application/json" }, body })
    .catch(() => { throw new Error("网络不通，消息没有发出去。你写的内容还在输入框里，请稍后再发。"); });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Error(explain(response.status, answer));
}

function explain(status, problem) {
  if (status === 404) {
    sessionStorage.removeItem(KEPT);
    return "之前的对话已经找不到了，再发一次就会开始新的对话。";
  }
  const incident = problem.incident ? `（编号 ${problem.incident}）` : "";
  return (problem.detail ?? "出了点问题，消息没有处理。你写的内容还在，请稍后再发。") + incident;
}

function show(turn) {
  sessionStorage.setItem(KEPT, turn.conversation);
  closeQuestions();
  const drawn = turn.replies.map((reply) => draw(reply, press));
  log.append(...drawn);
  drawn[0].scrollIntoView({ block: "start" });
}

/** An answer given with a button: the focus goes on to the next question, or to the field where there is a keyboard. */
async function press(shown, sent) {
  await say(shown, sent);
  const next = log.querySelector(".answer input, .answer button, .choices button");
  if (next) next.focus({ preventScroll: true });
  else focusField();
}

function focusField() {
  if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true }); // else it would open the phone's keyboard
}

/** Questions that were answered can be read but no longer pressed. */
function closeQuestions() {
  for (const group of log.querySelectorAll(".answer, .choices")) group.remove();
}

function setBusy(now) {
  busy = now;
  $("send").disabled = now;
  waiting.textContent = now ? "正在看…" : "";
  if (now) {
    trouble.textContent = "";
    $("intro").hidden = true;
  }
}

function send(event) {
  event?.preventDefault();
  const words = field.value.trim();
  if (busy || !words) return field.focus();
  field.value = "";
  say(words).then(focusField);
}

$("form").addEventListener("submit", send);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
});
$("restart").addEventListener("click", () => {
  sessionStorage.removeItem(KEPT);
  log.replaceChildren();
  trouble.textContent = "";
  $("intro").hidden = false;
  field.focus();
});
for (const example of $("examples").querySelectorAll("button")) {
  example.addEventListener("click", () => press(example.textContent));
}
if (sessionStorage.getItem(KEPT)) {
  $("intro").hidden = true;
  log.append(element("p", { className: "reply", textContent: "接着刚才的对话。想问别的事，请按“重新开始”。" }));
}
