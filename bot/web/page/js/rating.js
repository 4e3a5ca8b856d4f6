// 好差评: five levels of a verdict; the two lowest ask for reasons. What was rated stays rated over a page change.
(function (Chat) {
  "use strict";

  var LEVELS = [[5, "非常满意"], [4, "满意"], [3, "基本满意"], [2, "不满意"], [1, "非常不满意"]];
  var REASONS = [
    ["wrong", "答得不对"], ["unclear", "看不懂"], ["incomplete", "没有解决我的问题"],
    ["too_many_questions", "问得太多"], ["slow", "太慢"], ["other", "其他"]
  ];
  var LOW = 2;
  var WEB = 1, MOBILE = 2; // channels of GB/T 39735

  Chat.rating = function (reply) {
    var rated = (Chat.recall("rated") || {})[reply.audit];
    var form = Chat.make("form", { "class": "rating no-print" });
    if (rated) thank(form, rated);
    else build(form, reply);
    return form;
  };

  function thank(form, level) {
    Chat.empty(form);
    form.appendChild(Chat.make("p", { role: "status", text: "你的评价：" + level + "。谢谢。" }));
  }

  function build(form, reply) {
    var reasons = Chat.make("div", { hidden: true, "class": "reasons" }, [whyNot()]);
    var trouble = Chat.make("p", { "class": "error", role: "alert" });
    var send = Chat.make("button", { "class": "btn btn-small", text: "提交评价", hidden: true });
    form.appendChild(levels(reply.audit, function (score) {
      send.hidden = false;
      reasons.hidden = score > LOW;
    }));
    [reasons, trouble, send].forEach(function (part) { form.appendChild(part); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      submit(form, reply, trouble, send);
    });
  }

  function levels(audit, chosen) {
    return Chat.make("fieldset", { "class": "levels" }, [Chat.make("legend", { text: "这个答复对你有帮助吗？" })].concat(
      LEVELS.map(function (level) {
        var input = Chat.make("input", {
          type: "radio", name: "score-" + audit, value: level[0], onchange: function () { chosen(level[0]); }
        });
        return Chat.make("label", { "class": "choice" }, [input, level[1]]);
      })));
  }

  function whyNot() {
    return Chat.make("fieldset", {}, [Chat.make("legend", { text: "哪里不满意？可以多选" })].concat(
      REASONS.map(function (reason) {
        var input = Chat.make("input", { type: "checkbox", value: reason[0] });
        return Chat.make("label", { "class": "choice" }, [input, reason[1]]);
      }),
      [Chat.make("textarea", { "class": "input comment", "aria-label": "补充说明，可以不填", maxlength: "500", rows: "2", placeholder: "补充说明，可以不填" })]
    ));
  }

  function submit(form, reply, trouble, send) {
    var score = Number(form.querySelector("input[type=radio]:checked").value);
    var ticked = Chat.all("input[type=checkbox]:checked", form).map(function (box) { return box.value; });
    send.disabled = true;
    trouble.textContent = "";
    Chat.post("/api/rating", {
      conversation: Chat.recall("conversation"), audit: reply.audit, score: score,
      reasons: score > LOW ? [] : ticked, comment: score > LOW ? "" : form.querySelector(".comment").value,
      channel: window.screen.width < 600 ? MOBILE : WEB
    }, function (failed, kept) {
      send.disabled = false;
      if (failed) {
        trouble.textContent = failed.text + "评价还没有提交，可以再按一次。";
        return;
      }
      var rated = Chat.recall("rated") || {};
      rated[reply.audit] = kept.level;
      Chat.keep("rated", rated);
      thank(form, kept.level);
    });
  }
})(window.Chat = window.Chat || {});
