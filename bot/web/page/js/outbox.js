// One message on its way. It is kept until it is answered, and taken by the server once however often it is sent.
(function (Chat) {
  "use strict";

  var SLOW = 4000; // ms before it is said that the line is slow
  var WAITS = [2, 4, 8, 15, 30]; // seconds before the next try
  var MOST = 3; // tries when the server does answer, but not now
  var pending = null, sending = false, timer = null, slow = null, hooks = {};

  Chat.outbox = {
    /** `hooks`: sending(message), slow(), waiting(trouble), answered(turn, message), failed(trouble, message). */
    start: function (given) {
      hooks = given;
      pending = Chat.recall("pending");
      if (pending) attempt();
    },
    isBusy: function () { return pending !== null; },
    /** Send `message` {shown, sent, fact, title}. */
    send: function (message) {
      message.turn = Chat.newId();
      message.tries = 0;
      pending = message;
      Chat.keep("pending", pending);
      attempt();
    },
    /** Try again now. */
    retry: function () {
      if (pending && !sending) attempt();
    },
    /** Give up sending; the message, so that it can be changed. */
    withdraw: function () {
      window.clearTimeout(timer);
      return sending ? null : done();
    }
  };

  function attempt() {
    window.clearTimeout(timer);
    sending = true;
    hooks.sending(pending);
    slow = window.setTimeout(hooks.slow, SLOW);
    Chat.withToken(function () {
      var body = { conversation: Chat.recall("conversation"), message: pending.sent, client_turn: pending.turn };
      Chat.post("/api/chat", body, answered);
    });
  }

  function answered(trouble, turn) {
    sending = false;
    window.clearTimeout(slow);
    if (!trouble) return hooks.answered(turn, done());
    pending.tries += 1;
    if (trouble.status === 404 && Chat.recall("conversation")) return anew();
    if (trouble.status === 401 && pending.tries < 2 && Chat.renewToken()) return attempt();
    if (trouble.again && (trouble.status === 0 || pending.tries < MOST)) return wait(trouble);
    return hooks.failed(trouble, done());
  }

  /** The server no longer knows the conversation: the message opens a new one. */
  function anew() {
    Chat.forget(["conversation"]);
    pending.anew = true;
    attempt();
  }

  function wait(trouble) {
    var seconds = trouble.wait || WAITS[Math.min(pending.tries, WAITS.length) - 1];
    timer = window.setTimeout(attempt, seconds * 1000);
    hooks.waiting(trouble, pending);
  }

  function done() {
    var message = pending;
    pending = null;
    Chat.forget(["pending"]);
    return message;
  }

  window.addEventListener("online", function () { Chat.outbox.retry(); });
})(window.Chat = window.Chat || {});
