// Taking a verdict along: copied as text, or printed alone on one page (which also saves it as PDF).
(function (Chat) {
  "use strict";

  var SIZES = [600, 1100, 1700]; // characters above which the print is set smaller, so that it stays one page

  /** Copy a text; false when the browser refuses. The old way, which every browser knows, also within a frame. */
  Chat.copy = function (text) {
    var field = Chat.make("textarea", { readonly: true, "class": "hidden", "aria-hidden": "true" });
    var before = document.activeElement;
    field.value = text;
    document.body.appendChild(field);
    field.select();
    var copied = false;
    try {
      copied = document.execCommand("copy");
    } catch (refused) {
      copied = false;
    }
    Chat.drop(field);
    Chat.focus(before);
    return copied;
  };

  Chat.print = function (card) {
    mark(card);
    window.print();
  };

  /** The card that is printed: the one pressed, else the latest. */
  function mark(card) {
    Chat.all(".is-printed").forEach(function (other) { other.classList.remove("is-printed"); });
    if (!card) return;
    card.classList.add("is-printed");
    document.body.classList.add("prints-card");
    SIZES.forEach(function (size, step) {
      document.documentElement.classList[length(card) > size ? "add" : "remove"]("is-long-" + (step + 1));
    });
    Chat.all("details", card).forEach(function (fold) { fold.setAttribute("open", ""); });
  }

  /** How much is printed: the tools and the rating are not. */
  function length(card) {
    return card.textContent.length - Chat.all(".no-print", card).reduce(function (sum, part) { return sum + part.textContent.length; }, 0);
  }

  window.addEventListener("beforeprint", function () {
    if (!document.querySelector(".is-printed")) mark(Chat.all(".verdict").pop());
  });
  window.addEventListener("afterprint", function () {
    mark(null);
    document.body.classList.remove("prints-card");
  });
})(window.Chat = window.Chat || {});
