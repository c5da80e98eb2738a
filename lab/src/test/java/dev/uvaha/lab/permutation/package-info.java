@NullMarked
package dev.uvaha.lab.permutation;

import org.jspecify.annotations.NullMarked;
