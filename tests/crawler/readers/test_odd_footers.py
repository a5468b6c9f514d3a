"""Feet of pages as offices really write them: no element that is there may be missed, no foot unseen be judged."""

from __future__ import annotations

import re
from datetime import date

import pytest

from crawler.readers.page import read_page
from crawler.readers.reading import Reading
from storage.records import FOOTER_ELEMENTS

ARTICLE = "<h1>关于某事的通知</h1>" + "<p>各有关单位：现将有关事项通知如下，请认真遵照执行。</p>" * 20

WHOLE = {
    "pictures for marks": (
        '<div class="bottom"><a href="http://bszs.conac.cn/sitename?method=show&id=0A1"><img src='
        '"/images/dzjg.png"></a>'
        '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3702000012&url=http%3A'
        '%2F%2F"><img src="/images/jiucuo.png"></a>'
        '<a href="/wzdt.html"><img src="x.png" alt="网'
        '站导航"></a><p>主办：某市民政局　地址：某市东海路1号　邮编：266000</p'
        ">"
        '<p>鲁ICP备 05001234 号－2　<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordc'
        'ode=37020202001234"><img src="ga.png">鲁公网安备37020202001234号</a> 政府网站标识码 3702000012</p></d'
        "iv>"
    ),
    "marks by scripts": (
        '<footer><script src="http://dcs.conac.cn/js/37/000/0000/40690712/CA370000000406907120001'
        '.js"></script><span id="_ideConac"></span>'
        "<script id=\"_jiucuo_\" sitecode='3702000012' src='http://zfwzzc.www.gov.cn/check_web/_jiu"
        "cuo_/script/_jiucuo_.js'></script>"
        "<p>Copyright © 2020 版权所有：某区人民政府办公室 联系我们：0532"
        "-85911111</p><p>网站标识码：3702000012&nbsp;&nbsp;"
        '鲁ICP备2021001234号&nbsp;<a href="https://beian.mps.gov.cn/#/query/webSearch?code=370202020'
        '01234">鲁公网安备37020202001234</a>&nbsp;<a href="/map">网站地图</a></p></footer>'
    ),
    "marks that a script writes in an escaped form": (
        "<div id=foot><script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Csc"
        "ript src='http://dcs.conac.cn/js/10/000/CA100.js' type='text/javascript'%3E%3C/script%3E"
        '"));</script>'
        "<script>document.write(\"<script src='http://zfwzgl.www.gov.cn/exposure/jiucuo.html'><\\/s"
        'cript>")</script>'
        "<ul><li>主管单位：某市政府</li><li>承办单位：某市大数据中心</li><"
        "li>总值班室：0532-88888888</li><li>备案序号：京ICP备0508"
        "3640号-1</li><li>京公网安备 11010202000001号</li><li>标识码：bm01000001</li><li><a href=dt.shtml ti"
        'tle="站点地图">地图</a></li></ul></div>'
    ),
    "a table with labels of its own": (
        '<table><tr><td><a href="#">设为首页</a> | <a href="wzdt.asp">网站导航</a> | 联系我们</td></tr><tr><t'
        "d>Copyright(C) 某县人民政府　主办  某县信息中心 承办</td></tr>"
        "<tr><td>E-mail：web@x.gov.cn 值班电话:(0532)8765432</td></tr><tr><td>晋ICP备12345678号　公安备案号：140"
        '10502050123　网站标识码1401050001</td></tr><tr><td><img src="red.png" alt="党政机关"> <img src=jc.'
        'png title="政府网站找错"></td></tr></table>'
    ),
    "characters apart": (
        "<div>主 办 单 位 : 某市教育局 | 单 位 地 址 ：某市解放路 5 号 | "
        "联 系 电 话 ：010-12345678 <br>ICP备案号：沪ICP备050532"
        '64号-11 | 沪公网安备：31010102000456 | 网站标识码:3100000012 | <a href="sitemap.html">Sitemap</a> <a'
        ' href="//bszs.conac.cn/x"></a> <a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html?si'
        'te_code=3100000012">我要找错</a></div>'
    ),
    "titles of icons, numbers without labels": (
        '<footer class=ft><a title="党政机关网站标识" href="https://bszs.conac.cn/a"><svg></svg></a><a ti'
        'tle="我为政府网站找错" href="https://zfwzgl.www.gov.cn/x"><i class=icon></i></a><a aria-label="网'
        '站地图" href="/m"><i></i></a><address>某市水务局 版权所有</address><address>电话 021-52397000（工作日）</ad'
        "dress><address>沪ICP备19012345号</address><address>沪公网安备31010402009999号</address><address>政"
        "府网站标识码：3100000034</address></footer>"
    ),
    "other names": (
        '<div class=copy><p><a href="/a">网站导航图</a>|<a href="/b">网站声明</a>|<a href="/c">联系我们</a></p'
        "><p>网站主办：某省林业厅　技术支持：某公司　网站管理：办公室</p><p>地址:某市"
        "某路22号 邮编:250014 传真:0531-88888888</p><p>鲁ICP备"
        '：11012345号  鲁公网安备:37010202000111号</p><p>网站识别码：3700000001</p><p><a href="http://bszs.cona'
        'c.cn/"><img src=1></a><a href="http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code=3'
        '700000001"><img src=2></a></p></div>'
    ),
    "numbers in elements of their own": (
        '<div class="g-ft">Produced By 大汉网络<br/>主办单位:'
        "中共某市委 某市人民政府<br>运行维护:某市电子政务中心  电话：0516-80800"
        "000<br>苏ICP备<!-- -->05012345号-1<br>苏公网安备<span>32030002000012</span>号<br>网站标识码：<b>3203000"
        '001</b><br><a href="/col/col1/index.html">站点导航</a><img src="//dcs.conac.cn/image/red.png'
        '"><a href="javascript:void(0)" onclick="window.open(\'https://zfwzgl.www.gov.cn/exposure/'
        "jiucuo.html?site_code=3203000001')\"><img src=jiu.png></a></div>"
    ),
    "the police number in its link alone": (
        '<div id="footer"><p>Copyright2020©某区政府 All R'
        "ights Reserved. 某区政府办公室主办 某区融媒体中心运维</p><p>地址"
        '：某区1号</p><p><a href=https://beian.miit.gov.cn>琼ICP备05000041</a> <a href="https://beian.m'
        'ps.gov.cn/#/query/webSearch?code=46010802000123"><img src=a.png></a> 网站标识码：<a>4601080001'
        '</a></p><p><a href=/wzdt/index.html target=_blank>站 点 地 图</a></p><script type="text/java'
        'script">document.write(decodeURIComponent("%3Cspan%20id%3D%22_ideConac%22%3E"))</script>'
        '<script src="//dcs.conac.cn/js/22.js"></script><script id="_jiucuo_" sitecode="460108000'
        '1" src="//zfwzzc.www.gov.cn/check_web/_jiucuo_/script/_jiucuo_.js"></script></div>'
    ),
}

UNSEEN = [
    '<iframe src="/foot.html" width=100% height=200></iframe>',
    '<div id="footer"></div><script>$("#footer").load("/include/footer.html")</script>',
    '<script src="/js/foot.js"></script>',
    '<div id="app"><footer-component></footer-component></div><script src="/static/js/app.5f3.js"></script>',
    '<div class="w1200" id="bq_box"></div><script src="/script/common.js"></script>',
]


def read(foot: str) -> Reading:
    html = f"<!DOCTYPE html><html><head><title>x</title></head><body>{ARTICLE}{foot}</body></html>"
    return read_page(html, url="http://www.x.gov.cn/a/1.html", encoding="utf-8", as_of=date(2026, 11, 20))


@pytest.mark.parametrize("foot", WHOLE.values(), ids=WHOLE)
def test_every_element_is_seen(foot: str) -> None:
    assert [element for element in FOOTER_ELEMENTS if element not in read(foot).footer] == []


@pytest.mark.parametrize("foot", UNSEEN)
def test_a_foot_that_scripts_or_frames_bring_is_not_judged(foot: str) -> None:
    assert not read(foot).footer_seen


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ("site_id_code", "(?:网站|政府网站)?标识码.{0,6}3702000012"),
        ("icp_number", "鲁ICP备[^<]*"),
        ("police_filing", "<a href=.http://www.beian.*?</a>"),
        ("contact", "地址：.{0,20}邮编：266000"),
        ("party_gov_badge", "<a href=.http://bszs.*?</a>"),
        ("error_report_entry", "<a href=.https://zfwzgl.*?</a>"),
        ("sitemap_link", "<a href=./wzdt.html.*?</a>"),
        ("sponsor", "主办：某市民政局"),
    ],
)
def test_an_element_that_is_taken_away_is_missed_alone(element: str, said: str) -> None:
    foot, count = re.subn(said, "", WHOLE["pictures for marks"], flags=re.DOTALL)
    assert count == 1
    assert [name for name in FOOTER_ELEMENTS if name not in read(foot).footer] == [element]
