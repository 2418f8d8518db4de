// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import io.velostream.schema.observe.http.HttpPoster;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Where OpenLineage events are sent, and what they name clients and topics.
 *
 * @param poster what posts events; null if they are not posted
 * @param path the file that events are appended to; null if there is none
 * @param jobNamespace the namespace of jobs
 * @param jobName the name of jobs; null for the {@code client.id} of each client
 * @param datasetNamespace the namespace of topics
 */
public record OpenLineageSettings(
    @Nullable HttpPoster poster,
    @Nullable Path path,
    String jobNamespace,
    @Nullable String jobName,
    String datasetNamespace) {

  /** What names of all these options start with. */
  public static final String PREFIX = "lineage.openlineage.";

  /** The URL of the OpenLineage server. */
  public static final String URL = PREFIX + "url";

  /** The API key, which is sent as a bearer token. */
  public static final String API_KEY = PREFIX + "api.key";

  /** The time that one request may take. */
  public static final String TIMEOUT = PREFIX + "timeout.ms";

  /** The file that events are appended to. */
  public static final String PATH = PREFIX + "path";

  /** The namespace of jobs. */
  public static final String JOB_NAMESPACE = PREFIX + "job.namespace";

  /** The name of jobs. */
  public static final String JOB_NAME = PREFIX + "job.name";

  /** The brokers, whose first one names the namespace of topics. */
  public static final String SERVERS = PREFIX + "bootstrap.servers";

  private static final String ENDPOINT = "/api/v1/lineage";
  private static final String DEFAULT_JOB_NAMESPACE = "velostream";
  private static final String UNKNOWN_CLUSTER = "kafka://unknown";

  /** Adds the options to the keys of a listener. */
  public static void define(ConfigDef keys) {
    keys.define(
            URL,
            ConfigDef.Type.STRING,
            null,
            Importance.MEDIUM,
            "The URL of an OpenLineage server; events are posted to " + ENDPOINT + " below it.")
        .define(
            API_KEY,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The API key of the OpenLineage server, which is sent as a bearer token.")
        .define(
            TIMEOUT,
            ConfigDef.Type.INT,
            5_000,
            Range.atLeast(1),
            Importance.LOW,
            "The time that one request to the OpenLineage server may take.")
        .define(
            PATH,
            ConfigDef.Type.STRING,
            null,
            Importance.MEDIUM,
            "The path of a file that OpenLineage events are appended to, one JSON object a line.")
        .define(
            JOB_NAMESPACE,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The namespace of OpenLineage jobs; that of the topics if it is not set, or "
                + DEFAULT_JOB_NAMESPACE
                + " if no broker is known.")
        .define(
            JOB_NAME,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The name of the OpenLineage job; the client.id of each client if it is not set.")
        .define(
            SERVERS,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The brokers whose first one names the namespace of topics, as kafka://host:port; the"
                + " bootstrap.servers of the client if it is not set.");
  }

  /**
   * Reads the options.
   *
   * @return null if there is neither a URL nor a path
   * @throws ConfigException if a value is invalid
   */
  public static @Nullable OpenLineageSettings of(AbstractConfig values) {
    String url = values.getString(URL);
    String path = values.getString(PATH);
    if (url == null && path == null) {
      return null;
    }
    String cluster = cluster(values.getString(SERVERS));
    String jobNamespace = values.getString(JOB_NAMESPACE);
    String defaultNamespace = cluster == null ? DEFAULT_JOB_NAMESPACE : cluster;
    return new OpenLineageSettings(
        url == null ? null : poster(url, values),
        path == null ? null : file(path),
        jobNamespace == null ? defaultNamespace : jobNamespace,
        values.getString(JOB_NAME),
        cluster == null ? UNKNOWN_CLUSTER : cluster);
  }

  private static HttpPoster poster(String text, AbstractConfig values) {
    URI url = HttpPoster.url(URL, text);
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new ConfigException("schema.listeners." + URL + " must have no query and no fragment");
    }
    String base = url.toString();
    URI endpoint =
        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + ENDPOINT);
    HttpPoster poster = new HttpPoster(endpoint, Duration.ofMillis(values.getInt(TIMEOUT)));
    Password key = values.getPassword(API_KEY);
    if (key != null) {
      poster.setHeader(API_KEY, "Authorization", "Bearer " + key.value());
    }
    return poster;
  }

  private static Path file(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new ConfigException("schema.listeners." + PATH, path, e.getReason());
    }
  }

  /** The namespace of the topics of a cluster, as OpenLineage's naming of Kafka datasets says. */
  private static @Nullable String cluster(@Nullable String servers) {
    if (servers == null) {
      return null;
    }
    String first = servers.split(",", 2)[0].trim();
    String address = first.substring(first.indexOf("://") < 0 ? 0 : first.indexOf("://") + 3);
    return address.isEmpty() ? null : "kafka://" + address;
  }
}
