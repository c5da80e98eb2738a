/// Conversations: what is said, the template that makes a prompt of it, and the answers.
@NullMarked
package dev.uvaha.language.chat;

import org.jspecify.annotations.NullMarked;
