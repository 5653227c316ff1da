"""Every route of the desk: the pages that were found, and what is shown when one can't be."""

from django.urls import path

from juluo.web.doors import found, opened

urlpatterns = [path(page.path, opened(page), name=page.name) for page in found().values()]
handler400 = "juluo.web.problems.bad_request"
handler403 = "juluo.web.unshown.forbidden"
handler404 = "juluo.web.unshown.not_found"
handler500 = "juluo.web.problems.broken"
