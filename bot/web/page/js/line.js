// The line to the server: one request, in words when it fails. XMLHttpRequest, for old browsers.
(function (Chat) {
  "use strict";

  var PATIENCE = 40000; // ms; the server itself gives up a turn before
  var AGAIN = { 0: true, 429: true, 502: true, 503: true, 504: true };

  /** What went wrong: `again` says that sending the same once more may help. */
  function trouble(status, problem, wait) {
    var incident = problem.incident ? "（编号 " + problem.incident + "）" : "";
    return {
      status: status,
      again: AGAIN[status] === true,
      wait: wait,
      text: (problem.detail || WORDS[status] || "出了点问题，没有处理。请稍后再试。") + incident
    };
  }

  var WORDS = {
    0: "网络不通，还没有发出去。",
    502: "服务暂时连不上。",
    503: "服务暂时连不上。",
    504: "服务暂时没有回应。"
  };

  function parsed(text) {
    try {
      return JSON.parse(text) || {};
    } catch (notJson) {
      return {};
    }
  }

  /** POST JSON; `done(trouble, answer)` is called once. */
  Chat.post = function (path, body, done) {
    var request = new XMLHttpRequest();
    request.open("POST", path);
    request.timeout = PATIENCE;
    request.setRequestHeader("Content-Type", "application/json");
    if (Chat.token) request.setRequestHeader("Authorization", "Bearer " + Chat.token);
    request.onload = function () {
      var answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) return done(null, answer);
      return done(trouble(request.status, answer, Number(request.getResponseHeader("Retry-After")) || 0));
    };
    request.onerror = request.ontimeout = request.onabort = function () { done(trouble(0, {}, 0)); };
    request.send(JSON.stringify(body));
  };
})(window.Chat = window.Chat || {});
