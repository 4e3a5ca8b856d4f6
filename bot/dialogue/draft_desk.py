"""One command of staff on drafts: who speaks, which draft is meant (起草的一步)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from bot import clock
from bot.dialogue.turn import Turn
from bot.drafting.commands import Command
from bot.policy.drafts.desk import DraftDesk, DraftError
from bot.policy.drafts.tables import Draft


@dataclass
class Drafting:
    """One command within one database session."""

    turn: Turn
    session: Session
    command: Command
    list_id: str | None
    words: str

    @cached_property
    def desk(self) -> DraftDesk:
        """The work on drafts in this session."""
        catalogue = self.turn.catalogue
        return DraftDesk(self.session, catalogue.facts, catalogue.citations, clock.wall())

    @property
    def by(self) -> str:
        """Who speaks."""
        return self.turn.asker.sub

    def draft(self, opens: bool = False) -> Draft:
        """The draft that is meant: of the list that is named, else the one at hand; a new one when `opens`."""
        wanted = self.list_id
        if wanted is None and (found := self.at_hand()) is not None:
            return found
        if wanted is None and self.turn.state.draft:
            wanted = str(self.desk.get(self.turn.state.draft).list_id)
        mine = self.desk.of_author(self.by, wanted or "")
        if wanted is None and len(mine) != 1 and (mine or opens):
            wanted = self._of_the_matter()
            mine = self.desk.of_author(self.by, wanted)
        if not mine and not opens:
            raise DraftError("你还没有在起草的草案。说要改什么就会开一份，比如“把优驾容错的六个月改成三个月”。")
        draft = mine[0] if mine else self.desk.open(str(wanted), self.by)
        self.turn.state.draft = str(draft.id)
        return draft

    def _of_the_matter(self) -> str:
        """The list of the verdict just given."""
        if self.turn.state.verdict is None or not self.turn.state.verdict.get("list"):
            raise DraftError("要改哪一份清单？请把名称带上，比如“把优驾容错的六个月改成三个月”。")
        return str(self.turn.state.verdict["list"]["id"])

    def at_hand(self) -> Draft | None:
        """The draft of this conversation while it is this person's own and still edited."""
        if not self.turn.state.draft:
            return None
        found = self.desk.get(self.turn.state.draft)
        return found if found.state == "editing" and found.author == self.by else None
