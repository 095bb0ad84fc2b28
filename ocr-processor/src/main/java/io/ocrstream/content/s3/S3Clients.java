/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.TrustStore;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** Creates clients of S3. */
public final class S3Clients {
  /* As many as the two kinds of worker can have slots, so that no slot waits for a connection. */
  private static final int MAX_CONNECTIONS = 512;

  private S3Clients() {}

  /** Creates a client with the default credentials chain of the SDK. */
  public static S3Client create(ContentConfig settings, TrustStore trust) {
    return create(settings, trust, DefaultCredentialsProvider.builder().build());
  }

  /**
   * Creates a client that makes one attempt for each call. The caller retries and reports attempts.
   */
  public static S3Client create(
      ContentConfig settings, TrustStore trust, AwsCredentialsProvider credentials) {
    var builder =
        S3Client.builder()
            .credentialsProvider(credentials)
            .region(region(settings))
            .forcePathStyle(settings.s3PathStyle())
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(MAX_CONNECTIONS)
                    .connectionTimeout(settings.connectTimeout())
                    .connectionAcquisitionTimeout(settings.connectTimeout())
                    .socketTimeout(settings.readTimeout())
                    .tlsTrustManagersProvider(trust::managers))
            .overrideConfiguration(
                override ->
                    override
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(settings.fetchTimeout()));
    settings.s3Endpoint().map(URI::create).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static Region region(ContentConfig settings) {
    return settings.s3Region().map(Region::of).orElseGet(() -> defaultRegion(settings));
  }

  /* Most stores other than AWS have no regions, but every signature contains one. */
  private static Region defaultRegion(ContentConfig settings) {
    if (settings.s3Endpoint().isEmpty()) {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    }
    AwsRegionProvider local =
        new AwsRegionProviderChain(
            new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
    try {
      return local.getRegion();
    } catch (SdkClientException e) {
      return Region.US_EAST_1;
    }
  }
}
