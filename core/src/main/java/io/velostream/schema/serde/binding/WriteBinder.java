// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutSource;
import io.velostream.schema.serde.access.AccessAction;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.kafka.KafkaExceptions;
import io.velostream.schema.serde.subject.LazyValueSchema;
import io.velostream.schema.serde.subject.SubjectNaming;
import io.velostream.schema.serde.wire.IdWriter;
import io.velostream.schema.trace.SchemaSpan;
import io.velostream.schema.trace.Tracing;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Creates write bindings: the cold path of a serializer.
 *
 * @param <S> the format's parsed schema
 */
public final class WriteBinder<S> implements AutoCloseable {

  private final SchemaCodec<S> codec;
  private final SubjectNaming naming;
  private final SchemaChooser<S> chooser;
  private final IdWriter ids;
  private final BindingExpiry bindingExpiry;
  private final boolean isKey;
  private final String keyOrValue;
  private final AccessControl access;
  private final BindingEvents events;
  private final @Nullable RolloutBinder<S> rollouts;
  private final @Nullable RolloutSource source;

  public WriteBinder(
      SerdeConfig config,
      SchemaCodec<S> codec,
      SchemaResolver resolver,
      BindingExpiry bindingExpiry) {
    this.codec = codec;
    this.bindingExpiry = bindingExpiry;
    this.naming = new SubjectNaming(config, resolver);
    this.chooser =
        new SchemaChooser<>(config, new SchemaParser<>(resolver, codec.format()), bindingExpiry);
    this.ids = new IdWriter(config);
    this.access = new AccessControl(config, resolver.registry()::publish);
    this.events = new BindingEvents(config, resolver.registry()::publish);
    this.rollouts = RolloutBinder.of(config, codec, resolver, ids, bindingExpiry);
    this.source = rollouts == null ? null : rollouts.source();
    this.isKey = config.isKey();
    this.keyOrValue = config.isKey() ? "key" : "value";
  }

  public IdWriter ids() {
    return ids;
  }

  /**
   * Creates a binding.
   *
   * @param shape the shape of the value
   * @param value any value of this shape
   * @param previous the binding that this one replaces, whose encoder is reused if the schema is
   *     the same; null for the first
   * @throws KafkaException when the registry or the schema does not allow it
   */
  public WriteBinding<S> bind(
      String topic, Object shape, Object value, @Nullable WriteBinding<S> previous) {
    SchemaSpan span =
        Tracing.tracer().start("schema.bind").with("action", "write").with("topic", topic);
    try {
      WriteBinding<S> bound = span.around(() -> bindTraced(topic, shape, value, previous));
      span.with("subject", bound.chosen.subject())
          .with("schema", bound.chosen.registered().name())
          .end(null);
      return bound;
    } catch (RuntimeException | Error e) {
      span.end(e);
      throw e;
    }
  }

  private WriteBinding<S> bindTraced(
      String topic, Object shape, Object value, @Nullable WriteBinding<S> previous) {
    Expiry start = bindingExpiry.start();
    Subject subject = null;
    try {
      access.require(AccessAction.WRITE, topic, null);
      LazyValueSchema<S> valueSchema = new LazyValueSchema<>(codec, value);
      subject = naming.subject(topic, valueSchema);
      access.require(AccessAction.WRITE, topic, subject);
      int generation = rollouts == null ? 0 : rollouts.generation();
      Rollout rollout = rollouts == null ? null : rollouts.rollout(subject);
      if (rollouts != null && rollout != null) {
        WriteBinding<S> bound =
            rollouts.bind(topic, shape, value, subject, rollout, generation, previous);
        publishBound(AccessAction.WRITE, bound, previous);
        return bound;
      }
      if (chooser.registers()) {
        access.require(AccessAction.REGISTER, topic, subject);
      }
      WriteSchema<S> chosen = chooser.choose(subject, valueSchema, start);
      ValueEncoder encoder =
          previous != null && previous.chosen.parsed() == chosen.parsed()
              ? previous.encoder
              : codec.encoder(chosen.parsed(), value);
      WriteBinding<S> bound =
          new WriteBinding<>(topic, shape, chosen, encoder, ids.frame(chosen.registered()));
      bound.sides = rollouts == null ? null : new RolloutBinder.Sides<>(generation, bound);
      publishBound(
          chooser.registers() ? AccessAction.REGISTER : AccessAction.WRITE, bound, previous);
      return bound;
    } catch (RuntimeException | StackOverflowError e) {
      events.unwritable(topic, subject, e);
      String under = subject == null ? "" : " under subject " + subject;
      throw KafkaExceptions.of(failed(topic, value) + under, e, subject);
    }
  }

  private void publishBound(
      AccessAction action, WriteBinding<S> bound, @Nullable WriteBinding<S> previous) {
    events.bound(
        action,
        bound.topic,
        bound.chosen.subject(),
        bound.chosen.registered(),
        previous == null ? null : previous.chosen.registered());
  }

  /**
   * Checks whether null values may be written to a topic, which delete records of compacted topics.
   *
   * @throws KafkaException if that is denied
   */
  public void requireAccessToDelete(@Nullable String topic) {
    if (!access.permitsAll() && !isKey) {
      access.require(AccessAction.WRITE, topic, null);
    }
  }

  /** Whether the serializer follows rollouts. */
  public boolean followsRollouts() {
    return source != null;
  }

  /**
   * Returns the binding of the version that a record is written in. On the warm path: a few
   * comparisons.
   *
   * @param hasKey whether the key is known
   * @param keyHash a stable hash of the key
   * @param partition the partition; -1 if it is not known
   * @return null if the rollouts have changed, so that {@code bound} must be bound again
   */
  public @Nullable WriteBinding<S> side(
      WriteBinding<S> bound, boolean hasKey, int keyHash, int partition) {
    RolloutBinder.Sides<S> sides = bound.sides;
    return sides == null || source == null || sides.generation != source.generation()
        ? null
        : sides.of(hasKey, keyHash, partition);
  }

  /** Reports to the resolver that a binding's schema is in use, since no lookup is made. */
  public void reportUse(WriteBinding<S> binding) {
    if (rollouts != null && binding.sides != null && binding.sides.hasRollout) {
      rollouts.reportUse(binding);
    } else {
      chooser.reportUse(binding.chosen);
    }
  }

  /** Ends the use of a file of rollouts. */
  @Override
  public void close() {
    if (rollouts != null) {
      rollouts.close();
    }
  }

  /** The exception for a value that a binding's encoder could not write. */
  public KafkaException encodingFailed(WriteBinding<S> binding, Object value, Throwable cause) {
    String schema = binding.chosen.registered().name() + " of subject " + binding.chosen.subject();
    return KafkaExceptions.ofRecord(
        failed(binding.topic, value) + " as " + schema, cause, binding.chosen.subject());
  }

  /** The subject of a value's schema; null if it cannot be named now. */
  public @Nullable Subject subject(String topic, Object value) {
    try {
      return naming.subject(topic, new LazyValueSchema<>(codec, value));
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  /** The exception for a value of a class that the format does not support. */
  public KafkaException unsupportedValue(String topic, Object value, Throwable cause) {
    return KafkaExceptions.of(failed(topic, value), cause);
  }

  private String failed(String topic, Object value) {
    return "cannot serialize a " + keyOrValue + " of " + value.getClass() + " for topic " + topic;
  }
}
