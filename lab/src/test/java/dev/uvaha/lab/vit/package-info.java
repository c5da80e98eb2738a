@NullMarked
package dev.uvaha.lab.vit;

import org.jspecify.annotations.NullMarked;
