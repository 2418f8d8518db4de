// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.subject;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.AssociatedNameStrategy;
import io.velostream.schema.serde.ContextNameStrategy;
import io.velostream.schema.serde.RecordNameStrategy;
import io.velostream.schema.serde.SubjectNameStrategy;
import io.velostream.schema.serde.TopicNameStrategy;
import io.velostream.schema.serde.TopicRecordNameStrategy;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.kafka.KafkaExceptions;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Names subjects and registry contexts by the configured strategies. */
public final class SubjectNaming {

  /** The strategies that never name a context. */
  private static final Set<Class<?>> STRATEGIES_WITHOUT_CONTEXT =
      Set.of(TopicNameStrategy.class, RecordNameStrategy.class, TopicRecordNameStrategy.class);

  private static final int FORBIDDEN = 403;

  private final SubjectNameStrategy strategy;
  private final @Nullable ContextNameStrategy contextStrategy;
  private final boolean isKey;

  /** Whether no strategy is configured. */
  private final boolean isDefault;

  /**
   * Creates the naming of one serializer or deserializer.
   *
   * @param resolver the resolver for strategies that need a registry
   */
  public SubjectNaming(SerdeConfig config, SchemaResolver resolver) {
    this.isKey = config.isKey();
    SubjectNameStrategy configured =
        config.configuredInstance(strategyKey(), SubjectNameStrategy.class);
    this.strategy =
        configured == null || configured instanceof AssociatedNameStrategy
            ? new TopicAssociations(config, resolver)
            : configured;
    this.isDefault = config.originals().get(strategyKey()) == null;
    this.contextStrategy =
        config.configuredInstance(SerdeKeys.CONTEXT_NAME, ContextNameStrategy.class);
  }

  /** The subject of a schema, whose record name is computed only if the strategy uses it. */
  public <S> Subject subject(@Nullable String topic, LazyValueSchema<S> valueSchema) {
    return subject(topic, strategy.usesRecordName() ? valueSchema.recordName() : null);
  }

  /**
   * The subject of records of a topic for a reader, which does not request the subject of each
   * topic: without a configured strategy, it is named by the topic.
   */
  public Subject subjectToRead(@Nullable String topic, @Nullable String recordName) {
    return isDefault && topic != null
        ? Subject.parse(
            new TopicNameStrategy().subjectName(topic, isKey, recordName), context(topic))
        : subject(topic, recordName);
  }

  /** The subject of a schema that describes records of this name. */
  public Subject subject(@Nullable String topic, @Nullable String recordName) {
    if (topic == null) {
      throw new SerializationException("no topic was given to name a subject by");
    }
    String context = context(topic);
    try {
      String name = strategy.subjectName(topic, isKey, recordName);
      if (name == null || name.isEmpty()) {
        throw new SerializationException("the name is empty");
      }
      return inContext(Subject.parse(name, context), context);
    } catch (RegistryRejectedException e) {
      throw isDefault && e.status() == FORBIDDEN ? withAdvice(e) : e;
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw namingFailed(strategy, "subject", topic, e);
    }
  }

  /**
   * Refuses a subject of another context: a deserializer without a configured strategy does not
   * request the subject of each topic, and would look up the schema in the wrong context.
   */
  private Subject inContext(Subject subject, String context) {
    if (isDefault && !subject.context().equals(context)) {
      throw new SerializationException(
          "the registry associates "
              + subject
              + " with it, which is in another registry context; set "
              + strategyKey()
              + " to "
              + AssociatedNameStrategy.class.getName()
              + ", here and where the topic is read");
    }
    return subject;
  }

  private RegistryRejectedException withAdvice(RegistryRejectedException e) {
    String advice =
        "; to name subjects by the topic without asking, set "
            + strategyKey()
            + " to "
            + TopicNameStrategy.class.getName();
    return new RegistryRejectedException(e.getMessage() + advice, e.status(), e.errorCode(), e);
  }

  private String strategyKey() {
    return isKey ? SerdeKeys.KEY_SUBJECT_NAME : SerdeKeys.VALUE_SUBJECT_NAME;
  }

  /** Whether every topic has the default context, without a request to the registry. */
  public boolean usesDefaultContextOnly() {
    return contextStrategy == null && isPlain();
  }

  /**
   * The context of the schemas of a topic, as far as it is known without a schema; the default
   * context if the strategy needs the schema.
   *
   * @throws org.apache.kafka.common.KafkaException if the strategy needs a request that fails
   */
  public String contextOf(String topic) {
    if (isPlain()) {
      return context(topic);
    }
    try {
      return subject(topic, (String) null).context();
    } catch (RegistryUnavailableException | RegistryRejectedException e) {
      throw KafkaExceptions.of("cannot determine the registry context of topic " + topic, e);
    } catch (RuntimeException nameUnknown) {
      return context(topic);
    }
  }

  private boolean isPlain() {
    return isDefault || STRATEGIES_WITHOUT_CONTEXT.contains(strategy.getClass());
  }

  private String context(String topic) {
    if (contextStrategy == null) {
      return Subject.DEFAULT_CONTEXT;
    }
    try {
      String name = contextStrategy.contextName(topic);
      return name == null ? Subject.DEFAULT_CONTEXT : normalized(name);
    } catch (RuntimeException e) {
      throw namingFailed(contextStrategy, "context", topic, e);
    }
  }

  private static SerializationException namingFailed(
      Object strategy, String kind, String topic, RuntimeException cause) {
    return new SerializationException(
        strategy.getClass().getName()
            + " names no "
            + kind
            + " for topic "
            + topic
            + ": "
            + cause.getMessage(),
        cause);
  }

  private static String normalized(String name) {
    int start = name.startsWith(":") ? 1 : 0;
    int end = name.length() > start && name.endsWith(":") ? name.length() - 1 : name.length();
    String bare = name.substring(start, end);
    return bare.startsWith(".") ? bare : "." + bare;
  }

  /** Whether the subject of a topic depends on the record name. */
  public boolean usesRecordName() {
    return strategy.usesRecordName();
  }
}
