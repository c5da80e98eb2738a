@NullMarked
package dev.uvaha.studio.toy;

import org.jspecify.annotations.NullMarked;
