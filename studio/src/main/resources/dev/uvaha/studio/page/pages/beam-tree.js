// The tree of a beam search as an SVG: a column for each step, its best first, so that the best path runs straight on top.
import { svg } from '../elements/draw.js';

const COLUMN = 104;
const ROW = 30;
const MARGIN = 14;

/**
 * @param nodes { parent, depth, token, probability, score, fate, best }[], each after its parent
 * @param options { step: later ones are faint; dropped: whether to draw what was dropped; label; name: { token, whole } of a node;
 *   tell: is told what a node is as it gets the focus, which arrows move }
 */
export function beamTree(nodes, { step, dropped, label, name, tell }) {
  const rows = new Map([[-1, 0]]);
  const columns = Map.groupBy(
    nodes.keys().filter(index => dropped || nodes[index].fate !== 'dropped'),
    index => nodes[index].depth,
  );
  const order = (one, other) => nodes[other].best - nodes[one].best || rows.get(nodes[one].parent) - rows.get(nodes[other].parent) || one - other;
  let most = 1;
  for (const depth of [...columns.keys()].sort((one, other) => one - other)) {
    const column = columns.get(depth).sort(order);
    column.forEach((index, row) => rows.set(index, row));
    most = Math.max(most, column.length);
  }
  const deepest = Math.max(...nodes.map(node => node.depth));
  const x = index => MARGIN + (index < 0 ? 0 : nodes[index].depth * COLUMN);
  const y = index => MARGIN + rows.get(index) * ROW;
  const width = MARGIN * 2 + (deepest + 0.9) * COLUMN;
  const height = MARGIN * 2 + (most - 0.5) * ROW;
  const lines = svg('g');
  const drawn = new Map();
  const points = svg('g', {}, svg('circle', { cx: x(-1), cy: y(-1), r: 4 }));
  for (const index of [...rows.keys()].filter(index => index >= 0)) {
    const node = nodes[index];
    const [fromX, fromY, toX, toY] = [x(node.parent), y(node.parent), x(index), y(index)];
    const kind = [node.fate, node.best && 'best', node.depth > step && 'later', node.depth === step && 'now'].filter(Boolean).join(' ');
    lines.append(svg('path', { class: kind, d: `M${fromX} ${fromY} C${toX - COLUMN / 4} ${fromY} ${fromX + COLUMN / 2} ${toY} ${toX - 6} ${toY}` }));
    const whole = name.whole(node);
    const point = svg(
      'g',
      { class: kind, transform: `translate(${toX} ${toY})`, role: 'img', tabindex: node.best && node.depth === step ? 0 : -1, 'aria-label': whole },
      svg('title', {}, whole),
      svg('circle', { r: node.fate === 'finished' ? 5.5 : 4 }),
      svg('text', { x: 9, y: 4 }, shortened(name.token(node))),
    );
    point.addEventListener('focus', () => tell(whole));
    point.addEventListener('keydown', event => {
      const to = next(event.key, index);
      if (to === undefined) return;
      event.preventDefault();
      drawn.get(to)?.focus();
    });
    drawn.set(index, point);
    points.append(point);
  }
  /** The node that an arrow leads to; none by another key. */
  function next(key, from) {
    const { parent, depth } = nodes[from];
    const column = columns.get(depth);
    switch (key) {
      case 'ArrowLeft':
        return parent;
      case 'ArrowRight':
        return columns.get(depth + 1)?.find(index => nodes[index].parent === from) ?? from;
      case 'ArrowUp':
        return column[column.indexOf(from) - 1] ?? from;
      case 'ArrowDown':
        return column[column.indexOf(from) + 1] ?? from;
      default:
        return undefined;
    }
  }
  return svg('svg', { class: 'beam-tree', role: 'group', 'aria-label': label, width, height, viewBox: `0 0 ${width} ${height}` }, lines, points);
}

function shortened(text) {
  return text.length > 12 ? `${text.slice(0, 11)}…` : text;
}
