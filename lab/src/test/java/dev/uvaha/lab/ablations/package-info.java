@NullMarked
package dev.uvaha.lab.ablations;

import org.jspecify.annotations.NullMarked;
