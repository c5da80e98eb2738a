// All shared elements; what each takes and tells stands at its head.
import './uv-matrix.js';
import './uv-formula.js';
import './uv-tokens.js';
import './uv-arcs.js';
import './uv-bars.js';
import './uv-plot.js';
import './uv-heads.js';
