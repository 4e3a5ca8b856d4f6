// The call page of the 12345 desk: binds the caller that was looked up to the talk with the assistant and to the ticket.
// Parts of the page come from the server by htmx; replies are drawn by the same code as on the public page.

const $ = (id) => document.getElementById(id);
const proof = document.querySelector("meta[name=proof]").content;
const call = { conversation: null, party: null, plate: null, reason: null };
let busy = false;

// ---- the talk

async function say(shown, sent = shown) {
  if (busy || !sent.trim()) return;
  setBusy(true);
  const words = Chat.make("div", { class: "said" }, [Chat.paragraph(shown, "words")]);
  $("log").append(words);
  try {
    show(await post(sent));
    if (!$("ticket-text").value) $("ticket-text").value = sent;
  } catch (problem) {
    words.remove();
    if (!$("message").value) $("message").value = sent;
    tell(problem.message);
  } finally {
    setBusy(false);
  }
}

async function post(message) {
  const bound = call.party ? { party: call.party, reason: call.reason, plate: call.plate || null } : {};
  const body = JSON.stringify({ conversation: call.conversation, message, client_turn: Chat.newId(), ...bound });
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": proof };
  const response = await fetch("/api/chat", { method: "POST", headers, body })
    .catch(() => { throw new Error("网络不通，没有发出去。写的内容还在，请再发一次。"); });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  if (response.status === 401) location.assign("/signin?to=/desk");
  if (response.status === 404) call.conversation = null;
  const incident = answer.incident ? `（编号 ${answer.incident}）` : "";
  throw new Error((answer.detail ?? "出了点问题，没有处理。写的内容还在，请再发一次。") + incident);
}

function show(turn) {
  call.conversation = turn.conversation;
  for (const group of $("log").querySelectorAll(".answer, .progress, .why, .change")) group.remove();
  const drawn = turn.replies.map((reply) => Chat.draw(reply, acts));
  $("log").append(...drawn);
  drawn[0].scrollIntoView({ block: "nearest" });
  readOut(turn.replies);
  $("ticket").elements.conversation.value = turn.conversation;
  htmx.ajax("GET", `/desk/attached?conversation=${encodeURIComponent(turn.conversation)}`, "#attached");
}

/** The verdicts of a turn to read out. What was to be read out before goes as soon as the matter is open again. */
function readOut(replies) {
  const audits = replies.filter((reply) => reply.kind === "verdict").map((reply) => ["audit", reply.audit]);
  if (audits.length) htmx.ajax("GET", `/desk/script?${new URLSearchParams(audits)}`, "#script");
  else if (replies.some((reply) => reply.kind !== "answer" || reply.topic === "clarify")) $("script").replaceChildren();
}

/** What replies can do here; the ticket and the follow-up, where the caller rates, are our own. */
const acts = { say: press, teller: "来电人" };

async function press(shown, sent) {
  await say(shown, sent);
  ($("log").querySelector(".answer input, .answer button") ?? $("message")).focus({ preventScroll: true });
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
  if (now) tell("");
}

// ---- the caller

/** Another caller is another conversation: what one said must not be held against the other. */
function bind(record) {
  const { party, plate, reason, name } = record.dataset;
  if (call.party && call.party !== party) forgetTalk();
  Object.assign(call, { party, plate, reason });
  $("bound").hidden = false;
  $("bound").textContent = `按${name}${plate ? `（${plate}）` : ""}的记录回答。`;
  $("ticket").elements.party.value = party;
  if (!$("person").value && !name.includes("*")) $("person").value = name; // a masked one the server fills in
  $("message").focus();
}

function forgetTalk() {
  call.conversation = null;
  for (const id of ["log", "script", "attached"]) $(id).replaceChildren();
  $("ticket").elements.conversation.value = "";
}

function nextCall() {
  forgetTalk();
  Object.assign(call, { party: null, plate: null, reason: null });
  $("ticket").reset();
  for (const id of ["found", "look", "filed"]) $(id).replaceChildren();
  for (const id of ["who", "message"]) $(id).value = "";
  $("ticket").elements.party.value = "";
  $("bound").hidden = true;
  newRequest();
  $("who").focus();
}

/** The same form sent twice is one ticket; the next one is another. */
const newRequest = () => { $("ticket").elements.request.value = Chat.newId(); };

// ---- all pages

function tell(words) { $("problem").textContent = words; }

const KEYS = { F2: $("who") ? "who" : "words", F4: "message", F8: "ticket-text" };
document.addEventListener("keydown", (event) => {
  if (event.key === "F9" && $("anew")) { event.preventDefault(); nextCall(); }
  const wanted = KEYS[event.key] && $(KEYS[event.key]);
  if (wanted) { event.preventDefault(); wanted.focus(); wanted.scrollIntoView({ block: "nearest" }); }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
});

/** Arrows go from a search field through what it found, and back. */
function step(event) {
  const field = event.target.closest("[hx-target]:is(input)");
  const list = event.target.closest(".pick");
  if (!field && !list) return;
  const within = list ?? document.querySelector(`${field.getAttribute("hx-target")} .pick`);
  const all = [...(within?.querySelectorAll("a, button") ?? [])];
  const at = all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
  event.preventDefault();
  if (all[at]) all[at].focus();
  else if (at < 0 && list) document.querySelector(`input[hx-target="#${list.parentElement.id}"]`)?.focus();
}

document.body.addEventListener("htmx:beforeRequest", () => tell(""));
document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 401) return; // htmx follows HX-Redirect
  let said = {};
  try { said = JSON.parse(xhr.responseText); } catch { /* no problem document */ }
  tell(said.detail ?? "没有办成，请再试一次。");
});
document.body.addEventListener("htmx:sendError", () => tell("网络不通，请再试一次。"));

if ($("ask")) {
  newRequest();
  $("ask").addEventListener("submit", send);
  $("message").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
  $("anew").addEventListener("click", nextCall);
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "look") {
      $("found").replaceChildren();
      const record = $("record");
      if (record) bind(record);
      else event.target.querySelector("[autofocus]")?.focus();
    }
    if (event.target.id === "filed" && $("receipt")) newRequest();
  });
}

// ---- the list of tickets: the sheet holds what the list shows
document.body.addEventListener("htmx:afterRequest", (event) => {
  const filter = $("filter");
  if (!filter || event.target !== filter) return;
  const query = new URLSearchParams(new FormData(filter));
  for (const link of document.querySelectorAll("[data-export]")) link.search = query;
});

// ---- what was typed before htmx was ready (it gets ready at the same event, a moment earlier)
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("#who, #words")) {
    if (field.value !== field.defaultValue) htmx.trigger(field, "early");
  }
});
