// How a question is answered: buttons, a number with its unit, a day, or a list of items to choose from.
(function (Chat) {
  "use strict";

  var UNSURE = "不知道";
  var INPUTS = { number: "number", money: "number", duration: "number", date: "date" };
  var LIKE = { date: "2026-01-31", time: "08:30" }; // where the browser has no such field

  /** The ways to answer a question; `say(shown, sent)` sends one. */
  Chat.answers = function (reply, say) {
    var group = Chat.make("div", { "class": "answer row", role: "group", "aria-label": "回答" });
    var given = options(reply);
    if (INPUTS[reply.answer_type]) group.appendChild(input(reply, say));
    given.forEach(function (option) { group.appendChild(choice(option, say)); });
    if (!given.some(isUnsure)) group.appendChild(choice({ label: UNSURE, value: UNSURE }, say));
    return group;
  };

  function isUnsure(option) { return option.label === UNSURE; }

  function options(reply) {
    if (reply.options && reply.options.length) return reply.options;
    if (reply.answer_type !== "yes_no") return [];
    return [{ label: "是", value: "是" }, { label: "否", value: "否" }];
  }

  function choice(option, say) {
    return Chat.button(option.label, function () { say(option.label, spoken(option)); });
  }

  /** What is said for an option: its words, or its label when the value is only an id. */
  function spoken(option) {
    return typeof option.value === "string" && /[^\x00-\x7f]/.test(option.value) ? option.value : option.label;
  }

  /** The question without the choices that the buttons show anyway. */
  Chat.asked = function (reply) {
    var labels = options(reply).filter(function (option) { return !isUnsure(option); });
    var listed = labels.map(function (option) { return option.label; }).join("；");
    return listed ? reply.text.replace("（" + listed + "）", "") : reply.text;
  };

  function unitOf(reply) {
    return reply.answer_type === "money" ? "元" : reply.unit || "";
  }

  function input(reply, say) {
    var type = INPUTS[reply.answer_type], unit = unitOf(reply);
    var field = entry(type, Chat.asked(reply), true);
    var hour = type === "date" && /几点/.test(reply.text) ? entry("time", "几点，可以不填", false) : null;
    var go = Chat.make("button", { "class": "btn btn-main", text: "回答" });
    return Chat.make("form", {
      "class": "row",
      onsubmit: function (event) {
        var said = field.value.trim() + unit + (hour && hour.value ? " " + hour.value : "");
        event.preventDefault();
        if (field.value.trim()) say(said, said);
      }
    }, [field, unit ? Chat.make("span", { text: unit }) : null, hour, go]);
  }

  function entry(type, label, isRequired) {
    var isNumber = type === "number";
    return Chat.make("input", {
      "class": "input", type: type, required: isRequired, "aria-label": label, min: isNumber ? "0" : null,
      step: isNumber ? "any" : null, inputmode: isNumber ? "decimal" : null, placeholder: LIKE[type] || null
    });
  }

  /** The items a message may mean. */
  Chat.candidates = function (reply, say) {
    var items = reply.candidates.map(function (item, place) {
      var shown = [Chat.make("span", { text: place + 1 + ". " + item.title }), Chat.make("small", { text: item.list_title })];
      return Chat.make("button", {
        type: "button", "class": "btn item", onclick: function () { say(item.title, "第" + (place + 1) + "个"); }
      }, shown);
    });
    items.push(Chat.button("都不是", function () { say("都不是", "都不是"); }, "item"));
    return Chat.list("ol", items, "answer choices");
  };
})(window.Chat = window.Chat || {});
