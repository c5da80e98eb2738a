/// LangChain4j's models over Uvaha's, in the same process: [UvahaChatModel], which streams too, and
/// [UvahaEmbeddingModel].
@NullMarked
package dev.uvaha.langchain4j;

import org.jspecify.annotations.NullMarked;
