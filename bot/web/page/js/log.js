// The conversation as it stands on the page; each new reply is announced once to screen readers.
(function (Chat) {
  "use strict";

  function log() { return Chat.byId("log"); }

  Chat.log = {
    /** Append a node; it scrolls into view. */
    add: function (node) {
      log().appendChild(node);
      return node;
    },
    isEmpty: function () { return !log().firstChild; },
    clear: function () { Chat.empty(log()); },
    /** What belongs to the turn before can no longer be pressed, and why it was asked no longer matters. */
    closeQuestions: function () {
      Chat.all(".answer, .asks, .progress, .change, .why", log()).forEach(Chat.drop);
    },
    /** Where the keyboard goes on: the way to answer the newest question, else the newest reply. */
    next: function () {
      return log().querySelector(".answer input, .answer button") || Chat.all(".verdict h2, .reply", log()).pop();
    },
    show: function (node, block) { node.scrollIntoView(block === "start"); }
  };

  /** The person's own words; pressing them (`correct`) takes them back. */
  Chat.said = function (message, correct) {
    var words = Chat.make("div", { "class": "said" }, [
      Chat.make("span", { "class": "hidden", text: "你说：" }), Chat.make("span", { "class": "words", text: message.shown })
    ]);
    if (correct) {
      var what = message.title ? "更正“" + message.title + "”" : "更正“" + message.shown.slice(0, 20) + "”";
      words.appendChild(Chat.make("button", {
        type: "button", "class": "correct", text: "改", title: what, "aria-label": what, onclick: correct
      }));
    }
    return words;
  };

  /** Say the new replies once: what they open with, not every line and button of them. */
  Chat.announce = function (replies) {
    Chat.byId("announce").textContent = replies.map(function (reply) {
      return reply.kind === "verdict" ? "结论：" + Chat.headline(reply.text).answer + "下面有逐条说明。" : Chat.asked(reply);
    }).join("\n");
  };
})(window.Chat = window.Chat || {});
