@NullMarked
package dev.uvaha.lab.bottleneck;

import org.jspecify.annotations.NullMarked;
