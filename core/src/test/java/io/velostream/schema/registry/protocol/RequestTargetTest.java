// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestTargetTest {

  @Test
  void comesBackAsItWasFromAnyText() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String text =
          random
              .ints(1 + random.nextInt(20), 0x20, 0x2FFFF)
              .filter(each -> each < 0xD800 || each > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      URI uri = URI.create("http://h" + RequestTarget.of("a", text).query("k", text));

      assertThat(uri.getPath()).isEqualTo("/a/" + text);
      assertThat(uri.getQuery()).isEqualTo("k=" + text);
      assertThat(uri.getRawPath()).matches("/a/[A-Za-z0-9%._~-]*");
    }
  }
}
