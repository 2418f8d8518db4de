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
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Names subjects and registry contexts as the configuration asks for. */
public final class SubjectNaming {

  /** The strategies that never name a context. */
  private static final Set<Class<?>> PLAIN =
      Set.of(TopicNameStrategy.class, RecordNameStrategy.class, TopicRecordNameStrategy.class);

  private static final int FORBIDDEN = 403;

  private final SubjectNameStrategy names;
  private final @Nullable ContextNameStrategy contexts;
  private final boolean isKey;

  /** Whether no strategy was given. */
  private final boolean isDefault;

  /**
   * Names for one serializer or deserializer.
   *
   * @param resolver of the registry to ask where the strategy needs one
   */
  public SubjectNaming(SerdeConfig config, SchemaResolver resolver) {
    this.isKey = config.isKey();
    SubjectNameStrategy given = instance(config, strategyKey(), SubjectNameStrategy.class);
    this.names =
        given == null || given instanceof AssociatedNameStrategy
            ? new TopicAssociations(config, resolver)
            : given;
    this.isDefault = config.originals().get(strategyKey()) == null;
    this.contexts = instance(config, SerdeKeys.CONTEXT_NAME, ContextNameStrategy.class);
  }

  /** The subject of a schema, which is asked for its record name only if the name depends on it. */
  public <S> Subject subject(@Nullable String topic, LazyValueSchema<S> own) {
    return subject(topic, names.usesRecordName() ? own.recordName() : null);
  }

  /** The subject of a schema that describes records of this name. */
  public Subject subject(@Nullable String topic, @Nullable String recordName) {
    if (topic == null) {
      throw new SerializationException("no topic was given to name a subject by");
    }
    String context = context(topic);
    try {
      String name = names.subjectName(topic, isKey, recordName);
      if (name == null || name.isEmpty()) {
        throw new SerializationException("the name is empty");
      }
      return inContext(Subject.parse(name, context), context);
    } catch (RegistryRejectedException e) {
      throw isDefault && e.status() == FORBIDDEN ? withAdvice(e) : e;
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unnamed(names, "subject", topic, e);
    }
  }

  /**
   * A deserializer that was given no strategy does not ask for the subject of each topic, and so
   * would look for the schema in another context.
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

  /** Whether every topic's context is the default one, as far as no registry is asked. */
  public boolean namesNoContext() {
    return contexts == null && isPlain();
  }

  /**
   * The context of the schemas of a topic, as far as it is known without a schema. A subject name
   * strategy that cannot tell yet leaves it at the default one.
   *
   * @throws org.apache.kafka.common.KafkaException when the strategy asks a registry, and that does
   *     not answer: the context is then unknown
   */
  public String contextOf(String topic) {
    if (isPlain()) {
      return context(topic);
    }
    try {
      return subject(topic, (String) null).context();
    } catch (RegistryUnavailableException | RegistryRejectedException e) {
      throw KafkaExceptions.of("cannot tell the registry context of topic " + topic, e);
    } catch (RuntimeException nameUnknown) {
      return context(topic);
    }
  }

  private boolean isPlain() {
    return isDefault || PLAIN.contains(names.getClass());
  }

  private String context(String topic) {
    if (contexts == null) {
      return Subject.DEFAULT_CONTEXT;
    }
    try {
      String name = contexts.contextName(topic);
      return name == null ? Subject.DEFAULT_CONTEXT : normalized(name);
    } catch (RuntimeException e) {
      throw unnamed(contexts, "context", topic, e);
    }
  }

  private static SerializationException unnamed(
      Object strategy, String what, String topic, RuntimeException cause) {
    return new SerializationException(
        strategy.getClass().getName()
            + " names no "
            + what
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

  /** Whether the subject of a topic depends on the record, which is known once its schema is. */
  public boolean usesRecordName() {
    return names.usesRecordName();
  }

  /** An object of the class that a key names; null where it names none. */
  public static <T> @Nullable T instance(SerdeConfig config, String key, Class<T> type) {
    Class<?> configured = config.type(key);
    if (configured == null) {
      return null;
    }
    try {
      T made = type.cast(configured.getDeclaredConstructor().newInstance());
      if (made instanceof Configurable configurable) {
        configurable.configure(config.originals());
      }
      return made;
    } catch (ReflectiveOperationException | RuntimeException e) {
      ConfigException refused =
          new ConfigException(
              key, configured.getName(), "cannot be made; it needs a public constructor");
      refused.initCause(e);
      throw refused;
    }
  }
}
