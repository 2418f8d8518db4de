// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.subject.SubjectNaming;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scope of a topic. If every topic has the default context and ids alone determine the
 * decoder, there is a single scope.
 *
 * @param <S> the format's parsed schema
 */
public final class ReadScopes<S> {

  private final SubjectNaming naming;
  private final boolean dependsOnTopic;
  private final int maxBindings;
  private final @Nullable ReadScope<S> single;
  private final Map<String, ReadScope<S>> byTopic = new ConcurrentHashMap<>();
  private final Map<String, ReadScope<S>> byContext = new ConcurrentHashMap<>();

  /**
   * Creates the scopes of one deserializer.
   *
   * @param dependsOnTopic whether the reader's schema depends on the topic
   */
  ReadScopes(SerdeConfig config, SubjectNaming naming, boolean dependsOnTopic) {
    this.naming = naming;
    this.dependsOnTopic = dependsOnTopic;
    this.maxBindings = config.number(SerdeKeys.CACHE_SIZE);
    this.single =
        naming.usesDefaultContextOnly() && !dependsOnTopic
            ? new ReadScope<>(Subject.DEFAULT_CONTEXT, maxBindings)
            : null;
  }

  public ReadScope<S> of(@Nullable String topic) {
    if (single != null) {
      return single;
    }
    if (topic == null) {
      throw new SerializationException("no topic was given, which determines the registry context");
    }
    ReadScope<S> known = byTopic.get(topic);
    return known != null ? known : find(topic);
  }

  /** The estimated bytes of the parsed schemas of all bindings. */
  public long schemaBytes() {
    return single != null
        ? single.schemaBytes()
        : byTopic.values().stream().distinct().mapToLong(ReadScope::schemaBytes).sum();
  }

  /**
   * Calls custom strategies without a lock; if two threads race, the scope of the first one is
   * used.
   */
  private ReadScope<S> find(String topic) {
    String context = naming.contextOf(topic);
    ReadScope<S> scope = new ReadScope<>(context, maxBindings);
    if (!dependsOnTopic) {
      ReadScope<S> shared = byContext.putIfAbsent(context, scope);
      scope = shared == null ? scope : shared;
    }
    ReadScope<S> first = byTopic.putIfAbsent(topic, scope);
    return first == null ? scope : first;
  }
}
