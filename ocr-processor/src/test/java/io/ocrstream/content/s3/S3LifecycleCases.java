/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.s3.S3Lifecycle.Found;
import io.ocrstream.content.s3.S3Lifecycle.Wanted;
import io.ocrstream.contracts.Outcome;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** Tests the lifecycle rule of outputs in a real server, beside rules of somebody else. */
@ExtendWith(S3Servers.class)
abstract class S3LifecycleCases {
  private static final LifecycleRule FOREIGN =
      LifecycleRule.builder()
          .id("somebody's")
          .status(ExpirationStatus.ENABLED)
          .filter(filter -> filter.prefix("logs/"))
          .expiration(expiration -> expiration.days(7))
          .abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation(3))
          .build();

  @Test
  void shouldCreateChangeAndRemoveTheRuleOfItsPrefixOnly(S3MockServer server) throws Exception {
    String bucket = "expiring";
    try (S3Client client = server.client();
        S3Lifecycle lifecycle = lifecycle(server.endpoint())) {
      client.createBucket(request -> request.bucket(bucket));
      put(client, bucket, FOREIGN);
      Wanted month = new Wanted(bucket, "texts/", 30);
      assertThat(lifecycle.compare(month).value())
          .contains(new Found(false, "are kept for ever", 1));
      assertThat(rules(client, bucket)).as("only looked").containsExactly(FOREIGN);

      assertThat(lifecycle.apply(month).value()).contains(new Found(false, "are kept for ever", 1));
      assertThat(lifecycle.compare(month).value())
          .contains(new Found(true, "expire after 30 d", 1));
      List<LifecycleRule> both = rules(client, bucket);
      assertThat(both).hasSize(2).contains(FOREIGN);
      LifecycleRule ours = both.get(both.get(0).equals(FOREIGN) ? 1 : 0);
      assertThat(ours.filter().prefix()).isEqualTo("texts/");
      assertThat(ours.status()).isEqualTo(ExpirationStatus.ENABLED);
      assertThat(ours.expiration().days()).isEqualTo(30);
      assertThat(ours.noncurrentVersionExpiration().noncurrentDays()).isOne();

      Wanted week = new Wanted(bucket, "texts/", 7);
      assertThat(lifecycle.apply(week).value()).contains(new Found(false, "expire after 30 d", 1));
      assertThat(lifecycle.apply(new Wanted(bucket, "texts/more/", 9)).value()).isPresent();
      assertThat(rules(client, bucket)).hasSize(3).contains(FOREIGN);
      assertThat(lifecycle.compare(week).value()).contains(new Found(true, "expire after 7 d", 2));

      lifecycle.apply(new Wanted(bucket, "texts/", 0));
      lifecycle.apply(new Wanted(bucket, "texts/more/", 0));
      assertThat(rules(client, bucket)).containsExactly(FOREIGN);
    }
  }

  @Test
  void shouldRepairARuleThatWasDisabledAndRemoveTheLast(S3MockServer server) throws Exception {
    String bucket = "disabled";
    try (S3Client client = server.client();
        S3Lifecycle lifecycle = lifecycle(server.endpoint())) {
      client.createBucket(request -> request.bucket(bucket));
      Wanted week = new Wanted(bucket, "texts/", 7);
      lifecycle.apply(week);
      LifecycleRule ours = rules(client, bucket).get(0);
      put(client, bucket, ours.toBuilder().status(ExpirationStatus.DISABLED).build());
      Found changed = new Found(false, "have a rule that was changed or disabled", 0);
      assertThat(lifecycle.compare(week).value()).contains(changed);

      assertThat(lifecycle.apply(week).value()).contains(changed);
      assertThat(rules(client, bucket)).containsExactly(ours);
      Wanted none = new Wanted(bucket, "texts/", 0);
      assertThat(lifecycle.apply(none).value()).contains(new Found(false, "expire after 7 d", 0));
      assertThat(lifecycle.compare(none).value()).contains(new Found(true, "are kept for ever", 0));
    }
  }

  @Test
  void shouldSayWhatIsWrongWhenThereIsNoBucketOrNoAnswer(S3MockServer server) throws Exception {
    Wanted week = new Wanted("no-such-bucket", "texts/", 7);
    try (S3Lifecycle lifecycle = lifecycle(server.endpoint())) {
      assertThat(message(lifecycle.apply(week))).contains("The bucket does not exist; create it");
    }
    try (S3Lifecycle nowhere = lifecycle(URI.create("http://127.0.0.1:1"))) {
      assertThat(message(nowhere.compare(week)))
          .contains("request to the object store failed")
          .doesNotContain("127.0.0.1", "no-such-bucket");
    }
  }

  private static String message(Outcome<Found> outcome) {
    return outcome.problem().orElseThrow().message();
  }

  private static void put(S3Client client, String bucket, LifecycleRule... rules) {
    client.putBucketLifecycleConfiguration(
        request -> request.bucket(bucket).lifecycleConfiguration(all -> all.rules(rules)));
  }

  private static List<LifecycleRule> rules(S3Client client, String bucket) {
    return client.getBucketLifecycleConfiguration(request -> request.bucket(bucket)).rules();
  }

  private static S3Lifecycle lifecycle(URI endpoint) throws Exception {
    ContentLimits limits = ContentLimits.buckets(endpoint.toString());
    return new S3Lifecycle(
        limits,
        S3Clients.create(limits, TrustStore.load(Optional.empty()), S3ProxyServer.credentials()));
  }
}
