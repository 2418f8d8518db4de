// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of docs/metrics.md. */
final class MetricsPage {

  private static final Pattern BUCKET = Pattern.compile("(.*-le-)([0-9]+)(ms-total)");

  private static final String HEAD =
      """
      # Metrics

      Every metric that serializers, deserializers and resolvers publish, printed from the code. They need
      no set-up: each group below is an MBean of the domain `velostream.schema`, beside those of Kafka's
      clients and named as they are, such as

      ```text
      velostream.schema:type=deserializer-metrics,client-id=billing-1,is-key=false,format=avro
      ```

      Values are read from the counters when somebody asks; nothing is computed before. Counting a record
      writes two plain numbers that belong to its thread. The tag `client-id` is the `client.id` of the
      Kafka client or the `application.id` of the Streams application; serializers with the same tags are
      one group if they share a resolver; else the second one has the tag `ordinal=2`, and so on. If two
      class loaders of a JVM have this library, names that are taken in JMX end with `class-loader=2`. At
      most 100 topics of a group have metrics of their own. Groups disappear when their client or resolver
      is closed. `-Dvelostream.metrics.jmx=false` turns JMX off.

      A deserializer counts attempts, not records, since Kafka's consumer deserializes a record again at
      each `poll` that fails at it, and once more if the `poll` before has returned the records in front
      of it. A record whose value cannot be read adds 1 to `failure-total` of the values for each attempt,
      and 1 to `record-total` of the keys, since its key is read again too. So `failure-total` grows while
      a consumer is stuck at a record or the registry does not answer. `dead-letter-metrics` counts each
      record once.

      With Micrometer, bind `io.velostream.schema.metrics.micrometer.SchemaMeterBinder` (in Spring Boot, a
      bean of this class is enough); with OpenTelemetry, call
      `io.velostream.schema.metrics.opentelemetry.SchemaOpenTelemetryMetrics.bind(openTelemetry)`. Both
      libraries are optional. Their names are those of the column "Prometheus", with dots for underscores
      and without `velostream_…_total`'s ending; there, metrics of clients always have the tag `ordinal`,
      mostly with the value 1, since Prometheus drops meters of a name with other tags. [monitoring](monitoring) has a Grafana dashboard, alert
      rules for Prometheus, and the rules that give Prometheus' JMX exporter the same names.

      ```mermaid
      flowchart LR
        record["each record"] -->|plain numbers of a stripe| counters["counters"]
        registryCalls["calls of the registry"] --> counters
        counters --> jmx["JMX"]
        counters --> micrometer["Micrometer"]
        counters --> otel["OpenTelemetry"]
        counters --> kafka["Kafka's own metrics"]
        jmx --> prometheus["Prometheus"]
        micrometer --> prometheus
      ```

      With kafka-clients 4.1 or newer, `interceptor.classes` may name
      `io.velostream.schema.metrics.kafka.ClientMetricsInterceptor`: then the metrics are also among those
      of the producer or consumer, for `producer.metrics()`, every `MetricsReporter`, the push of client
      metrics to the broker and the binders of frameworks. The serializers themselves do not implement
      Kafka's `Monitorable`, since clients before 4.1 could not load them.

      ## Tracing

      `io.velostream.schema.metrics.opentelemetry.SchemaOpenTelemetryTracing.install(openTelemetry)` traces
      what is not done for each record: `schema.bind` (a client begins to use a schema in a topic, with
      topic, subject, schema, and the tier that it was found in: `L1`, `L2` or `registry`),
      `schema.resolve` (references, with the number of schemas) and
      `schema.registry.request` (operation, URL and status). The context goes to the registry with each
      request, by the configured propagators, such as that of the W3C.

      ## Names of the specification

      | specification | metric |
      |---|---|
      | `total_hits` | `hit-total` of `resolver-metrics` |
      | `total_misses` | `miss-total` of `resolver-metrics` |
      | `l1_hits` | `l1-hit-total` of `resolver-metrics` |
      | `l2_hits` | `l2-hit-total` of `resolver-metrics` |
      | `l3_hits` | `l3-hit-total` of `resolver-metrics` |
      | `avg_lookup_time_us` | `lookup-time-avg` of `resolver-metrics` |
      | `hit_rate` | `hit-rate` of `resolver-metrics` |
      | `prefetch_success_rate` | `prefetch-success-rate` of `resolver-metrics` |

      Hits count records, not only lookups: a record whose schema and codec are bound already makes no
      lookup, and is a hit.
      """;

  private static final Map<String, String> SOURCES = new LinkedHashMap<>();

  static {
    SOURCES.put("serializer-metrics", "The serializers of one client, in all topics.");
    SOURCES.put("serializer-topic-metrics", "The same by topic.");
    SOURCES.put("deserializer-metrics", "The deserializers of one client, in all topics.");
    SOURCES.put("deserializer-topic-metrics", "The same by topic.");
    SOURCES.put(
        "dead-letter-metrics",
        "One `DeadLetterConsumer` or `DeadLetterProducer`, or the handlers of an application of"
            + " Kafka Streams ([dead-letters.md](dead-letters.md)). The metrics of handlers are"
            + " there from their first dead letter on, until the JVM ends.");
    SOURCES.put(
        "dead-letter-topic-metrics",
        "The same by the topic of the record and the class of the exception, at most 100 of a"
            + " client, from the first of each on.");
    SOURCES.put(
        "resolver-metrics",
        "One resolver: the cache and the connection that clients with equal settings share.");
    SOURCES.put("registry-request-metrics", "The requests of one resolver, by kind.");
    SOURCES.put("registry-endpoint-metrics", "The circuit breaker of each URL of the registry.");
    SOURCES.put(
        "resolution-metrics",
        "The resolutions of references, by the depth of the closure: 1 for references of the schema"
            + " itself, 2 for references of those, and so on.");
  }

  private MetricsPage() {}

  static String print(List<MetricGroup> groups) {
    StringBuilder page = new StringBuilder(HEAD);
    SOURCES.forEach(
        (type, description) -> {
          MetricGroup group =
              groups.stream().filter(it -> it.type().equals(type)).findFirst().orElseThrow();
          page.append("\n## `")
              .append(type)
              .append("`\n\n")
              .append(description)
              .append(" Tags: `")
              .append(String.join("`, `", group.tags().keySet()))
              .append("`.\n\n| metric | kind | unit | Prometheus | |\n|---|---|---|---|---|\n");
          rows(group).forEach(page::append);
        });
    long types = groups.stream().map(MetricGroup::type).distinct().count();
    if (types != SOURCES.size()) {
      throw new IllegalStateException("a type of metrics is missing on the page");
    }
    return page.toString();
  }

  private static List<String> rows(MetricGroup group) {
    List<String> rows = new ArrayList<>();
    List<String> bounds = new ArrayList<>();
    for (Metric metric : group.metrics()) {
      Matcher bucket = BUCKET.matcher(metric.name());
      if (bucket.matches()) {
        bounds.add(bucket.group(2));
      }
    }
    boolean isFirstBucket = true;
    for (Metric metric : group.metrics()) {
      Matcher bucket = BUCKET.matcher(metric.name());
      if (!bucket.matches()) {
        rows.add(row(metric.name(), metric, prometheus(group, metric), metric.description()));
      } else if (isFirstBucket) {
        isFirstBucket = false;
        rows.add(
            row(
                bucket.group(1) + "N" + bucket.group(3),
                metric,
                prometheus(group, metric).replaceFirst("le_[0-9]+ms", "le_Nms"),
                "The same for at most N ms: " + String.join(", ", bounds) + "."));
      }
    }
    return rows;
  }

  private static String row(String name, Metric metric, String prometheus, String description) {
    String unit =
        metric.unit() == Metric.Unit.NONE ? "" : metric.unit().name().toLowerCase(Locale.ROOT);
    return "| `%s` | %s | %s | `%s` | %s |\n"
        .formatted(
            name,
            metric.kind().name().toLowerCase(Locale.ROOT),
            unit,
            prometheus,
            description.replace("|", "\\|"));
  }

  /** The name in Prometheus. */
  static String prometheus(MetricGroup group, Metric metric) {
    String name = MetricNames.dotted(group, metric).replace('.', '_');
    return metric.kind() == Metric.Kind.COUNTER ? name + "_total" : name;
  }
}
