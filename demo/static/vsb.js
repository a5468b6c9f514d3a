function _showDynClicks(kind, owner, id) {
  document.write("<span>" + (kind.length + owner + id) * 37 + "</span>次");
}
