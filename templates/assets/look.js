/* The size of letters and the colours that somebody chose are kept from page to page, where the browser lets us. */
"use strict";
(() => {
  const root = document.documentElement;

  function stored(name) {
    try {
      return localStorage.getItem("disclosure-" + name) || "";
    } catch (refused) {
      return "";
    }
  }

  function store(name, value) {
    try {
      localStorage.setItem("disclosure-" + name, value);
      return true;
    } catch (refused) {
      return false;
    }
  }

  function show(name, value) {
    if (value) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
  }

  const names = ["size", "scheme"];
  root.setAttribute("data-look", "");
  for (const name of names) show(name, stored(name));

  document.addEventListener("DOMContentLoaded", () => {
    for (const offer of document.querySelectorAll(".scheme")) offer.hidden = false;
    for (const name of names) {
      for (const choice of document.querySelectorAll(`input[name="${name}"]`)) {
        choice.checked = choice.value === stored(name);
        choice.addEventListener("change", () => {
          show(name, choice.value);
          const note = document.querySelector(".look-note");
          note.textContent = store(name, choice.value) ? "" : "浏览器不让本站记住这个选择，换一页会恢复原样。";
        });
      }
    }
  });
})();
