/// What tells attention the order: the sinusoids' geometry, and which positions let a small
/// Transformer learn a task that needs them.
@NullMarked
package dev.uvaha.lab.positions;

import org.jspecify.annotations.NullMarked;
