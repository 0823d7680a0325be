"""Tasks that know for whom they work: the request's number goes with them to the worker."""

from __future__ import annotations

from typing import Any

from celery import Task

from meetings.origin import Origin, current_origin, working_for

REQUEST, ADDRESS = "folgop_request", "folgop_address"


class TracedTask(Task):  # type: ignore[type-arg]  # takes none at run time
    """Carries the origin in the headers of the message, and takes it up before it runs."""

    abstract = True
    # A bell that nobody heard for so long has been rung again since: where a queue has no worker,
    # bells do not heap up without end. So long that no host's clock is off by as much.
    expires = 3600

    def apply_async(self, *args: Any, **options: Any) -> Any:
        origin = current_origin()
        if origin.request_id:
            ours = {REQUEST: origin.request_id, ADDRESS: origin.address}
            options["headers"] = {**ours, **(options.get("headers") or {})}
            # What follows on the same road is sent by the worker, after the task has ended.
            for signature in options.get("chain") or ():
                signature["options"].setdefault("headers", ours)
        return super().apply_async(*args, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        headers = getattr(self.request, "headers", None) or {}
        told = {**headers, **{name: self.request.get(name) for name in (REQUEST, ADDRESS)}}
        if not told.get(REQUEST):
            return super().__call__(*args, **kwargs)
        origin = Origin(request_id=str(told[REQUEST])[:36], address=str(told[ADDRESS] or "")[:45])
        with working_for(origin):
            return super().__call__(*args, **kwargs)
