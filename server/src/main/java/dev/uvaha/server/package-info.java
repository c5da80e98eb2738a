/// Models behind HTTP, by the OpenAI-compatible API that clients know: [Server].
///
/// [Doorway] takes requests in and refuses what is malformed; each [Endpoint] answers one path on a
/// virtual thread of its own; [Exchange] writes what it says, and tells it when the client is gone.
/// Texts of one model are written together by a [dev.uvaha.generation.BatchedGenerator].
@NullMarked
package dev.uvaha.server;

import org.jspecify.annotations.NullMarked;
