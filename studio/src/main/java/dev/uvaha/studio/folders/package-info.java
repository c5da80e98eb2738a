/// Folders of models and of runs, as pages find them.
@NullMarked
package dev.uvaha.studio.folders;

import org.jspecify.annotations.NullMarked;
