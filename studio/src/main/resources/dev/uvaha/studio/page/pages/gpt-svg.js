// What the page "GPT" shows, from the tokens to the next one's probabilities, as one SVG: matrices as shapes, the rest as pictures.
const ROW = 22;
const CAPTION = 26;
const MARGIN = 12;
const BARS = 460;
const INK = '#1f2328';

const escaped = text => text.replace(/[&<>"]/g, one => `&#${one.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b-\u001f]/g, '\uFFFD');
const line = (x, y, text, more = '') => `<text x="${x}" y="${y}" fill="${INK}"${more}>${escaped(text)}</text>`;

/**
 * @param title what it is of
 * @param text what was read
 * @param figures { caption, element }[]: elements that draw on a canvas, one below the other
 * @param items { label, value, note }[]: bars
 */
export function asSvg({ title, text, figures, items }) {
  const parts = [line(MARGIN, 24, title, ' font-weight="bold"'), line(MARGIN, 24 + ROW, text)];
  let y = 24 + 2 * ROW;
  let widest = BARS;
  for (const { caption, element } of figures) {
    const { content, width, height } = picture(element, MARGIN, y + CAPTION);
    parts.push(line(MARGIN, y + 18, caption, ' font-weight="bold"'), content);
    y += CAPTION + height + MARGIN;
    widest = Math.max(widest, width);
  }
  const most = Math.max(...items.map(({ value }) => value), 1e-9);
  for (const { label, value, note } of items) {
    parts.push(
      line(MARGIN + 130, y + 15, label, ' text-anchor="end"'),
      `<rect x="${MARGIN + 140}" y="${y + 4}" width="${((BARS - 270) * value) / most}" height="14" fill="#1d5fd1"/>`,
      line(MARGIN + BARS - 120, y + 15, note),
    );
    y += ROW;
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widest + 2 * MARGIN} ${y + MARGIN}" font-family="sans-serif" font-size="13">` +
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>${parts.join('')}</svg>`
  );
}

function picture(element, x, y) {
  if (element.toSvg) {
    const drawn = element.toSvg();
    const [, width, height] = drawn.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/).map(Number);
    return { content: drawn.replace('<svg ', `<svg x="${x}" y="${y}" width="${width}" height="${height}" `), width, height };
  }
  const canvas = element.querySelector('canvas');
  const { clientWidth: width, clientHeight: height } = canvas;
  return { content: `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${canvas.toDataURL()}"/>`, width, height };
}
