"""Files that a plain form sends: written to the home's own disk as they come, so that memory stays as it is.

Refused before a byte is kept: who isn't signed in, and what is larger than allowed. A request's token is checked after
its form was read, so this is the only place that can.
"""

import errno
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# Where a view finds why a form came without its files.
REFUSED = "juluo.upload_refused"
TOO_LARGE, NO_ROOM, STRANGER = "too_large", "no_room", "stranger"
_FIELDS = 1024**2


class Arrived(TemporaryUploadedFile):
    """An uploaded file in the home. Whoever moves it away keeps it; else it goes with the request."""

    def __init__(self, folder: Path, name: str, content_type: str) -> None:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        file = tempfile.NamedTemporaryFile(suffix=".upload", dir=folder)  # noqa: SIM115 - closed with the request
        UploadedFile.__init__(self, file, name, content_type, 0, None, None)


class ToDisk(FileUploadHandler):
    """Django's way to hand over the files of a form."""

    arriving: Arrived | None = None

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ANN401, ARG002 - as Django calls it
        META: dict[str, str],  # noqa: ARG002, N803 - the same
        content_length: int,
        boundary: str,  # noqa: ARG002 - the same
        encoding: str | None = None,  # noqa: ARG002 - the same
    ) -> None:
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            self._refuse(STRANGER)
        elif content_length > settings.MAX_UPLOAD + _FIELDS:
            self._refuse(TOO_LARGE)

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the same
        super().new_file(*args, **kwargs)
        if self.request is not None and REFUSED in self.request.META:
            raise StopUpload(connection_reset=True)
        try:
            self.arriving = Arrived(settings.HOME / "files" / "uploads" / "forms", self.file_name or "", "")
        except OSError as error:
            self._no_room(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - the same
        try:
            if self.arriving is not None:
                self.arriving.write(raw_data)
        except OSError as error:
            self._no_room(error)

    def file_complete(self, file_size: int) -> Arrived | None:
        if self.arriving is not None:
            self.arriving.seek(0)
            self.arriving.size = file_size
        return self.arriving

    def upload_interrupted(self) -> None:
        if self.arriving is not None:
            self.arriving.close()

    def _no_room(self, error: OSError) -> None:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise error
        self._refuse(NO_ROOM)
        raise StopUpload(connection_reset=True) from error

    def _refuse(self, why: str) -> None:
        if self.request is not None:
            self.request.META[REFUSED] = why
