/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the access token, either as {@code Authorization: Bearer} or, from a browser, as a cookie
 * that is derived from it and expires. The cookie is {@code <end, epoch seconds>.<MAC of that>}, so
 * the server stores nothing and every instance with the same token accepts it.
 *
 * <p><b>Threading:</b> any. Comparisons take constant time.
 */
final class Token {
  /** Time until a browser must log in again. */
  static final Duration SESSION = Duration.ofHours(12);

  private static final String COOKIE = "ocr-ops";
  private static final String MAC = "HmacSHA256";
  private static final String BEARER = "Bearer ";
  private static final Pattern SESSION_COOKIE =
      Pattern.compile("(?:^|;)\\s*" + COOKIE + "=(\\d{1,12})\\.([A-Za-z0-9_-]{43})(?:;|$)");

  private final byte[] secret;

  Token(String secret) {
    this.secret = secret.getBytes(UTF_8);
  }

  boolean matches(String given) {
    // Compare values of equal length, because the comparison reveals the length.
    return MessageDigest.isEqual(mac("token"), mac("token", given.getBytes(UTF_8)));
  }

  /** Returns whether the request contains the token or a valid cookie. */
  boolean isIn(Headers request) {
    String given = request.getFirst("Authorization");
    if (given != null && given.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return matches(given.substring(BEARER.length()).strip());
    }
    return request.getOrDefault("Cookie", List.of()).stream()
        .map(SESSION_COOKIE::matcher)
        .filter(Matcher::find)
        .anyMatch(found -> isSession(found.group(1), found.group(2)));
  }

  private boolean isSession(String end, String mac) {
    boolean genuine = MessageDigest.isEqual(session(end).getBytes(UTF_8), mac.getBytes(UTF_8));
    return genuine && Long.parseLong(end) > System.currentTimeMillis() / 1000;
  }

  /** Returns a cookie that is valid for {@link #SESSION}. */
  String cookie() {
    String end = Long.toString(System.currentTimeMillis() / 1000 + SESSION.toSeconds());
    return "%s=%s.%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict"
        .formatted(COOKIE, end, session(end), SESSION.toSeconds());
  }

  private String session(String end) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac("session " + end));
  }

  private byte[] mac(String message) {
    return mac(message, secret);
  }

  private static byte[] mac(String message, byte[] key) {
    try {
      Mac mac = Mac.getInstance(MAC);
      // A MAC rejects an empty key; an empty key is never a token.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, MAC));
      return mac.doFinal(message.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    }
  }
}
