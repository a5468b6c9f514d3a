from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from crawler.jobs import Job, JobError
from crawler.settings import CrawlSettings
from storage.records import SHANGHAI, Agency, ColumnOverride, Exemption, Profile, Registry, Site

SITE = Site(
    id="www",
    agency="fgw",
    name="市发展改革委",
    kind="portal",
    url="http://fgw.example.gov.cn/",
    valid_from=date(2020, 1, 2),
    profile=Profile(
        hosts=("old.example.gov.cn",),
        pace=0.5,
        columns=(ColumnOverride(role="news", name="要闻"),),
        exceptions=(
            Exemption(check="broken_links", subject="http://a/", reason="停机", by="张三", until=date(2027, 1, 1)),
        ),
    ),
)
JOB = Job(
    database="sqlite:///x.db",
    evidence="evidence",
    work="work",
    run_id=7,
    period="2026Q4",
    round=2,
    site=SITE,
    registry=Registry(
        agencies={
            "fgw": Agency(id="fgw", name="发展改革委", short_name="发改委", klass="department", channels=("电话",))
        },
        sites={"www": SITE},
    ),
    settings=CrawlSettings(requests_per_second=0, allow_private_hosts=("127.0.0.0/8",)),
    as_of=datetime(2026, 11, 24, 23, 59, tzinfo=SHANGHAI),
)


def test_a_job_comes_back_as_it_went(tmp_path: Path) -> None:
    file = tmp_path / "new" / "job.json"
    JOB.dump(file)
    assert Job.load(file) == JOB


def test_settings_travel_alone() -> None:
    assert json.loads(Job.settings_text(JOB.settings))["allow_private_hosts"] == ["127.0.0.0/8"]


@pytest.mark.parametrize("change", [{"run_id": "seven"}, {"as_of": "soon"}, {"unknown": 1}, {"site": {"id": "www"}}])
def test_a_faulty_job_is_one_sentence(tmp_path: Path, change: dict[str, object]) -> None:
    file = tmp_path / "job.json"
    JOB.dump(file)
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(JobError, match="内容有误"):
        Job.load(file)


def test_a_missing_job_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="无法读取"):
        Job.load(tmp_path / "none.json")
