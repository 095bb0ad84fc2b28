/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.config.Settings;
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

/** Makes the one client through which all of S3 is read. */
public final class S3Clients {
  /* As many as the two kinds of workers can have slots: nobody waits for a connection. */
  private static final int MAX_CONNECTIONS = 512;

  private S3Clients() {}

  /** A client with the SDK's own chain of credentials. */
  public static S3Client create(Settings.Content settings, TrustStore trust) {
    return create(settings, trust, DefaultCredentialsProvider.builder().build());
  }

  /** A client that makes one attempt a call: its caller counts attempts, and tells of them. */
  public static S3Client create(
      Settings.Content settings, TrustStore trust, AwsCredentialsProvider credentials) {
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

  private static Region region(Settings.Content settings) {
    return settings.s3Region().map(Region::of).orElseGet(() -> defaultRegion(settings));
  }

  /* Stores other than AWS mostly have no regions, but every signature names one. */
  private static Region defaultRegion(Settings.Content settings) {
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
