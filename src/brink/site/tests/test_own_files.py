"""What the site keeps is read by nobody else, also while another process makes and puts away files beside it."""

import os
from pathlib import Path
from threading import Event, Thread

from brink.site.own_files import own_folder


def test_what_lies_in_the_folder_is_closed_to_others_and_static_files_are_not(tmp_path: Path) -> None:
    for name in ("outbox/mail.eml", "db.sqlite3", "static/app.css", "uploads/static/photo.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(0o644)
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.write_text("x")
    elsewhere.chmod(0o644)
    (tmp_path / "link").symlink_to(elsewhere)
    own_folder(tmp_path)
    found = {str(path.relative_to(tmp_path)): oct(path.stat().st_mode & 0o777) for path in tmp_path.rglob("*.*")}
    assert found == {
        "outbox/mail.eml": "0o600",
        "db.sqlite3": "0o600",
        "static/app.css": "0o644",
        "uploads/static/photo.jpg": "0o600",
    }
    assert oct(elsewhere.stat().st_mode & 0o777) == "0o644"
    assert oct(tmp_path.stat().st_mode & 0o777) == "0o700"


def test_files_and_folders_that_come_and_go_meanwhile_stop_nothing(tmp_path: Path) -> None:
    done = Event()

    def come_and_go() -> None:
        while not done.is_set():
            for number in range(30):
                folder = tmp_path / f"profile-{number}"
                folder.mkdir(mode=0o755)
                (folder / "cache").write_text("x")
            for number in range(30):
                (tmp_path / f"profile-{number}" / "cache").unlink()
                os.rmdir(tmp_path / f"profile-{number}")

    other = Thread(target=come_and_go)
    other.start()
    try:
        for _ in range(200):
            own_folder(tmp_path)
    finally:
        done.set()
        other.join()
