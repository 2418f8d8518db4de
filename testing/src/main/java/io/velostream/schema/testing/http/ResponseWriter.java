// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.protocol.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one response.
 *
 * @param fault the fault to apply; null for none
 * @param isHead whether the request method is HEAD
 */
record ResponseWriter(HttpAnswer answer, @Nullable Fault fault, boolean isHead) {

  /** Writes the response; returns whether the connection may be reused. */
  boolean send(OutputStream out) throws IOException, InterruptedException {
    byte[] body = answer.body();
    if (fault instanceof Fault.Dropped dropped) {
      if (dropped.moment() == Fault.Moment.MID_BODY) {
        write(out, body.length, Arrays.copyOf(body, body.length / 2));
      }
      return false;
    }
    if (fault instanceof Fault.WrongLength wrong) {
      write(out, Math.max(0, body.length + wrong.surplus()), body);
      return false;
    }
    if (fault instanceof Fault.Truncated) {
      return write(out, body.length / 2, Arrays.copyOf(body, body.length / 2));
    }
    if (fault instanceof Fault.Dripped dripped) {
      return drip(out, dripped);
    }
    return write(out, body.length, isHead || !hasBody() ? new byte[0] : body);
  }

  private boolean drip(OutputStream out, Fault.Dripped dripped)
      throws IOException, InterruptedException {
    byte[] body = answer.body();
    write(out, body.length, new byte[0]);
    for (int at = 0; at < body.length; at += dripped.bytesAtOnce()) {
      HttpConnection.pause(dripped.pause());
      out.write(body, at, Math.min(dripped.bytesAtOnce(), body.length - at));
      out.flush();
    }
    return true;
  }

  private boolean write(OutputStream out, int length, byte[] body) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(head(length).getBytes(ISO_8859_1));
    message.writeBytes(body);
    message.writeTo(out);
    out.flush();
    return true;
  }

  private boolean hasBody() {
    return answer.status() != 204 && answer.status() != 304;
  }

  private String head(int length) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" \r\n");
    answer.headers().forEach((name, value) -> line(head, name, value));
    if (hasBody()) {
      line(head, "Content-Length", Integer.toString(length));
    }
    return head.append("\r\n").toString();
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
