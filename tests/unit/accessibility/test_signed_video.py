"""Films are looked at in a process of their own, and only what every browser plays is taken."""

import io
from pathlib import Path

import pytest

from accessibility import signed_video
from accessibility.signed_video import Film, FilmRefused, look_at
from tests.support.films import film, sound


def look(folder: Path, body: bytes) -> Film:
    path = folder / "came.mp4"
    path.write_bytes(body)
    with path.open("rb") as file:
        return look_at(file)


def refusal(folder: Path, body: bytes) -> tuple[str, str]:
    with pytest.raises(FilmRefused) as caught:
        look(folder, body)
    return caught.value.code, caught.value.found


def test_a_film_has_a_length_and_a_size(tmp_path: Path) -> None:
    found = look(tmp_path, film(tmp_path, seconds=3, size=(320, 240)))
    assert (round(found.seconds), found.width, found.height) == (3, 320, 240)


def test_it_is_read_from_its_beginning_wherever_the_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "came.mp4"
    path.write_bytes(film(tmp_path, seconds=1))
    with path.open("rb") as file:
        file.seek(0, io.SEEK_END)
        assert look_at(file).seconds == pytest.approx(1)


def test_a_film_that_is_cut_off_is_found_out(tmp_path: Path) -> None:
    end_last = film(tmp_path)
    # Its length stands at its beginning, as films for the web have it.
    end_first = film(tmp_path, options={"movflags": "faststart"})
    assert refusal(tmp_path, end_last[: len(end_last) // 2])[0] == "damaged"
    assert refusal(tmp_path, end_first[: len(end_first) * 2 // 3])[0] == "damaged"
    assert refusal(tmp_path, end_first[:40])[0] == "damaged"


@pytest.mark.parametrize(
    "body",
    [b"", b"<!doctype html><video></video>", b"\0" * 5000, b"\0\0\0\x18moov", b"%PDF-1.7 x"],
    ids=["nothing", "a web page", "zeros", "a box", "a PDF"],
)
def test_what_is_no_mp4_is_refused(tmp_path: Path, body: bytes) -> None:
    assert refusal(tmp_path, body) == ("not-mp4", "")


def test_noise_that_begins_like_an_mp4_is_damaged(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"\0\0\0\x18ftypisom" + b"\x7f" * 9000)[0] == "damaged"


def test_other_kinds_of_film_are_refused_by_name(tmp_path: Path) -> None:
    assert refusal(tmp_path, film(tmp_path, codec="mpeg4", seconds=1)) == (
        "other-codec",
        "mpeg4, yuv420p",
    )
    assert refusal(tmp_path, film(tmp_path, colours="yuv444p", seconds=1)) == (
        "other-codec",
        "h264, yuv444p",
    )
    assert refusal(tmp_path, film(tmp_path, kind="webm", codec="libvpx", seconds=1))[0] == "not-mp4"
    assert refusal(tmp_path, film(tmp_path, kind="mov", seconds=1))[0] == "not-mp4"


def test_sound_alone_is_no_film(tmp_path: Path) -> None:
    assert refusal(tmp_path, sound(tmp_path))[0] == "no-picture"


def test_a_picture_that_would_take_all_memory_is_not_shown(tmp_path: Path) -> None:
    vast = film(tmp_path, seconds=0.1, size=(4096, 2304))
    assert refusal(tmp_path, vast) == ("too-many-pixels", "4096 × 2304")


def test_a_film_that_takes_too_long_or_falls_over_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program.py"
    monkeypatch.setattr(signed_video, "_PROGRAM", program)
    for code in ("import os; os.abort()", "import time; time.sleep(9)"):
        program.write_text(code)
        monkeypatch.setattr(signed_video, "_PATIENCE", 1)
        assert refusal(tmp_path, b"x")[0] == "too-complicated"
