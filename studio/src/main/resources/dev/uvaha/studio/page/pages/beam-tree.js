// The tree of a beam search as an SVG: a column for each step, the best path straight and thick.
import { svg } from '../elements/draw.js';

const COLUMN = 104;
const ROW = 24;
const MARGIN = 14;

/**
 * @param nodes { parent, depth, token, probability, score, fate, best }[], each after its parent
 * @param options { step: later ones are faint; dropped: whether to draw what was dropped; label; name: { token, whole } of a node }
 */
export function beamTree(nodes, { step, dropped, label, name }) {
  const children = new Map();
  nodes.forEach((node, index) => {
    if (node.fate === 'dropped' && !dropped) return;
    if (!children.has(node.parent)) children.set(node.parent, []);
    children.get(node.parent).push(index);
  });
  for (const below of children.values()) below.sort((one, other) => nodes[other].best - nodes[one].best);
  const rows = new Map();
  let leaves = 0;
  const place = index => {
    const below = children.get(index) ?? [];
    below.forEach(place);
    rows.set(index, below.length ? rows.get(below[0]) : leaves++);
  };
  place(-1);
  const deepest = Math.max(...nodes.map(node => node.depth));
  const x = index => MARGIN + (index < 0 ? 0 : nodes[index].depth * COLUMN);
  const y = index => MARGIN + rows.get(index) * ROW;
  const width = MARGIN * 2 + (deepest + 0.9) * COLUMN;
  const height = MARGIN * 2 + Math.max(1, leaves - 1) * ROW;
  const lines = svg('g');
  const points = svg('g', {}, svg('circle', { cx: x(-1), cy: y(-1), r: 4 }));
  for (const index of [...rows.keys()].filter(index => index >= 0)) {
    const node = nodes[index];
    const [fromX, fromY, toX, toY] = [x(node.parent), y(node.parent), x(index), y(index)];
    const kind = [node.fate, node.best && 'best', node.depth > step && 'later', node.depth === step && 'now'].filter(Boolean).join(' ');
    lines.append(svg('path', { class: kind, d: `M${fromX} ${fromY} C${fromX + COLUMN / 2} ${fromY} ${fromX + 18} ${toY} ${toX - 8} ${toY}` }));
    points.append(
      svg(
        'g',
        { class: kind, transform: `translate(${toX} ${toY})` },
        svg('title', {}, name.whole(node)),
        svg('circle', { r: node.fate === 'finished' ? 5.5 : 4 }),
        svg('text', { x: 9, y: 4 }, shortened(name.token(node))),
      ),
    );
  }
  return svg('svg', { class: 'beam-tree', role: 'img', 'aria-label': label, width, height, viewBox: `0 0 ${width} ${height}` }, lines, points);
}

function shortened(text) {
  return text.length > 12 ? `${text.slice(0, 11)}…` : text;
}
