@NullMarked
package dev.uvaha.lab.positions;

import org.jspecify.annotations.NullMarked;
