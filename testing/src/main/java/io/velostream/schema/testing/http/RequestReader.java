// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 requests (RFC 9112) from one connection. Confined to the thread of the connection.
 */
final class RequestReader {

  private static final int MAX_LINE_BYTES = 1 << 16;

  private final InputStream in;
  private final OutputStream out;

  RequestReader(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /** The next request, or empty when the client has closed the connection. */
  Optional<RequestMessage> next() throws IOException {
    String line = line();
    if (line == null) {
      return Optional.empty();
    }
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first < 0 || first == last) {
      throw new IOException("Not a request line: " + line);
    }
    Map<String, List<String>> headers = headers();
    String body = new String(body(headers), UTF_8);
    return Optional.of(
        new RequestMessage(
            line.substring(0, first), line.substring(first + 1, last), headers, body));
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    String line = requiredLine();
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("Not a header field: " + line);
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
          .add(line.substring(colon + 1).trim());
      line = requiredLine();
    }
    return headers;
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    if (headers.containsKey("expect")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
      out.flush();
    }
    if (headers.containsKey("transfer-encoding")) {
      return chunks();
    }
    List<String> length = headers.getOrDefault("content-length", List.of("0"));
    return exactly(number(length.get(0), 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = chunkSize();
    while (size > 0) {
      body.write(exactly(size));
      requiredLine();
      size = chunkSize();
    }
    String trailer = requiredLine();
    while (!trailer.isEmpty()) {
      trailer = requiredLine();
    }
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = requiredLine();
    int extension = line.indexOf(';');
    return number(extension < 0 ? line : line.substring(0, extension), 16);
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text.trim(), radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("Not a length: " + text, e);
    }
    throw new IOException("Not a length: " + text);
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException(
          "The request ends after %d of %d bytes".formatted(bytes.length, count));
    }
    return bytes;
  }

  private String requiredLine() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException("The request ends within its head");
    }
    return line;
  }

  /** A line without its end, or null when there is none. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next != '\n') {
      if (next < 0) {
        throw new EOFException("The request ends within a line");
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw new IOException("A line is longer than " + MAX_LINE_BYTES + " bytes");
      }
      line.write(next);
      next = in.read();
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
