// The demonstration page: chooses a policy, asks the assistant, and shows the code that embeds it.

const find = (selector) => document.querySelector(selector);
const assistant = await new Promise((resolve) => {
  if (window.policyAssistant) resolve(window.policyAssistant);
  else addEventListener('policy-assistant:ready', (event) => resolve(event.target), { once: true });
});
const getJSON = async (path) => (await fetch(path)).json();

// Asking from the page

const ask = (question) => assistant.open({ question, submit: true });

find('.search').addEventListener('submit', (event) => {
  event.preventDefault();
  const { question } = event.target.elements;
  if (question.value.trim()) ask(question.value);
  else assistant.open();
});

/** The questions that the policy answers; of one that answers none there are none. */
async function suggest(id) {
  const { suggestions } = await getJSON(`v1/policies/${encodeURIComponent(id)}`);
  if (id !== assistant.getAttribute('policy')) return; // another one was chosen meanwhile
  find('.topics').replaceChildren(...suggestions.map((question) => {
    const [item, button] = ['li', 'button'].map((tag) => document.createElement(tag));
    Object.assign(button, { type: 'button', textContent: question });
    button.addEventListener('click', () => ask(question));
    item.append(button);
    return item;
  }));
  find('#topics').hidden = !suggestions.length;
}

// The embed code

const release = await pinned();

/** The versioned script and its hash; the hash needs a secure context, as Subresource Integrity itself does. */
async function pinned() {
  const { info } = await getJSON('openapi.json');
  const url = new URL(`widget-${info.version}.js`, document.baseURI).href;
  if (!crypto.subtle) return { url };
  const script = await (await fetch(url)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', script));
  return { url, integrity: `sha384-${btoa(String.fromCharCode(...digest))}` };
}

function embedCode() {
  const attributes = {
    src: release.url,
    integrity: release.integrity,
    crossorigin: release.integrity && 'anonymous',
    'data-policy': assistant.getAttribute('policy'),
    'data-lang': assistant.getAttribute('lang'),
    'data-theme': assistant.getAttribute('theme'),
    'data-contact': assistant.getAttribute('contact'),
  };
  const quoted = (value) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const given = Object.entries(attributes).filter(([, value]) => value);
  return `<script ${given.map(([name, value]) => `${name}="${quoted(value)}"`).join('\n        ')} async></script>`;
}

function showCode() {
  find('[data-embed]').textContent = embedCode();
}

find('[data-copy]').addEventListener('click', async () => {
  await navigator.clipboard.writeText(embedCode());
  find('[data-status]').textContent = 'Embed code copied';
  find('[data-copy]').textContent = 'Copied';
  setTimeout(() => { find('[data-copy]').textContent = 'Copy'; find('[data-status]').textContent = ''; }, 2000);
});

// Options: what is chosen here holds for the assistant on this page and for the embed code

function set(name, value) {
  if (value) assistant.setAttribute(name, value);
  else assistant.removeAttribute(name);
  if (name === 'theme') document.documentElement.dataset.theme = value;
  showCode();
}

const chosen = new URLSearchParams(location.search);
for (const field of document.querySelectorAll('.options :is(select, input)')) {
  field.value = chosen.get(field.name) ?? field.value;
  field.addEventListener('change', () => set(field.name, field.value));
  if (chosen.has(field.name)) set(field.name, field.value);
}

// The policies

/** What people call the company: without its legal form. */
function brand({ company }) {
  return company?.replace(/,?( (Pte|Private|Pty))? (Ltd|Limited|Inc|LLC|GmbH)\.?$/i, '') ?? '';
}

function choose(policy) {
  find('[data-company]').textContent = brand(policy);
  find('[data-policy-link]').textContent = policy.title;
  find('[data-policy-link]').href = `policies/${encodeURIComponent(policy.id)}`;
  document.title = `${brand(policy)} Help centre`.trim();
  set('policy', policy.id);
  suggest(policy.id);
}

function card(policy) {
  const [label, input, text, name, full] = ['label', 'input', 'span', 'b', 'small'].map((tag) => document.createElement(tag));
  Object.assign(input, { type: 'radio', name: 'policy', value: policy.id });
  input.addEventListener('change', () => choose(policy));
  name.textContent = brand(policy) || policy.title;
  full.textContent = brand(policy) ? policy.title : 'names no company';
  text.append(name, full);
  label.append(input, text);
  return label;
}

async function library() {
  const all = [];
  let cursor;
  do {
    const page = await getJSON(`v1/policies?${new URLSearchParams(cursor && { cursor })}`);
    all.push(...page.policies);
    cursor = page.next_cursor;
  } while (cursor);
  return all;
}

const policies = await library();
if (policies.length) {
  const first = policies.find(({ id }) => id === chosen.get('policy')) ?? policies[0];
  find('.policies').append(...policies.map(card));
  find(`.policies input[value="${CSS.escape(first.id)}"]`).checked = true;
  choose(first);
}
