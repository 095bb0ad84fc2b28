/* SPDX-License-Identifier: Apache-2.0 */
import java.io.FileReader;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints each answer, and handles it once per group: java -cp 'lib/*' Consume.java kafka.properties
 */
public class Consume {
  public static void main(String[] arguments) throws Exception {
    Properties kafka = new Properties();
    kafka.load(new FileReader(arguments[0]));
    kafka.put("group.id", "java-example");
    kafka.put("isolation.level", "read_committed");
    kafka.put("auto.offset.reset", "earliest");
    kafka.put("enable.auto.commit", "false");
    try (var consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("ocr.results", "ocr.failures"));
      while (true) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(answer -> System.out.println(answer.topic() + " " + answer.value()));
        consumer.commitSync(); // after the answers are handled
      }
    }
  }
}
