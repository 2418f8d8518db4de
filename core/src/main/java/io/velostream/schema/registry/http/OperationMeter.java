// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.metrics.LatencyHistogram;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts the HTTP exchanges of one kind of request, by outcome. Safe for use by many threads. */
final class OperationMeter {

  private final LongAdder successes = new LongAdder();
  private final LongAdder rejections = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder withoutResponse = new LongAdder();
  private final LatencyHistogram times = new LatencyHistogram();

  void answered(RegistryResponse response, Duration duration) {
    times.record(duration);
    if (response.isRetriable()) {
      errors.increment();
    } else if (response.isSuccess()) {
      successes.increment();
    } else {
      rejections.increment();
    }
  }

  void failed(Duration duration) {
    times.record(duration);
    withoutResponse.increment();
  }

  List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(Metric.counter("success-total", "Requests that were answered.", successes::sum));
    metrics.add(
        Metric.counter(
            "rejected-total",
            "Requests that the registry refused, or whose subject or schema it does not have.",
            rejections::sum));
    metrics.add(
        Metric.counter(
            "error-total",
            "Requests with an error of the server, an overload, or another server's response.",
            errors::sum));
    metrics.add(
        Metric.counter(
            "no-response-total",
            "Requests without a response: no connection, a time-out, or cancelled.",
            withoutResponse::sum));
    metrics.addAll(times.metrics("request-time", "requests"));
    return metrics;
  }
}
