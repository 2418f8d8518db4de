// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.velostream.schema.registry.protocol.Secrets;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a server may write a secret that it repeats. */
@Timeout(60)
class SecretEncodingsTest {

  private static final List<String> SECRETS =
      List.of(
          "me:s3cr\"t pä/ss",
          "s3cr&t<'>+%41 \\x",
          "t0ken+s3cr/t==",
          "cl1ent&amp;s3cr%2Bt",
          "ключ-пароль s3cr");

  private static Map<String, UnaryOperator<String>> encodings() {
    Map<String, UnaryOperator<String>> all = new TreeMap<>();
    all.put("raw", text -> text);
    all.put("form", text -> URLEncoder.encode(text, UTF_8));
    all.put("form, lower case", text -> lowerHex(URLEncoder.encode(text, UTF_8)));
    all.put("form, Latin", text -> URLEncoder.encode(text, ISO_8859_1));
    all.put("percent", text -> URLEncoder.encode(text, UTF_8).replace("+", "%20"));
    all.put("percent, every byte", SecretEncodingsTest::everyByte);
    all.put("HTML, named", SecretEncodingsTest::html);
    all.put("HTML, all named", text -> html(text).replace("ä", "&auml;").replace("=", "&equals;"));
    all.put("HTML, decimal", text -> characters(text, "&#%d;"));
    all.put("HTML, hex", text -> characters(text, "&#x%x;"));
    all.put("HTML, upper-case hex", text -> characters(text, "&#X%04X;"));
    all.put("JSON", text -> new String(JsonStringEncoder.getInstance().quoteAsString(text)));
    all.put("JSON, all escaped", text -> characters(text, "\\u%04x"));
    all.put("JSON, as HTML likes it", SecretEncodingsTest::jsonForHtml);
    all.put("JavaScript", text -> everyByteOf(text, "\\x%02x", ISO_8859_1));
    all.put("JavaScript, code points", text -> characters(text, "\\u{%x}"));
    all.put("JavaScript, escape()", text -> characters(text, "%%u%04X"));
    all.put("base64", text -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    all.put(
        "base64 for URLs",
        text -> Base64.getUrlEncoder().encodeToString(("x" + text).getBytes(UTF_8)));
    return all;
  }

  private static String lowerHex(String form) {
    return java.util.regex.Pattern.compile("%..")
        .matcher(form)
        .replaceAll(octet -> octet.group().toLowerCase(java.util.Locale.ROOT));
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String jsonForHtml(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text))
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace("'", "\\u0027")
        .replace("+", "\\u002B")
        .replace("/", "\\/");
  }

  private static String characters(String text, String format) {
    return text.codePoints().mapToObj(c -> format.formatted(c)).collect(Collectors.joining());
  }

  private static String everyByte(String text) {
    return everyByteOf(text, "%%%02X", UTF_8);
  }

  private static String everyByteOf(String text, String format, java.nio.charset.Charset charset) {
    StringBuilder all = new StringBuilder();
    for (byte octet : text.getBytes(charset)) {
      all.append(format.formatted(octet & 0xFF));
    }
    return all.toString();
  }

  static Stream<String> secrets() {
    return SECRETS.stream();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void areHiddenEachByItself(String secret) {
    Secrets secrets = new Secrets(List.of(secret));
    encodings()
        .forEach(
            (name, encoding) -> {
              String told = encoding.apply(secret);
              if (!isLossy(name, secret)) {
                assertThat(secrets.redact("user " + told + " is unknown"))
                    .as(name)
                    .contains("[hidden]")
                    .doesNotContain(told, "s3cr");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void areHiddenOneWithinAnother(String secret) {
    Secrets secrets = new Secrets(List.of(secret));
    encodings()
        .forEach(
            (inner, first) ->
                encodings()
                    .forEach(
                        (outer, second) -> {
                          String told = second.apply(first.apply(secret));
                          if (!outer.startsWith("base64")
                              && !isLossy(inner, secret)
                              && !isLossy(outer, first.apply(secret))) {
                            assertThat(secrets.redact("<p>user " + told + "</p>"))
                                .as("%s in %s", inner, outer)
                                .doesNotContain(told);
                          }
                        }));
  }

  /** Latin encodings have no letters of other scripts, and write a question mark for them. */
  private static boolean isLossy(String encoding, String text) {
    return (encoding.contains("Latin") || encoding.equals("JavaScript"))
        && text.chars().anyMatch(c -> c > 0xFF);
  }

  @Test
  void leavesOtherTextsAsTheyAre() {
    Secrets secrets = new Secrets(SECRETS);
    for (String text :
        List.of(
            "Subject 'orders-value' not found.",
            "a+b=c &amp; 100%25 \\u0041 &#65; &auml; dGhpcyBpcyBubyBzZWNyZXQ=",
            "Größe",
            "")) {
      assertThat(secrets.redact(text)).isEqualTo(text);
    }
  }

  @Test
  void takesLittleTimeForALongTextOfEncodings() {
    Secrets secrets = new Secrets(SECRETS);
    String text = "%25&amp;\\u005c+".repeat(1_000_000);

    long start = System.nanoTime();
    String hidden = secrets.redact(text);

    assertThat(hidden).hasSizeLessThan(100_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }
}
