/// The lecture's slides as a map: what each says, its formula, the class that implements it, and
/// the page that shows it live.
@NullMarked
package dev.uvaha.studio.lecture;

import org.jspecify.annotations.NullMarked;
