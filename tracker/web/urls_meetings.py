"""Addresses of the pages that lead from a file to follow-ups."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, path, re_path

from tracker.web import (
    aliases,
    arrange,
    document_page,
    documents,
    grades,
    home,
    intake,
    meeting_check,
    meetings,
    page_pictures,
    papers,
    presence,
    review,
    review_mails,
    second_step,
    versions,
)
from tracker.web.login import Login

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("log-ind/", Login.as_view(), name="login"),
    path("log-ind/kode/", second_step.login_code, name="login_code"),
    path("log-ind/app/", second_step.login_setup, name="login_setup"),
    path("log-ud/", LogoutView.as_view(), name="logout"),
    path("dokumenter/", documents.documents, name="documents"),
    path("dokumenter/<int:pk>/", document_page.document, name="document"),
    path("dokumenter/<int:pk>/original/", document_page.original, name="document_original"),
    path("dokumenter/<int:pk>/side/<int:number>.png", page_pictures.picture, name="page_picture"),
    path("dokumenter/<int:pk>/laes-igen/", documents.retry, name="document_retry"),
    path("indlaesning/", intake.intake, name="intake"),
    path("indlaesning/pause/", intake.pause, name="intake_pause"),
    path("indlaesning/laes-igen/", intake.retry_all, name="intake_retry"),
    path("moeder/", meetings.inbox, name="meetings"),
    path("moeder/kommende/", papers.papers, name="papers"),
    path("moeder/kommende/skabelon/", papers.paper_template, name="paper_template"),
    path("moeder/kommende/<int:pk>/", papers.paper, name="paper"),
    re_path(
        r"^moeder/kommende/(?P<pk>[0-9]{1,18})/(?P<part>aaben|lukket-bilag)\.(?P<kind>pdf|docx)$",
        papers.paper_file,
        name="paper_file",
    ),
    path("moeder/<int:pk>/", review.review, name="review"),
    path("moeder/<int:pk>/tilstede/", presence.presence, name="presence"),
    path("moeder/<int:pk>/ret/", meeting_check.correct, name="meeting_correct"),
    path(
        "moeder/<int:pk>/deltagere/",
        meeting_check.correct_participants,
        name="participants_correct",
    ),
    path("moeder/<int:pk>/vis/", grades.choose_grade, name="grade_choose"),
    path("moeder/<int:pk>/send/", review.send, name="review_send"),
    path("moeder/<int:pk>/mails/", review_mails.mails, name="review_mails"),
    path("moeder/<int:pk>/mails/<str:key>/", review_mails.mail_html, name="review_mail"),
    path("moeder/<int:pk>/tilfoej/", arrange.add, name="commitment_add"),
    path("moeder/<int:pk>/saml/", arrange.merge, name="commitments_merge"),
    path("moeder/<int:pk>/godkend/", arrange.accept_all, name="commitments_accept"),
    path("moeder/<int:pk>/fortryd/", arrange.step_back, name="review_undo"),
    path("moeder/<int:pk>/forskelle/", versions.version, name="version"),
    path("moeder/<int:pk>/forskelle/alle/", versions.decide_all, name="version_decide_all"),
    path("moeder/<int:pk>/samme/", versions.join, name="meeting_join"),
    path("moeder/<int:pk>/andet/", versions.part, name="meeting_part"),
    path("forskelle/<int:pk>/", versions.decide, name="difference_decide"),
    path("forslag/<int:pk>/godkend/", review.accept, name="commitment_accept"),
    path("forslag/<int:pk>/afvis/", review.reject, name="commitment_reject"),
    path("forslag/<int:pk>/fortryd/", review.undo, name="commitment_undo"),
    path("forslag/<int:pk>/del/", arrange.split, name="commitment_split"),
    path("forslag/<int:pk>/alias/", aliases.learn, name="alias_learn"),
    path("forslag/<int:pk>/alias/fortryd/", aliases.unlearn, name="alias_unlearn"),
]
