"""A real browser plays a video in sign language from this site, with its captions."""

import pytest
from flask import Flask

from tests.factories import document, opened, question
from tests.support.browsers import OpenPage
from tests.support.signing import SAID, offer_a_video

pytestmark = pytest.mark.browser

# Plays from the beginning, and says which captions stood there.
WATCH = """async video => {
    const track = video.textTracks[0], seen = [];
    track.oncuechange = () => seen.push(...Array.from(track.activeCues, one => one.text));
    video.muted = true;
    await video.play();
    await new Promise(done => video.addEventListener('ended', done, { once: true }));
    return [Math.round(video.duration), video.videoWidth, video.videoHeight, track.mode, ...seen];
}"""


def test_the_video_plays_and_its_captions_show(app: Flask, site: str, open_page: OpenPage) -> None:
    slug = opened(app, document(question("where")))
    offer_a_video(app, slug)
    page = open_page(java_script_enabled=True)
    page.goto(f"{site}/en/consultations/{slug}/bsl")

    # It waits until somebody presses play.
    assert page.evaluate("document.querySelector('video').readyState") == 0
    assert page.locator("video").evaluate(WATCH) == [4, 320, 180, "showing", *SAID]
