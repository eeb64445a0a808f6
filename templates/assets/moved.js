// Takes the cited place of an old address along; without a script the page leads to the top of the new one.
(function () {
  "use strict";
  var link = document.querySelector("main a");
  if (link && location.hash) {
    location.replace(link.href.split("#")[0] + location.hash);
  }
})();
