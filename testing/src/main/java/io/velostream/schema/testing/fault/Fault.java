// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.testing.protocol.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Something that goes wrong with one request. {@link Delayed} and {@link Held} only take time, and
 * combine with one fault of the other kinds.
 */
public sealed interface Fault {

  /**
   * The request waits before it is handled.
   *
   * @param delay how long
   */
  record Delayed(Duration delay) implements Fault {}

  /**
   * The request waits, before it is handled, until the test counts the latch down.
   *
   * @param release the latch
   */
  record Held(CountDownLatch release) implements Fault {}

  /**
   * The request is not handled; this response is sent instead.
   *
   * @param status the HTTP status
   * @param headers header fields of the answer
   * @param body body of the answer
   */
  record Answered(int status, Map<String, String> headers, String body) implements Fault {
    /** Copies the headers. */
    public Answered {
      headers = Map.copyOf(headers);
    }

    /**
     * Adds a header field.
     *
     * @param name name of the field
     * @param value its value
     * @return the same answer with this field
     */
    public Answered withHeader(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Answered(status, more, body);
    }
  }

  /**
   * The connection closes.
   *
   * @param moment when
   */
  record Dropped(Moment moment) implements Fault {}

  /** The request is handled, and half of its JSON is sent with a matching Content-Length. */
  record Truncated() implements Fault {}

  /**
   * The request is handled, and the Content-Length of the response is wrong. The connection is then
   * closed.
   *
   * @param surplus by how many bytes the length is too large, or, when negative, too small
   */
  record WrongLength(int surplus) implements Fault {}

  /**
   * The request is handled, and the body of the response is sent in small chunks.
   *
   * @param pause the delay between two chunks
   * @param bytesAtOnce the size of a chunk
   */
  record Dripped(Duration pause, int bytesAtOnce) implements Fault {
    /** Checks the size. */
    public Dripped {
      if (bytesAtOnce < 1) {
        throw new IllegalArgumentException("A piece has at least one byte, not " + bytesAtOnce);
      }
    }
  }

  /** When a connection closes. */
  enum Moment {
    /** The request is not handled. */
    BEFORE_HANDLING,
    /** The request is handled, and no byte of the response is sent. */
    BEFORE_HEADERS,
    /** The request is handled, and half of the body is sent. */
    MID_BODY
  }

  /**
   * Delays a request before it is handled.
   *
   * @param delay how long
   * @return the fault
   */
  static Fault delay(Duration delay) {
    return new Delayed(delay);
  }

  /**
   * Delays a request until a latch is counted down, or the registry is closed.
   *
   * @param release the latch
   * @return the fault
   */
  static Fault holdUntil(CountDownLatch release) {
    return new Held(release);
  }

  /**
   * Answers a status with an error body of the registry's form, its code equal to the status.
   *
   * @param status the HTTP status
   * @return the fault, to which header fields can be added
   */
  static Answered status(int status) {
    return status(status, status, "Failing on demand");
  }

  /**
   * Answers a status with an error body of the registry's form.
   *
   * @param status the HTTP status
   * @param errorCode the body's {@code error_code}
   * @param message the body's {@code message}
   * @return the fault, to which header fields can be added
   */
  static Answered status(int status, int errorCode, String message) {
    HttpAnswer answer = HttpAnswer.error(status, errorCode, message);
    return new Answered(status, answer.headers(), new String(answer.body(), UTF_8));
  }

  /**
   * Answers a status with any body, and no header but its length.
   *
   * @param status the HTTP status
   * @param body the body, empty for none
   * @return the fault, to which header fields can be added
   */
  static Answered body(int status, String body) {
    return new Answered(status, Map.of(), body);
  }

  /**
   * Answers a status with an HTML page, as a proxy does.
   *
   * @param status the HTTP status
   * @return the fault
   */
  static Answered html(int status) {
    return body(status, "<html><body><h1>Proxy says " + status + "</h1></body></html>")
        .withHeader("Content-Type", "text/html");
  }

  /**
   * Responds with a status and Retry-After in seconds.
   *
   * @param status the HTTP status, such as 429 or 503
   * @param wait the delay, rounded down to seconds
   * @return the fault
   */
  static Answered retryAfter(int status, Duration wait) {
    return status(status).withHeader("Retry-After", Long.toString(wait.toSeconds()));
  }

  /**
   * Responds with a status and Retry-After as an HTTP date.
   *
   * @param status the HTTP status, such as 429 or 503
   * @param when the time of the retry, rounded down to seconds
   * @return the fault
   */
  static Answered retryAfter(int status, Instant when) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(when.atOffset(ZoneOffset.UTC));
    return status(status).withHeader("Retry-After", date.replaceFirst(", (\\d) ", ", 0$1 "));
  }

  /**
   * Closes the connection instead of answering.
   *
   * @param moment when
   * @return the fault
   */
  static Fault drop(Moment moment) {
    return new Dropped(moment);
  }

  /**
   * Sends half of the JSON with a matching Content-Length.
   *
   * @return the fault
   */
  static Fault truncate() {
    return new Truncated();
  }

  /**
   * Sends a wrong Content-Length, then closes the connection.
   *
   * @param surplus by how many bytes the length is too large, or, when negative, too small
   * @return the fault
   */
  static Fault wrongLength(int surplus) {
    return new WrongLength(surplus);
  }

  /**
   * Sends the body in small chunks.
   *
   * @param pause the delay between two chunks
   * @param bytesAtOnce the size of a chunk
   * @return the fault
   */
  static Fault drip(Duration pause, int bytesAtOnce) {
    return new Dripped(pause, bytesAtOnce);
  }
}
