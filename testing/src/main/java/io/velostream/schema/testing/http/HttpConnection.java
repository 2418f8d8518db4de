// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.Faults;
import io.velostream.schema.testing.model.RecordedRequest;
import io.velostream.schema.testing.protocol.HttpAnswer;
import io.velostream.schema.testing.protocol.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Handles the sequential requests of connections, with or without faults. */
public final class HttpConnection {

  private final RequestLog log;
  private final Faults faults;
  private final Function<RecordedRequest, HttpAnswer> service;

  public HttpConnection(
      RequestLog log, Faults faults, Function<RecordedRequest, HttpAnswer> service) {
    this.log = log;
    this.faults = faults;
    this.service = service;
  }

  /** Serves a connection until one side closes it. */
  void serve(Socket socket) throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    RequestReader reader = new RequestReader(socket.getInputStream(), out);
    boolean isOpen = true;
    while (isOpen) {
      Optional<RequestMessage> message = reader.next();
      isOpen = message.isPresent() && respond(message.get(), out);
    }
  }

  /** Responds to a request; returns whether the connection may be reused. */
  private boolean respond(RequestMessage message, OutputStream out)
      throws IOException, InterruptedException {
    RecordedRequest request = log.arrived(message);
    ResponseWriter writer;
    try {
      writer = writerFor(message, request);
    } finally {
      log.answered();
    }
    return writer.send(out) && !message.closesConnection();
  }

  private ResponseWriter writerFor(RequestMessage message, RecordedRequest request)
      throws InterruptedException {
    List<Fault> faultsOfRequest = faults.take(request);
    for (Fault fault : faultsOfRequest) {
      if (fault instanceof Fault.Delayed delayed) {
        pause(delayed.delay());
      } else if (fault instanceof Fault.Held held) {
        held.release().await();
      }
    }
    boolean isHead = message.method().equals("HEAD");
    Fault last = faultsOfRequest.isEmpty() ? null : faultsOfRequest.get(faultsOfRequest.size() - 1);
    if (last instanceof Fault.Answered answered) {
      return new ResponseWriter(answer(answered), null, isHead);
    }
    if (last instanceof Fault.Dropped dropped && dropped.moment() == Fault.Moment.BEFORE_HANDLING) {
      return new ResponseWriter(HttpAnswer.json(Json.object()), last, isHead);
    }
    HttpAnswer answer = service.apply(request);
    return new ResponseWriter(message.acceptsGzip() ? answer.gzipped() : answer, last, isHead);
  }

  /** Waits; interrupted when the registry is closed. */
  static void pause(Duration duration) throws InterruptedException {
    if (new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("Nobody counts this latch down");
    }
  }

  private static HttpAnswer answer(Fault.Answered fault) {
    return new HttpAnswer(fault.status(), fault.headers(), fault.body().getBytes(UTF_8));
  }
}
