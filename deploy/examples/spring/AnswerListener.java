/* SPDX-License-Identifier: Apache-2.0 */
package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.UUID;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Publishes events, and receives their answers. */
@Component
class AnswerListener {
  private final KafkaTemplate<String, String> kafka;
  private final ObjectMapper json;

  AnswerListener(KafkaTemplate<String, String> kafka, ObjectMapper json) {
    this.kafka = kafka;
    this.json = json;
  }

  String submit(String uri) {
    String id = UUID.randomUUID().toString();
    var event = json.createObjectNode().put("event_id", id).put("uri", uri);
    kafka.send("ocr.documents", uri, event.toString()).join();
    return id;
  }

  @KafkaListener(topics = "ocr.results")
  void read(String record) throws Exception {
    JsonNode answer = json.readTree(record);
    System.out.println(answer.get("event_id").asText() + " " + answer.at("/result/text").asText());
  }

  @KafkaListener(topics = "ocr.failures")
  void failed(String record) throws Exception {
    JsonNode answer = json.readTree(record);
    System.out.println(answer.get("event_id").asText() + " " + answer.get("code").asText());
  }
}
