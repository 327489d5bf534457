"""The model's side of the service: one door, and who asks through it for columns, values and layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError
from worker.findings.kind import of_problem
from worker.llm import door as llm_door
from worker.llm import prompts as llm_prompts
from worker.llm.problems import OURS
from worker.matching.model import layout as model_layout
from worker.matching.model import values as model_values
from worker.matching.model.columns import DoorAsker
from worker.memory.reporting import ledger, model_answers
from worker.settings import Settings
from worker.shapes.finding import Finding
from worker.shapes.grid import Book
from worker.shapes.layout import SheetLayout
from worker.shapes.model_call import Spending

if TYPE_CHECKING:
    from worker.memory.folder import MemoryFolder


@dataclass
class Model:
    """Each part is made when it is first asked: most runs need none of them."""

    settings: Settings
    memory: MemoryFolder

    @cached_property
    def door(self) -> llm_door.Door:
        """The one way to the model; what it answered is kept on disk for a day."""
        calls = ledger.DatabaseLedger(lambda: self.memory.store.database)
        return llm_door.Door(self.settings, ledger=calls, cache=self.memory.answers("model"))

    @property
    def spending(self) -> Spending:
        """What was asked since this was made; asking makes no door."""
        return self.door.spending if "door" in self.__dict__ else Spending()

    @cached_property
    def prompts(self) -> llm_prompts.Prompts:
        """How it is asked: the user's templates, else the shipped ones."""
        return llm_prompts.load_prompts(self.settings.memory_dir)

    @cached_property
    def columns(self) -> DoorAsker:
        """Its place in the cascade."""
        shapes, context = self.settings.samples_to_model, self.memory.context.relevant
        return DoorAsker(
            self.door,
            self.prompts,
            shapes=shapes,
            context=context,
            memory=self.memory.store,
            decided=self.decided,
        )

    def decided(self) -> list[tuple[float, bool]]:
        """How sure it was of what people decided afterwards, and whether it was right."""
        with self.memory.store.database.querying() as database:
            return [] if database is None else model_answers.outcomes(database)

    @cached_property
    def values(self) -> model_values.ValueAsker:
        """Its word on values."""
        may = self.settings.samples_to_model and self.settings.values_to_model
        return model_values.ValueAsker(self.door, self.prompts, self.memory.store, may_ask=may)

    @cached_property
    def _layout(self) -> model_layout.LayoutAsker:
        return model_layout.LayoutAsker(self.door, self.prompts)

    def layouts(
        self, book: Book, layouts: Sequence[SheetLayout]
    ) -> tuple[Sequence[SheetLayout], Sequence[Finding]]:
        """The layouts, those that the rules were unsure of under its word, and why it did not answer.

        A sheet without any header is asked about only where no other has one: most are covers and lists. Such a
        question is made of shapes of cells, and not asked where these may not leave.
        """
        if not self.settings.samples_to_model:
            return layouts, ()
        some = any(table.header_rows for layout in layouts for table in layout.tables)
        results, notes = list(layouts), []
        for at, (grid, layout) in enumerate(zip(book.sheets, layouts, strict=True)):
            has = any(table.header_rows for table in layout.tables)
            if (some and not has) or not model_layout.is_unsure(grid, layout):
                continue
            try:
                results[at] = model_layout.with_answer(grid, layout, self._layout.ask_layout(grid))
            except MediaMapperError as error:
                notes.append(of_problem(error, "The rules judged the layout alone."))
                if error.code not in OURS:
                    break
        return results, notes
