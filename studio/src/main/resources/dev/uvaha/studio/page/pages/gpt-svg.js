// A head's attention and the next token's probabilities as one SVG.
const ROW = 22;
const TITLE = 36;
const BARS = 420;

const escaped = text => text.replace(/[&<>"]/g, one => `&#${one.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b-\u001f]/g, '\uFFFD');

/**
 * @param matrix an <svg> as a text
 * @param items { label, value, note }[]
 */
export function asSvg(title, matrix, items) {
  const [, width, height] = matrix.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/).map(Number);
  const placed = matrix.replace('<svg ', `<svg x="0" y="${TITLE}" width="${width}" height="${height}" `);
  const most = Math.max(...items.map(({ value }) => value), 1e-9);
  const bars = items.map(({ label, value, note }, i) => {
    const y = TITLE + height + 20 + i * ROW;
    return (
      `<text x="130" y="${y + 15}" text-anchor="end" fill="#1f2328">${escaped(label)}</text>` +
      `<rect x="140" y="${y + 4}" width="${((BARS - 220) * value) / most}" height="14" fill="#1d5fd1"/>` +
      `<text x="${BARS - 70}" y="${y + 15}" fill="#1f2328">${escaped(note)}</text>`
    );
  });
  const all = { width: Math.max(width, BARS), height: TITLE + height + 40 + items.length * ROW };
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${all.width} ${all.height}" font-family="sans-serif" font-size="13">` +
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>` +
    `<text x="8" y="22" font-weight="bold" fill="#1f2328">${escaped(title)}</text>${placed}${bars.join('')}</svg>`
  );
}
