// What this tab remembers over a page change: the conversation, what was said, what is not sent yet. Gone with the tab.
(function (Chat) {
  "use strict";

  var PREFIX = "chat-";
  var LONGEST = 60; // entries of the transcript that are kept
  var memory = {}; // where the browser refuses storage to a frame

  Chat.recall = function (name) {
    try {
      var kept = window.sessionStorage.getItem(PREFIX + name);
      return kept === null ? null : JSON.parse(kept);
    } catch (refused) {
      return name in memory ? memory[name] : null;
    }
  };

  Chat.keep = function (name, value) {
    memory[name] = value;
    try {
      window.sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch (refusedOrFull) {
      // it stays in memory
    }
  };

  Chat.forget = function (names) {
    names.forEach(function (name) {
      delete memory[name];
      try {
        window.sessionStorage.removeItem(PREFIX + name);
      } catch (refused) {
        // nothing was kept there
      }
    });
  };

  /** Add what was said or answered to the transcript. */
  Chat.keepEntry = function (entry) {
    Chat.keep("log", (Chat.recall("log") || []).concat([entry]).slice(-LONGEST));
  };
})(window.Chat = window.Chat || {});
