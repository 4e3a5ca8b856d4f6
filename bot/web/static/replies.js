// For the pages of officials: replies drawn by the same code as on the public page.

import "/page/parts.js";

export function element(tag, options = {}, ...children) {
  const made = Object.assign(document.createElement(tag), options);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The reply as an element; `say(shown, sent)` sends an answer. */
export const draw = (reply, say) => window.Chat.draw(reply, { say });
