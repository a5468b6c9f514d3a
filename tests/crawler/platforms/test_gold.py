"""Saved answers of the platforms: every time as the gold has it."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

from crawler.platforms import read
from crawler.platforms.posts import Saved
from storage.records import SHANGHAI

NOW = datetime(2026, 11, 24, tzinfo=SHANGHAI)


def test_every_wechat_article_tells_its_minute_and_title(testdata: Path) -> None:
    with (testdata / "wechat" / "gold.csv").open(encoding="utf-8") as file:
        gold = list(csv.DictReader(file))
    assert len(gold) >= 12
    for row in gold:
        found = read(Saved((testdata / "wechat" / row["file"]).read_bytes(), NOW))
        assert (found.source, found.kind) == ("wechat", "post")
        assert found.account == "上海发布"
        assert found.posts[0].at == datetime.fromisoformat(row["published"])
        assert found.posts[0].title == row["title"]


def test_weibo_posts_tell_their_minute_by_their_number(testdata: Path) -> None:
    folder = testdata / "weibo"
    expected = json.loads((folder / "upstream_expected.json").read_text("utf-8"))
    places = json.loads((folder / "url_map.json").read_text("utf-8"))
    for url, want in expected.items():
        found = read(Saved((testdata / places[url]).read_bytes(), NOW, url=url))
        if "posts" in want:
            assert found.total == want["posts"]
        for post, (number, minute) in zip(found.posts, want.get("first_two", ()), strict=False):
            assert post.id == number
            assert isinstance(post.at, datetime)
            assert f"{post.at:%Y-%m-%d %H:%M}" == minute


def test_douyin_posts_without_a_time_tell_it_by_their_number(testdata: Path) -> None:
    for path in sorted((testdata / "douyin").glob("*.json")):
        answer = json.loads(path.read_text("utf-8"))
        found = read(Saved(path.read_bytes(), NOW))
        assert len(found.posts) == len(answer["aweme_list"])
        asked = datetime.fromtimestamp(answer["extra"]["now"] / 1000, SHANGHAI)
        times = [post.at for post in found.posts]
        assert all(isinstance(time, datetime) and time < asked for time in times)
        assert {post.at_from for post in found.posts} == {"id"}
        assert found.posts[0].id == answer["aweme_list"][0]["aweme_id"]
