// SPDX-License-Identifier: Apache-2.0
(function () {
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  let index = null;

  function build() {
    return lunr(function () {
      this.ref("name");
      this.field("title", { boost: 10 });
      this.field("text");
      this.metadataWhitelist = ["position"];
      PAGES.forEach(function (page) {
        this.add(page);
      }, this);
    });
  }

  function excerpt(page, result) {
    for (const term of Object.values(result.matchData.metadata)) {
      if (term.text) {
        const at = term.text.position[0][0];
        return page.text.slice(Math.max(0, at - 40), at + 80).replace(/\s+/g, " ");
      }
    }
    return "";
  }

  function show() {
    const words = field.value.replace(/[^\p{L}\p{N}._ -]/gu, " ").trim();
    found.replaceChildren();
    found.hidden = words.length < 2;
    if (found.hidden) {
      return;
    }
    index = index || build();
    const query = words.split(/\s+/).map((word) => "+" + word.replace(/-/g, "\\-") + "*").join(" ");
    for (const result of index.search(query).slice(0, 12)) {
      const page = PAGES.find((each) => each.name === result.ref);
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = page.name + ".html";
      link.textContent = page.title;
      const text = document.createElement("small");
      text.textContent = excerpt(page, result);
      item.append(link, text);
      found.append(item);
    }
    if (!found.children.length) {
      const item = document.createElement("li");
      item.textContent = "No page has these words.";
      found.append(item);
    }
  }

  field.addEventListener("input", show);
  const words = new URLSearchParams(location.search).get("q");
  if (words) {
    field.value = words;
    show();
  }
})();
