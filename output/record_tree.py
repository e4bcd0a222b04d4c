"""The records of a document in the order in which they are read: each heading, then what stands below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from jospar.normalize.records import Direction, Goal, Indicator, Measure, Records, Task

Record = Direction | Goal | Task | Indicator | Measure


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A record, what it is called in the tree (direction, goal, task, indicator, measure), and the id of what it stands below."""

    kind: str
    record_id: str
    record: Record

    @property
    def parent_id(self) -> str:
        """The id of the heading above, or of the document."""
        return self.record_id.rpartition("/")[0]


def list_nodes(records: Records) -> tuple[TreeNode, ...]:
    """All headings and rows, depth first: indicators, measures, then the headings below, in reading order."""
    headings = [
        *(TreeNode("direction", direction.direction_id, direction) for direction in records.directions),
        *(TreeNode("goal", goal.goal_id, goal) for goal in records.goals),
        *(TreeNode("task", task.task_id, task) for task in records.tasks),
    ]
    headings.sort(key=lambda node: node.record.place.order)
    nodes = [
        *(TreeNode("indicator", indicator.indicator_id, indicator) for indicator in records.indicators),
        *(TreeNode("measure", measure.measure_id, measure) for measure in records.measures),
        *headings,
    ]
    known = {node.record_id for node in nodes}
    children: dict[str, list[TreeNode]] = defaultdict(list)
    for node in nodes:
        children[node.parent_id if node.parent_id in known else ""].append(node)

    def walk(parent: str) -> Iterator[TreeNode]:
        for node in children[parent]:
            yield node
            yield from walk(node.record_id)

    return tuple(walk(""))
