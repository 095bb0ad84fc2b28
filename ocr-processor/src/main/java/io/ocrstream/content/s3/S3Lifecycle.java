/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.HttpStatus;
import io.ocrstream.content.TrustStore;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;

/**
 * Keeps one lifecycle rule of a bucket: objects below a prefix expire after some days. In a bucket
 * with versions, replaced and expired ones are deleted a day later.
 *
 * <p>S3 replaces all rules of a bucket at once, so the others are read and written again as they
 * were. A change by somebody else at the same moment can be lost.
 *
 * <p><b>Threading:</b> any; blocks. <b>Fails:</b> expected failures are values.
 */
public final class S3Lifecycle implements AutoCloseable {
  private static final String NO_RULES = "NoSuchLifecycleConfiguration";
  private static final int SHORT_HASH = 16;

  private final ContentConfig settings;
  private final S3Client client;

  S3Lifecycle(ContentConfig settings, S3Client client) {
    this.settings = settings;
    this.client = client;
  }

  /** Opens a client of the store. */
  public static S3Lifecycle open(ContentConfig settings, TrustStore trust) {
    return new S3Lifecycle(settings, S3Clients.create(settings, trust));
  }

  /**
   * The rule that a bucket should have.
   *
   * @param bucket the name of the bucket
   * @param prefix of the keys, not empty
   * @param days 1 or more; 0 for no rule
   */
  public record Wanted(String bucket, String prefix, int days) {
    /** Rejects a rule for the whole bucket. */
    public Wanted {
      if (prefix.isEmpty() || days < 0) {
        throw new IllegalArgumentException("a rule needs a prefix and days");
      }
    }
  }

  /**
   * The result of a check.
   *
   * @param isAsWanted whether nothing has to be changed
   * @param now what happens to the objects now, to follow "objects"
   * @param others number of other rules of the bucket
   */
  public record Found(boolean isAsWanted, String now, int others) {}

  /** Compares the bucket with {@code wanted}. */
  public Outcome<Found> compare(Wanted wanted) {
    return read(wanted).map(bucket -> new Plan(bucket.rules(), wanted).found());
  }

  /** Changes the rule to {@code wanted}; returns what was found before. */
  public Outcome<Found> apply(Wanted wanted) {
    return read(wanted)
        .flatMap(
            bucket -> {
              Plan plan = new Plan(bucket.rules(), wanted);
              return plan.found().isAsWanted()
                  ? Outcome.of(plan.found())
                  : ask(wanted, () -> write(wanted, bucket, plan));
            });
  }

  private Found write(Wanted wanted, GetBucketLifecycleConfigurationResponse bucket, Plan plan) {
    if (plan.after().isEmpty()) {
      client.deleteBucketLifecycle(request -> request.bucket(wanted.bucket()));
    } else {
      client.putBucketLifecycleConfiguration(
          request ->
              request
                  .bucket(wanted.bucket())
                  .transitionDefaultMinimumObjectSize(
                      bucket.transitionDefaultMinimumObjectSizeAsString())
                  .lifecycleConfiguration(rules -> rules.rules(plan.after())));
    }
    return plan.found();
  }

  private Outcome<GetBucketLifecycleConfigurationResponse> read(Wanted wanted) {
    return ask(
        wanted,
        () -> {
          try {
            return client.getBucketLifecycleConfiguration(
                request -> request.bucket(wanted.bucket()));
          } catch (AwsServiceException e) {
            if (S3Problems.code(e).equals(NO_RULES)) {
              return GetBucketLifecycleConfigurationResponse.builder().build();
            }
            throw e;
          }
        });
  }

  private <T> Outcome<T> ask(Wanted wanted, Supplier<T> request) {
    try {
      return Outcome.of(request.get());
    } catch (SdkException e) {
      return Outcome.failed(problem(wanted, e));
    }
  }

  private Problem problem(Wanted wanted, SdkException e) {
    String code = e instanceof AwsServiceException answer ? S3Problems.code(answer) : "";
    int status = e instanceof AwsServiceException answer ? answer.statusCode() : 0;
    if (code.equals("NoSuchBucket")) {
      return refused("The bucket does not exist; create it, or correct ocr.outputs.location");
    } else if (status == HttpStatus.FORBIDDEN) {
      return refused(
          "The store denies access (%s); use credentials with s3:GetLifecycleConfiguration and"
                  .formatted(code)
              + " s3:PutLifecycleConfiguration on the bucket");
    } else if (status == HttpStatus.NOT_IMPLEMENTED || status == HttpStatus.METHOD_NOT_ALLOWED) {
      return refused(
          "The store does not support lifecycle rules; delete old objects in another way");
    }
    return new S3Problems(settings).of(e, new S3Address(wanted.bucket(), wanted.prefix(), null));
  }

  private static Problem refused(String message) {
    return Problem.of(FailureCode.OUTPUT_REFUSED, message);
  }

  @Override
  public void close() {
    client.close();
  }

  /** The rules of a bucket before and after a change. */
  private static final class Plan {
    private final Optional<LifecycleRule> ours;
    private final Optional<LifecycleRule> wanted;
    private final List<LifecycleRule> others;

    Plan(List<LifecycleRule> rules, Wanted wanted) {
      String id = id(wanted.prefix());
      this.ours = rules.stream().filter(rule -> id.equals(rule.id())).findFirst();
      this.others = rules.stream().filter(rule -> !id.equals(rule.id())).toList();
      this.wanted = wanted.days() == 0 ? Optional.empty() : Optional.of(rule(wanted, id));
    }

    /* Prefixes may be longer than the 255 characters of an id. */
    private static String id(String prefix) {
      return "ocr-outputs-"
          + ContentHash.ofBytes(prefix.getBytes(UTF_8)).hex().substring(0, SHORT_HASH);
    }

    /* Before rules had filters, they had a prefix. S3 rejects a mixture of both. */
    @SuppressWarnings("deprecation")
    private LifecycleRule rule(Wanted wanted, String id) {
      LifecycleRule.Builder rule =
          LifecycleRule.builder()
              .id(id)
              .status(ExpirationStatus.ENABLED)
              .expiration(LifecycleExpiration.builder().days(wanted.days()).build())
              .noncurrentVersionExpiration(
                  NoncurrentVersionExpiration.builder().noncurrentDays(1).build());
      return others.stream().anyMatch(other -> other.prefix() != null)
          ? rule.prefix(wanted.prefix()).build()
          : rule.filter(filter -> filter.prefix(wanted.prefix())).build();
    }

    List<LifecycleRule> after() {
      List<LifecycleRule> after = new ArrayList<>(others);
      wanted.ifPresent(after::add);
      return after;
    }

    Found found() {
      return new Found(
          ours.equals(wanted), ours.map(this::effect).orElse("are kept for ever"), others.size());
    }

    private String effect(LifecycleRule rule) {
      Integer days = rule.expiration() == null ? null : rule.expiration().days();
      return days == null || rule.status() != ExpirationStatus.ENABLED
          ? "have a rule that was changed or disabled"
          : "expire after %d d".formatted(days);
    }
  }
}
