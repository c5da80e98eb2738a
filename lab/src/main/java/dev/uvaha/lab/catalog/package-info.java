/// Which experiments there are. A package of its own, since it knows every experiment and every
/// experiment knows `dev.uvaha.lab`.
@NullMarked
package dev.uvaha.lab.catalog;

import org.jspecify.annotations.NullMarked;
