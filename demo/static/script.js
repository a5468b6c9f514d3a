(function () {
  "use strict";

  function make(tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      node.setAttribute(name, attributes[name]);
    });
    (children || []).forEach(function (child) {
      if (child) node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return node;
  }

  function anchor(href, text, extra) {
    return make("a", Object.assign({ href: href }, extra || {}), [text]);
  }

  function address() {
    var name = location.pathname.replace(/^\/+|\/+$/g, "").replace(/\.html$/, "") || "index";
    var values = [];
    new URLSearchParams(location.search).forEach(function (value) {
      values.push(value);
    });
    return "/api/" + [name].concat(values).join("-") + ".json";
  }

  function list(items) {
    return make("ul", { class: "list" }, items.map(function (item) {
      return make("li", {}, [anchor(item.href, item.title), item.date ? make("span", { class: "date" }, [item.date]) : null]);
    }));
  }

  function home(page) {
    var slides = make("div", { class: "slides" }, page.slides.map(function (slide) {
      return make("a", { href: slide[1] }, [make("img", { src: slide[2], alt: slide[0] }), make("em", {}, [slide[0]])]);
    }));
    var boards = page.boards.map(function (board) {
      return make("section", { class: "board" }, [make("h2", {}, [anchor(board.href, board.name)]), list(board.items)]);
    });
    var tiles = [];
    page.nav.forEach(function (entry) {
      entry.children.forEach(function (child) {
        tiles.push(anchor(child.href, child.name));
      });
    });
    var friends = page.links.map(function (link) {
      return anchor(link[1], link[0], { target: "_blank" });
    });
    return [slides, make("div", { class: "boards" }, boards), make("div", { class: "tiles" }, tiles),
      make("div", { class: "friends" }, friends)];
  }

  function article(page) {
    var parts = [make("h1", {}, [page.title])];
    if (page.date) parts.push(make("p", { class: "info" }, ["发布时间：" + page.date]));
    if (page.photo) parts.push(make("p", {}, [make("img", { src: page.photo, alt: page.title })]));
    (page.text || []).forEach(function (line) {
      parts.push(make("p", {}, [line]));
    });
    if (page.rows && page.rows.length) {
      parts.push(make("table", {}, page.rows.map(function (row) {
        return make("tr", {}, [make("th", {}, [row[0]]), make("td", {}, [row[1]])]);
      })));
    }
    (page.files || []).forEach(function (file) {
      parts.push(make("p", {}, [anchor(file[1], file[0])]));
    });
    return [make("article", {}, parts)];
  }

  function column(page) {
    var parts = [make("h1", {}, [page.title]), list(page.items || [])];
    if (page.blank) parts.push(make("p", { class: "none" }, [page.blank]));
    if (page.items && page.pager && page.pager.total > 1) {
      parts.push(make("div", { class: "pager" }, page.pager.paths.map(function (path, index) {
        return anchor(path, String(index + 1));
      })));
    }
    return parts;
  }

  function folder(page) {
    var links = [];
    page.nav.forEach(function (entry) {
      links.push(anchor(entry.href, entry.name));
      entry.children.forEach(function (child) {
        links.push(anchor(child.href, child.name));
      });
    });
    return [make("h1", {}, [page.title]), make("div", { class: "tiles" }, links)];
  }

  function footer(facts) {
    var lines = [];
    if (facts.party_gov_badge) {
      lines.push(make("a", { href: facts.party_gov_badge }, [
        make("img", { src: "http://dcs.conac.cn/image/red.png", alt: "党政机关网站标识", width: "46" })]));
    }
    if (facts.error_report_entry) lines.push(anchor(facts.error_report_entry, "我为政府网站找错"));
    if (facts.sitemap_link) lines.push(anchor(facts.sitemap_link, "网站地图"));
    if (facts.about) lines.push(anchor(facts.about, "隐私声明"));
    if (facts.sponsor) lines.push(make("p", {}, ["主办单位：" + facts.sponsor]));
    if (facts.contact) lines.push(make("p", {}, [facts.contact]));
    if (facts.site_id_code) lines.push(make("p", {}, ["网站标识码：" + facts.site_id_code]));
    if (facts.icp_number) lines.push(anchor("http://beian.miit.gov.cn/", facts.icp_number));
    if (facts.police_filing) lines.push(anchor(facts.police_href, facts.police_filing));
    return make("footer", {}, lines);
  }

  function draw(page) {
    var makers = { home: home, list: column, article: article, page: article, folder: folder, sitemap: folder, search: column };
    var nav = make("nav", {}, [anchor("/", "首页")].concat(page.nav.map(function (entry) {
      return anchor(entry.href, entry.name);
    })));
    var crumbs = page.kind === "home" ? null : make("div", { class: "crumbs" }, ["当前所在：", anchor("/", "首页")].concat(
      page.crumbs.reduce(function (all, crumb) {
        return all.concat([" > ", anchor(crumb[1], crumb[0])]);
      }, [])));
    var extra = make("div", { class: "extra" });
    extra.innerHTML = page.extra || "";
    var app = document.getElementById("app");
    var box = make("input", { type: "search", name: "q", "aria-label": "站内搜索", placeholder: "站内搜索" });
    var form = make("form", { action: page.site.search, role: "search" }, [box, make("button", {}, ["搜索"])]);
    app.appendChild(make("header", {}, [make("img", { src: "/images/logo.png", alt: "" }), make("strong", {}, [page.site.name]), form]));
    var senior = make("div", { class: "senior" });
    senior.innerHTML = page.senior || "";
    app.appendChild(senior);
    app.appendChild(nav);
    app.appendChild(make("main", {}, [crumbs].concat(makers[page.kind](page)).concat([extra])));
    app.appendChild(footer(page.footer));
  }

  var request = new XMLHttpRequest();
  request.open("GET", address());
  request.onload = function () {
    draw(JSON.parse(request.responseText));
  };
  request.send();
})();
