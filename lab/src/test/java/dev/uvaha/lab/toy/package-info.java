@NullMarked
package dev.uvaha.lab.toy;

import org.jspecify.annotations.NullMarked;
