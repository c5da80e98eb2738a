/// The page "Chat": a conversation as it is written, with the tokens that might have come instead
/// of each. [ChatView] writes it.
@NullMarked
package dev.uvaha.studio.chat;

import org.jspecify.annotations.NullMarked;
