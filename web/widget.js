/*!
 * Policy assistant: answers questions about a privacy policy by quoting the clause. MIT licence.
 * docs/embedding.md says how it comes into a page.
 */
(() => {
'use strict';

const HOME = document.currentScript?.src || document.baseURI;
const PACKS = ['ar', 'de']; // for pages in that language
const FULL = matchMedia('(max-width: 30em), (max-height: 27em)'); // where the dialog fills the screen

const ENGLISH = {
  lang: 'en-GB', dir: 'ltr',
  launcher: 'Privacy questions',
  title: 'Privacy assistant',
  greeting: 'Ask what the privacy policy says. Every answer is a quote from it, word for word.',
  language: 'The policy is in {language}: please ask in {language}.',
  suggestions: 'People often ask',
  conversation: 'Conversation',
  label: 'Your question',
  placeholder: 'Your question…',
  send: 'Send', close: 'Close', reset: 'Clear conversation',
  asked: 'You asked', answer: 'Answer',
  searching: 'Looking in the policy…',
  slow: 'Still looking. This takes longer than usual.',
  part: 'On “{part}”',
  read: 'Read in the policy', original: 'Original', newTab: 'opens in a new tab',
  copy: 'Copy quote', copied: 'Copied',
  more: 'Other clauses ({n})',
  unsure: 'Perhaps this is the answer. Please read it in its place.',
  nearest: 'Where to read on',
  contact: 'Contact us', clause: 'How to ask the company, in the policy’s words',
  helpful: 'Does this answer your question?', yes: 'Yes', no: 'No',
  why: 'What is wrong with it?',
  reasons: {
    wrong_clause: 'Wrong clause', incomplete: 'Something is missing',
    unclear: 'Hard to understand', other: 'Something else',
  },
  thanks: 'Thank you for telling us.',
  offline: 'You are offline. Your question is kept.',
  online: 'You are online again.',
  failed: 'The assistant cannot be reached. Your question is kept.',
  busy: 'Many people are asking right now. Please try again in {n} seconds.',
  missing: 'This assistant has no such policy.',
  refused: 'This question cannot be asked. Perhaps it is too long.',
  retry: 'Try again',
};

const STYLE = `
:host { all: initial; display: block; color-scheme: light dark; font: medium/1.5 var(--font);
  --accent: light-dark(#0a5c4a, #7ed9bd); --on-accent: light-dark(#fff, #062019);
  --mark: light-dark(#ffe9a3, #57490f);
  --surface: light-dark(#fff, #15191c); --line: light-dark(#dde2e5, #333b41);
  --text: light-dark(#1b2125, #e8ecee); --muted: light-dark(#566068, #a3adb4);
  --font: system-ui, sans-serif; --quote-font: Charter, Georgia, serif; --size: .94em; --radius: 16px;
  --block: 20px; --inline: 20px; --z: 2147483000 }
:host([theme=light]) { color-scheme: light }
:host([theme=dark]) { color-scheme: dark }
:host([hidden]), [hidden], dialog:not([open]) { display: none !important }
*, ::before { box-sizing: border-box; margin: 0; padding: 0; font: inherit; list-style: none }
button, textarea { color: inherit; background: none; border: 0 }
button, summary { cursor: pointer }
svg { flex: none; width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.8;
  stroke-linecap: round; stroke-linejoin: round }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.launcher, dialog.panel { position: fixed; inset-block: auto var(--block); inset-inline: auto var(--inline);
  z-index: var(--z); box-shadow: 0 8px 32px #0004 }
.launcher { display: flex; align-items: center; gap: 10px; min-height: 52px; padding: 0 18px;
  border-radius: 26px; background: var(--accent); color: var(--on-accent); font-weight: 600 }
section { font-size: var(--size) }
section, .panel { height: 100% }
.panel { display: flex; flex-direction: column; min-height: 320px; overflow: hidden;
  background: var(--surface); color: var(--text);
  border: 1px solid var(--line); border-radius: var(--radius) }
dialog.panel { width: min(28em, 100vw - 40px); height: min(45em, 100dvh - 40px); min-height: 0 }

.header { display: flex; align-items: center; gap: 4px; padding-block: 8px; padding-inline: 20px 8px;
  border-block-end: 1px solid var(--line) }
.header div { flex: 1; min-width: 0 }
.header h2 { font-weight: 650; line-height: 1.3 }
.icon { display: grid; place-items: center; flex: none; width: 44px; height: 44px; border-radius: 50%;
  color: var(--muted) }
.icon:hover, .chip:hover, .action:hover { background: var(--line); color: var(--text) }
.down svg { rotate: 180deg }

.log { flex: 1; position: relative; overflow-y: auto; overscroll-behavior: contain; padding: 20px;
  overflow-wrap: anywhere }
.log > * + *, .answer > * + *, .stack > * + * { margin-block-start: 12px }
.header p, .note, .label, .lead, .status, .section, .action { font-size: .87em; color: var(--muted) }
.label, .section { font-weight: 650 }
.chips, .actions, .feedback, .notice { display: flex; flex-wrap: wrap; align-items: center; gap: 8px }
.chip { min-height: 44px; padding: 8px 16px; border: 1px solid var(--line); border-radius: 22px; text-align: start;
  color: var(--accent) }
.question { width: fit-content; max-width: 88%; margin-inline-start: auto; padding: 10px 16px; white-space: pre-line;
  border-radius: 18px; border-end-end-radius: 4px; background: var(--accent); color: var(--on-accent) }
.log > .question { margin-block-start: 24px }

.citation { padding: 14px 16px 4px; border: 1px solid var(--line); border-inline-start: 4px solid var(--accent);
  border-radius: 12px; border-start-start-radius: 4px; border-end-start-radius: 4px }
.citation > * + * { margin-block-start: 6px }
.section { color: var(--accent) }
.quote { white-space: pre-line; font: 1.07em/1.55 var(--quote-font) }
mark { padding: 0 2px; margin: 0 -2px; border-radius: 3px; background: var(--mark); color: inherit }
a, .link { color: var(--accent); text-underline-offset: 3px }
.action, .link { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding: 6px 0; border-radius: 10px }
.action { gap: 6px; padding: 6px 8px; margin-inline-start: -8px; text-decoration: none }
.action svg { width: 16px; height: 16px }
.action:has(+ .unseen) { color: var(--accent);
  svg { display: none }
  &::before { content: '✓' / ''; width: 16px } }
.primary, .button { color: var(--accent); font-weight: 600 }
.feedback span { max-width: 60% }
.button { margin: 0; padding: 0 18px; border: 1px solid; border-radius: 22px; text-decoration: none }
summary::before { content: '▾' / '' }
[open] > summary::before { content: '▴' / '' }

.status:not(:empty) { padding: 0 20px 12px }
.status:not(:empty)::before { content: ''; display: inline-block; width: 14px; height: 14px; margin-inline-end: 10px;
  vertical-align: -2px; border: 2px solid var(--line); border-block-start-color: var(--accent); border-radius: 50% }
.notice { margin: 0 12px 12px; padding: 8px 16px; border-radius: 12px; background: var(--mark) }
.notice span { flex: 1 1 200px }
.notice .button { color: inherit }
.form { display: flex; align-items: flex-end; gap: 8px; padding: 8px; border-block-start: 1px solid var(--line) }
.input { flex: 1; min-width: 0; height: calc(1.5em + 22px); max-height: 140px; padding: 10px 12px; resize: none;
  font-size: max(16px, 1em); border: 1px solid var(--muted); border-radius: 23px }
.input:placeholder-shown { direction: inherit }
.input::placeholder { color: var(--muted); opacity: 1 }
.log:focus-visible, .input:focus-visible { outline-offset: -3px }
.send, .send:hover { width: 46px; height: 46px; background: var(--accent); color: var(--on-accent) }
.send[aria-disabled=true] { opacity: .5 }

@media ${FULL.media} {
  dialog.panel { inset: var(--top) 0 auto; width: auto; max-width: none; height: var(--height); max-height: none;
    border: 0; border-radius: 0 }
  .log { padding: 16px }
}
@media (max-height: 360px) { .header, .form { padding-block: 2px } .header p { display: none } }
@media (prefers-reduced-motion: no-preference) {
  dialog, .answer { animation: rise .2s }
  .status::before { animation: turn .9s linear infinite }
  @keyframes rise { from { opacity: 0; translate: 0 8px } }
  @keyframes turn { to { rotate: 1turn } }
}
@media (forced-colors: active) {
  .launcher, .question, .send, .notice { border: 1px solid }
  mark { forced-color-adjust: none; background: Mark; color: MarkText }
}
@media print { .launcher, dialog { display: none !important } }
`;

const ICONS = {
  ask: 'M4 5h16v11H11l-4 4v-4H4ZM9 9v3M14 9v3',
  close: 'M6 6l12 12M18 6L6 18',
  reset: 'M4 12a8 8 0 1 0 2.4-5.7L4 8.5M4 4v4.5h4.5',
  send: 'M12 19V5M6 11l6-6 6 6',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  read: 'M14 4h6v6M20 4l-9 9M10 5H5v14h14v-5',
  thumb: 'M7 11v9H4v-9zM7 11l4-8 2.5 2V9H21l-2 11H7',
};

/** A string becomes text, never HTML, and overrides of its direction are seen. */
const put = (node, ...children) => {
  for (const child of children.flat()) if (child) node.append(child.replace?.(/[\u202d\u202e]/g, '\ufffd') ?? child);
  return node;
};

/** An element. `part` is its class, too; a function listens to an event. */
const h = (tag, { part, ...attributes } = {}, ...children) => {
  const node = document.createElement(tag);
  if (part) attributes.class = attributes.part = part;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value != null) node.setAttribute(name, value);
  }
  return put(node, ...children);
};

const icon = (name) => {
  const [svg, path] = ['svg', 'path'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
  path.setAttribute('d', ICONS[name]);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  return put(svg, path);
};

const button = (part, click, ...children) => h('button', { part, type: 'button', click }, ...children);

const iconButton = (part, title, name, click) =>
  h('button', { part, type: 'button', title, 'aria-label': title, click }, icon(name));

const unseen = (text) => h('span', { class: 'unseen' }, text);

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const join = (separator, ...parts) => parts.filter(Boolean).join(separator);

/** Offsets are code points. */
const marked = (text, highlights) => {
  let at = 0;
  const upTo = (end) => [...text].slice(at, (at = end)).join('').replace(/\n\s+/g, '\n');
  return [...highlights.flatMap(([start, end]) => [upTo(start), h('mark', { role: 'none' }, upTo(end))]), upTo()];
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

class PolicyAssistant extends HTMLElement {
  static observedAttributes = ['policy', 'server', 'lang', 'strings', 'questions'];
  static strings = ENGLISH;

  #built = null;
  #builds = 0;
  #strings = ENGLISH;
  #ui = {};
  #asked = [];
  #request = null;
  #failed = null; // a question not sent
  #opener = null;
  #unlisten = null;

  // Life

  connectedCallback() {
    const { signal } = (this.#unlisten = new AbortController());
    addEventListener('offline', () => this.#notify(this.#strings.offline), { signal });
    addEventListener('online', () => this.#notify(this.#failed && this.#strings.online, this.#failed), { signal });
    for (const type of ['resize', 'scroll']) visualViewport.addEventListener(type, () => this.#fit(), { signal });
    FULL.addEventListener('change', () => this.isOpen && this.#show(), { signal });
    this.#built ??= this.#build();
    if (this.isOpen) this.#show(); // as moving ends a modal
  }

  disconnectedCallback() {
    this.#unlisten.abort();
    queueMicrotask(() => this.isConnected || this.#idle()); // not when moved
  }

  attributeChangedCallback(name, before, after) {
    if (this.#built && before !== after) this.#built = this.#build();
  }

  async #build() {
    const build = ++this.#builds;
    this.#idle();
    const pack = await this.#pack();
    if (build !== this.#builds) return this.#built;
    const open = this.isOpen;
    this.#strings = { ...ENGLISH, ...pack };
    this.#asked = [];
    this.#draw();
    if (open || !this.#floating) this.#show();
    this.#emit('ready');
  }

  async #pack() {
    const [set, page] = [this, document.documentElement].map(({ lang }) => lang.toLowerCase().split('-')[0]);
    const lang = set || (PACKS.includes(page) && page);
    const own = this.getAttribute('strings');
    return own ? this.#get(new URL(own, document.baseURI)) : lang && this.#get(`lang/${lang}.json`);
  }

  // For the host page

  get isOpen() {
    return !!this.#ui.panel?.open;
  }

  async open({ question = '', submit = false } = {}) {
    await this.#built;
    if (!this.isConnected) return null;
    const { input, log } = this.#ui;
    this.#open();
    if (question && !(submit && input.value)) this.#draft(question.trim()); // a draft stays
    // On a touch screen focus raises the keyboard.
    (submit || matchMedia('(pointer: coarse)').matches ? log : input).focus();
    return submit ? this.ask(question) : null;
  }

  close() {
    const { launcher, panel } = this.#ui;
    if (!this.#floating || !this.isOpen) return;
    const inside = this.shadowRoot.activeElement;
    panel.close();
    launcher.hidden = false;
    if (inside) {
      launcher.focus();
      this.#opener?.focus();
    }
    this.#emit('close');
  }

  toggle() {
    return this.isOpen ? this.close() : this.open();
  }

  /** Resolves to the reply, to null where there is none. */
  async ask(question = '') {
    await this.#built;
    question = question.trim();
    if (!this.isConnected || !question || this.#request || !this.#emit('ask', { question })) return null;
    this.#open();
    const request = (this.#request = new AbortController());
    const bubble = this.#ask(question);
    try {
      const reply = await this.#post(question, request);
      this.#answer(question, reply, bubble);
      return reply;
    } catch (error) {
      bubble.remove();
      if (request === this.#request) this.#fail(question, error);
      return null;
    } finally {
      if (request === this.#request) this.#idle();
    }
  }

  reset() {
    const { log, intro, input } = this.#ui;
    if (!log) return;
    this.#idle();
    this.#asked = [];
    this.#notify();
    this.#draft('');
    log.replaceChildren(intro);
    input.focus();
    this.#emit('reset');
  }

  destroy() {
    this.remove();
  }

  // The server

  #at(path) {
    return new URL(path, new URL((this.getAttribute('server') || '.').replace(/\/?$/, '/'), HOME));
  }

  async #fetch(path, options) {
    const response = await fetch(this.#at(path), { credentials: 'omit', referrerPolicy: 'no-referrer', ...options });
    if (response.ok) return response.json();
    const { detail } = await response.json().catch(() => ({}));
    throw new Error(detail, { cause: response });
  }

  async #get(path) {
    try {
      return await this.#fetch(path);
    } catch (error) {
      this.#emit('error', { error });
      return {};
    }
  }

  #send(path, body, options) {
    const headers = { 'Content-Type': 'application/json' };
    body = JSON.stringify({ ...body, policy: this.#policy });
    return this.#fetch(path, { method: 'POST', headers, body, ...options });
  }

  async #post(question, request) {
    const body = { question, history: this.#asked.slice(-8) }; // for "and for how long?"
    const timers = [
      setTimeout(() => this.#say(this.#strings.searching), 300),
      setTimeout(() => this.#say(this.#strings.slow), 3000),
      setTimeout(() => request.abort(), 30000),
    ];
    try {
      return await this.#send('v1/ask', body, { signal: request.signal });
    } finally {
      timers.forEach(clearTimeout);
    }
  }

  #emit(name, detail) {
    return this.dispatchEvent(
      new CustomEvent(`policy-assistant:${name}`, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  // Its states

  get #floating() {
    return this.hasAttribute('floating');
  }

  get #policy() {
    return this.getAttribute('policy') || null;
  }

  #open() {
    if (this.isOpen) return;
    this.#opener = document.activeElement;
    this.#show();
    this.#emit('open');
  }

  /** Modal where it hides the page. */
  #show() {
    const { launcher, panel, introduced, seen } = this.#ui;
    const focused = this.shadowRoot.activeElement;
    panel.close?.();
    if (this.#floating && FULL.matches) panel.showModal();
    else panel.open = true;
    focused?.focus();
    launcher.hidden = true;
    this.#fit();
    seen?.();
    if (!introduced) this.#introduce();
  }

  /** On a phone the panel fills what the keyboard leaves free. */
  #fit() {
    if (visualViewport.scale > 1) return;
    this.style.setProperty('--height', `${visualViewport.height}px`);
    this.style.setProperty('--top', `${visualViewport.offsetTop}px`);
  }

  /** Nothing is requested before somebody opens the assistant. */
  async #introduce() {
    const { intro, log, subtitle } = this.#ui;
    this.#ui.introduced = true;
    const about = this.#policy ? await this.#get(`v1/policies/${encodeURIComponent(this.#policy)}`) : {};
    this.#ui.introduced = about.title ?? !this.#policy;
    const day = this.#date(about);
    put(subtitle, about.title && h('bdi', {}, about.title), day && ` · ${day}`);
    const questions = this.getAttribute('questions')?.split('|') ?? about.suggestions ?? [];
    put(intro, this.#hint(about.language));
    if (questions.length && !log.querySelector('.question')) put(intro, this.#suggest(questions)); // not in between
  }

  #say(text) {
    this.#ui.status.textContent = text;
  }

  #draft(text) {
    const { input } = this.#ui;
    input.value = text;
    input.style.height = '';
    if (text) input.style.height = `${input.scrollHeight + 2}px`;
  }

  #idle() {
    this.#request?.abort();
    this.#request = null;
    if (!this.#ui.send) return;
    this.#say('');
    this.#ui.send.ariaDisabled = 'false';
  }

  #ask(question) {
    const { log, input, send } = this.#ui;
    const bubble = h('p', { part: 'question' }, unseen(`${this.#strings.asked}: `), h('bdi', {}, question));
    if (input.value.trim() === question) this.#draft('');
    this.#notify();
    send.ariaDisabled = 'true';
    log.append(bubble);
    log.scrollTop = log.scrollHeight;
    return bubble;
  }

  #answer(question, reply, bubble) {
    const { log } = this.#ui;
    const answer = this.#reply(question, reply);
    log.append(answer);
    this.#asked.push(question);
    (this.#ui.seen = () => (log.scrollTop = Math.max(bubble.offsetTop - 12, answer.offsetTop - 120)))();
    this.#floating || log.scrollTop || bubble.scrollIntoView();
    this.#emit('answer', { question, reply });
  }

  #fail(question, error) {
    const { status, headers } = error.cause ?? {};
    const { offline, busy, failed, missing, refused } = this.#strings;
    let text = navigator.onLine ? failed : offline;
    if (status === 429 || status === 503) text = fill(busy, { n: +headers.get('Retry-After') || 10 });
    else if (status === 404 || (status === 422 && !this.#policy)) { // --require-policy
      text = missing;
      console.error(`policy-assistant: no policy "${this.#policy}"`);
    } else if (status === 413 || status === 422) text = refused;
    if (!this.#ui.input.value) this.#draft(question);
    this.#notify(text, [missing, refused].includes(text) ? null : question); // it would be refused again
    this.#emit('error', { question, error });
  }

  #notify(text, failed) {
    this.#failed = text ? (failed ?? this.#failed) : null;
    const retry = () => {
      this.#ui.input.focus();
      this.ask(failed);
    };
    this.#ui.alert?.replaceChildren(text ? h('div', { part: 'notice' }, h('span', {}, text),
      failed && button('action button', retry, this.#strings.retry)) : '');
  }

  // What is on the screen

  #draw() {
    const s = this.#strings;
    const floating = this.#floating;
    const ui = (this.#ui = {
      launcher: button('launcher', () => this.open(), icon('ask'), s.launcher),
      subtitle: h('p'),
      intro: h('div', { class: 'stack' }, h('p', {}, s.greeting)),
      log: h('div', { part: 'log', role: 'log', tabindex: 0, 'aria-label': s.conversation }),
      status: h('p', { part: 'status', role: 'status' }),
      copied: unseen(s.copied),
      alert: h('div', { role: 'alert' }),
      input: h('textarea', {
        part: 'input', rows: 1, maxlength: 2000, dir: 'auto', enterkeyhint: 'send',
        'aria-label': s.label, placeholder: s.placeholder,
        input: () => this.#draft(ui.input.value),
      }),
      send: iconButton('icon send', s.send, 'send', () => this.ask(ui.input.value)),
    });
    ui.launcher.ariaHasPopup = 'dialog';
    ui.log.append(ui.intro);
    ui.panel = h(floating ? 'dialog' : 'div', {
      part: 'panel', 'aria-label': floating ? s.title : null,
      cancel: () => this.close(), keydown: (event) => this.#key(event),
    },
      h('div', { part: 'header' },
        h('div', {}, h('h2', {}, s.title), ui.subtitle),
        iconButton('icon', s.reset, 'reset', () => this.reset()),
        floating && iconButton('icon', s.close, 'close', () => this.close())),
      ui.log, ui.status, ui.alert,
      h('div', { part: 'form' }, ui.input, ui.send));
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(h('section', { 'aria-label': s.title, lang: s.lang, dir: s.dir }, ui.launcher, ui.panel));
  }

  #key(event) {
    const { key, target, shiftKey, isComposing } = event;
    event.stopPropagation(); // no shortcut of the page's
    if (isComposing) return;
    if (key === 'Escape' && this.#floating) this.close();
    else if (key === 'Enter' && !shiftKey && target === this.#ui.input) this.ask(target.value);
    else return;
    event.preventDefault();
  }

  #hint(code) {
    const { lang, language: text } = this.#strings;
    return code && !lang.startsWith(code) &&
      h('p', { part: 'note' }, fill(text, { language: new Intl.DisplayNames(lang, { type: 'language' }).of(code) }));
  }

  #suggest(questions) {
    const { suggestions } = this.#strings;
    return [
      h('p', { part: 'label' }, suggestions),
      h('ul', { part: 'chips', 'aria-label': suggestions }, questions.map((question) =>
        h('li', {}, button('chip', () => this.open({ question, submit: true }), h('bdi', {}, question.trim()))))),
    ];
  }

  #reply(question, reply) {
    const { outcome, closest, see_also: nearest } = reply;
    const s = this.#strings;
    const answered = outcome === 'answered';
    const unsure = !answered && closest.length;
    const message = h('p', { part: answered ? 'note' : 'message' }, this.#message(reply));
    const [first, ...others] = [...reply.citations, ...closest].map((citation) => this.#citation(citation, reply));
    const apart = answered && others.length && !reply.citations.some(({ part }) => part);
    return h('article', { part: 'answer', 'aria-label': s.answer },
      answered ? reply.confidence < 0.7 && h('p', { part: 'note' }, s.unsure) : message,
      first,
      apart
        ? h('details', { class: 'stack' }, h('summary', { part: 'action' }, fill(s.more, { n: others.length })), others)
        : others,
      answered && message,
      !unsure && nearest.length && this.#nearest(nearest, reply.policy),
      outcome === 'not_covered' && this.#contact(reply.contact),
      outcome !== 'small_talk' && this.#feedback(question, reply));
  }

  /** In the language pack's words; the server has only English. */
  #message({ outcome, message, closest, uncovered = [] }) {
    const s = this.#strings;
    const said = s[outcome === 'not_covered' && closest.length ? 'closest' : outcome];
    return said ? join(' ', said, ...uncovered.map((part) => fill(s.uncovered, { part }))) : message;
  }

  #citation(citation, { policy }) {
    const s = this.#strings;
    const words = { dir: 'auto', lang: citation.language };
    const path = this.#path(citation, policy);
    const follow = (event) => this.#emit('citation', { citation }) || event.preventDefault();
    const copy = button('action', () => this.#copy(citation, path, policy, copy), icon('copy'), s.copy);
    return h('div', { part: 'citation' },
      citation.part && h('h3', { part: 'label' }, fill(s.part, citation)),
      h('p', { part: 'section', ...words }, path),
      citation.lead_in && h('p', { part: 'lead', ...words }, citation.lead_in.text),
      h('blockquote', { part: 'quote', ...words }, marked(citation.quote, citation.highlights)),
      h('div', { part: 'actions' },
        this.#link('action primary', citation.link, follow, icon('read'), s.read),
        h('div', { class: 'actions' }, copy, this.#link('action', citation.source_link, follow, s.original)),
        citation.links?.map(({ start, end, url }) => URL.canParse(url) &&
          this.#link('action primary', url, null, icon('read'),
            `${[...citation.quote].slice(start, end).join('')} (${new URL(url).host || url})`))));
  }

  #url(link) {
    const url = link && this.#at(link);
    return /^(https?|mailto):/.test(url) ? url.href : null;
  }

  #link(part, link, click, ...children) {
    const href = this.#url(link);
    const hint = unseen(` (${this.#strings.newTab})`);
    return href && h('a', { part, href, target: '_blank', rel: 'noreferrer', click }, ...children, hint);
  }

  async #copy(citation, path, policy, copy) {
    const source = join(', ', policy?.title, path, this.#date(policy ?? {}));
    const text = join('\n', citation.lead_in?.text, `“${citation.quote}”`, source, this.#url(citation.link));
    try {
      await navigator.clipboard.writeText(text);
    } catch { // insecure, or not allowed
      const field = h('textarea', { class: 'unseen' }, text);
      copy.after(field);
      field.select();
      document.execCommand('copy');
      field.remove();
      copy.focus();
    }
    copy.after(this.#ui.copied); // heard once, as what is added to the log; seen as a tick
    this.#emit('copy', { citation, text });
  }

  #date({ effective_date: day, effective_text: words }) {
    return day ? new Date(day).toLocaleDateString(this.#strings.lang, { dateStyle: 'long', timeZone: 'UTC' }) : words;
  }

  /** The headings, behind the policy's name where all are asked. */
  #path({ title, company, section: [first = '', ...rest] }, policy) {
    const titled = `${first} |`.startsWith(title + ' |');
    return join(' › ', !policy && join(', ', company, title), !titled && first, ...rest) || title;
  }

  #nearest(places, policy) {
    return h('div', {}, h('p', { part: 'label' }, this.#strings.nearest), h('ul', {}, places.map((place) =>
      h('li', {}, this.#link('link', place.link, null, h('bdi', {}, this.#path(place, policy)))))));
  }

  /** The help centre's own contact, else the policy's clause about it. */
  #contact(clause) {
    const own = this.getAttribute('contact');
    const label = h('p', { part: 'label' }, this.#strings.clause);
    if (!own) return clause && [label, h('blockquote', { part: 'quote', dir: 'auto' }, clause)];
    const href = /^\S+@\S+$/.test(own) ? `mailto:${own}` : /^(https?:|mailto:|tel:|\/)/.test(own) && own;
    return href ? h('a', { part: 'link button', href }, this.#strings.contact) : h('p', {}, own);
  }

  #feedback(question, reply) {
    const s = this.#strings;
    const mode = this.getAttribute('feedback');
    const box = h('div', { part: 'feedback', role: 'group', 'aria-label': s.helpful });
    const become = (...children) => {
      box.replaceChildren(...children);
      box.scrollIntoView({ block: 'nearest' });
      box.querySelector('[tabindex], button').focus();
    };
    const send = (helpful, reason = null) => {
      this.#emit('feedback', { question, reply, helpful, reason });
      if (mode === 'event') return;
      const body = { outcome: reply.outcome, helpful, reason };
      this.#send('v1/feedback', body, { keepalive: true }).catch(() => {}); // no JSON comes
    };
    const thank = (...told) => {
      send(...told);
      become(h('p', { part: 'note', tabindex: -1 }, s.thanks));
    };
    const ask = () => {
      send(false); // the reason may never come
      const reasons = Object.entries(s.reasons).map(([code, text]) =>
        button('chip', ({ detail }) => detail > 1 || thank(null, code), text)); // no double click on the thumb
      become(h('p', { part: 'label' }, s.why), ...reasons);
    };
    return mode !== 'off' && put(box, h('span', { part: 'note' }, s.helpful),
      iconButton('icon', s.yes, 'thumb', () => thank(true)), iconButton('icon down', s.no, 'thumb', ask));
  }
}

customElements.get('policy-assistant') || customElements.define('policy-assistant', PolicyAssistant);

const dataset = document.currentScript?.dataset;
if (dataset?.policy != null) {
  const assistant = (window.policyAssistant = h('policy-assistant', { ...dataset, floating: '' }));
  const place = () => document.body.append(assistant);
  if (document.body) place();
  else addEventListener('DOMContentLoaded', place);
}
})();
