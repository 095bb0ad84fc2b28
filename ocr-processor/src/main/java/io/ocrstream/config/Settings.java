/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

/**
 * Defines every setting with its default and range. A key is the method's name in kebab case below
 * {@code ocr}, such as {@code ocr.cache.uri}; its environment variable is {@code OCR_CACHE_URI}.
 *
 * <p>{@code docs/configuration.md} is generated from this interface.
 */
public interface Settings {
  @Doc("Connection to the Kafka brokers.")
  KafkaConfig kafka();

  @Doc(
      "Properties of the topics that `ocr topics create` creates. Topic names are"
          + " fixed, apart from `ocr.kafka.topic-prefix`.")
  TopicsConfig topics();

  @Doc("The stream processor and its topology.")
  ProcessorConfig processor();

  @Doc("The workers.")
  WorkerConfig worker();

  @Doc("The cache in Redis.")
  CacheConfig cache();

  @Doc("Locations that documents may be read from, and limits for fetching them.")
  ContentConfig content();

  @Doc("Places for outputs that are stored as files, and for answers too large for a record.")
  OutputsConfig outputs();

  @Doc("How documents are decoded and recognised.")
  EngineConfig engine();

  @Doc(
      "Limits beyond which a result says `needs_review`. They are not part of the cache key: a"
          + " change applies to cached answers too, and nothing is read again.")
  ReviewConfig review();

  @Doc("The HTTP endpoints for operations and the web page.")
  OpsConfig ops();

  @Doc(
      "The optional gateway: `POST /ocr` for clients without Kafka (docs/gateway.md). It listens at"
          + " `ocr.ops.host` and `ocr.ops.port`.")
  GatewayConfig gateway();
}
