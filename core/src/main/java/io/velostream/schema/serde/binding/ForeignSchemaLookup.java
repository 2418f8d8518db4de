// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.UncachedLookups;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.GlueSchemaLookup;
import io.velostream.schema.serde.config.IdPlacement;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.subject.SubjectNaming;
import io.velostream.schema.serde.wire.FrameKey;
import io.velostream.schema.serde.wire.IdReader;
import io.velostream.schema.settings.CacheSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the schemas of frames that hold neither an id nor a GUID of Confluent's protocol. Safe for
 * use by many threads.
 *
 * @param <S> the format's parsed schema
 */
final class ForeignSchemaLookup<S> implements AutoCloseable {

  private static final int NOT_FOUND = 40403;
  private static final int MAX_GLUE_DEFINITIONS = 10_000;

  private final SchemaResolver resolver;
  private final SchemaFormat<S> format;
  private final SubjectNaming names;
  private final LongSupplier nanoTime;
  private final NegativeCache notFoundKeys;

  /** Glue schema versions whose lookup failed. */
  private final NegativeCache failedKeys;

  /** Definitions by Glue schema version. They are immutable, so each is looked up once. */
  private final Map<FrameKey, SchemaDefinition> glueVersion = new ConcurrentHashMap<>();

  private final FingerprintLookup<S> fingerprints;
  private final @Nullable GlueSchemaLookup glue;
  private final boolean hasApicurioInterface;
  private final @Nullable UUID guid;
  private final int id;
  private final @Nullable SchemaDefinition plainSchema;

  /**
   * Creates the lookup of one deserializer.
   *
   * @param placements the configured id placements
   * @throws ConfigException if a placement needs a key that is not set
   */
  ForeignSchemaLookup(
      SerdeConfig config,
      List<IdPlacement> placements,
      SchemaResolver resolver,
      SchemaParser<S> schemas,
      SubjectNaming names,
      LongSupplier nanoTime) {
    this.resolver = resolver;
    this.format = schemas.format();
    this.names = names;
    this.nanoTime = nanoTime;
    CacheSettings cache = resolver.cacheSettings();
    this.notFoundKeys = new NegativeCache(cache.notFoundTtl(), cache.maxNotFoundTtl());
    this.failedKeys = new NegativeCache(cache.notFoundTtl(), cache.maxNotFoundTtl());
    this.fingerprints =
        new FingerprintLookup<>(
            resolver,
            schemas,
            nanoTime,
            cache.notFoundTtl().toNanos(),
            Duration.ofMillis(config.number(SerdeKeys.LOOKUP_TIMEOUT)).toNanos());
    this.hasApicurioInterface = UncachedLookups.of(resolver).hasApicurioInterface();
    this.guid = config.guid();
    this.id = config.number(SerdeKeys.USE_SCHEMA_ID);
    this.plainSchema = plainSchema(config);
    check(config, placements);
    this.glue = placements.contains(IdPlacement.GLUE) ? glue(config) : null;
  }

  private @Nullable SchemaDefinition plainSchema(SerdeConfig config) {
    String text = config.text(plainKey(config));
    return text == null || text.isBlank() ? null : SchemaDefinition.of(format.type(), text);
  }

  private static String plainKey(SerdeConfig config) {
    return config.isKey() ? SerdeKeys.KEY_PLAIN_SCHEMA : SerdeKeys.VALUE_PLAIN_SCHEMA;
  }

  private void check(SerdeConfig config, List<IdPlacement> placements) {
    String key = IdReader.key(config);
    if (placements.contains(IdPlacement.SINGLE_OBJECT)) {
      if (!format.hasFingerprints()) {
        throw new ConfigException(
            key
                + " holds "
                + IdPlacement.SINGLE_OBJECT.key()
                + ", which is an encoding of Avro: "
                + format.type()
                + " has none");
      }
      if (names.usesRecordName()) {
        throw new ConfigException(
            key
                + " holds "
                + IdPlacement.SINGLE_OBJECT.key()
                + ", whose schemas are looked for among the versions of the topic's subject, but "
                + (config.isKey() ? SerdeKeys.KEY_SUBJECT_NAME : SerdeKeys.VALUE_SUBJECT_NAME)
                + " names subjects by records: use TopicNameStrategy");
      }
    }
    checkSchema(config, placements, key);
  }

  /** Payloads without a frame are read with one configured schema, which is optional for JSON. */
  private void checkSchema(SerdeConfig config, List<IdPlacement> placements, String key) {
    boolean isConfigured = placements.contains(IdPlacement.CONFIG);
    if (!isConfigured && !placements.contains(IdPlacement.NONE)) {
      return;
    }
    int configured =
        (guid == null ? 0 : 1) + (id < 0 ? 0 : 1) + (plainSchema == null || isConfigured ? 0 : 1);
    boolean isNeeded = isConfigured || format.schemaOfAnything() == null;
    if (configured > 1 || (isNeeded && configured == 0)) {
      throw new ConfigException(
          key
              + "="
              + config.text(key)
              + (isNeeded ? " needs one of " : " takes no more than one of ")
              + SerdeKeys.USE_SCHEMA_ID
              + (isConfigured ? " and " : ", ")
              + SerdeKeys.USE_SCHEMA_GUID
              + (isConfigured ? "" : " and " + plainKey(config))
              + (isNeeded ? ", and one of them only" : ""));
    }
  }

  private static GlueSchemaLookup glue(SerdeConfig config) {
    GlueSchemaLookup lookup =
        config.configuredInstance(SerdeKeys.GLUE_LOOKUP, GlueSchemaLookup.class);
    if (lookup == null) {
      throw new ConfigException(
          IdReader.key(config)
              + " holds "
              + IdPlacement.GLUE.key()
              + ", which needs a class in "
              + SerdeKeys.GLUE_LOOKUP);
    }
    return lookup;
  }

  /**
   * Finds the schema of a key that is not of Confluent's protocol.
   *
   * @throws SchemaNotFoundException when there is none
   * @throws io.velostream.schema.model.SchemaException when a request fails
   */
  RegisteredSchema find(String topic, String context, FrameKey key) {
    return switch (key.kind()) {
      case APICURIO_GLOBAL_ID, APICURIO_CONTENT_ID, GLUE_VERSION ->
          lookUpOrKept(key, context, () -> lookUp(context, key));
      case FINGERPRINT -> {
        Subject subject = names.subject(topic, (String) null);
        yield lookUpOrKept(key, subject.toString(), () -> fingerprints.find(subject, key.low()));
      }
      case CONFIGURED -> configured(context);
      case ID, GUID -> throw new IllegalArgumentException(key.toString());
    };
  }

  /** Runs a lookup and caches its result; returns the cached result if the lookup fails. */
  private RegisteredSchema lookUpOrKept(
      FrameKey key, String scope, Supplier<RegisteredSchema> lookup) {
    UncachedLookups lookups = UncachedLookups.of(resolver);
    String kind = key.kind().name();
    try {
      RegisteredSchema found = lookup.get();
      lookups.keep(kind, scope, key.high(), key.low(), found);
      return found;
    } catch (RegistryUnavailableException | SerializationException e) {
      RegisteredSchema before = lookups.kept(kind, scope, key.high(), key.low());
      if (before == null || !before.definition().type().equals(format.type())) {
        throw e;
      }
      return before;
    }
  }

  private RegisteredSchema configured(String context) {
    if (guid != null) {
      return resolver.byGuid(context, guid);
    }
    if (id >= 0) {
      return resolver.byId(new SchemaId(context, id));
    }
    SchemaDefinition definition = plainSchema == null ? format.schemaOfAnything() : plainSchema;
    if (definition == null) {
      throw new IllegalStateException("no schema is configured");
    }
    return unregistered(context, definition);
  }

  private RegisteredSchema lookUp(String context, FrameKey key) {
    if (notFoundKeys.isMissing(key, nanoTime.getAsLong())) {
      throw new SchemaNotFoundException(
          "it was not found a moment ago, and is not looked up again yet", NOT_FOUND, null);
    }
    try {
      RegisteredSchema found =
          key.kind() == FrameKey.Kind.GLUE_VERSION
              ? glueVersion(context, key)
              : apicurioId(context, key);
      notFoundKeys.remove(key);
      return found;
    } catch (SchemaNotFoundException e) {
      notFoundKeys.add(key, nanoTime.getAsLong());
      throw e;
    }
  }

  private RegisteredSchema glueVersion(String context, FrameKey key) {
    GlueSchemaLookup lookup = glue;
    if (lookup == null) {
      throw new IllegalStateException("no look-up is configured");
    }
    SchemaDefinition known = glueVersion.get(key);
    if (known != null) {
      return unregistered(context, known);
    }
    String name = lookup.getClass().getName();
    if (failedKeys.isMissing(key, nanoTime.getAsLong())) {
      throw new SerializationException(
          name + " failed a moment ago, and is not called for this schema version again yet");
    }
    SchemaDefinition definition;
    try {
      definition = lookup.schema(key.guid());
      failedKeys.remove(key);
    } catch (RuntimeException e) {
      failedKeys.add(key, nanoTime.getAsLong());
      throw new SerializationException(name + " failed: " + e.getClass().getName(), e);
    }
    if (definition == null) {
      throw new SchemaNotFoundException(
          name + " has no schema version " + key.guid(), NOT_FOUND, null);
    }
    if (glueVersion.size() < MAX_GLUE_DEFINITIONS) {
      glueVersion.put(key, definition);
    }
    return unregistered(context, definition);
  }

  private RegisteredSchema apicurioId(String context, FrameKey key) {
    if (!hasApicurioInterface) {
      if (key.low() < 0 || key.low() > Integer.MAX_VALUE) {
        throw new SchemaNotFoundException(
            "the id does not fit into the 4 bytes of Confluent's protocol, and Apicurio's own"
                + " interface is not known; set schema.registry.url to a URL that ends in"
                + " /apis/ccompat/v7",
            NOT_FOUND,
            null);
      }
      return resolver.byId(new SchemaId(context, Math.toIntExact(key.low())));
    }
    UncachedLookups lookups = UncachedLookups.of(resolver);
    return unregistered(
        context,
        key.kind() == FrameKey.Kind.APICURIO_GLOBAL_ID
            ? lookups.byApicurioGlobalId(format.type(), key.low())
            : lookups.byApicurioContentId(format.type(), key.low()));
  }

  private static RegisteredSchema unregistered(String context, SchemaDefinition definition) {
    return new RegisteredSchema(context, null, null, null, definition);
  }

  @Override
  public void close() {
    if (glue instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new KafkaException("cannot close " + glue.getClass().getName(), e);
      }
    }
  }
}
