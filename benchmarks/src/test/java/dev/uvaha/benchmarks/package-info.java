@NullMarked
package dev.uvaha.benchmarks;

import org.jspecify.annotations.NullMarked;
