function createPageHTML(count, current, name, suffix) {
  if (count <= 1) return;
  var html = "";
  for (var i = 0; i < count; i++) {
    var href = i === 0 ? name + "." + suffix : name + "_" + i + "." + suffix;
    html += i === current ? "<span>" + (i + 1) + "</span>" : '<a href="' + href + '">' + (i + 1) + "</a>";
  }
  document.write('<div class="pager">' + html + "</div>");
}
function doZoom(size) {
  var text = document.querySelector(".TRS_Editor");
  if (text) text.style.fontSize = size + "px";
}
function addFavorite() {
  alert("请按 Ctrl+D 收藏本网站");
}
