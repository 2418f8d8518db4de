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
 * Finds the scope of a topic. Where every topic has the default context and ids alone decide, there
 * is one scope, and the topic is not looked at.
 *
 * @param <S> the format's parsed schema
 */
public final class ReadScopes<S> {

  private final SubjectNaming names;
  private final boolean dependsOnTopic;
  private final int maxBindings;
  private final @Nullable ReadScope<S> only;
  private final Map<String, ReadScope<S>> byTopic = new ConcurrentHashMap<>();
  private final Map<String, ReadScope<S>> byContext = new ConcurrentHashMap<>();

  /**
   * The scopes of one deserializer.
   *
   * @param dependsOnTopic whether the reader's schema depends on the topic
   */
  ReadScopes(SerdeConfig config, SubjectNaming names, boolean dependsOnTopic) {
    this.names = names;
    this.dependsOnTopic = dependsOnTopic;
    this.maxBindings = config.number(SerdeKeys.CACHE_SIZE);
    this.only =
        names.namesNoContext() && !dependsOnTopic
            ? new ReadScope<>(Subject.DEFAULT_CONTEXT, maxBindings)
            : null;
  }

  public ReadScope<S> of(@Nullable String topic) {
    if (only != null) {
      return only;
    }
    if (topic == null) {
      throw new SerializationException("no topic was given to tell the registry context by");
    }
    ReadScope<S> known = byTopic.get(topic);
    return known != null ? known : find(topic);
  }

  /** Roughly what the parsed schemas of all bindings take, in bytes. */
  public long schemaBytes() {
    return only != null
        ? only.schemaBytes()
        : byTopic.values().stream().distinct().mapToLong(ReadScope::schemaBytes).sum();
  }

  /** Asks the user's classes outside of any lock; of two threads, the first one's scope stays. */
  private ReadScope<S> find(String topic) {
    String context = names.contextOf(topic);
    ReadScope<S> made = new ReadScope<>(context, maxBindings);
    if (!dependsOnTopic) {
      ReadScope<S> shared = byContext.putIfAbsent(context, made);
      made = shared == null ? made : shared;
    }
    ReadScope<S> first = byTopic.putIfAbsent(topic, made);
    return first == null ? made : first;
  }
}
