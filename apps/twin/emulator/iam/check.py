"""Read every policy of the synthesized stacks: `python -m emulator.iam.check dist/infra`.

What the evaluator does not know, it would refuse on the twin; here it is told before anything is applied.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from emulator.iam.errors import PolicyError
from emulator.iam.policy import Kind, policy

_IDENTITY = ("aws_iam_role_policy", "aws_iam_policy", "aws_iam_user_policy", "aws_iam_group_policy")


def main(folder: Path) -> int:
    """0 if every policy can be read."""
    count, wrong = 0, []
    for name, kind, text in _policies(folder):
        count += 1
        try:
            policy(name, kind, text)
        except PolicyError as error:
            wrong.append(str(error))
    print("\n".join([*wrong, f"{count} policies read, {len(wrong)} of them in vain"]))
    return 1 if wrong or not count else 0


def _policies(folder: Path) -> Iterator[tuple[str, Kind, str]]:
    """Name, kind and text of each policy in the stacks below a folder."""
    for file in sorted(folder.glob("*/stacks/*/cdk.tf.json")):
        for kind, resources in json.loads(file.read_text()).get("resource", {}).items():
            for name, resource in resources.items():
                for attribute, text in resource.items():
                    if isinstance(text, str) and text.startswith("{") and '"Statement"' in text:
                        yield f"{file.parent.name}/{kind}.{name}", _kind(kind, attribute), _applied(text)


def _kind(resource: str, attribute: str) -> Kind:
    if attribute == "assume_role_policy":
        return Kind.TRUST
    return Kind.IDENTITY if resource in _IDENTITY else Kind.RESOURCE


def _applied(text: str) -> str:
    """The text as it stands after an apply: what a value begins with is an ARN, what stands within it a name."""
    first, *others = text.replace("$${", "\0").split("${")
    filled = first
    for other in others:
        rest = other.partition("}")[2]
        filled += ("arn:aws:iam::111122223333:role/applied" if filled.endswith('"') else "applied") + rest
    return filled.replace("\0", "${")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
