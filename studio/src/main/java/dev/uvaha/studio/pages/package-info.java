/// What a page of Studio is, and what pages share.
@NullMarked
package dev.uvaha.studio.pages;

import org.jspecify.annotations.NullMarked;
