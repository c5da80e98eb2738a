@NullMarked
package dev.uvaha.lab.report;

import org.jspecify.annotations.NullMarked;
