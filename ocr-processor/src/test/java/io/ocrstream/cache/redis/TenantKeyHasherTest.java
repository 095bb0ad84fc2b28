/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.PageKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class TenantKeyHasherTest {
  public static final String SECRET = "A".repeat(43) + "=";
  private static final String OTHER_SECRET = "B".repeat(42) + "A=";
  private static final ContentHash HASH = ContentHash.ofBytes(new byte[] {1});
  private static final String FINGERPRINT = "0123456789abcdef";

  private static TenantKeyHasher cover(String secret) {
    return TenantKeyHasher.of(SettingsLoader.of(Map.of("ocr.cache.tenant-key", secret)).cache());
  }

  private static String of(String tenant) {
    return new ContentKey(HASH, FINGERPRINT, tenant).cacheKey();
  }

  @Test
  void shouldLeaveKeysThatAllShareAsTheyAre() {
    String shared = new ContentKey(HASH, FINGERPRINT).cacheKey();
    assertThat(cover(SECRET).hashed(shared)).hasValue(shared);
    assertThat(cover(SECRET).hashed("ocr:at:" + HASH.hex())).hasValue("ocr:at:" + HASH.hex());
  }

  @Test
  void shouldShowNeitherTenantNorHash() {
    Location place = new Location("s3://b/k?versionId=1", null, "acme");
    PageKey page = new PageKey("0a".repeat(32), FINGERPRINT, "acme");
    List<String> hashed =
        List.of(of("acme"), place.cacheKey(), page.cacheKey()).stream()
            .map(key -> cover(SECRET).hashed(key).orElseThrow())
            .toList();

    assertThat(hashed)
        .allMatch(
            key -> key.matches("ocr:t:[0-9a-f]{32}:((at|page):)?[0-9a-f]{64}(:[0-9a-f]{16})?"))
        .noneMatch(key -> key.contains(HASH.hex()) || key.contains(place.digest()))
        .noneMatch(key -> key.contains("acme") || key.contains(page.digest()));
    assertThat(hashed).extracting(key -> key.split(":", -1)[2]).containsOnly(tenantOf("acme"));
  }

  private static String tenantOf(String tenant) {
    return cover(SECRET).hashed(of(tenant)).orElseThrow().split(":", -1)[2];
  }

  @Test
  void shouldTellTenantsHashesAndSecretsApart() {
    String own = cover(SECRET).hashed(of("acme")).orElseThrow();

    assertThat(cover(SECRET).hashed(of("acme"))).hasValue(own);
    List<String> parts = List.of(own.split(":", -1));
    String other = cover(SECRET).hashed(of("acne")).orElseThrow();
    assertThat(List.of(other.split(":", -1)).subList(2, 4))
        .doesNotContainAnyElementsOf(parts.subList(2, 4));
    assertThat(cover(OTHER_SECRET).hashed(of("acme")).orElseThrow()).isNotEqualTo(own);
  }

  @Test
  void shouldGiveNoKeyWhenThereIsNoSecret() {
    TenantKeyHasher none = TenantKeyHasher.of(SettingsLoader.of(Map.of()).cache());
    assertThat(none.hashed(of("acme"))).isEmpty();
    assertThat(none.hashed("ocr:x")).hasValue("ocr:x");
  }
}
