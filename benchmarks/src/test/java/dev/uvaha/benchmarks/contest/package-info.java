@NullMarked
package dev.uvaha.benchmarks.contest;

import org.jspecify.annotations.NullMarked;
