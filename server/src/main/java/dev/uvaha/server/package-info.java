/// Models behind HTTP, by the OpenAI-compatible API that clients know: [Server].
///
/// [dev.uvaha.http] takes requests in and refuses what is malformed; each endpoint answers one path
/// on a virtual thread of its own. Texts of one model are written together by a
/// [dev.uvaha.generation.BatchedGenerator].
@NullMarked
package dev.uvaha.server;

import org.jspecify.annotations.NullMarked;
