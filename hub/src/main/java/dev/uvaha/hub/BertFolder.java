package dev.uvaha.hub;

import dev.uvaha.models.bert.BertConfig;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;

/// BERT, with its head for gaps or without, as sentence encoders come.
final class BertFolder {
  private BertFolder() {}

  static BertConfig config(HubConfig config, BertConfig.Head head) {
    config.refuse(config.flag("is_decoder", false), "is_decoder");
    config.refuse(
        !config.text("position_embedding_type", "absolute").equals("absolute"),
        "another position_embedding_type than absolute");
    return new BertConfig(
        config.integer("vocab_size"),
        config.integer("type_vocab_size", 2),
        config.integer("num_hidden_layers"),
        new BlockConfig(
            config.integer("hidden_size"),
            config.integer("num_attention_heads"),
            config.integer("intermediate_size"),
            config.activation("hidden_act", "gelu"),
            NormOrder.POST,
            config.number("hidden_dropout_prob", 0)),
        config.integer("max_position_embeddings"),
        config.number("layer_norm_eps", 1e-12),
        head);
  }

  /// @param prefix `bert.`, or nothing in checkpoints of the encoder alone
  static TensorNames names(String prefix) {
    var block = "blocks\\.(\\d+)\\.";
    var theirs = prefix + "encoder.layer.$1.";
    return new TensorNames()
        .rule("embedding\\.tokens\\.weight", prefix + "embeddings.word_embeddings.weight")
        .rule(
            "embedding\\.positions\\.table\\.weight",
            prefix + "embeddings.position_embeddings.weight")
        .rule("embedding\\.segments\\.weight", prefix + "embeddings.token_type_embeddings.weight")
        .rule("embedding\\.norm\\.(.+)", prefix + "embeddings.LayerNorm.$1")
        .rule(block + "self_attention\\.(query|key|value)\\.(.+)", theirs + "attention.self.$2.$3")
        .rule(block + "self_attention\\.output\\.(.+)", theirs + "attention.output.dense.$2")
        .rule(block + "self_attention_norm\\.(.+)", theirs + "attention.output.LayerNorm.$2")
        .rule(block + "feed_forward\\.inner\\.(.+)", theirs + "intermediate.dense.$2")
        .rule(block + "feed_forward\\.outer\\.(.+)", theirs + "output.dense.$2")
        .rule(block + "feed_forward_norm\\.(.+)", theirs + "output.LayerNorm.$2")
        .rule("head\\.transform\\.(.+)", "cls.predictions.transform.dense.$1")
        .rule("head\\.norm\\.(.+)", "cls.predictions.transform.LayerNorm.$1")
        .rule("head\\.bias", "cls.predictions.bias")
        .ignore(".*position_ids")
        .ignore("cls\\.predictions\\.decoder\\..+") // the embedding, and the bias once more
        .ignore("cls\\.seq_relationship\\..+")
        .ignore("(bert\\.)?pooler\\..+");
  }
}
