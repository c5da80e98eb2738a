@NullMarked
package dev.uvaha.lab.layers;

import org.jspecify.annotations.NullMarked;
