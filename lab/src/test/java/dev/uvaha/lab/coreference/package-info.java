@NullMarked
package dev.uvaha.lab.coreference;

import org.jspecify.annotations.NullMarked;
