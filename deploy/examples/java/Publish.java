/* SPDX-License-Identifier: Apache-2.0 */
import java.io.FileReader;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes an event for a document: java -cp 'lib/*' Publish.java kafka.properties URI */
public class Publish {
  public static void main(String[] arguments) throws Exception {
    Properties kafka = new Properties();
    kafka.load(new FileReader(arguments[0]));
    String uri = arguments[1];
    String id = UUID.randomUUID().toString();
    String event = "{\"event_id\":\"%s\",\"uri\":\"%s\"}".formatted(id, uri);
    try (var producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("ocr.documents", uri, event)).get();
    }
    System.out.println(id);
  }
}
