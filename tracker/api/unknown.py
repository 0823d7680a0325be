"""Addresses that there are not, told in the same form as everything else."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404
from rest_framework.request import Request
from rest_framework.views import APIView


class Unknown(APIView):
    """Answer 404 to any method; nobody needs to be known for that."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> NoReturn:
        raise Http404
