// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import io.velostream.schema.testing.endpoint.RegisterHandler.Submission;
import io.velostream.schema.testing.endpoint.SchemaService;
import io.velostream.schema.testing.fault.Faults;
import io.velostream.schema.testing.http.Credentials;
import io.velostream.schema.testing.http.HttpConnection;
import io.velostream.schema.testing.http.RequestLog;
import io.velostream.schema.testing.http.RestartableListener;
import io.velostream.schema.testing.model.CompatibilityChecker;
import io.velostream.schema.testing.model.RecordedRequest;
import io.velostream.schema.testing.model.SchemaReference;
import io.velostream.schema.testing.protocol.CompatibilityLevel;
import io.velostream.schema.testing.protocol.QualifiedSubject;
import io.velostream.schema.testing.protocol.RestException;
import io.velostream.schema.testing.protocol.SchemaContent;
import io.velostream.schema.testing.protocol.StoredVersion;
import io.velostream.schema.testing.store.SchemaStore.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A schema registry for tests. It speaks the Confluent REST protocol over real HTTP/1.1 on the
 * loopback address, keeps everything in memory, injects faults ({@link #faults()}), and records
 * requests ({@link #requests()}).
 *
 * <p>It knows schemas of type AVRO, with Avro's own parser and compatibility rules, of type JSON,
 * which must be well-formed, and of every type that a {@link CompatibilityChecker} is given for.
 *
 * <p>Numbers in texts are stored exactly. A look-up also finds a schema by the text that a client
 * prints after parsing it, and an Avro schema by its text with all references inlined, as
 * deserializers that use the newest version send it. {@code normalize} orders properties and
 * references by name; {@code format=resolved} inlines the references of an Avro schema. Of a
 * configuration, the level, {@code normalize} and {@code alias} take effect; groups, metadata,
 * rules and field validation are stored and returned only.
 *
 * <p>Safe for threads. All its threads are daemons, and {@link #close()} ends them.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {

  private final SchemaService service;
  private final RequestLog log;
  private final Faults faults = new Faults();
  private final RestartableListener listener;
  private final String origin;

  EmbeddedSchemaRegistry(EmbeddedSchemaRegistryBuilder builder) {
    service = new SchemaService(builder.registryVersion, builder.checkers);
    log = new RequestLog(builder.clock);
    Credentials credentials = builder.credentials;
    HttpConnection connection =
        new HttpConnection(
            log,
            faults,
            request -> credentials.refuse(request).orElseGet(() -> service.answer(request)));
    listener = new RestartableListener(builder.port, builder.sockets, connection, log);
    origin = builder.origin;
    ClearedRegistries.notifyListeners(url());
  }

  /**
   * Starts a registry on any free port, without authentication or TLS.
   *
   * @return the running registry
   */
  public static EmbeddedSchemaRegistry start() {
    return builder().start();
  }

  /**
   * Prepares a registry.
   *
   * @return a builder with the settings of {@link #start()}
   */
  public static EmbeddedSchemaRegistryBuilder builder() {
    return new EmbeddedSchemaRegistryBuilder();
  }

  /**
   * Gives the address to configure clients with.
   *
   * @return {@code http://127.0.0.1:port}, or {@code https://localhost:port} with TLS
   */
  public String url() {
    return origin + ":" + listener.port();
  }

  /**
   * Gives the port, which stays the same over {@link #stop()} and {@link #restart()}.
   *
   * @return the port
   */
  public int port() {
    return listener.port();
  }

  /** Ends all connections and refuses new ones. The content stays. Does nothing when stopped. */
  public void stop() {
    listener.stop();
  }

  /**
   * Listens again, on the same port and with the same content. If it is running, all connections
   * are closed first, as by a restart of a server.
   *
   * @throws IllegalStateException if the registry is closed
   */
  public void restart() {
    listener.restart();
  }

  /** Closes the registry with all threads and sockets. Idempotent. */
  @Override
  public void close() {
    listener.close();
  }

  /**
   * Removes all schemas, settings, faults and recorded requests, and continues to listen. Clients
   * of this library in this JVM clear their caches of it too.
   */
  public void clear() {
    faults.clear();
    service.clear();
    ClearedRegistries.notifyListeners(url());
    log.clear();
  }

  /**
   * Gives access to fault injection.
   *
   * @return the faults of this registry
   */
  public Faults faults() {
    return faults;
  }

  /**
   * Gives the requests since the start or {@link #clearRequests()}, in the order of their arrival,
   * including waiting and failed ones.
   *
   * @return a copy of the log
   */
  public List<RecordedRequest> requests() {
    return log.requests();
  }

  /**
   * Counts the requests.
   *
   * @return how many there were
   */
  public int requestCount() {
    return requestCount(request -> true);
  }

  /**
   * Counts some requests.
   *
   * @param condition which ones
   * @return how many there were
   */
  public int requestCount(Predicate<RecordedRequest> condition) {
    return (int) requests().stream().filter(condition).count();
  }

  /**
   * Counts the requests of one kind.
   *
   * @param method an HTTP method, or {@code *} for any
   * @param pathPattern a percent-encoded path, in which {@code *} stands for any part of one
   *     segment and {@code **} for anything
   * @return how many there were
   */
  public int requestCount(String method, String pathPattern) {
    return requestCount(request -> request.matches(method, pathPattern));
  }

  /**
   * Waits until a number of requests have arrived.
   *
   * @param count how many, counted from the start or {@link #clearRequests()}
   * @param atMost how long to wait
   * @return whether so many have arrived
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitRequests(int count, Duration atMost) throws InterruptedException {
    return log.await(count, atMost);
  }

  /**
   * Waits until clients have closed all their connections.
   *
   * @param atMost how long to wait
   * @return whether none is open
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitNoConnection(Duration atMost) throws InterruptedException {
    return log.awaitConnections(0, atMost);
  }

  /**
   * Waits until clients have closed all but a number of their connections.
   *
   * @param most how many may be open
   * @param atMost how long to wait
   * @return whether no more are open
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitConnections(int most, Duration atMost) throws InterruptedException {
    return log.awaitConnections(most, atMost);
  }

  /**
   * Gives the number of connections that are open now.
   *
   * @return how many
   */
  public int openConnections() {
    return log.openConnections();
  }

  /** Clears the recorded requests and the peaks. */
  public void clearRequests() {
    log.clear();
  }

  /**
   * Gives the highest number of requests that were being handled at once.
   *
   * @return the peak since the start or {@link #clearRequests()}
   */
  public int peakRequests() {
    return log.peakRequests();
  }

  /**
   * Gives the highest number of connections that were open at once.
   *
   * @return the peak since the start or {@link #clearRequests()}
   */
  public int peakConnections() {
    return log.peakConnections();
  }

  /**
   * Gives the number of connections that clients have opened.
   *
   * @return how many since the start, or since {@link #clearRequests()} with those then open
   */
  public int connectionsOpened() {
    return log.connectionsOpened();
  }

  /**
   * Registers an Avro schema without HTTP, by the same rules as over HTTP.
   *
   * @param subject subject, with its context if not the default one
   * @param schema text of the schema
   * @param references what the text refers to
   * @return the schema's id
   * @throws IllegalArgumentException if the registry refuses the schema
   */
  public int register(String subject, String schema, SchemaReference... references) {
    return register(SchemaContent.AVRO, subject, schema, List.of(references));
  }

  /**
   * Registers a schema of any type without HTTP, by the same rules as over HTTP.
   *
   * @param type type of the schema, such as JSON
   * @param subject subject, with its context if not the default one
   * @param schema text of the schema
   * @param references what the text refers to
   * @return the schema's id
   * @throws IllegalArgumentException if the registry refuses the schema
   */
  public int register(
      String type, String subject, String schema, List<SchemaReference> references) {
    SchemaContent content = new SchemaContent(type, schema, references, null, null);
    Submission submission = new Submission(content, false, -1, -1);
    return accepted(() -> service.registration().register(qualified(subject), submission).id());
  }

  /**
   * Stores a schema as a new version without any check: the text may be invalid, and the references
   * may be missing or cyclic. For tests of clients of such a registry.
   *
   * @param type type of the schema, such as AVRO
   * @param subject subject, with its context if not the default one
   * @param schema text of the schema
   * @param references what the text refers to
   * @return the schema's id
   */
  public int registerUnchecked(
      String type, String subject, String schema, List<SchemaReference> references) {
    SchemaContent content = new SchemaContent(type, schema, references, null, null);
    return accepted(() -> service.registration().add(qualified(subject), content).id());
  }

  /**
   * Lists the live versions of a subject.
   *
   * @param subject subject, with its context if not the default one
   * @return its versions, oldest first; empty when there is no such subject
   */
  public List<Integer> versions(String subject) {
    return accepted(
        () ->
            service.store().versions(qualified(subject), Visibility.LIVE).stream()
                .map(StoredVersion::version)
                .toList());
  }

  /**
   * Gives the GUID of a schema.
   *
   * @param subject subject, with its context if not the default one
   * @param version version of the schema, or -1 for the latest
   * @return the GUID that the registry gives out for it
   * @throws IllegalArgumentException if there is no such version
   */
  public UUID guid(String subject, int version) {
    return accepted(
        () ->
            service.store().existing(qualified(subject), version, Visibility.ALL).content().guid());
  }

  /**
   * Sets the compatibility level of a subject.
   *
   * @param subject subject, with its context if not the default one; empty for all subjects
   * @param level the level, such as {@code FULL} or {@code NONE}
   * @throws IllegalArgumentException if there is no such level
   */
  public void compatibility(String subject, String level) {
    accepted(
        () -> {
          CompatibilityLevel parsed = CompatibilityLevel.parse(level);
          service.settings().compatibility().set(qualified(subject), parsed);
          return parsed;
        });
  }

  /**
   * Associates a subject with a topic, as current registries can. A topic may get several.
   *
   * @param cluster the id of the topic's Kafka cluster
   * @param topic the topic
   * @param isKey whether with its keys, not with its values
   * @param subject subject, with its context if not the default one
   */
  public void associate(String cluster, String topic, boolean isKey, String subject) {
    accepted(
        () -> {
          service.associations().add(cluster, topic, isKey, subject);
          return subject;
        });
  }

  private static QualifiedSubject qualified(String subject) {
    return QualifiedSubject.parse(subject, QualifiedSubject.DEFAULT_CONTEXT);
  }

  private <T> T accepted(Supplier<T> work) {
    try {
      return service.locked(work);
    } catch (RestException rejection) {
      throw new IllegalArgumentException(rejection.getMessage(), rejection);
    }
  }
}
