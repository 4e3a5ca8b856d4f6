// 适老化 (large text), and how the frame looks: the title that the host page gives, the button that closes.
(function (Chat) {
  "use strict";

  var LONGEST_TITLE = 24;
  var root = document.documentElement, large = Chat.byId("large"), close = Chat.byId("close");

  function show() {
    var is = Chat.recall("large") === true;
    root.classList[is ? "add" : "remove"]("is-large");
    large.setAttribute("aria-pressed", String(is));
  }

  large.addEventListener("click", function () {
    Chat.keep("large", Chat.recall("large") !== true);
    show();
  });
  show();

  if (close) {
    close.addEventListener("click", Chat.closeFrame);
    var given = /[#&]title=([^&]*)/.exec(window.location.hash);
    if (given) Chat.byId("title").textContent = document.title = decodeURIComponent(given[1]).slice(0, LONGEST_TITLE);
  }
})(window.Chat = window.Chat || {});
