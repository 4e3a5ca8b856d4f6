// 转人工: 12345, or a ticket with what was said so far. Open from every screen.
(function (Chat) {
  "use strict";

  var request = null; // the same form sent twice is one ticket
  var opener = null;
  var filed = null;

  function box() { return Chat.byId("person"); }

  Chat.person = {
    /** `onfiled(text)` is told the receipt. */
    start: function (onfiled) {
      filed = onfiled;
      box().addEventListener("keydown", keys);
      Chat.byId("person-form").addEventListener("submit", submit);
      Chat.byId("person-close").addEventListener("click", close);
    },
    open: function () {
      opener = document.activeElement;
      request = request || Chat.newId();
      box().hidden = false;
      Chat.byId("person-trouble").textContent = "";
      Chat.focus(Chat.byId("person-title"));
    }
  };

  function close() {
    box().hidden = true;
    Chat.focus(opener && document.body.contains(opener) ? opener : Chat.byId("message"));
  }

  /** Escape closes; Tab stays within. */
  function keys(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      var stops = Chat.all("a[href], button, input, select, textarea", box());
      var first = stops[0], last = stops[stops.length - 1], at = document.activeElement;
      if (event.shiftKey && (at === first || at === Chat.byId("person-title"))) turn(event, last);
      else if (!event.shiftKey && at === last) turn(event, first);
    }
  }

  function turn(event, to) {
    event.preventDefault();
    to.focus();
  }

  function submit(event) {
    event.preventDefault();
    var text = Chat.byId("person-text").value.trim();
    if (text.length < 2) return say("请写一写要解决什么问题，至少两个字。");
    busy(true);
    Chat.withToken(function () {
      if (Chat.recall("conversation")) file(text);
      else open(text);
    });
    return undefined;
  }

  /** A ticket belongs to a conversation: what is written opens one. */
  function open(text) {
    Chat.post("/api/chat", { conversation: null, message: text, client_turn: request }, function (trouble, turn) {
      if (trouble) return failed(trouble);
      Chat.keep("conversation", turn.conversation);
      return file(text);
    });
  }

  function file(text) {
    Chat.post("/api/tickets", {
      conversation: Chat.recall("conversation"), kind: Chat.byId("person-kind").value, text: text,
      contact: Chat.byId("person-contact").value.trim() || null, request: request
    }, function (trouble, receipt) {
      if (trouble) return failed(trouble);
      busy(false);
      request = null;
      Chat.byId("person-form").reset();
      filed(said(receipt));
      return close();
    });
  }

  function said(receipt) {
    var due = receipt.due ? "，" + receipt.due + " 前答复" : "";
    var note = receipt.due_note ? "（" + receipt.due_note + "）" : "";
    return "工单 " + receipt.id + " 已提交，由" + receipt.department + "办理" + due + note +
      "。在这里问“我的工单办到哪了”就能查进度。";
  }

  function failed(trouble) {
    busy(false);
    say(trouble.text + "你写的内容还在，可以再按一次“提交”，不会重复提交。");
  }

  function say(text) { Chat.byId("person-trouble").textContent = text; }

  function busy(now) {
    Chat.byId("person-send").disabled = now;
    say(now ? "正在提交……" : "");
  }
})(window.Chat = window.Chat || {});
