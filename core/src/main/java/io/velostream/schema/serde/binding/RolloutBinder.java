// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.model.ValueEncoder;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutChoice;
import io.velostream.schema.rollout.RolloutSource;
import io.velostream.schema.serde.config.RolloutKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.wire.IdWriter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the bindings of both versions of a rollout.
 *
 * @param <S> the format's parsed schema
 */
final class RolloutBinder<S> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RolloutBinder.class);

  /** Bounds the memory for losses that were reported. */
  private static final int MAX_LOSSES = 1_000;

  private static final byte[] NO_SUFFIX = {};

  private final RolloutSource source;
  private final boolean isOwn;
  private final SchemaCodec<S> codec;
  private final SchemaParser<S> parser;
  private final IdWriter ids;
  private final BindingExpiry bindingExpiry;
  private final SchemaListener listener;
  private final String clientId;
  private final String instance;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  private RolloutBinder(
      RolloutSource source,
      SerdeConfig config,
      SchemaCodec<S> codec,
      SchemaResolver resolver,
      IdWriter ids,
      BindingExpiry bindingExpiry) {
    this.source = source;
    this.isOwn = config.text(RolloutKeys.FILE) != null;
    this.codec = codec;
    this.parser = new SchemaParser<>(resolver, codec.format());
    this.ids = ids;
    this.bindingExpiry = bindingExpiry;
    this.listener = resolver.registry()::publish;
    this.clientId = config.clientId();
    this.instance = RolloutKeys.instance(config);
  }

  /** The rollouts that a serializer follows; null if it follows none. */
  static <S> @Nullable RolloutBinder<S> of(
      SerdeConfig config,
      SchemaCodec<S> codec,
      SchemaResolver resolver,
      IdWriter ids,
      BindingExpiry bindingExpiry) {
    RolloutSource source = RolloutKeys.source(config);
    return source == null
        ? null
        : new RolloutBinder<>(source, config, codec, resolver, ids, bindingExpiry);
  }

  /** The rollouts that the bindings follow. */
  RolloutSource source() {
    return source;
  }

  /** The rollout of a subject, and what a binding is made of; null if it has none. */
  @Nullable Rollout rollout(Subject subject) {
    return source.rollout(subject.qualified());
  }

  /** The generation, to be read before {@link #rollout}. */
  int generation() {
    return source.generation();
  }

  /** Makes the binding of a subject with a rollout; that of the new version, with both. */
  WriteBinding<S> bind(
      String topic,
      Object shape,
      Object value,
      Subject subject,
      Rollout rollout,
      int generation,
      @Nullable WriteBinding<S> previous) {
    Sides<S> before = previous == null ? null : previous.sides;
    Expiry start = bindingExpiry.start();
    Side<S> side = new Side<>(topic, shape, value, subject, rollout.onLoss(), before, start);
    WriteBinding<S> older = bind(side, rollout.from());
    WriteBinding<S> newer = bind(side, rollout.to());
    WriteBinding<S> both = newer.with(newer.expiry);
    both.sides = new Sides<>(generation, new RolloutChoice(rollout, instance), older, newer);
    return both;
  }

  /** What both versions have in common. */
  private record Side<S>(
      String topic,
      Object shape,
      Object value,
      Subject subject,
      LossHandling onLoss,
      @Nullable Sides<S> before,
      Expiry start) {}

  private WriteBinding<S> bind(Side<S> side, int version) {
    SchemaResolver resolver = parser.resolver();
    RegisteredSchema schema = resolver.version(new SubjectVersion(side.subject, version));
    if (schema.id() != null) {
      var unused = resolver.byIdToWrite(schema.id());
    }
    S parsed = parser.parseToWrite(schema);
    Expiry expiry = parser.expiry(schema, bindingExpiry, side.start);
    WriteBinding<S> known = side.before == null ? null : side.before.known(parsed);
    ValueEncoder encoder;
    byte[] suffix;
    try {
      encoder =
          known != null ? known.encoder : codec.encoder(parsed, side.value, onLoss(side, version));
      suffix = codec.frameSuffix(parsed, side.value);
    } catch (InvalidSchemaException e) {
      encoder = refusing(side, version, e);
      suffix = NO_SUFFIX;
    }
    return new WriteBinding<>(
        side.topic,
        side.shape,
        new WriteSchema<>(side.subject, schema, parsed, parser.bytes(schema, parsed), expiry),
        encoder,
        ids.frame(schema, suffix));
  }

  /** An encoder of a version that carries no value of the shape, until it is chosen. */
  private static ValueEncoder refusing(Side<?> side, int version, InvalidSchemaException why) {
    return (value, frame) -> {
      throw new InvalidValueException(
          "version "
              + version
              + " of subject "
              + side.subject
              + ", which the rollout has chosen, cannot carry such values: "
              + why.getMessage(),
          why);
    };
  }

  private Consumer<String> onLoss(Side<S> side, int version) {
    return lost -> {
      Rollout now = rollout(side.subject);
      LossHandling handling = now == null ? side.onLoss : now.onLoss();
      if (handling == LossHandling.ERROR) {
        throw new InvalidValueException(
            "version "
                + version
                + " of subject "
                + side.subject
                + ", which the rollout has chosen, cannot carry "
                + lost
                + "; leave it out, or set onLoss of the rollout to report",
            null);
      }
      report(side, version, lost);
    };
  }

  private void report(Side<S> side, int version, String lost) {
    String key = side.topic + '\n' + version + '\n' + lost;
    if (reported.size() < MAX_LOSSES && reported.add(key)) {
      LOG.warn(
          "Values of topic {} are written in version {} of subject {}, which cannot carry {}",
          side.topic,
          version,
          side.subject,
          lost);
      listener.onEvent(
          new SchemaEvent.ValueReduced(clientId, side.topic, side.subject, version, lost));
    }
  }

  /** Reports to the resolver that both versions are in use. */
  void reportUse(WriteBinding<S> binding) {
    parser.resolver().reportUse(binding.chosen.registered());
  }

  @Override
  public void close() {
    if (isOwn && source instanceof AutoCloseable file) {
      try {
        file.close();
      } catch (Exception e) {
        LOG.debug("The file of rollouts was not closed", e);
      }
    }
  }

  /**
   * The bindings of both versions of a rollout. Immutable.
   *
   * @param <S> the format's parsed schema
   */
  static final class Sides<S> {

    /** The generation of the rollouts that this was made from. */
    final int generation;

    /** Whether the subject has a rollout. */
    final boolean hasRollout;

    private final RolloutChoice choice;
    private final WriteBinding<S> older;
    private final WriteBinding<S> newer;

    /** For a subject without a rollout, whose only binding this is. */
    Sides(int generation, WriteBinding<S> only) {
      this.generation = generation;
      this.hasRollout = false;
      this.choice = RolloutChoice.NONE;
      this.older = only;
      this.newer = only;
    }

    Sides(int generation, RolloutChoice choice, WriteBinding<S> older, WriteBinding<S> newer) {
      this.generation = generation;
      this.hasRollout = true;
      this.choice = choice;
      this.older = older;
      this.newer = newer;
    }

    /** The binding that a record is written with. */
    WriteBinding<S> of(boolean hasKey, int keyHash, int partition) {
      return choice.isNew(hasKey, keyHash, partition) ? newer : older;
    }

    /** The binding of this version, whose encoder may be used again; null if there is none. */
    @Nullable WriteBinding<S> known(Object parsed) {
      if (older.chosen.parsed() == parsed) {
        return hasRollout ? older : null;
      }
      return newer.chosen.parsed() == parsed ? newer : null;
    }
  }
}
