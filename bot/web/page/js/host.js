// Inside somebody else's page: who is signed in there, and closing. Only the page that holds this frame is listened to.
(function (Chat) {
  "use strict";

  var NAME = "luoyang-assistant";
  var PATIENCE = 3000; // ms that the host page has to say who it is
  var framed = window.parent !== window;
  var asked = !framed; // nobody to ask
  var waiting = [];

  Chat.token = null;

  function tell(type) {
    window.parent.postMessage({ to: NAME, type: type }, "*"); // holds nothing that another page may not see
  }

  function answered() {
    asked = true;
    waiting.splice(0).forEach(function (go) { go(); });
  }

  /** Go on once the host page has said who is signed in there (or that nobody is). */
  Chat.withToken = function (go) {
    if (asked) return go();
    waiting.push(go);
    if (waiting.length > 1) return undefined;
    tell("token");
    window.setTimeout(answered, PATIENCE);
    return undefined;
  };

  /** The token was refused: ask for a fresh one. False when there is none to ask for. */
  Chat.renewToken = function () {
    if (!framed || !Chat.token) return false;
    Chat.token = null;
    asked = false;
    return true;
  };

  Chat.closeFrame = function () { tell("close"); };

  window.addEventListener("message", function (event) {
    var said = event.data;
    if (!framed || event.source !== window.parent || !said || said.from !== NAME) return;
    if (said.type === "token") {
      Chat.token = typeof said.token === "string" && said.token ? said.token : null;
      answered();
    } else if (said.type === "identity") {
      asked = false;
    } else if (said.type === "opened") {
      Chat.focus(Chat.byId("message"));
    }
  });

  window.addEventListener("keydown", function (event) {
    if (framed && event.key === "Escape" && !event.defaultPrevented) Chat.closeFrame();
  });
})(window.Chat = window.Chat || {});
