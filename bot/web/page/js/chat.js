// Puts the parts together: what is typed or pressed goes out, what comes back is drawn and kept.
(function (Chat) {
  "use strict";

  var field = Chat.byId("message"), trouble = Chat.byId("trouble"), waiting = Chat.byId("waiting");
  var sent = null; // the words on their way
  var act = { say: say, suggest: suggest, person: Chat.person.open };

  function say(shown, words, question, typed) {
    if (Chat.outbox.isBusy() || !words.trim()) return;
    Chat.outbox.send({ shown: shown, sent: words, title: question && question.title, typed: typed === true });
  }

  function suggest(text) {
    field.value = text;
    field.focus();
    Chat.keep("draft", text);
  }

  /** 更正: a question that was answered is asked again; free words go back into the field to be said anew. */
  function correct(message) {
    if (message.title) say("更正：" + message.title, "更正“" + message.title + "”");
    else suggest("更正：" + message.shown);
  }

  function drawSaid(message) {
    var isCorrection = message.shown.indexOf("更正：") === 0;
    return Chat.log.add(Chat.said(message, isCorrection ? null : function () { correct(message); }));
  }

  function sending(message) {
    busy(true);
    trouble.textContent = "";
    Chat.byId("unsent").hidden = true;
    waiting.textContent = "正在看……";
    if (sent) return;
    Chat.byId("intro").hidden = true;
    sent = drawSaid(message);
    sent.classList.add("is-sending");
    Chat.log.show(sent);
  }

  function slow() { waiting.textContent = "网络有点慢，还在等回答……"; }

  function unsent(problem) {
    waiting.textContent = "";
    trouble.textContent = problem.text + "你说的话留着，线路好了会自动发出，只发一次。";
    Chat.byId("unsent").hidden = false;
  }

  function answered(turn, message) {
    if (message.anew) note("之前的对话已经找不到了，下面是新的对话。");
    Chat.keep("conversation", turn.conversation);
    Chat.keepEntry({ message: message });
    Chat.log.closeQuestions();
    sent.classList.remove("is-sending");
    var drawn = turn.replies.map(drawReply);
    turn.replies.forEach(function (reply) { Chat.keepEntry({ reply: reply }); });
    free();
    Chat.announce(turn.replies);
    Chat.log.show(drawn[0], "start");
    goOn(message);
  }

  /** The keyboard goes on where the person was: in the field, else at the way to answer. */
  function goOn(message) {
    if (!message.typed) Chat.focus(Chat.log.next());
    else if (window.matchMedia("(pointer: fine)").matches) Chat.focus(field); // else it would open the phone's keyboard
  }

  function drawReply(reply) { return Chat.log.add(Chat.draw(reply, act)); }

  function failed(problem, message) {
    giveBack(message);
    trouble.textContent = problem.text;
  }

  /** The words go back into the field, so that nothing typed is lost. */
  function giveBack(message) {
    Chat.drop(sent);
    if (!field.value) field.value = message.shown;
    Chat.byId("intro").hidden = !Chat.log.isEmpty();
    free();
  }

  function free() {
    sent = null;
    busy(false);
    waiting.textContent = "";
    trouble.textContent = "";
    Chat.byId("unsent").hidden = true;
  }

  function busy(now) {
    Chat.byId("send").disabled = now;
    Chat.all(".answer button, .answer input, .asks button, .correct").forEach(function (one) { one.disabled = now; });
  }

  function note(text) {
    Chat.byId("intro").hidden = true;
    Chat.keepEntry({ note: text });
    Chat.byId("announce").textContent = text;
    Chat.log.show(drawNote(text));
  }

  function drawNote(text) { return Chat.log.add(Chat.make("p", { "class": "note notice", text: text })); }

  function send(event) {
    event.preventDefault();
    var words = field.value.trim();
    if (Chat.outbox.isBusy() || !words) return field.focus();
    field.value = "";
    Chat.forget(["draft"]);
    return say(words, words, null, true);
  }

  function restart() {
    if (Chat.outbox.isBusy()) Chat.outbox.withdraw();
    Chat.forget(["conversation", "log", "pending", "rated"]);
    Chat.log.clear();
    free();
    Chat.byId("intro").hidden = false;
    field.focus();
  }

  /** Draw what was said before the page changed. */
  function redraw() {
    var entries = Chat.recall("log") || [];
    entries.forEach(function (entry, place) {
      if (entry.reply) drawReply(entry.reply);
      else if (entry.note) drawNote(entry.note);
      else {
        Chat.log.closeQuestions();
        drawSaid(entry.message);
      }
      if (place === entries.length - 1) Chat.log.show(Chat.byId("log").lastChild);
    });
    Chat.byId("intro").hidden = entries.length > 0;
    field.value = Chat.recall("draft") || "";
  }

  Chat.byId("form").addEventListener("submit", send);
  field.addEventListener("input", function () { Chat.keep("draft", field.value); });
  field.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) send(event);
  });
  Chat.byId("restart").addEventListener("click", restart);
  Chat.byId("to-person").addEventListener("click", Chat.person.open);
  Chat.byId("again").addEventListener("click", Chat.outbox.retry);
  Chat.byId("change").addEventListener("click", function () {
    var message = Chat.outbox.withdraw();
    if (message) giveBack(message);
    field.focus();
  });
  Chat.all("#examples button").forEach(function (example) {
    example.addEventListener("click", function () { say(example.textContent, example.textContent); });
  });
  Chat.person.start(note);
  redraw();
  Chat.outbox.start({ sending: sending, slow: slow, waiting: unsent, answered: answered, failed: failed });
})(window.Chat = window.Chat || {});
