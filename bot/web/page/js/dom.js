// Elements from plain descriptions. Text of the server only ever becomes text nodes. ES5, as all files here.
(function (Chat) {
  "use strict";

  /** An element; `options`: text, on<event>, any attribute (true is an empty one; null and false leave it out). */
  Chat.make = function (tag, options, children) {
    var made = document.createElement(tag);
    Object.keys(options || {}).forEach(function (name) { set(made, name, options[name]); });
    (children || []).forEach(function (child) { Chat.add(made, child); });
    return made;
  };

  function set(made, name, value) {
    if (value === null || value === undefined || value === false) return;
    if (name === "text") made.textContent = value;
    else if (name.slice(0, 2) === "on") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }

  /** Append a node or a text; nothing is nothing. */
  Chat.add = function (parent, child) {
    if (child === null || child === undefined || child === "") return;
    parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  };

  Chat.paragraph = function (text, name) { return Chat.make("p", { text: text, "class": name }); };

  Chat.button = function (text, onclick, name) {
    return Chat.make("button", { type: "button", "class": "btn " + (name || ""), text: text, onclick: onclick });
  };

  /** A list of texts or elements. */
  Chat.list = function (tag, items, name) {
    return Chat.make(tag, { "class": name }, items.map(function (item) { return Chat.make("li", {}, [item]); }));
  };

  Chat.empty = function (element) {
    while (element.firstChild) element.removeChild(element.firstChild);
  };

  Chat.drop = function (element) {
    if (element && element.parentNode) element.parentNode.removeChild(element);
  };

  Chat.all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };

  Chat.byId = function (id) { return document.getElementById(id); };

  /** Move the focus without moving the page; what cannot be focused by itself becomes focusable from here. */
  Chat.focus = function (element) {
    if (!element) return;
    if (!/^(A|BUTTON|INPUT|SELECT|TEXTAREA|SUMMARY)$/.test(element.tagName)) element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
  };

  /** An unguessable id for a message or a form: the server takes what carries it once. */
  Chat.newId = function () {
    var bytes = new Uint8Array(16);
    window.crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  };
})(window.Chat = window.Chat || {});
