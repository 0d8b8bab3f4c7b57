// The page's own script: sources beside the chat, the limit to documents, notices, verdicts, quiz replies.
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
      if (!child.matches(".gw-foot, .gw-understood, .gw-rate")) parts.push(lines(child));
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
    const link = event.target.closest && event.target.closest(
      "a[href^='#cite/'], a[href='#copy'], a[href^='#verdict/']");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.getAttribute("href") === "#copy") copy(link);
    else if (link.closest(".gw-rate")) rate(link);
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
    const unlimit = document.getElementById("gw-unlimit");
    if (unlimit && !unlimit.title) {
      unlimit.title = "取消限定，问全部文件";
      unlimit.setAttribute("aria-label", unlimit.title);
    }
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

  function say(place, words) {
    const line = document.querySelector(`${place} .gw-said`);
    if (line && line.textContent !== words) line.textContent = words;
  }

  // What Gradio says of a lost connection is in English and covers the page: say it in ours.
  // Each toast is told once: one may take the place of another, so that their number stays.
  const told = new WeakSet();
  function translate() {
    const fresh = [...document.querySelectorAll("[data-testid=toast-body]")].filter((each) => !told.has(each));
    fresh.forEach((each) => told.add(each));
    if (!fresh.length) return;
    const words = "服务暂时没有回应，请稍后再试；若一直如此，请刷新页面或告知管理员。";
    for (const place of ["#gw-say", "#gw-quiz-say"]) say(place, words);
  }

  let score = null;
  function showScore() {
    const found = document.querySelector("#gw-sheet .gw-score");
    if (found !== score && found) {
      found.tabIndex = -1;
      found.focus({preventScroll: true});
      found.scrollIntoView({block: "start"});
    }
    score = found;
  }

  new MutationObserver(() => {
    name();
    follow();
    showVerdicts();
    showScore();
    translate();
  }).observe(document.documentElement, {childList: true, subtree: true, characterData: true});

  // A question that cannot be asked now stays in the box, and Gradio hears nothing of it: a second
  // event would be lost, and would take the place of the first when 停止 is pressed.
  function isBusy() {
    const onItsWay = performance.now() - sentAt < 5000;
    return onItsWay || document.querySelector("#gw-chatbot .gw-growing") !== null;
  }

  function swallow(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  function holdBack(event) {
    const box = document.querySelector("#gw-question textarea");
    if (!box.value.trim()) swallow(event); // Enter pressed twice is no question, and no mistake
    else if (isBusy()) {
      swallow(event);
      say("#gw-say", "请等这次回答结束，或先按“停止”。");
    } else say("#gw-say", "");
  }

  document.addEventListener("keydown", (event) => {
    const plainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (plainEnter && event.keyCode !== 229 && event.target.closest("#gw-question")) holdBack(event);
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.closest("#gw-send")) holdBack(event);
    else if (event.target.closest("button.gw-example")) {
      if (isBusy()) swallow(event);
      else leave();
    } else if (event.target.closest("#gw-new")) {
      say("#gw-say", "");
      sentAt = -Infinity;
      remember(KEY, "");
    } else if (event.target.closest("#gw-hand-in")) warn(event);
    else if (event.target.closest(".gw-fold")) fold(event.target.closest(".gw-fold"));
  }, true);

  // A question leaves, and the tab has something to find again after a reload: the server keeps
  // the conversation under a token, and the token is all that the browser keeps.
  const KEY = "guanwen-tab";
  const LIMIT = "guanwen-limit";
  // New at each load: a tab that was duplicated must not share one with its twin.
  const tab = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
  window.guanwenTab = tab;

  function remembered(key) {
    try { return sessionStorage.getItem(key) || ""; } catch { return ""; }
  }

  function remember(key, words) {
    try {
      if (words) sessionStorage.setItem(key, words);
      else sessionStorage.removeItem(key);
    } catch { /* without storage a reload starts anew */ }
  }

  function leave() {
    sentAt = performance.now();
    say("#gw-say", "");
    remember(KEY, tab);
  }

  // What a reload brings back: the conversation by its former token, and the limit.
  window.guanwenOpened = () => {
    const former = remembered(KEY);
    if (former === tab) return [tab, "", []]; // a question was quicker
    if (former) remember(KEY, tab);
    const bar = document.querySelector(".gw-fold");
    const known = bar ? JSON.parse(bar.dataset.titles) : {};
    const limit = remembered(LIMIT).split("\n").filter((id) => id in known);
    return [tab, former, limit];
  };

  window.guanwenRestored = (shown) => {
    if (shown) return;
    remember(KEY, "");
    say("#gw-say", "服务重新启动过，刷新前的对话没有留下。");
  };

  // The question goes from the box to the hidden field that the server reads, and the box is free.
  window.guanwenSend = (typed) => {
    leave();
    return [typed, "", tab];
  };

  // The choice of documents: folded, its bar still says what is chosen.
  function fold(bar) {
    const open = document.documentElement.classList.toggle("gw-choosing");
    bar.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector("#gw-choice input").focus();
  }

  window.guanwenLimit = (ids) => {
    const bar = document.querySelector(".gw-fold");
    const titles = JSON.parse(bar.dataset.titles);
    const names = (ids || []).map((id) => titles[id] || id);
    const more = names.length > 1 ? `等 ${names.length} 份文件` : "";
    const first = document.createElement("span");
    first.className = "gw-chosen";
    first.textContent = names.length ? `限定：${names[0]}` : "限定文件（默认全部）";
    const rest = document.createElement("span");
    rest.textContent = more;
    bar.replaceChildren(first, rest);
    bar.classList.toggle("gw-limited", names.length > 0);
    bar.title = names.join("\n");
    remember(LIMIT, (ids || []).join("\n"));
  };

  // Verdicts: marked at once, kept by the server one after the other, shown again after a reload.
  // Gradio may make a message anew at any time, so that what is shown follows from this alone.
  const VERDICTS = "guanwen-verdicts";
  const MOST_VERDICTS = 200;
  const MOST_REMARK = 2000;
  const THANKS = "已记下，谢谢。";
  const verdicts = new Map();
  try {
    for (const [id, rating] of JSON.parse(remembered(VERDICTS) || "[]")) verdictOn(id, rating);
  } catch { /* not ours: nothing was chosen */ }

  function verdictOn(id, rating = "none") {
    if (!verdicts.has(id)) {
      const kept = {rating, comment: ""};
      verdicts.set(id, {...kept, kept, typed: "", open: false, said: "", wrong: false, sent: 0,
        line: Promise.resolve()});
    }
    return verdicts.get(id);
  }

  function rememberVerdicts() {
    const chosen = [...verdicts].filter(([, now]) => now.rating !== "none")
      .map(([id, now]) => [id, now.rating]).slice(-MOST_VERDICTS);
    remember(VERDICTS, chosen.length ? JSON.stringify(chosen) : "");
  }

  function ratingOf(link) {
    return link.getAttribute("href").split("/").slice(1);
  }

  function rowOf(id) {
    const link = document.querySelector(`.gw-rate a[href="#verdict/${id}/bad"]`);
    return link && link.parentElement;
  }

  function remarkForm(id, now) {
    const form = document.createElement("form");
    form.className = "gw-remark";
    const field = document.createElement("input");
    field.type = "text";
    field.maxLength = MOST_REMARK;
    field.autocomplete = "off";
    field.placeholder = "哪里不对？（可不填）";
    field.setAttribute("aria-label", field.placeholder);
    field.value = now.typed;
    field.addEventListener("input", () => { now.typed = field.value; });
    const button = document.createElement("button");
    button.type = "submit";
    button.textContent = "提交";
    form.append(field, button);
    form.addEventListener("submit", () => {
      now.comment = now.typed.trim();
      sendVerdict(id, now, true);
    });
    return form;
  }

  function showVerdicts() {
    for (const row of document.querySelectorAll("#gw-chatbot .gw-rate")) showVerdict(row);
  }

  function showVerdict(row) {
    const links = row.querySelectorAll("a");
    const [id] = ratingOf(links[0]);
    const now = verdictOn(id);
    if (!row.ariaLabel) row.ariaLabel = "评价这个回答"; // Gradio takes it out of a message
    for (const link of links) {
      const pressed = String(ratingOf(link)[1] === now.rating);
      if (link.getAttribute("aria-pressed") !== pressed) link.setAttribute("aria-pressed", pressed);
    }
    const said = row.querySelector(".gw-rate-said");
    const form = row.querySelector(".gw-remark");
    if (now.open && !form) row.insertBefore(remarkForm(id, now), said);
    if (!now.open && form) {
      const held = form.contains(document.activeElement);
      form.remove();
      if (held) links[1].focus({preventScroll: true});
    }
    said.classList.toggle("gw-wrong", now.wrong);
    if (said.textContent !== now.said) said.textContent = now.said;
  }

  function rate(link) {
    following = false; // what is being read must not move away
    const [id, rating] = ratingOf(link);
    const now = verdictOn(id);
    now.rating = now.rating === rating ? "none" : rating;
    now.comment = "";
    now.open = now.rating === "bad";
    sendVerdict(id, now);
  }

  function sendVerdict(id, now, remarked = false) {
    const {rating, comment} = now;
    const body = JSON.stringify({tab, answer: id, rating, comment});
    const last = ++now.sent;
    now.said = "";
    now.wrong = false;
    now.line = now.line.then(() => posted("guanwen/verdict", body)).then((problem) => {
      if (!problem) now.kept = {rating, comment};
      if (last !== now.sent) return; // there is a newer one on its way
      if (problem) Object.assign(now, now.kept, {said: problem, wrong: true});
      else if (remarked) Object.assign(now, {open: false, typed: "", said: THANKS});
      now.open = now.open && now.rating === "bad";
      settled();
    });
    settled();

    function settled() {
      rememberVerdicts();
      const row = rowOf(id);
      if (row) showVerdict(row);
    }
  }

  // What went wrong, in one sentence, or nothing.
  async function posted(address, body) {
    try {
      const headers = {"Content-Type": "application/json"};
      const answer = await fetch(address, {method: "POST", headers, body, keepalive: true});
      return answer.ok ? "" : (await answer.json()).error;
    } catch {
      return "连接不上服务，请稍后再试。";
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.closest(".gw-rate a")) return;
    swallow(event); // a button answers to the space bar, a link scrolls
    if (!event.repeat) rate(event.target);
  }, true);

  // Quiz
  function reply(item) {
    const given = item.querySelector("input[type=radio]:checked, input[type=text]");
    return given ? given.value : "";
  }

  function sheetItems() {
    return [...document.querySelectorAll("#gw-sheet .gw-item")];
  }

  // The first press tells what is open; one more hands in all the same.
  function warn(event) {
    const open = sheetItems().filter((item) => !reply(item).trim());
    const words = open.length ? `还有${open.length}题没有作答，再按一次交卷。` : "";
    const said = document.querySelector("#gw-quiz-say .gw-said").textContent;
    if (!words || said === words) {
      say("#gw-quiz-say", "");
      return;
    }
    swallow(event);
    say("#gw-quiz-say", words);
    for (const item of open) item.classList.add("gw-open-item");
  }

  document.addEventListener("input", (event) => {
    const item = event.target.closest && event.target.closest(".gw-item");
    if (item && reply(item).trim()) item.classList.remove("gw-open-item");
  }, true);

  // Gradio patches the old form into the new one, and would leave the old replies standing.
  window.guanwenFreshSheet = () => {
    const form = document.querySelector("#gw-sheet form");
    if (form) form.reset();
    for (const item of sheetItems()) item.classList.remove("gw-open-item");
    say("#gw-quiz-say", "");
  };

  window.guanwenReplies = () => JSON.stringify(sheetItems().map(reply));
})();
