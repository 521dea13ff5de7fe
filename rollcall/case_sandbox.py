"""The sandbox that processes run in, which knows without being entered whose payloads it holds.

To seal a payload with its case's key, the library asks the process in its sandbox whose it is: several times for each,
and entering costs more than sealing. It is always the same answer, but for what goes to another process.
"""

from typing import Any

from temporalio.api.enums.v1 import CommandType
from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import (
    SerializationContext,
    StorageDriverStoreContext,
    WorkflowSerializationContext,
)
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner
from temporalio.workflow import Info

_TO_ANOTHER = frozenset(
    {
        CommandType.COMMAND_TYPE_START_CHILD_WORKFLOW_EXECUTION,
        CommandType.COMMAND_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION,
    }
)


class CaseSandbox(SandboxedWorkflowRunner):
    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return _OfOneCase(super().create_instance(det), det.info)


class _OfOneCase(WorkflowInstance):
    def __init__(self, inside: WorkflowInstance, info: Info) -> None:
        self._inside = inside
        self._own = WorkflowSerializationContext(namespace=info.namespace, workflow_id=info.workflow_id)

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        return self._inside.activate(act)

    def get_serialization_context(self, command_info: Any) -> SerializationContext | None:
        if command_info is not None and command_info.command_type in _TO_ANOTHER:
            return self._inside.get_serialization_context(command_info)
        return self._own

    def get_external_store_context(self, command_info: Any) -> StorageDriverStoreContext:
        """Nothing is stored outside the engine."""
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> Info:
        return self._inside.get_info()

    def get_thread_id(self) -> int | None:
        return self._inside.get_thread_id()
