// Vision: a picture as a sequence of patches, where each head looks in it, what it is taken for, and how it is completed.
import { html, number } from '../elements/draw.js';
import { button, choice, range, slider, soon } from '../elements/controls.js';

const SIDE = 320; // of the picture as shown, in pixels
const SHEET = 96; // of the sheet to draw on, in its own pixels
const MOST_BYTES = 8 * 1024 * 1024;
const COLOURS = ['#1b1b1b', '#c62828', '#1565c0', '#2e7d32', '#f9a825', '#ffffff'];

export default {
  id: 'vision',
  async mount(root, studio) {
    const { t, state } = studio;
    const abort = new AbortController();
    const models = await studio.api('/api/vision/models');
    root.append(html('h1', {}, t('title')), html('p', { class: 'lead' }, t('lead')));
    const failure = html('p', { class: 'failure', role: 'alert' });
    const owned = () => (state.get('own') === '1' ? state.kept() : null);
    let own = owned(); // base64 of a picture that was drawn or dropped
    let shown = 0; // turn of asking: the last one counts
    const whole = (name, most) => Math.max(0, Math.min(most, Math.floor(Number(state.get(name, '0'))) || 0));
    const kind = () => whole('kind', models.shapes.length - 1);
    const variant = () => whole('variant', 999);
    const asked = () => (own ? { picture: own } : { kind: kind(), variant: variant() });

    // the picture's source
    const shapes = choice({
      legend: t('shapes'),
      options: models.shapes.map((name, value) => ({ value, label: t(`label.${name}`) })),
      value: own ? -1 : kind(),
      onChange: value => take(null, { kind: value, variant: null }),
    });
    const another = button(t('another'), () => take(null, { variant: (variant() + 1) % 1000 }));
    const file = html('input', { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/bmp' });
    file.addEventListener('change', () => file.files[0] && drop(file.files[0]));
    const sheet = drawing(studio, picture => take(picture));
    root.append(
      html(
        'section',
        { class: 'sources' },
        html('div', { class: 'box' }, html('h2', {}, t('take')), shapes, html('div', { class: 'controls after' }, another), html('label', { class: 'file' }, html('span', {}, t('file')), file)),
        html('div', { class: 'box' }, html('h2', {}, t('draw')), sheet),
      ),
      failure,
    );

    for (const name of ['dragover', 'drop'])
      root.addEventListener(
        name,
        event => {
          event.preventDefault();
          if (name === 'drop' && event.dataTransfer.files[0]) drop(event.dataTransfer.files[0]);
        },
        { signal: abort.signal },
      );

    async function drop(chosen) {
      if (chosen.size > MOST_BYTES) {
        failure.textContent = t('tooLarge');
        return;
      }
      take(await base64(chosen));
    }

    function take(picture, values = {}) {
      own = picture;
      if (own) state.keep(own);
      state.set({ ...values, own: own ? 1 : null });
      shapes.set(own ? -1 : kind());
      return show();
    }

    const looked = attention(studio, models, t, show);
    root.append(looked.element);
    const completed = completion(studio, models, asked);
    root.append(completed.element);

    async function show() {
      const mine = ++shown;
      failure.textContent = '';
      try {
        const seen = await studio.api('/api/vision/see', asked());
        if (mine !== shown) return;
        await looked.show(seen);
        await completed.show();
      } catch (error) {
        if (error.name !== 'AbortError' && mine === shown) failure.textContent = error.message;
      }
    }

    state.onChange(() => {
      own = owned();
      shapes.set(own ? -1 : kind());
      looked.read();
      show();
    });
    await show();
    return {
      unmount() {
        abort.abort();
      },
    };
  },
};

const command = text => html('pre', { class: 'scrolls', tabIndex: 0 }, html('code', {}, text));

async function base64(blob) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}

/** A sheet to draw on; after each stroke the picture is told. */
function drawing(studio, told) {
  const { t } = studio;
  const canvas = html('canvas', { width: SHEET, height: SHEET, role: 'img', 'aria-label': t('sheet') });
  const context = canvas.getContext('2d');
  let colour = COLOURS[1];
  let drawn = false;
  const clear = () => {
    context.fillStyle = '#e9e4d8';
    context.fillRect(0, 0, SHEET, SHEET);
    drawn = false;
  };
  clear();
  let last = null;
  const at = event => [(event.offsetX / canvas.clientWidth) * SHEET, (event.offsetY / canvas.clientHeight) * SHEET];
  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    stroke(last);
  });
  canvas.addEventListener('pointermove', event => last && stroke(at(event)));
  canvas.addEventListener('pointerup', async () => {
    last = null;
    if (drawn) told(await base64(await new Promise(resolve => canvas.toBlob(resolve, 'image/png'))));
  });
  canvas.addEventListener('pointercancel', () => (last = null));
  function stroke(to) {
    context.strokeStyle = colour;
    context.lineWidth = Number(size.querySelector('input').value) * 3 + 5;
    context.lineCap = context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(...last);
    context.lineTo(...to);
    context.stroke();
    last = to;
    drawn = true;
  }
  const colours = choice({
    legend: t('colour'),
    options: COLOURS.map(value => ({ value, label: '' })),
    value: colour,
    onChange: value => (colour = value),
  });
  colours.querySelectorAll('button').forEach((one, index) => {
    one.style.background = COLOURS[index];
    one.setAttribute('aria-label', t(`colour.${index}`));
    one.classList.add('pot');
  });
  const size = slider({ label: t('pen'), values: range(1, 5), value: 2, onChange: () => {} });
  return html('div', { class: 'sheet' }, canvas, html('div', { class: 'tools' }, colours, size, button(t('clear'), clear)));
}

/** What the classifier makes of the picture. */
function attention(studio, models, t, again) {
  const { state } = studio;
  const modes = ['rollout', 'layer', 'head', 'patch'];
  const now = {};
  const read = () => {
    now.mode = modes.includes(state.get('mode')) ? state.get('mode') : 'rollout';
    now.layer = Number(state.get('layer', '-1'));
    now.head = Number(state.get('head', '0'));
    now.patch = Number(state.get('patch', '-1'));
  };
  read();
  let seen = null;
  let drawn = 0; // turn of drawing: the last one counts
  let picture = null;
  const known = name => (models.shapes.includes(name) ? t(`label.${name}`) : name);
  const bars = document.createElement('uv-bars');
  bars.setAttribute('label', t('classes'));
  bars.most = 1;
  const answer = html('p', { class: 'answer', role: 'status' });
  const canvas = html('canvas', { class: 'seen', 'aria-hidden': 'true' });
  const mode = choice({
    legend: t('show'),
    options: modes.map(value => ({ value, label: t(`mode.${value}`) })),
    value: now.mode,
    onChange: value => set({ mode: value }),
  });
  const opacity = slider({ label: t('opacity'), values: range(0, 100, 10), value: 60, text: value => `${value} %`, onChange: () => paint() });
  const map = document.createElement('uv-matrix');
  map.greatest = 40;
  const heads = document.createElement('uv-heads');
  const about = html('p', { class: 'soft' });
  let values = null;

  heads.addEventListener('head', event => set({ ...event.detail, mode: now.mode === 'rollout' ? 'head' : now.mode }));
  map.addEventListener('cellselect', event => set({ mode: 'patch', patch: event.detail.row * seen.columns + event.detail.column }));
  map.addEventListener('cell', () => paint());
  map.addEventListener('cellleave', () => paint());
  canvas.addEventListener('click', event => {
    const column = Math.floor((event.offsetX * seen.columns) / SIDE);
    const row = Math.floor((event.offsetY * seen.rows) / SIDE);
    if (row >= 0 && column >= 0 && row < seen.rows && column < seen.columns) set({ mode: 'patch', patch: row * seen.columns + column });
  });

  async function set(change) {
    state.set(change);
    read();
    try {
      await draw();
    } catch (error) {
      if (error.name !== 'AbortError') await again(); // Java keeps a few pictures, and has seen others meanwhile
    }
  }

  const chosen = () => ({
    layer: now.layer >= 0 && now.layer < seen.heads.length ? now.layer : seen.heads.length - 1,
    head: Math.max(0, Math.min(seen.heads[0].length - 1, now.head)),
  });

  async function show(one) {
    seen = one;
    picture = new Image();
    picture.src = `data:image/png;base64,${one.picture}`;
    await picture.decode();
    answer.textContent = t('answer', { label: known(one.answers[0].label), percent: (100 * one.answers[0].probability).toFixed(0) });
    bars.items = one.answers.slice(0, 10).map(each => ({ label: known(each.label), value: each.probability }));
    const layers = one.heads.length;
    const count = one.heads[0].length;
    const weights = new Float32Array(layers * count * one.rows * one.columns);
    one.heads.forEach((ofLayer, layer) =>
      ofLayer.forEach((numbers, head) => {
        const most = Math.max(...numbers) || 1;
        weights.set(
          numbers.map(value => (value / most) ** 2), // the element shows roots
          (layer * count + head) * one.rows * one.columns,
        );
      }),
    );
    heads.data = { layers, heads: count, rows: one.rows, columns: one.columns, weights, label: t('heads'), names: { layer: t('layer'), head: t('head') } };
    await draw();
  }

  async function draw() {
    if (!seen) return;
    const mine = ++drawn;
    mode.set(now.mode);
    const { layer, head } = chosen();
    heads.selected = { layer, head };
    if (now.mode === 'patch') {
      const { weights } = await studio.api('/api/vision/head', { id: seen.id, layer, head });
      if (mine !== drawn) return; // something else was chosen meanwhile
      const patch = Math.max(0, Math.min(seen.rows * seen.columns - 1, now.patch));
      const before = weights.length - seen.rows * seen.columns;
      values = weights[before + patch].slice(before);
      about.textContent = t('about.patch', { row: Math.floor(patch / seen.columns) + 1, column: (patch % seen.columns) + 1, layer: layer + 1, head: head + 1 });
      now.shownPatch = patch;
    } else {
      values = now.mode === 'rollout' ? seen.rollout : now.mode === 'layer' ? seen.layers[layer] : seen.heads[layer][head];
      about.textContent = t(`about.${now.mode}`, { layer: layer + 1, head: head + 1 });
      now.shownPatch = -1;
    }
    map.describe = (row, column, value) => t('patch', { row: row + 1, column: column + 1, value: number(value) });
    map.data = { rows: seen.rows, columns: seen.columns, values, label: t('map') };
    paint();
  }

  /** The picture as the model sees it, square, its patches parted by lines, the map over it. */
  function paint() {
    if (!seen || !picture.complete) return;
    const ratio = devicePixelRatio || 1;
    canvas.width = canvas.height = SIDE * ratio;
    canvas.style.width = canvas.style.height = `${SIDE}px`;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.drawImage(picture, 0, 0, SIDE, SIDE);
    const most = Math.max(...values) || 1;
    const strength = opacityValue() / 100;
    const cell = SIDE / seen.columns;
    const tall = SIDE / seen.rows;
    for (let row = 0; row < seen.rows; row++)
      for (let column = 0; column < seen.columns; column++) {
        const share = values[row * seen.columns + column] / most;
        context.fillStyle = `rgb(10 12 20 / ${(strength * (1 - share)).toFixed(3)})`;
        context.fillRect(column * cell, row * tall, cell, tall);
      }
    context.strokeStyle = 'rgb(255 255 255 / 0.35)';
    context.lineWidth = 1;
    for (let row = 1; row < seen.rows; row++) line(context, 0, row * tall, SIDE, row * tall);
    for (let column = 1; column < seen.columns; column++) line(context, column * cell, 0, column * cell, SIDE);
    const marked = map.cursor ? map.cursor.row * seen.columns + map.cursor.column : -1;
    for (const [patch, colour] of [[now.shownPatch, '#ffd54a'], [marked, '#ffffff']])
      if (patch >= 0) {
        context.strokeStyle = colour;
        context.lineWidth = 2.5;
        context.strokeRect((patch % seen.columns) * cell + 1, Math.floor(patch / seen.columns) * tall + 1, cell - 2, tall - 2);
      }
  }

  const opacityValue = () => Number(opacity.querySelector('input').value) * 10;
  const element = html(
    'section',
    {},
    html('h2', {}, t('classifier')),
    html('p', { class: 'soft' }, t('classifier.name', { name: models.classifier || t('embedded') })),
    html(
      'div',
      { class: 'side-by-side' },
      html('div', { class: 'looked' }, canvas, opacity),
      html('div', { class: 'told' }, answer, bars),
    ),
    html('h2', {}, t('attention')),
    html('div', { class: 'controls' }, mode),
    about,
    html('div', { class: 'side-by-side' }, html('section', { class: 'map' }, html('h3', {}, t('map')), map), html('section', { class: 'all' }, html('h3', {}, t('heads')), html('p', { class: 'soft' }, t('heads.text')), heads)),
  );
  return { element, show, read };
}

function line(context, fromX, fromY, toX, toY) {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

/** What a masked autoencoder makes of the picture. */
function completion(studio, models, asked) {
  const { t, state } = studio;
  if (!models.completion)
    return {
      element: html('section', { class: 'none' }, html('h2', {}, t('completion')), html('p', {}, t('completion.none')), command('./uvaha train mae --out runs/mae')),
      show: async () => {},
    };
  const hidden = () => Math.max(0.1, Math.min(0.9, Number(state.get('hidden', '0.75')) || 0.75));
  const seed = () => Math.max(1, Math.floor(Number(state.get('seed', '1'))) || 1);
  const share = slider({
    label: t('hidden'),
    values: range(10, 90, 5).map(value => value / 100),
    value: hidden(),
    text: value => `${Math.round(100 * value)} %`,
    onChange: soon(value => {
      state.set({ hidden: value }, { replace: true });
      show();
    }),
  });
  const others = button(t('others'), () => {
    state.set({ seed: seed() + 1 }, { replace: true });
    show();
  });
  const pictures = ['original', 'masked', 'completed'].map(name => {
    const image = html('img', { alt: t(name), width: 192, height: 192 });
    return { name, image, figure: html('figure', {}, image, html('figcaption', {}, t(name))) };
  });
  const failure = html('p', { class: 'failure', role: 'alert' });
  let turn = 0; // of asking: the last one counts
  async function show() {
    const mine = ++turn;
    try {
      const told = await studio.api('/api/vision/complete', { ...asked(), hidden: hidden(), seed: seed() });
      if (mine !== turn) return;
      failure.textContent = '';
      for (const { name, image } of pictures) image.src = `data:image/png;base64,${told[name]}`;
    } catch (error) {
      if (error.name !== 'AbortError' && mine === turn) failure.textContent = error.message;
    }
  }
  const element = html(
    'section',
    { class: 'completion' },
    html('h2', {}, t('completion')),
    html('p', {}, t('completion.text', { name: models.completion })),
    html('div', { class: 'controls' }, share, others),
    failure,
    html('div', { class: 'figures' }, ...pictures.map(one => one.figure)),
  );
  return { element, show };
}
