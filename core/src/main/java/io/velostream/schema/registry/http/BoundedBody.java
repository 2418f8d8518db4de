// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.registry.protocol.AnswerTooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Collects the body of one response, up to a limit. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {

  private final int limit;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final List<ByteBuffer> parts = new ArrayList<>();
  private long length;
  private Flow.@Nullable Subscription subscription;

  BoundedBody(int limit) {
    this.limit = limit;
  }

  /**
   * Decompresses gzip, up to a limit.
   *
   * @throws IOException if it is damaged, or exceeds the limit
   */
  static byte[] unpack(byte[] packed, int limit) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] unpacked = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw tooLarge(limit);
      }
      return unpacked;
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (body.isDone()) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      length += buffer.remaining();
    }
    if (length > limit) {
      parts.clear();
      body.completeExceptionally(tooLarge(limit));
      if (subscription != null) {
        subscription.cancel();
      }
      return;
    }
    parts.addAll(buffers);
  }

  @Override
  public void onError(Throwable failure) {
    parts.clear();
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (body.isDone()) {
      return;
    }
    ByteBuffer joined = ByteBuffer.allocate((int) length);
    parts.forEach(joined::put);
    body.complete(joined.array());
  }

  private static AnswerTooLargeException tooLarge(int limit) {
    return new AnswerTooLargeException("the answer is larger than " + limit + " bytes");
  }
}
