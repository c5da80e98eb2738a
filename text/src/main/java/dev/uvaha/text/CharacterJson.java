package dev.uvaha.text;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a tokenizer of characters as Hugging Face's `tokenizer.json`: a BPE that merges nothing,
/// over text that nothing cuts into words.
final class CharacterJson {
  private CharacterJson() {}

  /// @param tokens by their ids
  /// @param special which of them stand for no text
  static byte[] bytes(List<String> tokens, BitSet special) {
    var bytes = new ByteArrayOutputStream();
    try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("version", "1.0");
      json.writeNullProperty("truncation");
      json.writeNullProperty("padding");
      json.writeArrayPropertyStart("added_tokens");
      for (int id = 0; id < tokens.size(); id++)
        if (special.get(id)) BpeJson.writeSpecial(json, id, tokens.get(id));
      json.writeEndArray();
      json.writeNullProperty("normalizer");
      json.writeNullProperty("pre_tokenizer");
      json.writeNullProperty("post_processor");
      json.writeObjectPropertyStart("decoder");
      json.writeStringProperty("type", TokenizerFile.JOINED);
      json.writeEndObject();
      writeModel(json, tokens, special);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeModel(JsonGenerator json, List<String> tokens, BitSet special) {
    json.writeObjectPropertyStart("model");
    json.writeStringProperty("type", "BPE");
    json.writeNullProperty("dropout");
    json.writeNullProperty("unk_token");
    json.writeNullProperty("continuing_subword_prefix");
    json.writeNullProperty("end_of_word_suffix");
    json.writeBooleanProperty("fuse_unk", false);
    json.writeBooleanProperty("byte_fallback", false);
    json.writeBooleanProperty("ignore_merges", false);
    json.writeObjectPropertyStart("vocab");
    for (int id = 0; id < tokens.size(); id++)
      if (!special.get(id)) json.writeNumberProperty(tokens.get(id), id);
    json.writeEndObject();
    json.writeArrayPropertyStart("merges");
    json.writeEndArray();
    json.writeEndObject();
  }
}
