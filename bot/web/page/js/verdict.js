// The verdict as a card: the answer first and large, then each condition, what to do, and the rest folded.
(function (Chat) {
  "use strict";

  var STATES = { met: "✓ 符合", unmet: "✗ 不符合", unknown: "？ 还不知道" };
  var SOURCES = { record: "记录", "default": "清单规定" };
  var ROUTES = { qualifies: "符合", fails: "不符合", undetermined: "还不能确定", not_listed: "一般规定" };
  var HEADING = /^(?:(?:逐条看|接下来|还要说明|依据)：$|不符合时的一般处理：|（)/;
  var ASKS = ["为什么", "依据", "怎么申诉"];

  Chat.verdict = function (reply, act) {
    var card = Chat.make("article", { "class": "reply card verdict " + reply.status });
    [head(reply), conditions(reply, act), next(reply), ordinary(reply)].concat(folded(reply), [
      Chat.make("p", { "class": "soft notice-line", text: reply.notice })
    ], act.person ? [tools(card, reply), Chat.rating(reply), suggestions(act)] : []).forEach(function (part) {
      Chat.add(card, part);
    });
    return card;
  };

  /** What the card's text says first: the answer, and the lines before the first heading. */
  Chat.headline = function (text) {
    var lines = text.split("\n"), start = 0, more = [];
    while (start < lines.length - 1 && lines[start].indexOf("结论：") !== 0) start += 1;
    if (lines[start].indexOf("结论：") !== 0) start = 0;
    var parts = /^(?:结论：)?(.*?[。！]|.*)([^]*)$/.exec(lines[start]);
    for (var at = start + 1; at < lines.length && !HEADING.test(lines[at]); at += 1) more.push(lines[at]);
    return { answer: parts[1], more: lines.slice(0, start).concat(parts[2] || [], more) };
  };

  function head(reply) {
    var said = Chat.headline(reply.text);
    var when = "按 " + reply.as_of + " 的规定" + (reply.violation_date ? "，事情发生在 " + reply.violation_date : "");
    var aside = said.more.filter(isAside);
    return Chat.make("div", { "class": "verdict-head" }, [Chat.make("h2", { "class": "verdict-answer", text: said.answer })].concat(
      said.more.filter(function (line) { return !isAside(line); }).map(function (line) { return Chat.paragraph(line, "more"); }),
      aside.concat(when).map(function (line) { return Chat.paragraph(line, "soft"); })
    ));
  }

  /** What was understood of the last words: no part of the answer. */
  function isAside(line) { return line.indexOf("明白了：") === 0; }

  function section(title, children) {
    return Chat.make("section", {}, [Chat.make("h3", { text: title })].concat(children));
  }

  function conditions(reply, act) {
    if (!reply.conditions.length) return null;
    var list = Chat.make("ul", { "class": "conditions" }, reply.conditions.map(function (one) {
      var source = SOURCES[one.evidence.source];
      return Chat.make("li", { "class": one.state }, [
        Chat.make("span", { "class": "state", text: STATES[one.state] }),
        Chat.make("span", { "class": "condition" }, [
          one.text + (one.means ? "（" + one.means + "）" : ""),
          Chat.make("span", { "class": "evidence" }, [
            source ? Chat.make("span", { "class": "source", text: source }) : null,
            act.teller ? one.evidence.text.replace(/^你/, act.teller) : one.evidence.text
          ])
        ]),
        Chat.make("span", { "class": "change no-print" }, (one.told || []).map(function (title, place, all) {
          return change(title, all.length > 1, act);
        }))
      ]);
    }));
    return section("逐条看", [list]);
  }

  /** What was said for a condition is asked again. */
  function change(title, isNamed, act) {
    return Chat.make("button", {
      type: "button", "class": "correct", text: isNamed ? "改“" + title + "”" : "改", title: "更正“" + title + "”",
      "aria-label": "更正“" + title + "”", onclick: function () { act.say("更正：" + title, "更正“" + title + "”"); }
    });
  }

  function next(reply) {
    var steps = (reply.to_qualify || []).concat(reply.afterwards || []).filter(function (step, place, all) {
      return all.indexOf(step) === place;
    });
    var by = reply.deadline ? [Chat.make("p", { "class": "notice", text: "期限：" + reply.deadline })] : [];
    if (steps.length) by.push(Chat.list("ol", steps, "steps"));
    return by.length ? section("接下来", by) : null;
  }

  function ordinary(reply) {
    if (!reply.ordinary_penalty) return null;
    var points = reply.points ? "。记分：" + reply.points : "";
    return section("不符合时的一般处理", [Chat.paragraph(reply.ordinary_penalty + points)]);
  }

  function folded(reply) {
    var others = reply.routes.slice(1).map(function (route) {
      return Chat.named(route.list_title) + (route.title || route.item) + "：" + ROUTES[route.status];
    });
    var list = reply.list ? [{ document: reply.list.title, how_sure: reply.list.how_sure, url: reply.list.url }] : [];
    var cited = list.concat(reply.citations);
    return [
      reply.hints && reply.hints.length ? Chat.fold("还要说明", reply.hints) : null,
      others.length ? Chat.fold("其他路径", others) : null,
      cited.length ? Chat.citations(cited) : null
    ];
  }

  function tools(card, reply) {
    var said = Chat.make("span", { "class": "soft", role: "status" });
    return Chat.make("div", { "class": "row tools no-print" }, [
      Chat.button("复制", function () { said.textContent = Chat.copy(reply.text) ? "已复制" : "复制不了，请选中文字再复制"; }, "btn-small"),
      Chat.button("打印或存为 PDF", function () { Chat.print(card); }, "btn-small"),
      said
    ]);
  }

  function suggestions(act) {
    var buttons = ASKS.map(function (text) { return Chat.button(text, function () { act.say(text, text); }, "btn-small"); });
    buttons.splice(1, 0, Chat.button("如果……", function () { act.suggest("如果"); }, "btn-small"));
    buttons.push(Chat.button("转人工", act.person, "btn-small"));
    return Chat.make("div", { "class": "row asks no-print", role: "group", "aria-label": "接着问" }, buttons);
  }
})(window.Chat = window.Chat || {});
