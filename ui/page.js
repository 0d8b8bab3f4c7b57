// The page's own script: opens sources beside the chat, copies answers, collects quiz replies.
"use strict";
(() => {
  let opener = null;
  let sentAt = -Infinity; // when a question left that is not yet in the conversation

  function drawer() {
    let found = document.getElementById("gw-source");
    if (found) return found;
    found = document.createElement("aside");
    found.id = "gw-source";
    found.tabIndex = -1;
    found.hidden = true;
    found.setAttribute("aria-label", "出处");
    const bar = document.createElement("div");
    bar.className = "gw-source-bar";
    const name = document.createElement("h2");
    name.textContent = "出处";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "gw-close";
    close.textContent = "关闭";
    close.addEventListener("click", shut);
    bar.append(name, close);
    const body = document.createElement("div");
    body.className = "gw-source-body";
    body.tabIndex = 0;
    found.append(bar, body);
    document.body.append(found);
    return found;
  }

  function shut() {
    const found = drawer();
    if (found.hidden) return;
    found.hidden = true;
    document.documentElement.classList.remove("gw-open");
    if (opener && opener.isConnected) opener.focus();
  }

  async function fetched(address) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return {html: await answer.text()};
      return {problem: (await answer.json()).error};
    } catch {
      return {problem: "连接不上服务，请稍后再试。"};
    }
  }

  function fill(place, result) {
    if (result.html !== undefined) {
      place.innerHTML = result.html;
      return;
    }
    const line = document.createElement("p");
    line.className = "gw-problem";
    line.textContent = result.problem;
    place.replaceChildren(line);
  }

  async function open(link) {
    const [document_id, start, end] = link.getAttribute("href").slice("#cite/".length).split("/");
    const found = drawer();
    const body = found.querySelector(".gw-source-body");
    for (const old of document.querySelectorAll(".gw-current")) old.classList.remove("gw-current");
    link.classList.add("gw-current");
    opener = link;
    const result = await fetched(
      `guanwen/source?document=${document_id}&start=${start}&end=${end}`);
    fill(body, result);
    found.hidden = false;
    document.documentElement.classList.add("gw-open");
    body.scrollTop = 0;
    const mark = body.querySelector("mark");
    if (mark) {
      const rise = mark.getBoundingClientRect().top - body.getBoundingClientRect().top;
      body.scrollTop = Math.max(0, rise - body.clientHeight / 3);
    }
    found.focus({preventScroll: true});
  }

  function lines(element) {
    return element.innerText.replace(/\n{2,}/g, "\n").trim();
  }

  async function copy(link) {
    const answer = link.closest(".gw-answer");
    const parts = [];
    for (const child of answer.children) {
      if (!child.matches(".gw-foot, .gw-understood")) parts.push(lines(child));
    }
    // Not innerText: a folded list of sources has none.
    const places = [...answer.querySelectorAll(".gw-foot li")].map((row) => row.textContent.trim());
    const text = `${parts.join("\n")}\n\n出处\n${places.join("\n")}\n`;
    const done = await put(text);
    const before = link.dataset.words || link.textContent;
    link.dataset.words = before;
    link.textContent = done ? "已复制" : "没能复制，请手动选取";
    setTimeout(() => { link.textContent = before; }, 2000);
  }

  async function put(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.style.position = "fixed";
      area.style.opacity = "0";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#cite/'], a[href='#copy']");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.getAttribute("href") === "#copy") copy(link);
    else open(link);
  }, true);

  // Enter that chooses a word in an input method must not send the question.
  for (const kind of ["keydown", "keypress"]) {
    document.addEventListener(kind, (event) => {
      const composing = event.isComposing || event.keyCode === 229;
      if (event.key === "Enter" && composing) event.stopPropagation();
    }, true);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  }, true);

  document.addEventListener("submit", (event) => event.preventDefault(), true);

  document.addEventListener("toggle", async (event) => {
    const details = event.target;
    if (!details.dataset || !details.dataset.outline || !details.open) return;
    const address = details.dataset.outline;
    delete details.dataset.outline;
    fill(details.querySelector(".gw-fetched"), await fetched(address));
  }, true);

  // Gradio names a message by its source text, which is HTML here: name it for people instead.
  function name() {
    for (const message of document.querySelectorAll("[data-testid=bot], [data-testid=user]")) {
      const words = message.dataset.testid === "bot" ? "回答" : "问题";
      if (message.getAttribute("aria-label") !== words) message.setAttribute("aria-label", words);
    }
  }

  // Keep the newest question at the top while its answer grows, until the reader scrolls.
  let newest = null;
  let following = false;
  function follow() {
    const rows = document.querySelectorAll("#gw-chatbot .user-row");
    const last = rows[rows.length - 1] || null;
    if (last !== newest) {
      newest = last;
      following = true;
      sentAt = -Infinity;
    }
    const pane = last && last.closest(".bubble-wrap");
    if (!pane || !following) return;
    pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 4;
  }
  for (const act of ["wheel", "touchmove", "pointerdown"]) {
    document.addEventListener(act, () => { following = false; }, {passive: true, capture: true});
  }

  new MutationObserver(() => {
    name();
    follow();
  }).observe(document.documentElement, {childList: true, subtree: true, characterData: true});

  // A question that cannot be asked now stays in the box, and Gradio hears nothing of it: a second
  // event would be lost, and would take the place of the first when 停止 is pressed.
  function hindrance() {
    const box = document.querySelector("#gw-question textarea");
    if (!box.value.trim()) return "请先输入问题，再按发送。";
    const onItsWay = performance.now() - sentAt < 5000;
    const growing = document.querySelector("#gw-chatbot .gw-growing") !== null;
    return onItsWay || growing ? "请等这次回答结束，或先按“停止”。" : "";
  }

  function holdBack(event) {
    const words = hindrance();
    document.querySelector(".gw-said").textContent = words;
    if (!words) return;
    event.preventDefault();
    event.stopPropagation();
  }

  document.addEventListener("keydown", (event) => {
    const plainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (plainEnter && event.keyCode !== 229 && event.target.closest("#gw-question")) holdBack(event);
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.closest("#gw-send")) holdBack(event);
  }, true);

  // The question goes from the box to the hidden field that the server reads, and the box is free.
  window.guanwenSend = (typed) => {
    sentAt = performance.now();
    return [typed, ""];
  };

  window.guanwenReplies = () => {
    const items = document.querySelectorAll("#gw-sheet fieldset");
    return JSON.stringify([...items].map((item) => {
      const chosen = item.querySelector("input[type=radio]:checked, input[type=text]");
      return chosen ? chosen.value : "";
    }));
  };
})();
