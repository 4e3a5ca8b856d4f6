// The console of staff and reviewers: the same talk as everywhere, with drafts, comparisons and impact drawn beside it.

import { draw, element } from "/static/replies.js";
import { comparison, draft, draftBody, impact } from "/static/staff-replies.js";

const KEPT = "staff-conversation";
const $ = (id) => document.getElementById(id);
const proof = document.querySelector("meta[name=proof]").content;
const OWN = { draft, comparison, impact };
let busy = false;

/** Shows the person's words and sends them; on trouble they go back into the field. */
async function say(shown, sent = shown) {
  if (busy || !sent.trim()) return;
  setBusy(true);
  const words = element("p", { className: "said" }, element("span", { className: "hidden", textContent: "你说：" }), shown);
  $("log").append(words);
  try {
    show(await post(sent));
  } catch (problem) {
    words.remove();
    if (!$("message").value) $("message").value = sent;
    $("problem").textContent = problem.message;
  } finally {
    setBusy(false);
  }
}

async function post(message) {
  const body = JSON.stringify({ conversation: sessionStorage.getItem(KEPT), message, client_turn: crypto.randomUUID() });
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": proof };
  const response = await fetch("/api/chat", { method: "POST", headers, body })
    .catch(() => { throw new Error("网络不通，没有发出去。写的内容还在，请再发一次。"); });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  if (response.status === 401) location.assign("/signin?to=/staff");
  if (response.status === 404) sessionStorage.removeItem(KEPT);
  const incident = answer.incident ? `（编号 ${answer.incident}）` : "";
  throw new Error((answer.detail ?? "出了点问题，没有处理。写的内容还在，请再发一次。") + incident);
}

function show(turn) {
  sessionStorage.setItem(KEPT, turn.conversation);
  for (const group of $("log").querySelectorAll(".answer, .choices")) group.remove();
  const drawn = turn.replies.map((reply) => (OWN[reply.kind] ?? draw)(reply, press));
  $("log").append(...drawn);
  drawn[0].scrollIntoView({ block: "nearest" });
  const latest = turn.replies.filter((reply) => reply.kind === "draft").at(-1);
  if (latest) beside(latest);
}

/** The draft at hand, whole, beside the talk. */
function beside(reply) {
  if (!$("draft")) return;
  $("draft").hidden = reply.state === "discarded";
  $("mine").hidden = !$("draft").hidden; // it was drawn before this draft was opened
  $("draft-link").href = `/staff/drafts/${encodeURIComponent(reply.draft)}`;
  $("draft-body").replaceChildren(...draftBody(reply));
}

async function press(shown, sent) {
  await say(shown, sent);
  ($("log").querySelector(".answer input, .answer button, .choices button") ?? $("message")).focus({ preventScroll: true });
}

function send(event) {
  event?.preventDefault();
  const words = $("message").value.trim();
  if (busy || !words) return;
  $("message").value = "";
  press(words);
}

function setBusy(now) {
  busy = now;
  $("send").disabled = now;
  $("waiting").textContent = now ? "正在看…" : "";
  if (now) $("problem").textContent = "";
}

$("ask").addEventListener("submit", send);
$("message").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
});
$("anew").addEventListener("click", () => {
  sessionStorage.removeItem(KEPT);
  $("log").replaceChildren();
  $("message").focus();
});
for (const example of $("examples").querySelectorAll("button")) example.addEventListener("click", () => press(example.textContent));
