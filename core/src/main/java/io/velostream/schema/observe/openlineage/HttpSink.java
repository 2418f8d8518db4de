// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import io.velostream.schema.observe.http.HttpPoster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts each event to an OpenLineage server. The first of several failures in a row is logged. */
final class HttpSink implements EventSink {

  private static final Logger LOG = LoggerFactory.getLogger(HttpSink.class);

  private final HttpPoster poster;
  private boolean isFailing;

  HttpSink(HttpPoster poster) {
    this.poster = poster;
  }

  @Override
  public Result send(String event, boolean isLast) {
    HttpPoster.Outcome outcome = poster.post(event, isLast ? 1 : HttpPoster.ATTEMPTS);
    if (outcome.isDelivered()) {
      isFailing = false;
      return Result.DELIVERED;
    }
    if (!isFailing) {
      isFailing = true;
      LOG.warn(
          "An OpenLineage event could not be posted to {}: {}; it is {}",
          poster.target(),
          outcome.failure(),
          outcome.isRetriable() ? "kept, to be sent later" : "dropped");
    }
    return outcome.isRetriable() ? Result.FAILED : Result.REFUSED;
  }
}
