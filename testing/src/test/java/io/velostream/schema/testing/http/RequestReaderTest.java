// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  private static final String HEAD = "POST /a?b HTTP/1.1\r\nHost: x\r\n";
  private static final List<String> PIECES =
      List.of(
          "GET ",
          "/",
          " HTTP/1.1",
          "\r\n",
          "\n",
          ":",
          "Content-Length: ",
          "5",
          "-1",
          "99999999999",
          "Transfer-Encoding: chunked",
          "ff",
          ";",
          " ",
          "hello",
          "\u0000",
          "Expect: x");

  private static RequestReader reader(String bytes) {
    return new RequestReader(
        new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)), new ByteArrayOutputStream());
  }

  @Test
  void readsRequestsOneAfterTheOther() throws IOException {
    RequestReader reader = reader(HEAD + "Content-Length: 2\r\n\r\nhiGET / HTTP/1.1\n\n");

    RequestMessage first = reader.next().orElseThrow();
    assertThat(first.target()).isEqualTo("/a?b");
    assertThat(first.body()).isEqualTo("hi");
    assertThat(reader.next().map(RequestMessage::method)).contains("GET");
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void readsChunksWithExtensionsAndTrailers() throws IOException {
    RequestReader reader =
        reader(
            HEAD + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\n1\r\n!\r\n0\r\nT: t\r\n\r\n");

    assertThat(reader.next().map(RequestMessage::body)).contains("hi!");
    assertThat(reader.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3\r\n\r\nhi",
        "Content-Length: -3\r\n\r\nhi",
        "Content-Length: 4294967295\r\n\r\nhi",
        "Content-Length: x\r\n\r\nhi",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\nhi",
        "no colon\r\n\r\n",
        "Cut: off"
      })
  void refusesWhatIsNoRequest(String rest) {
    assertThatThrownBy(() -> reader(HEAD + rest).next()).isInstanceOf(IOException.class);
  }

  @Test
  void refusesEndlessLines() {
    assertThatThrownBy(() -> reader("GET /" + "a".repeat(1 << 17)).next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer");
  }

  @Test
  void meetsAnyBytesWithARequestOrAnIoException() {
    Random random = new Random(20260101);
    int requests = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder bytes = new StringBuilder(random.nextBoolean() ? HEAD : "");
      for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
        bytes.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      requests += isRequest(bytes.toString()) ? 1 : 0;
    }
    assertThat(requests).isPositive();
  }

  private static boolean isRequest(String bytes) {
    try {
      Optional<RequestMessage> message = reader(bytes).next();
      assertThat(message.isPresent() || bytes.isEmpty()).isTrue();
      return message.isPresent();
    } catch (IOException expected) {
      return false;
    }
  }
}
