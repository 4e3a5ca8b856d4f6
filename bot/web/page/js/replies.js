// Draws one reply of the API, by its kind.
(function (Chat) {
  "use strict";

  var SURE = {
    "read in full": "读过全文", "read in part": "只读到一部分",
    "recalled": "凭记忆，未核对原文", "seed": "来自本市的介绍，未见文件原文"
  };

  /** The reply as an element. `act`: say(shown, sent, question), for the public suggest(text) and person();
   *  `teller`: who said what the evidence quotes, when that is not the person who reads. */
  Chat.draw = function (reply, act) {
    var kinds = { question: question, choose_item: chooseItem, verdict: Chat.verdict, answer: answer };
    return (kinds[reply.kind] || plain)(reply, act);
  };

  function bubble(children, name) {
    return Chat.make("article", { "class": "reply card " + (name || "") }, children);
  }

  function plain(reply) { return bubble([Chat.paragraph(reply.text)]); }

  function answer(reply) {
    var check = /^\/checklist\/[\w-]+$/.test(reply.checklist || "") ? reply.checklist : null;
    return bubble([
      Chat.paragraph(reply.risks ? reply.text.split("\n")[0] : reply.text),
      reply.risks ? Chat.list("ol", reply.risks.map(risk), "risks") : null,
      check && Chat.make("a", { href: check, target: "_blank", rel: "noopener", text: "全部项目和可以打印的检查表" }),
      reply.citations && reply.citations.length ? Chat.citations(reply.citations) : null
    ]);
  }

  /** 风险点: the act and how serious it is, how to avoid it, what an inspection looks at, what it costs. */
  function risk(one) {
    var grave = Chat.make("span", { "class": "badge" + (one.level === "重" ? " is-bad" : ""), text: "后果：" + one.level });
    return Chat.make("div", {}, [
      Chat.make("strong", { text: one.title }), " ", grave,
      Chat.paragraph("怎么避免：" + one.avoid), Chat.paragraph("检查时看：" + one.look),
      Chat.paragraph(one.penalty + (one.way ? "。" + one.way : ""), "soft")
    ]);
  }

  function question(reply, act) {
    var lines = Chat.asked(reply).split("\n"), asked = lines.pop();
    return bubble([
      progress(reply.progress),
      lines.length ? Chat.paragraph(lines.join("\n")) : null,
      Chat.paragraph(asked, "asked"),
      Chat.answers(reply, function (shown, sent) { act.say(shown, sent, reply); }),
      reply.why ? Chat.paragraph("为什么问：" + reply.why, "why soft") : null
    ], "question");
  }

  /** 已确认 3 项，最多还差 2 项: how far it is to the answer. */
  function progress(counts) {
    if (!counts) return null;
    var all = counts.known + counts.open;
    return Chat.make("div", { "class": "progress" }, [
      Chat.make("span", { text: "已确认 " + counts.known + " 项，最多还差 " + counts.open + " 项" }),
      Chat.make("progress", { max: all || 1, value: counts.known, "aria-hidden": "true" })
    ]);
  }

  function chooseItem(reply, act) {
    var asked = Chat.paragraph(reply.text.split("\n")[0], "asked");
    return bubble([asked, Chat.candidates(reply, act.say)], "question");
  }

  /** 依据, folded: document, article, meaning, and how surely it was read. */
  Chat.citations = function (all) {
    return Chat.fold("依据", all.map(function (one) {
      var article = one.article ? one.article + "：" + one.meaning : "";
      var url = /^https?:\/\//.test(one.url || "") ? one.url : null;
      var name = Chat.named(one.document);
      var linked = url ? Chat.make("a", { href: url, target: "_blank", rel: "noopener noreferrer", text: name }) : name;
      var sure = Chat.make("small", { "class": "soft", text: "（" + (SURE[one.how_sure] || one.how_sure) + "）" });
      return Chat.make("span", {}, [linked, article, sure]);
    }));
  };

  Chat.fold = function (title, items) {
    var summary = Chat.make("summary", { text: title + "（" + items.length + "）" });
    return Chat.make("details", { "class": "fold" }, [summary, Chat.list("ul", items)]);
  };

  /** A title in 《》. */
  Chat.named = function (title) {
    return !title || title.charAt(0) === "《" ? title || "" : "《" + title + "》";
  };
})(window.Chat = window.Chat || {});
