/// HTTP for what models have to say: [HttpService].
///
/// It takes requests in and refuses what is malformed; each [Endpoint] answers one [Route] on a
/// virtual thread of its own, asks the request's [Fields] by name and type, computes on a [Worker],
/// and answers by its [Exchange], which tells it when the client is gone.
@NullMarked
package dev.uvaha.http;

import org.jspecify.annotations.NullMarked;
