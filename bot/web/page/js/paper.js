// Taking a verdict along: copied as text, or printed alone on one page (which also saves it as PDF).
(function (Chat) {
  "use strict";

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
    if (card.textContent.length > 1500) card.classList.add("is-long");
    Chat.all("details", card).forEach(function (fold) { fold.setAttribute("open", ""); });
  }

  window.addEventListener("beforeprint", function () {
    if (!document.querySelector(".is-printed")) mark(Chat.all(".verdict").pop());
  });
  window.addEventListener("afterprint", function () {
    mark(null);
    document.body.classList.remove("prints-card");
  });
})(window.Chat = window.Chat || {});
