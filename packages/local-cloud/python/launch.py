"""Starts MiniStack with the resource types and fidelity that imaging stacks need."""

import cdk_imaging_emulator

cdk_imaging_emulator.install()

from ministack.app import main  # noqa: E402  (the types must be registered before the server starts)

main()
