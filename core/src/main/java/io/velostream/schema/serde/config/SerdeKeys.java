// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.serde.file.ConfigFiles;

/** The names of the configuration keys that every format shares. */
public final class SerdeKeys {

  static final String CONFIG_FILE = ConfigFiles.KEY;
  public static final String URL = "schema.registry.url";
  public static final String REQUEST_HEADER_PREFIX = "request.header.";
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT = "http.read.timeout.ms";
  public static final String LOOKUP_TIMEOUT = "schema.lookup.timeout.ms";
  public static final String MAX_CONNECTIONS = "schema.registry.max.connections";

  static final String MAX_RETRIES = "max.retries";
  static final String RETRY_WAIT = "retries.wait.ms";
  static final String RETRY_MAX_WAIT = "retries.max.wait.ms";
  static final String RETRY_BUDGET = "schema.retry.budget.percent";
  static final String RETRY_FLOOR = "schema.retry.budget.floor";
  static final String BREAKER_FAILURES = "schema.breaker.failures";
  static final String BREAKER_WAIT = "schema.breaker.wait.ms";
  static final String BREAKER_MAX_WAIT = "schema.breaker.max.wait.ms";

  public static final String AUTO_REGISTER = "auto.register.schemas";
  public static final String NORMALIZE = "normalize.schemas";
  public static final String USE_SCHEMA_ID = "use.schema.id";
  public static final String USE_SCHEMA_GUID = "use.schema.guid";
  public static final String ID_STRICT = "id.compatibility.strict";

  /** The value for any cluster. */
  public static final String ANY_CLUSTER = "-";

  public static final String USE_LATEST = "use.latest.version";
  public static final String LATEST_STRICT = "latest.compatibility.strict";
  static final String LATEST_WITH_METADATA = "use.latest.with.metadata";

  public static final String KEY_SUBJECT_NAME = "key.subject.name.strategy";
  public static final String VALUE_SUBJECT_NAME = "value.subject.name.strategy";
  public static final String ASSOCIATIONS_FALLBACK = "subject.name.strategy.fallback.type";
  public static final String ASSOCIATIONS_CLUSTER = "subject.name.strategy.kafka.cluster.id";
  public static final String CONTEXT_NAME = "context.name.strategy";
  public static final String KEY_ID_SERIALIZER = "key.schema.id.serializer";
  public static final String VALUE_ID_SERIALIZER = "value.schema.id.serializer";
  public static final String KEY_ID_DESERIALIZER = "key.schema.id.deserializer";
  public static final String VALUE_ID_DESERIALIZER = "value.schema.id.deserializer";

  public static final String KEY_PLAIN_SCHEMA = "key.plain.schema";
  public static final String VALUE_PLAIN_SCHEMA = "value.plain.schema";
  public static final String APICURIO_USE_ID = "apicurio.registry.use-id";
  public static final String CONTENT_ID = "contentId";
  static final String GLOBAL_ID = "globalId";
  public static final String GLUE_LOOKUP = "schema.glue.lookup.class";
  public static final String GLUE_MAX_BYTES = "schema.glue.max.uncompressed.bytes";

  public static final String LATEST_TTL = "latest.cache.ttl.sec";
  static final String LATEST_SIZE = "latest.cache.size";
  public static final String MAX_SCHEMAS_PER_SUBJECT = "max.schemas.per.subject";
  public static final String CACHE_SIZE = "schema.cache.size";
  public static final String RESOLVED_TTL = "schema.cache.resolved.ttl.sec";
  public static final String MAX_STALE = "schema.degraded.max.stale.sec";
  public static final String NOT_FOUND_TTL = "schema.cache.not.found.ttl.ms";
  public static final String NOT_FOUND_MAX_TTL = "schema.cache.not.found.max.ttl.ms";
  public static final String MAX_DEPTH = "schema.references.max.depth";
  public static final String MAX_REFERENCES = "schema.references.max.schemas";
  public static final String RESOLVE_REFERENCES = "schema.references.resolve";
  static final String REFLECTION = "schema.reflection";
  static final String SHOW_VALUES = "schema.errors.include.values";

  static final String SNAPSHOT_PATH = "schema.snapshot.path";
  static final String SNAPSHOT_SEEN_PATH = "schema.snapshot.seen.path";
  static final String SNAPSHOT_ENCRYPTION = "schema.snapshot.encryption";
  static final String SNAPSHOT_KEY = "schema.snapshot.key";
  static final String SNAPSHOT_OLD_KEYS = "schema.snapshot.old.keys";
  static final String SNAPSHOT_KEY_FILE = "schema.snapshot.key.file";
  static final String SNAPSHOT_KEYSTORE = "schema.snapshot.keystore.location";
  static final String SNAPSHOT_KEYSTORE_PASSWORD = "schema.snapshot.keystore.password";
  static final String SNAPSHOT_KEYSTORE_ALIAS = "schema.snapshot.keystore.key.alias";
  static final String SNAPSHOT_KEY_PROVIDER = "schema.snapshot.key.provider";
  static final String SNAPSHOT_KEY_PROVIDER_PREFIX = SNAPSHOT_KEY_PROVIDER + ".";
  static final String SNAPSHOT_QUOTA = "schema.snapshot.quota.mb";
  static final String SNAPSHOT_INTERVAL = "schema.snapshot.interval.ms";
  static final String IDENTITY_CHECK = "schema.identity.check";
  static final String CONFIRM_INTERVAL = "schema.confirm.interval.sec";

  static final String LISTENERS = "schema.listeners";
  static final String LISTENERS_PREFIX = LISTENERS + ".";
  public static final String WARM_UP_SUBJECTS = "schema.warm.up.subjects";

  private SerdeKeys() {}
}
