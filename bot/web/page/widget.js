// The one script tag of a host page: a button in the corner that opens the assistant in a frame of its own.
// ES5, no dependency, no style sheet and no markup of its own: it works under any policy and beside any old script.
//   <script src="https://…/widget.js" data-title="…" data-side="left" async></script>
//   window.LuoyangAssistant.identify(function (use) { use("<token>"); });   // or return the token
(function () {
  "use strict";

  var NAME = "luoyang-assistant", KEPT = NAME + "-open";
  var NARROW = 600; // px: below it the frame fills the screen
  var TOP = "2147483000";
  var script = document.currentScript || document.querySelector("script[src*='/widget.js']");
  var early = window.LuoyangAssistant || {};
  if (early.loaded || !script) return;

  var origin = script.src.replace(/^(https?:\/\/[^\/]+).*$/, "$1");
  var title = script.getAttribute("data-title") || "免罚咨询";
  var side = script.getAttribute("data-side") === "left" ? "left" : "right";
  var identity = typeof early.identity === "function" ? early.identity : null;
  var isOpen = false, frame = null, holder, button;

  var PLAIN = {
    all: "initial", position: "fixed", display: "block", "z-index": TOP, margin: "0", padding: "0", border: "0",
    visibility: "visible", opacity: "1", transform: "none", filter: "none", "clip-path": "none", "pointer-events": "auto", "max-width": "none",
    "max-height": "none", "min-width": "0", "min-height": "0", "float": "none", animation: "none", transition: "none"
  };

  /** Styles that no rule of the host page can beat: inline and important. */
  function style(element, rules) {
    Object.keys(rules).forEach(function (name) { element.style.setProperty(name, rules[name], "important"); });
  }

  function at(element, rules) {
    style(element, PLAIN);
    style(element, rules);
  }

  function corner(rules) {
    rules[side] = "20px";
    rules.bottom = "20px";
    return rules;
  }

  function drawButton(isFocused) {
    at(button, {
      display: isOpen ? "none" : "block", position: "static", width: "auto", height: "auto", padding: "14px 20px",
      "border-radius": "28px", cursor: "pointer",
      background: isFocused ? "#0b3452" : "#0f4c75", color: "#fff", "box-shadow": "0 4px 16px rgba(9,24,38,.35)",
      outline: isFocused ? "3px solid #d97706" : "none", "outline-offset": "2px",
      font: "600 16px/1.25 system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif"
    });
  }

  function build() {
    holder = document.createElement("div");
    holder.id = NAME;
    var root = holder.attachShadow ? holder.attachShadow({ mode: "open" }) : holder;
    button = document.createElement("button");
    button.type = "button";
    button.appendChild(document.createTextNode(title));
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", toggle);
    ["focus", "mouseenter"].forEach(function (type) { button.addEventListener(type, function () { drawButton(true); }); });
    ["blur", "mouseleave"].forEach(function (type) { button.addEventListener(type, function () { drawButton(false); }); });
    root.appendChild(button);
    at(holder, corner({ width: "auto", height: "auto" }));
    drawButton(false);
    document.documentElement.appendChild(holder); // not in the body, which scripts of the host page may rewrite or move
    if (recall() === "yes") open(true);
  }

  function makeFrame() {
    frame = document.createElement("iframe");
    frame.title = title;
    frame.src = origin + "/widget#title=" + encodeURIComponent(title);
    frame.setAttribute("allow", "clipboard-write");
    (holder.shadowRoot || holder).appendChild(frame);
  }

  function place() {
    if (!frame) return;
    var narrow = window.innerWidth < NARROW;
    at(frame, narrow
      ? { top: "0", left: "0", width: "100%", height: "100%", background: "#fff", display: isOpen ? "block" : "none" }
      : corner({ width: "420px", height: "calc(100% - 40px)", "max-height": "720px", background: "#fff", "border-radius": "14px",
                 "box-shadow": "0 12px 40px rgba(9,24,38,.35)", display: isOpen ? "block" : "none" }));
    style(button, { display: isOpen ? "none" : "block" });
    button.setAttribute("aria-expanded", String(isOpen));
  }

  function open(quiet) {
    if (!frame) makeFrame();
    isOpen = true;
    remember("yes");
    place();
    if (quiet !== true) {
      frame.focus();
      send({ type: "opened" });
    }
  }

  function close() {
    isOpen = false;
    remember("no");
    place();
    button.focus();
  }

  function toggle() {
    if (isOpen) close();
    else open();
  }

  function remember(state) {
    try {
      window.sessionStorage.setItem(KEPT, state);
    } catch (refused) {
      // the frame is closed again on the next page
    }
  }

  function recall() {
    try {
      return window.sessionStorage.getItem(KEPT);
    } catch (refused) {
      return null;
    }
  }

  function send(message) {
    message.from = NAME;
    if (frame && frame.contentWindow) frame.contentWindow.postMessage(message, origin);
  }

  /** Ask the host page who is signed in; whatever goes wrong there, the assistant answers a visitor. */
  function answerWho() {
    var given = false;
    function use(token) {
      if (!given) send({ type: "token", token: token || null });
      given = true;
    }
    try {
      var said = identity ? identity(use) : "";
      if (said && typeof said.then === "function") said.then(use, function () { use(null); });
      else if (typeof said === "string" || !identity) use(said);
    } catch (broken) {
      use(null);
    }
  }

  window.addEventListener("message", function (event) {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin || !event.data || event.data.to !== NAME) return;
    if (event.data.type === "close") close();
    if (event.data.type === "token") answerWho();
  });
  window.addEventListener("resize", place);

  window.LuoyangAssistant = {
    loaded: true,
    open: open,
    close: function () { if (isOpen) close(); },
    /** `fn(use)` is asked for the token whenever one is needed; without one the person is a visitor. */
    identify: function (fn) {
      identity = typeof fn === "function" ? fn : null;
      send({ type: "identity" });
    }
  };

  if (document.body) build();
  else document.addEventListener("DOMContentLoaded", build);
})();
